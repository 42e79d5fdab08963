"""Where a draft stands, computed from its log; and whether an approval is allowed. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import AwareDatetime, Field

from newsdraft.markdown import plain
from newsdraft.model import Decision, DecisionKind, Finding, Post, ReviewStatus, Severity, Value

# Signs a log line that newsdraft wrote as a witness, for a change made in the file by somebody unnamed.
OUTSIDE = "outside"
MACHINE = "newsdraft"
_MACHINES = {
    OUTSIDE, MACHINE, "model", "extract", "local", "ai", "null", "none", "gpt", "chatgpt", "llm", "bot",
    "chatbot", "robot", "machine", "cron", "script", "agent", "system",
}  # fmt: skip
# Letters that look like one of the Latin alphabet, in small: Cyrillic, Greek, a few Latin ones.
_LOOKALIKES = str.maketrans(
    "авеікмнорстухѕјԁԛԝѵҽгпьӏңһցαβεικνορτυχμηγωλσɑɡıɪɩʟᴀᴇᴏ",
    "abeikmhopctyxsjdqwvernblhhgabeiknoptuxmnywlsagiiilaeo",
)
# An extract may keep this share of its sentences (study facts, quotations) and still count as rewritten.
EXTRACT_SHARE = 0.25


class Front(Value):
    """What the file's front matter says of the review; empty text where it says nothing."""

    status: str = ""
    approved_by: str = ""
    approved_at: str = ""


class ReviewState(Value):
    """Where a draft stands. ``attention`` are plain sentences for the editor.

    ``typed`` is a status that somebody wrote into the file and that is not in the log yet; ``typed_by`` is the
    name that stands with a typed approval; ``disputed`` says that the file claims a status that does not count.
    ``changed`` says that the text differs from the version on record.
    """

    status: ReviewStatus = ReviewStatus.IN_REVIEW
    version: int = 1
    claimed_by: str | None = None
    approved_by: str | None = None
    approved_at: AwareDatetime | None = None
    acknowledged: dict[str, str] = Field(default_factory=dict)
    changed: bool = False
    typed: ReviewStatus | None = None
    typed_by: str = ""
    disputed: bool = False
    attention: tuple[str, ...] = ()


class _Log:
    """The state while the lines of a log are read one after the other."""

    def __init__(self) -> None:
        self.status = ReviewStatus.IN_REVIEW
        self.version = 1
        self.recorded = ""
        self.claimed_by: str | None = None
        self.approval: Decision | None = None
        self.voided: Decision | None = None

    def add(self, line: Decision) -> None:
        if line.kind in {DecisionKind.FILED, DecisionKind.EDITED, DecisionKind.REDRAFTED}:
            self.version, self.recorded = line.version, line.content_hash
            self._void_unless(line.content_hash)
            if self.status is ReviewStatus.CHANGES_REQUESTED or line.kind is DecisionKind.REDRAFTED:
                self.status = ReviewStatus.IN_REVIEW
        elif line.kind is DecisionKind.CLAIMED:
            self.claimed_by = line.by
        elif line.kind in {DecisionKind.REREAD, DecisionKind.COMMENTED}:
            pass  # other findings or words about it, the same text
        elif line.kind is DecisionKind.PUBLISHED:
            self.status = ReviewStatus.PUBLISHED if self.approval else self.status
        else:
            self._judge(line)

    def _judge(self, line: Decision) -> None:
        self.voided = None
        self.approval = line if line.kind is DecisionKind.APPROVED else None
        self.status = {
            DecisionKind.APPROVED: ReviewStatus.APPROVED,
            DecisionKind.REJECTED: ReviewStatus.REJECTED,
        }.get(line.kind, ReviewStatus.CHANGES_REQUESTED)

    def _void_unless(self, content: str) -> None:
        if self.approval and self.approval.content_hash != content:
            self.voided, self.approval = self.approval, None
            self.status = ReviewStatus.IN_REVIEW


