"""What is known of a feed between two runs, and what one poll brings."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime, ConfigDict

from newsdraft.model import Entry, Source, Value


class FeedState(Value):
    """What is remembered of a feed. ``model_dump_json`` and ``model_validate_json`` keep it.

    ``feed`` is its address in ``sources.yaml``, ``url`` the one to ask (another after a permanent redirect).
    ``etag``, ``last_modified`` and ``body_hash`` are those of the last body that could be read.
    ``items_per_week`` is measured on the dates of that body. Keep a new state in the same transaction as the
    entries that came with it: a state without its entries loses them.
    """

    # A state that a newer version wrote stays readable.
    model_config = ConfigDict(frozen=True, extra="ignore")

    feed: str
    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    version: str = ""
    title: str = ""
    ttl_seconds: int | None = None
    next_poll: AwareDatetime | None = None
    last_poll: AwareDatetime | None = None
    last_success: AwareDatetime | None = None
    failures: int = 0
    failing_since: AwareDatetime | None = None
    last_error: str | None = None
    retired: bool = False
    items_per_week: float | None = None


class ParsedFeed(Value):
    """A feed as read. ``version`` is the parser's name for the format, such as ``rss20`` or ``json1``.

    ``complete`` is False where the document stops before its end, so that more may follow.
    """

    title: str
    version: str
    entries: tuple[Entry, ...]
    ttl_seconds: int | None = None
    complete: bool = True
    warnings: tuple[str, ...] = ()


class PollOutcome(StrEnum):
    """How a poll of one feed turned out."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    NOT_DUE = "not due"
    RETIRED = "retired"


class Poll(Value):
    """One feed's turn. ``entries`` are all that the feed holds now, in its order; which are new, others know.

    ``error`` says in plain words why there are none; ``notices`` what the reader of the receipt should know.
    """

    source: Source
    outcome: PollOutcome
    entries: tuple[Entry, ...] = ()
    state: FeedState
    error: str | None = None
    notices: tuple[str, ...] = ()
