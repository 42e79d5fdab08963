"""The use-case of looking for drafts: one page of the queue, filtered, searched and sorted."""

from __future__ import annotations

from newsdraft.app.queue import DamagedFile, QueuedDraft, damaged_file, desk, listed
from newsdraft.model import Value
from newsdraft.project import Project
from newsdraft.reviewing import QueueQuery, Sort

__all__ = ["QueuePage", "QueueQuery", "Sort", "queue_page"]


class QueuePage(Value):
    """One page of what was found, ``total`` in all. ``counts`` is by status, over every draft of the project."""

    drafts: tuple[QueuedDraft, ...]
    total: int
    pages: int
    page: int
    counts: dict[str, int]
    sources: tuple[str, ...]
    evidences: tuple[str, ...]
    damaged: tuple[DamagedFile, ...]


def queue_page(project: Project, query: QueueQuery) -> QueuePage:
    """The page of the queue that ``query`` asks for; a page beyond the last one gives the last."""
    with desk(project) as store:
        found, damaged = store.page(query), store.damaged()
    return QueuePage(
        drafts=tuple(listed(project, row) for row in found.rows),
        total=found.total,
        pages=found.pages,
        page=found.page,
        counts=found.counts,
        sources=found.sources,
        evidences=found.evidences,
        damaged=tuple(damaged_file(project, item) for item in damaged),
    )
