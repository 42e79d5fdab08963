"""The use-case of looking for drafts: one page of the queue, filtered, searched and sorted."""

from __future__ import annotations

from newsdraft.app.queue import DamagedFile, QueuedDraft, damaged_file, desk, listed
from newsdraft.project import Project
from newsdraft.reviewing import Found, QueueQuery, Sort

__all__ = ["QueuePage", "QueueQuery", "Sort", "queue_page"]


class QueuePage(Found):
    """One page of what was found, with every file of the folder that needs attention."""

    drafts: tuple[QueuedDraft, ...]
    damaged: tuple[DamagedFile, ...]


def queue_page(project: Project, query: QueueQuery) -> QueuePage:
    """The page of the queue that ``query`` asks for; a page beyond the last one gives the last."""
    with desk(project) as store:
        found, damaged = store.page(query), store.damaged()
    return QueuePage(
        **found.model_dump(include=set(Found.model_fields)),
        drafts=tuple(listed(project, row) for row in found.rows),
        damaged=tuple(damaged_file(project, item) for item in damaged),
    )
