"""The use-case of looking for drafts: one page of the queue, filtered, searched and sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from enum import StrEnum

from newsdraft.app.queue import DamagedFile, QueuedDraft, damaged_file, desk, queued
from newsdraft.model import ReviewStatus, Value
from newsdraft.project import Project
from newsdraft.reviewing import Damaged, DraftView


class Sort(StrEnum):
    """In which order drafts are listed. Riskiest: by blocks, then majors, then minors, then the oldest."""

    RISKIEST = "riskiest"
    OLDEST = "oldest"
    NEWEST = "newest"


class QueueQuery(Value):
    """What is looked for. Empty fields ask for nothing; ``text`` are words that title, lead, source or id must hold."""

    statuses: tuple[ReviewStatus, ...] = ()
    claimed_by: str = ""
    source: str = ""
    evidence: str = ""
    text: str = ""
    sort: Sort = Sort.RISKIEST
    page: int = 1
    size: int = 50


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
        found = store.scan()
    views = [item for item in found if isinstance(item, DraftView)]
    wanted = sorted((view for view in views if _fits(view, query)), key=_ORDERS[query.sort])
    pages = max(1, -(-len(wanted) // query.size))
    page = min(query.page, pages)
    shown = wanted[(page - 1) * query.size : page * query.size]
    return QueuePage(
        drafts=tuple(queued(project, view) for view in shown),
        total=len(wanted),
        pages=pages,
        page=page,
        counts=dict(Counter(view.status.value for view in views)),
        sources=tuple(sorted({view.index.source for view in views} - {""})),
        evidences=tuple(sorted({view.evidence for view in views} - {""})),
        damaged=tuple(damaged_file(project, item) for item in found if isinstance(item, Damaged)),
    )


def _fits(view: DraftView, query: QueueQuery) -> bool:
    return (
        (not query.statuses or view.status in query.statuses)
        and (not query.claimed_by or view.claimed_by == query.claimed_by)
        and (not query.source or view.index.source == query.source)
        and (not query.evidence or view.evidence == query.evidence)
        and all(word in _searched(view) for word in query.text.casefold().split())
    )


def _searched(view: DraftView) -> str:
    return f"{view.title}\n{view.index.lead}\n{view.index.source}\n{view.id}\n{view.path.name}".casefold()


def _age(view: DraftView) -> float:
    return view.history[0].at.timestamp() if view.history else 0.0


_ORDERS: dict[Sort, Callable[[DraftView], tuple[float, ...]]] = {
    Sort.RISKIEST: lambda view: (*(-view.counts[each] for each in ("block", "major", "minor")), _age(view)),
    Sort.OLDEST: lambda view: (_age(view),),
    Sort.NEWEST: lambda view: (-_age(view),),
}
