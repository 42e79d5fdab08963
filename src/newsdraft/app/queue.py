"""The use-cases of the editor: the queue, one draft, decisions, redrafts, publishing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from pydantic import AwareDatetime

from newsdraft import frontmatter
from newsdraft.app.opening import opened_database
from newsdraft.app.policies import load_policy
from newsdraft.checking import Earlier, check_draft, check_front, check_markup, footnote_finding
from newsdraft.errors import DraftNotFound, StoreError
from newsdraft.markdown import changed_footnotes, split_review
from newsdraft.model import (
    Appraisal,
    BlockKind,
    Claim,
    Decision,
    DecisionKind,
    Finding,
    Post,
    ReviewStatus,
    SecondReading,
    Study,
    Value,
    Verdict,
)
from newsdraft.pipeline import parked_stories
from newsdraft.pipeline.receipt import Spending, add_up
from newsdraft.project import Project
from newsdraft.reviewing import (
    DECISION_FIELDS,
    Damaged,
    DraftRow,
    DraftStore,
    DraftView,
    content_hash,
    parts_of,
    row_of,
    still_extract,
    unique_keys,
    worst_first,
)


class QueuedDraft(Value):
    """One draft as the queue lists it; ``attention`` are sentences for the editor.

    ``source`` is the publisher of its first document; ``usd`` is what its ``calls`` have cost, None where a price is
    not known.
    """

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
    source: str
    filed_at: AwareDatetime | None
    calls: int
    usd: float | None


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
    ``block`` counts the paragraphs, items and quotations of its section, from 0; ``set_as`` says which of these it is.
    """

    id: str
    text: str
    passages: tuple[str, ...]
    basis: str
    verdict: str
    judged: str
    judged_passage: str | None
    judged_reason: str
    block: int
    set_as: str


class ShownSection(Value):
    """A part of the post with its sentences: ``heading`` is the name of the part, ``printed`` the words above it.

    ``key`` names it in addresses; ``editable`` says whether it can be edited by itself.
    """

    key: str
    heading: str
    printed: str
    editable: bool
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
    description: str
    sections: tuple[ShownSection, ...]
    documents: tuple[ShownDocument, ...]
    findings: tuple[Finding, ...]
    history: tuple[Decision, ...]
    notices: tuple[str, ...]
    appraisals: tuple[Appraisal, ...]
    spending: Spending
    study: Study


VERSIONS = (DecisionKind.FILED, DecisionKind.EDITED, DecisionKind.REDRAFTED)
JUDGES = "judge-"  # how the rules of the second reading begin


@contextmanager
def desk(project: Project) -> Iterator[DraftStore]:
    """The project's draft store, with every edit that was made in the files recorded and checked first."""
    store = DraftStore(project.drafts)
    store.notice_edits(partial(recheck, project, store), utc_now())
    yield store


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def recheck(project: Project, store: DraftStore, view: DraftView, post: Post) -> list[Finding]:
    """The findings of an edited post. An extract that was rewritten counts as one no longer. Raises ConfigError."""
    policy = load_policy(project.root)
    extract = still_extract(view.draft.writer, view.sidecar.written(), post)
    writer = view.draft.writer if extract else ""
    found = check_draft(
        post,
        view.draft.dossier,
        writer,
        view.draft.reading,
        policy,
        utc_now().date(),
        [Earlier(title, lead) for title, lead in store.told(but=view.id)],
    )
    # Parsing drops markup and takes footnotes as they stand, so both are looked for in the text itself.
    footnotes = [footnote_finding(label) for label in changed_footnotes(view.text, view.documents)]
    return policy.weighed([*footnotes, *check_front(view.text), *check_markup(view.text), *found])


