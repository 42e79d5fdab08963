"""The use-cases of the editor: the queue, one draft, decisions, redrafts, publishing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from newsdraft.app.opening import opened_database
from newsdraft.app.policies import load_policy
from newsdraft.checking import Earlier, Policy, check_draft, check_front, check_markup, footnote_finding
from newsdraft.config import load_settings
from newsdraft.errors import DecisionRefused, DraftNotFound, StoreError
from newsdraft.markdown import changed_footnotes, split_review
from newsdraft.model import (
    Appraisal,
    Claim,
    Decision,
    DecisionKind,
    Finding,
    Post,
    ReviewStatus,
    SecondReading,
    Value,
    Verdict,
)
from newsdraft.pipeline import parked_stories
from newsdraft.pipeline.receipt import Spending, add_up
from newsdraft.project import Project
from newsdraft.publishing import publish as export
from newsdraft.reviewing import DECISION_FIELDS, Damaged, DraftStore, DraftView, still_extract, worst_first


class QueuedDraft(Value):
    """One draft as the queue lists it; ``attention`` are sentences for the editor."""

    id: str
    status: ReviewStatus
    version: int
    title: str
    path: str
    url: str
    date: str
    evidence: str
    writer: str
    findings: dict[str, int]
    approved_by: str | None
    claimed_by: str | None
    attention: tuple[str, ...]


class DamagedFile(Value):
    """A file of the drafts folder that needs attention and was left alone."""

    path: str
    problem: str
    hint: str


class ParkedStory(Value):
    """A story that has no draft because newsdraft died again and again while it worked on it."""

    id: str
    title: str
    url: str
    reason: str


class Queue(Value):
    """The drafts of a project, the files that need attention, and the stories that were parked.

    ``unknown`` says why it is not known which are parked, where the database did not answer.
    """

    drafts: tuple[QueuedDraft, ...]
    damaged: tuple[DamagedFile, ...]
    parked: tuple[ParkedStory, ...] = ()
    unknown: str = ""


class ShownClaim(Value):
    """One sentence with two opinions that are kept apart.

    ``verdict`` is of the checks: ``supported`` where none of their findings names it, else the worst severity.
    ``judged`` is of the model judge (``unscored`` without one), with the passage and reason that it gave.
    """

    id: str
    text: str
    passages: tuple[str, ...]
    basis: str
    verdict: str
    judged: str
    judged_passage: str | None
    judged_reason: str


class ShownSection(Value):
    """A part of the post with its sentences."""

    heading: str
    claims: tuple[ShownClaim, ...]


class ShownPassage(Value):
    """A passage that can be cited."""

    id: str
    text: str


class ShownDocument(Value):
    """A document of the dossier."""

    id: str
    title: str
    url: str
    kind: str
    passages: tuple[ShownPassage, ...]


class ShownDraft(Value):
    """A draft with everything that it rests on; ``findings`` are worst first."""

    draft: QueuedDraft
    sections: tuple[ShownSection, ...]
    documents: tuple[ShownDocument, ...]
    findings: tuple[Finding, ...]
    history: tuple[Decision, ...]
    notices: tuple[str, ...]
    appraisals: tuple[Appraisal, ...]
    spending: Spending


class PublishedDraft(Value):
    """A draft that was written out for a site."""

    id: str
    title: str
    path: str


class RefusedDraft(Value):
    """A draft that may not be published, and why."""

    id: str
    title: str
    reasons: tuple[str, ...]


JUDGES = "judge-"  # how the rules of the second reading begin
READY = (ReviewStatus.APPROVED, ReviewStatus.PUBLISHED)


class Published(Value):
    """What publishing did."""

    published: tuple[PublishedDraft, ...]
    refused: tuple[RefusedDraft, ...]


@contextmanager
def desk(project: Project) -> Iterator[DraftStore]:
    """The project's draft store, with every edit that was made in the files recorded and checked first."""
    store = DraftStore(project.drafts)
    store.notice_edits(partial(_recheck, load_policy(project.root), store), _now())
    yield store