def review_state(history: Sequence[Decision], content: str, front: Front) -> ReviewState:
    """The state of a draft whose file now has the content hash ``content`` and says ``front``.

    An approval counts for exactly the hash that it was given for; any other text voids it, and
    ``attention`` says so. What was typed into the file is only reported here (``typed``), never counted.
    """
    log = _Log()
    for line in history:
        log.add(line)
    recorded = log.recorded
    if recorded:
        log._void_unless(content)  # noqa: SLF001 (the helper of this function)
    typed, words = _typed(log, history, front)
    return ReviewState(
        status=log.status,
        version=log.version,
        claimed_by=log.claimed_by,
        approved_by=log.approval.by if log.approval else None,
        approved_at=log.approval.at if log.approval else None,
        acknowledged=log.approval.acknowledged if log.approval else {},
        changed=bool(recorded) and recorded != content,
        typed=typed,
        typed_by=plain(front.approved_by) if typed is ReviewStatus.APPROVED else "",
        disputed=typed is not None or bool(words),
        attention=tuple(words_of_void(log.voided) + _still_published(log, history) + words),
    )


def words_of_void(voided: Decision | None) -> list[str]:
    """Say that an approval does not count any more."""
    if not voided:
        return []
    when = f"{voided.at:%d %B %Y}".lstrip("0")
    said = (
        f"{voided.by} approved version {voided.version} on {when}. The text was changed after that, so the "
        "approval does not count any more; it has to be approved again."
    )
    return [said]


_NO_NAME = (
    "The file says “status: approved”, but not by whom, so it does not count. Write your name behind "
    "“approved_by:” as well, or use `newsdraft approve ID --by NAME`."
)
_NOT_PUBLISHED = (
    "The file says “status: published”, but newsdraft has not published it. Approve it, then use "
    "`newsdraft publish`."
)


def _still_published(log: _Log, history: Sequence[Decision]) -> list[str]:
    """Say that a page that was written out is still where it was put."""
    out = [line for line in history if line.kind is DecisionKind.PUBLISHED]
    if not out or log.status in (ReviewStatus.PUBLISHED, ReviewStatus.APPROVED):
        return []
    return [f"It was published before ({out[-1].note}); newsdraft does not take that page down or change it."]


def _typed(log: _Log, history: Sequence[Decision], front: Front) -> tuple[ReviewStatus | None, list[str]]:
    """A status typed into the file, if it is one that can count, and what the editor has to know of it."""
    word = front.status.strip().lower().replace(" ", "_").replace("-", "_")
    if not word or word == log.status.value or is_leftover(history, front, word):
        return None, []
    if word not in {status.value for status in ReviewStatus}:
        allowed = ", ".join(status.value for status in ReviewStatus if status is not ReviewStatus.PUBLISHED)
        said = (
            f"The file says “status: {plain(front.status)[:40]}”, which is no status. Use one of: {allowed}."
        )
        return None, [said]
    if word == ReviewStatus.PUBLISHED:
        return None, [_NOT_PUBLISHED]
    if word == ReviewStatus.APPROVED and not is_person(front.approved_by):
        return None, [_NO_NAME]
    return ReviewStatus(word), []


def is_leftover(history: Sequence[Decision], front: Front, word: str) -> bool:
    """Whether the file still shows a state that newsdraft wrote there itself, for a text since changed."""
    if word == ReviewStatus.APPROVED and front.approved_at:
        return any(
            line.kind is DecisionKind.APPROVED and same_time(line.at, front.approved_at) for line in history
        )
    if word == ReviewStatus.PUBLISHED:
        return any(line.kind is DecisionKind.PUBLISHED for line in history)
    if word == ReviewStatus.CHANGES_REQUESTED:
        quiet = {DecisionKind.CLAIMED, DecisionKind.REREAD, DecisionKind.COMMENTED}
        kinds = [line.kind for line in history if line.kind not in quiet]
        changes = {DecisionKind.EDITED, DecisionKind.REDRAFTED}
        return len(kinds) > 1 and kinds[-1] in changes and kinds[-2] is DecisionKind.CHANGES_REQUESTED
    return False