def list_drafts(project: Project, status: ReviewStatus | None = None) -> Queue:
    """The queue, by file name; only drafts of ``status`` if one is given."""
    with desk(project) as store:
        rows, damaged = store.rows([status] if status else ()), store.damaged()
    parked, unknown = _parked(project)
    return Queue(
        parked=parked,
        unknown=unknown,
        drafts=tuple(listed(project, row) for row in rows),
        damaged=tuple(damaged_file(project, item) for item in damaged),
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
    return listed(project, row_of(view))


def listed(project: Project, row: DraftRow) -> QueuedDraft:
    """A row as the queue lists it: with the path of its file within the project."""
    shared = {name: getattr(row, name) for name in QueuedDraft.model_fields if name != "path"}
    path = str((project.drafts / row.name).relative_to(project.root))
    return QueuedDraft.model_validate({**shared, "path": path})


def show_draft(project: Project, ref: str) -> ShownDraft:
    """One draft with its sentences, passages, findings (worst first) and history."""
    with desk(project) as store:
        view = store.find(ref)
    worst: dict[str | None, str] = {}
    for finding in worst_first(view.findings):
        if not finding.rule.startswith(JUDGES):
            worst.setdefault(finding.claim, finding.severity.value)
    printed = {part.key: part.heading for part in parts_of(view.front)}
    parts = view.post.parts()
    keys = unique_keys(heading for heading, _ in parts)
    return ShownDraft(
        draft=queued(project, view),
        description=view.description,
        sections=tuple(
            ShownSection(
                key=key,
                heading=heading,
                printed=printed.get(key, heading),
                editable=key in printed,
                claims=tuple(
                    _shown(claim, worst.get(claim.id, "supported"), view.draft.reading, (number, block.kind))
                    for number, block in enumerate(blocks)
                    for claim in block.claims
                ),
            )
            for key, (heading, blocks) in zip(keys, parts, strict=True)
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
        study=view.draft.dossier.study,
    )


def _shown(
    claim: Claim, verdict: str, reading: SecondReading | None, block: tuple[int, BlockKind]
) -> ShownClaim:
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
        block=block[0],
        set_as=block[1].value,
    )


def decide(
    project: Project,
    ref: str,
    kind: DecisionKind,
    by: str,
    *,
    note: str = "",
    acknowledged: Mapping[str, str] | None = None,
    read: int | None = None,
) -> QueuedDraft:
    """Put a named person's decision on record; DecisionRefused with every reason when the rules do not allow it.

    ``read`` is the version that the person had before them; None for whatever is there.
    """
    with desk(project) as store:
        view = store.decide(ref, kind, by, utc_now(), note=note, acknowledged=acknowledged, read=read)
        return queued(project, view)


def diff(project: Project, ref: str, old: int | None = None, new: int | None = None) -> str:
    """What changed between two versions, as a unified diff; by default from the one before to the file as it is."""
    with desk(project) as store:
        view = store.find(ref)
        kept = numbered(store, view)
    before = old if old is not None else max((n for n in kept if n < view.version), default=view.version)
    after = kept_text(kept, new) if new is not None else view.text
    return "\n".join(
        difflib.unified_diff(
            _own_lines(kept_text(kept, before)),
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


def numbered(store: DraftStore, view: DraftView) -> dict[int, Path]:
    """The files of a draft's versions by number.

    Of two with one number, which come about when a save came in between, it is the one whose content is on record.
    """
    recorded = {line.version: line.content_hash for line in view.history if line.kind in VERSIONS}
    found: dict[int, Path] = {}
    for path in store.versions(view.id):
        number = int(path.stem.removeprefix("v").partition("-")[0])
        if number not in found or content_hash(path.read_text("utf-8")) == recorded.get(number):
            found[number] = path
    return found


def kept_text(kept: Mapping[int, Path], number: int) -> str:
    """The text of a version among those of ``numbered``; DraftNotFound names those that there are."""
    if number not in kept:
        have = ", ".join(map(str, sorted(kept))) or "none"
        raise DraftNotFound(f"there is no version {number}", hint=f"kept versions: {have}")
    return frontmatter.decode(kept[number].read_bytes(), kept[number].name)