def _now() -> datetime:
    return datetime.now(UTC)


def _recheck(policy: Policy, store: DraftStore, view: DraftView, post: Post) -> list[Finding]:
    """The findings of an edited post. An extract that was rewritten counts as one no longer."""
    extract = still_extract(view.draft.writer, view.sidecar.written(), post)
    writer = view.draft.writer if extract else ""
    found = check_draft(
        post,
        view.draft.dossier,
        writer,
        view.draft.reading,
        policy,
        _now().date(),
        [Earlier(title, lead) for title, lead in store.told(but=view.id)],
    )
    # Parsing drops markup and takes footnotes as they stand, so both are looked for in the text itself.
    footnotes = [footnote_finding(label) for label in changed_footnotes(view.text, view.documents)]
    return policy.weighed([*footnotes, *check_front(view.text), *check_markup(view.text), *found])


def list_drafts(project: Project, status: ReviewStatus | None = None) -> Queue:
    """The queue, by file name; only drafts of ``status`` if one is given."""
    with desk(project) as store:
        found = store.scan()
    views = [item for item in found if isinstance(item, DraftView)]
    parked, unknown = _parked(project)
    return Queue(
        parked=parked,
        unknown=unknown,
        drafts=tuple(queued(project, view) for view in views if status in (None, view.status)),
        damaged=tuple(damaged_file(project, item) for item in found if isinstance(item, Damaged)),
    )


def _parked(project: Project) -> tuple[tuple[ParkedStory, ...], str]:
    """The parked stories, or why they are not known: the drafts can be worked on without the database."""
    try:
        with opened_database(project) as database:
            return tuple(
                ParkedStory(id=story.id, title=story.title, url=story.entries[0].url, reason=story.reason)
                for story in parked_stories(database)
                if story.entries
            ), ""
    except StoreError as error:
        return (), error.message


def damaged_file(project: Project, item: Damaged) -> DamagedFile:
    """A damaged file as a list names it: its path within the project, what is wrong, what to do."""
    return DamagedFile(path=str(item.path.relative_to(project.root)), problem=item.message, hint=item.hint)


def queued(project: Project, view: DraftView) -> QueuedDraft:
    """``view`` as the queue lists it."""
    return QueuedDraft(
        id=view.id,
        status=view.status,
        version=view.version,
        title=view.title,
        path=str(view.path.relative_to(project.root)),
        url=view.url,
        date=view.date,
        evidence=view.evidence,
        writer=view.index.writer,
        findings=view.counts,
        approved_by=view.approved_by,
        claimed_by=view.claimed_by,
        attention=view.attention,
    )


def show_draft(project: Project, ref: str) -> ShownDraft:
    """One draft with its sentences, passages, findings (worst first) and history."""
    with desk(project) as store:
        view = store.find(ref)
    worst: dict[str | None, str] = {}
    for finding in worst_first(view.findings):
        if not finding.rule.startswith(JUDGES):
            worst.setdefault(finding.claim, finding.severity.value)
    return ShownDraft(
        draft=queued(project, view),
        sections=tuple(
            ShownSection(
                heading=heading,
                claims=tuple(
                    _shown(claim, worst.get(claim.id, "supported"), view.draft.reading)
                    for block in blocks
                    for claim in block.claims
                ),
            )
            for heading, blocks in view.post.parts()
        ),
        documents=tuple(
            ShownDocument(
                id=document.id,
                title=document.title,
                url=document.url,
                kind=document.kind.value,
                passages=tuple(ShownPassage(id=each.id, text=each.text) for each in document.passages),
            )
            for document in view.documents
        ),
        findings=tuple(worst_first(view.findings)),
        history=store.history(view.id),
        notices=view.draft.dossier.notices,
        appraisals=view.draft.reading.answers(view.post) if view.draft.reading else (),
        spending=add_up(view.draft.calls),
    )


