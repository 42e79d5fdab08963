"""What a list says of a draft, and what a list can be asked. Values; nothing is read here."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, Field

from newsdraft.model import DecisionKind, ReviewStatus, Value
from newsdraft.reviewing.view import DraftView


class DraftRow(Value):
    """A draft as lists have it. ``name`` is that of its file; ``usd`` is what its ``calls`` have cost, None where a
    price is not known; ``was_approved`` says that somebody approved some version of it once.
    """

    id: str
    name: str
    slug: str
    status: ReviewStatus
    version: int
    title: str
    lead: str
    url: str
    source: str
    date: str
    evidence: str
    writer: str
    findings: dict[str, int]
    calls: int
    usd: float | None
    approved_by: str | None
    was_approved: bool
    claimed_by: str | None
    attention: tuple[str, ...]
    filed_at: AwareDatetime | None


def row_of(view: DraftView) -> DraftRow:
    """``view`` as lists have it."""
    return DraftRow(
        id=view.id,
        name=view.path.name,
        slug=view.slug,
        status=view.status,
        version=view.version,
        title=view.title,
        lead=view.index.lead,
        url=view.url,
        source=view.index.source,
        date=view.date,
        evidence=view.evidence,
        writer=view.index.writer,
        findings=view.counts,
        calls=view.index.calls,
        usd=view.index.usd,
        approved_by=view.approved_by,
        was_approved=any(line.kind is DecisionKind.APPROVED for line in view.history),
        claimed_by=view.claimed_by,
        attention=view.attention,
        filed_at=view.history[0].at if view.history else None,
    )


class Sort(StrEnum):
    """In which order drafts are listed. Riskiest: by blocks, then majors, then minors, then the oldest."""

    RISKIEST = "riskiest"
    OLDEST = "oldest"
    NEWEST = "newest"


class QueueQuery(Value):
    """What is looked for. Empty fields ask for nothing; ``page`` counts from 1 and has ``size`` drafts.

    ``text`` are words, each of which title, lead, source, id or file name has to hold; capitals do not matter.
    """

    statuses: tuple[ReviewStatus, ...] = ()
    claimed_by: str = ""
    source: str = ""
    evidence: str = ""
    text: str = ""
    sort: Sort = Sort.RISKIEST
    page: int = Field(default=1, ge=1)
    size: int = Field(default=50, ge=1)


class Found(Value):
    """What a page of what was found says beside the drafts, ``total`` in all.

    ``counts`` is by status, ``sources`` and ``evidences`` are what can be asked for, over every draft of the folder.
    """

    total: int
    pages: int
    page: int
    counts: dict[str, int]
    sources: tuple[str, ...]
    evidences: tuple[str, ...]


class RowPage(Found):
    """One page of what was found."""

    rows: tuple[DraftRow, ...]
