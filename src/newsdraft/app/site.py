"""The use-cases of the published site: approved drafts as its pages, and how a page would look."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from newsdraft.app.queue import desk, utc_now
from newsdraft.config import load_settings
from newsdraft.errors import DecisionRefused
from newsdraft.model import DecisionKind, ReviewStatus, Value
from newsdraft.project import Project
from newsdraft.publishing import Page, page_of
from newsdraft.publishing import publish as export
from newsdraft.reviewing import DraftStore, DraftView

READY = (ReviewStatus.APPROVED, ReviewStatus.PUBLISHED)


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


class Published(Value):
    """What publishing did."""

    published: tuple[PublishedDraft, ...]
    refused: tuple[RefusedDraft, ...]


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
                    view.id,
                    DecisionKind.PUBLISHED,
                    view.approved_by or "",
                    utc_now(),
                    note=f"{target}: {path}",
                )
            done.append(PublishedDraft(id=view.id, title=view.title, path=str(path)))
    return Published(published=tuple(done), refused=tuple(refused))


def preview(project: Project, ref: str) -> Page:
    """The page of a draft as it would be published now, approved or not."""
    settings = load_settings(project.root)
    with desk(project) as store:
        return page_of(store.find(ref), settings)


def _wanted(store: DraftStore, refs: Sequence[str]) -> list[DraftView]:
    if refs:
        return [store.find(ref) for ref in refs]
    # An approval that a later change made void is not passed over: publishing says so.
    return [
        store.find(row.id)
        for row in store.rows()
        if row.status in READY or (row.was_approved and row.status is ReviewStatus.IN_REVIEW)
    ]
