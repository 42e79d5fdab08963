"""Which decision may be made on which draft; pure."""

from __future__ import annotations

from collections.abc import Mapping

from newsdraft.markdown import plain
from newsdraft.model import DecisionKind, ReviewStatus
from newsdraft.reviewing.state import MACHINE, OUTSIDE, author, is_person, refusals_to_approve
from newsdraft.reviewing.view import DraftView

WORDS = {
    DecisionKind.CLAIMED: "claimed",
    DecisionKind.APPROVED: "approved",
    DecisionKind.CHANGES_REQUESTED: "sent back for changes",
    DecisionKind.REJECTED: "rejected",
    DecisionKind.PUBLISHED: "published",
}
# A status typed into the file: the decision it stands for, who made it (empty: the name typed with it), a note.
TYPED = {
    ReviewStatus.APPROVED: (DecisionKind.APPROVED, "", "typed into the file"),
    ReviewStatus.REJECTED: (DecisionKind.REJECTED, OUTSIDE, "status typed into the file"),
    ReviewStatus.CHANGES_REQUESTED: (DecisionKind.CHANGES_REQUESTED, OUTSIDE, "status typed into the file"),
    ReviewStatus.IN_REVIEW: (DecisionKind.CHANGES_REQUESTED, OUTSIDE, "set back to in_review in the file"),
}


def newer(view: DraftView, read: int | None) -> list[str]:
    """Why what is asked for a version that somebody ``read`` cannot be done to this one; empty where it is that one."""
    if read in (None, view.version):
        return []
    who = author(view.history[-1].by if view.history else OUTSIDE)
    return [
        f"the text was changed since you opened it: it is version {view.version} now, by {who}. Look at it first"
    ]


def refusals(
    view: DraftView, kind: DecisionKind, by: str, note: str, acknowledged: Mapping[str, str]
) -> list[str]:
    """Every reason why ``by`` may not make this decision; an empty list allows it."""
    if kind not in WORDS:
        raise ValueError(f"{kind} is no decision of a person")
    reasons = []
    if kind is DecisionKind.APPROVED:
        if view.trouble:
            reasons.append(view.trouble)
        return reasons + refusals_to_approve(
            view.state, view.findings, acknowledged, by, extract=view.index.extract
        )
    if not is_person(by) and not (kind is DecisionKind.PUBLISHED and by == MACHINE):
        reasons.append("a decision needs the name of the person who makes it")
    if kind in {DecisionKind.CHANGES_REQUESTED, DecisionKind.REJECTED} and not plain(note):
        reasons.append("say why, so that the next version can be better (`--note`)")
    if kind is DecisionKind.PUBLISHED and view.status not in {ReviewStatus.APPROVED, ReviewStatus.PUBLISHED}:
        reasons += [*view.attention, f"it is not approved; it is {view.status.value.replace('_', ' ')}"]
    return reasons
