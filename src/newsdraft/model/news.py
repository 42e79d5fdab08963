"""Where news comes from: sources, entries, stories, and why a story is held."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, Field

from newsdraft.model.base import Value


class SourceKind(StrEnum):
    """What kind of text a source publishes."""

    PRESS_RELEASE = "press-release"
    JOURNAL = "journal"
    NEWS = "news"
    PREPRINT = "preprint"
    REGULATOR = "regulator"
    BLOG = "blog"


class QueryService(StrEnum):
    """Where a source may put a query in place of a feed, by its name in ``sources.yaml``."""

    PUBMED = "pubmed"
    EUROPE_PMC = "europepmc"
    ARXIV = "arxiv"
    TRIALS = "clinicaltrials"


class Query(Value):
    """A search in place of a feed: ``term`` in the service's own language, for the last ``days`` days."""

    service: QueryService
    term: str
    days: int = Field(default=7, ge=1, le=365)


class Source(Value):
    """One entry of ``sources.yaml``. ``must``, ``any_of`` and ``none_of`` are words or phrases of relevance.

    ``feed`` is the address that is asked; with a ``query`` it is the query's.
    """

    name: str
    feed: str
    query: Query | None = None
    kind: SourceKind = SourceKind.NEWS
    publisher: str = ""
    license: str = ""
    confidence: str = ""
    note: str = ""
    language: str = "en"
    enabled: bool = True
    must: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


# The source of an entry that a person gave on the command line. Only such an entry may name a local file: the
# links of a feed are http(s) or dropped.
BY_HAND = "by hand"


class Entry(Value):
    """One item of a feed, as parsed. ``key`` is its stable identity within its source."""

    source: str
    key: str
    url: str
    title: str
    kind: SourceKind = SourceKind.NEWS
    publisher: str = ""
    published: AwareDatetime | None = None
    summary: str = ""
    content: str = ""
    doi: str | None = None
    warnings: tuple[str, ...] = ()


class PipelineState(StrEnum):
    """How far a story has come, or why it went no further."""

    NEW = "new"
    SELECTED = "selected"
    READ = "read"
    DRAFTED = "drafted"
    FILED = "filed"
    SKIPPED = "skipped"
    HELD = "held"
    FAILED = "failed"


class Story(Value):
    """One finding or event, with the entries (first seen first) that report it."""

    id: str
    title: str
    entries: tuple[Entry, ...]
    state: PipelineState = PipelineState.NEW
    reason: str = ""
    created_at: AwareDatetime


class HoldReason(StrEnum):
    """Why a story is held; each can be overruled by an editor."""

    PAYWALL = "paywall"
    COOKIE_WALL = "cookie wall"
    BOT_CHECK = "bot check"
    TOO_THIN = "too thin"
    EMBARGO = "embargo"
    RETRACTED = "retracted"
    OFF_TOPIC = "not about cancer"
    COVERED = "already covered"
    NOT_ENGLISH = "not English"
    NOT_NEWS = "opinion or advertisement"
    SPENDING = "spending cap"


class Held(Value):
    """A story that is not to be written up now: the reason, in words, and the text that shows it."""

    reason: HoldReason
    message: str
    evidence: str = ""
