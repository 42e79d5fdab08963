"""What editors decided about the drafts of each source."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsdraft.model import ReviewStatus
from newsdraft.pipeline.context import Context

if TYPE_CHECKING:
    from newsdraft.selecting import Decided

_APPROVED = (ReviewStatus.APPROVED, ReviewStatus.PUBLISHED)


def decided_by_source(context: Context) -> dict[str, Decided]:
    """How many drafts of each source were approved and rejected; a story counts for the source that was first."""
    from newsdraft.selecting import Decided  # noqa: PLC0415 - only a run that has to choose needs it

    drafts = context.drafts
    drafts.refresh()
    statuses = {row.id: row.status for row in drafts.rows((*_APPROVED, ReviewStatus.REJECTED))}
    approved: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    for story in context.database.stories_of(statuses):
        source = story.entries[0].source if story.entries else ""
        approved[source] += statuses[story.id] in _APPROVED
        rejected[source] += statuses[story.id] is ReviewStatus.REJECTED
    return {
        source: Decided(approved=approved[source], rejected=rejected[source]) for source in approved if source
    }