def _shown(claim: Claim, verdict: str, reading: SecondReading | None) -> ShownClaim:
    judgement = reading.of(claim) if reading else None
    return ShownClaim(
        id=claim.id,
        text=claim.text,
        passages=claim.passages,
        basis=claim.basis.value,
        verdict=verdict,
        judged=(judgement.verdict if judgement else Verdict.UNSCORED).value,
        judged_passage=judgement.passage if judgement else None,
        judged_reason=judgement.reason if judgement else "",
    )


def decide(
    project: Project,
    ref: str,
    kind: DecisionKind,
    by: str,
    *,
    note: str = "",
    acknowledged: Mapping[str, str] | None = None,
) -> QueuedDraft:
    """Put a named person's decision on record; DecisionRefused with every reason when the rules do not allow it."""
    with desk(project) as store:
        view = store.decide(ref, kind, by, _now(), note=note, acknowledged=acknowledged)
        return queued(project, view)


def diff(project: Project, ref: str, old: int | None = None, new: int | None = None) -> str:
    """What changed between two versions, as a unified diff; by default from the one before to the file as it is."""
    with desk(project) as store:
        view = store.find(ref)
        kept = {_number(path): path for path in store.versions(view.id)}
    before = old if old is not None else max((n for n in kept if n < view.version), default=view.version)
    after = kept[_known(kept, new)].read_text("utf-8") if new is not None else view.text
    return "\n".join(
        difflib.unified_diff(
            _own_lines(kept[_known(kept, before)].read_text("utf-8")),
            _own_lines(after),
            f"version {before}",
            f"version {new}" if new is not None else "the file as it is",
            lineterm="",
        )
    )


def _own_lines(text: str) -> list[str]:
    """The lines of a draft's file that are not newsdraft's own: no review block, no fields of decisions."""
    before, _, after = split_review(text)
    ours = tuple(f"{field}:" for field in DECISION_FIELDS)
    return [
        line for line in f"{before.rstrip()}\n\n{after.lstrip()}".splitlines() if not line.startswith(ours)
    ]


def _number(path: Path) -> int:
    return int("".join(c for c in path.stem.partition("-")[0] if c.isdigit()))


def _known(kept: Mapping[int, Path], number: int) -> int:
    if number not in kept:
        have = ", ".join(map(str, sorted(kept))) or "none"
        raise DraftNotFound(f"there is no version {number}", hint=f"kept versions: {have}")
    return number


def publish(project: Project, refs: Sequence[str], target: str, out: Path) -> Published:
    """Write approved drafts for a site: those of ``refs``, or every approved one."""
    settings = load_settings(project.root)
    done: list[PublishedDraft] = []
    refused: list[RefusedDraft] = []
    with desk(project) as store:
        for view in _wanted(store, refs):
            try:
                path = export(view, target, out, settings)
            except DecisionRefused as refusal:
                refused.append(RefusedDraft(id=view.id, title=view.title, reasons=refusal.reasons))
                continue
            if view.status is not ReviewStatus.PUBLISHED:
                store.decide(
                    view.id, DecisionKind.PUBLISHED, view.approved_by or "", _now(), note=f"{target}: {path}"
                )
            done.append(PublishedDraft(id=view.id, title=view.title, path=str(path)))
    return Published(published=tuple(done), refused=tuple(refused))


def _wanted(store: DraftStore, refs: Sequence[str]) -> list[DraftView]:
    if refs:
        return [store.find(ref) for ref in refs]
    views = [item for item in store.scan() if isinstance(item, DraftView)]
    return [view for view in views if view.status in READY or _was_approved(view)]


def _was_approved(view: DraftView) -> bool:
    """An approval that a later change made void: publishing says so instead of passing it over."""
    return view.status is ReviewStatus.IN_REVIEW and any(
        line.kind is DecisionKind.APPROVED for line in view.history
    )