def stamp(at: datetime) -> str:
    """A time as it stands in front matter: UTC, to the second."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def same_time(at: datetime, written: str) -> bool:
    """Whether ``written`` is the stamp of ``at``."""
    return stamp(at) == written.strip()


def author(by: str) -> str:
    """Who did something, in words: an edit that was found in a file has no name."""
    return "somebody, in the file" if by == OUTSIDE else by


def is_person(name: str) -> bool:
    """Whether ``name`` can stand for a person: two visible letters, and no name of a machine in any disguise."""
    bare = plain(unicodedata.normalize("NFKC", plain(name)))
    letters = sum(c.isalpha() for c in bare)
    return letters >= 2 and len(bare) <= 100 and not _is_machine(bare)


def _is_machine(name: str) -> bool:
    """Whether a name says nothing but words for a machine; accents, spaces and look-alike letters do not hide it."""
    parted = unicodedata.normalize("NFKD", name.casefold().translate(_LOOKALIKES))
    bare = "".join(c for c in parted if unicodedata.category(c) != "Mn").translate(_LOOKALIKES)
    words = re.findall(r"[^\W\d_]+", bare)
    joined = "".join(words)
    return joined in _MACHINES or joined.startswith(("gpt", "chatgpt")) or all(w in _MACHINES for w in words)


def still_extract(writer: str, written: Post, current: Post) -> bool:
    """Whether a draft of the extract writer is still mostly the source's own sentences.

    ``written`` is the post as the writer made it; sentences are compared by their claim ids, which an
    unchanged sentence keeps.
    """
    if writer != "extract":
        return False
    original = {claim.id: plain(claim.text) for _, claim in written.claims()}
    now = [claim for _, claim in current.claims()]
    kept = sum(original.get(claim.id) == plain(claim.text) for claim in now)
    return not now or kept > EXTRACT_SHARE * len(now)


def refusals_to_approve(
    state: ReviewState,
    findings: Sequence[Finding],
    acknowledged: Mapping[str, str],
    by: str,
    *,
    extract: bool,
) -> list[str]:
    """Every reason why ``by`` may not approve now, in plain words; an empty list allows it."""
    reasons = []
    if not is_person(by):
        reasons.append("an approval needs the name of the person who takes responsibility for it")
    if extract:
        reasons.append(
            "this is an extract: too many of its sentences are still the source's own. Rewrite it in your own "
            "words first, or have a model write it (`newsdraft redraft`)"
        )
    if state.changed:
        reasons.append("the text was changed and the changed sentences were not checked yet; try again")
    if state.status in {ReviewStatus.APPROVED, ReviewStatus.PUBLISHED}:
        reasons.append(f"it is approved already, by {state.approved_by}")
    if state.status is ReviewStatus.REJECTED:
        reasons.append("it was rejected; ask for changes first if it should come back")
    return reasons + _blocks(findings, acknowledged)


def _blocks(findings: Sequence[Finding], acknowledged: Mapping[str, str]) -> list[str]:
    known = {finding.id for finding in findings}
    reasons = [
        f"there is no finding “{plain(name)}” to acknowledge" for name in acknowledged if name not in known
    ]
    reasons += [
        f"finding {name} was acknowledged without a reason"
        for name, reason in acknowledged.items()
        if name in known and not plain(reason)
    ]
    open_blocks = [
        f
        for f in findings
        # No reason makes an extract a post: that it is one is said above.
        if f.severity is Severity.BLOCK and f.id not in acknowledged and f.rule != "is-extract"
    ]
    reasons += [
        f"finding {f.id} must be fixed, or acknowledged with a reason: {plain(f.message)}"
        for f in open_blocks
    ]
    return reasons
