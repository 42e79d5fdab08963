"""The use-cases that ask a model about a draft that is in the queue: write it anew, read it a second time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from newsdraft.app.opening import opened
from newsdraft.app.queue import QueuedDraft, desk, queued
from newsdraft.errors import DecisionRefused
from newsdraft.model import Decision, DecisionKind, ReviewStatus, SectionKind
from newsdraft.pipeline import read_again as read_post_again
from newsdraft.pipeline import redraft as redraft_post
from newsdraft.project import Project
from newsdraft.reviewing import DraftView


def redraft(
    project: Project,
    flags: Mapping[str, object],
    ref: str,
    *,
    note: str = "",
    sections: tuple[SectionKind, ...] = (),
) -> tuple[QueuedDraft, str]:
    """Write a draft anew with the editor's notes in mind; returns it and the path of the new text.

    Without ``note`` the reasons of the last request for changes are used. Raises WritingError.
    """
    with desk(project) as store, opened(project, flags) as context:
        with context.holding(store.find(ref).id) as mine:
            view = store.find(ref)
            _refuse_redraft(view, context.settings.effective_writer)
            draft = redraft_post(
                mine, view.draft, view.post, note or _asked(store.history(view.id)), sections
            )
            mine.database.still_ours()
            path = store.replace(draft, view, datetime.now(UTC), note=note)
        return queued(project, store.find(view.id)), str(path.relative_to(project.root))


def read_again(project: Project, flags: Mapping[str, object], ref: str) -> QueuedDraft:
    """Have the model judge read those sentences of a draft that it gave no verdict on; the text stays as it is.

    Raises DecisionRefused where there is nothing to judge or nobody to ask.
    """
    with (
        desk(project) as store,
        opened(project, flags) as opening,
        opening.holding(store.find(ref).id) as context,
    ):
        view = store.find(ref)
        reasons = []
        if view.status not in (ReviewStatus.IN_REVIEW, ReviewStatus.CHANGES_REQUESTED):
            reasons.append(f"it is {view.status.value}")
        if context.judge() is None:
            reasons.append("no model can be asked: set OPENAI_API_KEY or OPENAI_BASE_URL, and judge = true")
        if view.draft.reading and not view.draft.reading.unscored(view.post):
            reasons.append("every sentence of it has a verdict")
        if reasons:
            raise DecisionRefused(
                f"“{view.title}” was not judged", where=view.path.name, reasons=tuple(reasons)
            )
        draft = read_post_again(context, view.draft, view.post)
        context.database.still_ours()
        return queued(project, store.reread(draft, view, datetime.now(UTC)))


def _refuse_redraft(view: DraftView, writer: str) -> None:
    reasons = []
    if writer == "extract":
        reasons.append(
            "the extract writer cannot follow a note and would put the source's sentences in place of yours: change "
            "the text by hand, or have a model write it (`--writer model`)"
        )
    if view.status in (ReviewStatus.REJECTED, ReviewStatus.PUBLISHED, ReviewStatus.APPROVED):
        reasons.append(f"it is {view.status.value}: ask for changes first, if it should be written anew")
    if reasons:
        raise DecisionRefused(
            f"“{view.title}” was not written anew", where=view.path.name, reasons=tuple(reasons)
        )


def _asked(history: Sequence[Decision]) -> str:
    """What editors asked for and commented on since the draft was last written."""
    notes: list[str] = []
    for line in history:
        if line.kind in (DecisionKind.FILED, DecisionKind.REDRAFTED):
            notes = []
        elif line.kind in (DecisionKind.CHANGES_REQUESTED, DecisionKind.COMMENTED) and line.note:
            notes.append(line.note)
    return "\n".join(notes)
