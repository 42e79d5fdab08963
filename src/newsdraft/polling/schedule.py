"""When a feed is asked again, and what is remembered of an answer: pure decisions, handed ``now``."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from newsdraft.model import Source, Value
from newsdraft.polling.state import FeedState, ParsedFeed
from newsdraft.web import Page

# Gives a number from 0 to 1, such as ``random.random``.
Chance = Callable[[], float]


class Pace(Value):
    """Bounds of the pace, in seconds.

    A feed's own word (``ttl``, Cache-Control) can slow the scheduler's pace up to ``longest_rest``, never
    quicken it. The first failure waits ``first_backoff``, each further one twice as long up to
    ``longest_backoff``, give or take ``jitter``. A server's Retry-After is obeyed up to ``longest_retry``.
    """

    longest_rest: float = 12 * 3600.0
    first_backoff: float = 600.0
    longest_backoff: float = 24 * 3600.0
    longest_retry: float = 48 * 3600.0
    jitter: float = 0.2
    # A scheduler that comes every 30 minutes must not miss a feed of ttl 30 because it came a second early.
    slack: float = 120.0
    parse_seconds: float = 10.0
    dead_after: float = 7 * 24 * 3600.0


PACE = Pace()


def current_state(source: Source, state: FeedState | None) -> FeedState:
    """The state to go on from; a fresh one for a feed that is new, or whose address was edited."""
    if state is None or state.feed != source.feed:
        return FeedState(feed=source.feed, url=source.feed)
    return state


def is_due(state: FeedState, now: datetime) -> bool:
    """Whether the feed may be asked now. A retired one never is."""
    return not state.retired and (state.next_poll is None or state.next_poll <= now)


def is_dead(state: FeedState, now: datetime, pace: Pace = PACE) -> bool:
    """Whether a person should look at the feed: gone for good, or failing for a week."""
    failing = state.failing_since
    return state.retired or (failing is not None and (now - failing).total_seconds() >= pace.dead_after)


def max_age(headers: Mapping[str, str]) -> float:
    """Seconds that the answer stays fresh (RFC 9111, section 5.2.2.1), less its age; 0 if it does not say."""
    control = headers.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return 0.0
    match = re.search(r"(?<![-\w])max-age\s*=\s*\"?(\d{1,10})", control)
    age = headers.get("age", "").strip()
    spent = float(age) if age.isascii() and age.isdigit() and len(age) < 11 else 0.0
    return max(0.0, float(match[1]) - spent) if match else _until_expiry(headers)


def _until_expiry(headers: Mapping[str, str]) -> float:
    try:
        made, ends = (parsedate_to_datetime(headers[name]) for name in ("date", "expires"))
        return max(0.0, (ends - made).total_seconds())
    except (KeyError, ValueError, TypeError, IndexError, OverflowError):
        return 0.0


def rest(headers: Mapping[str, str], ttl_seconds: int | None, pace: Pace = PACE) -> float:
    """Seconds to leave a healthy feed alone."""
    wanted = max(max_age(headers), float(ttl_seconds or 0))
    return max(0.0, min(wanted, pace.longest_rest) - pace.slack)


def backoff(failures: int, retry: float | None, chance: Chance, pace: Pace = PACE) -> float:
    """Seconds to wait after the ``failures``-th failure in a row.

    What the server asks for is obeyed as it stands the first time; later the longer of both waits counts, so
    that a server that always says "in a second" is not asked for ever.
    """
    doubled = pace.first_backoff * 2.0 ** min(failures - 1, 30)
    wait = min(doubled, pace.longest_backoff) * (1 + pace.jitter * (2 * chance() - 1))
    if retry is None or not math.isfinite(retry):
        return wait if retry is None else pace.longest_retry
    bounded = min(retry, pace.longest_retry)
    return bounded if failures == 1 else max(bounded, wait)


def after_failure(
    state: FeedState, error: str, now: datetime, chance: Chance, retry: float | None = None, pace: Pace = PACE
) -> FeedState:
    """The state after a poll that brought nothing. What the last good body left is kept."""
    failures = state.failures + 1
    return state.model_copy(
        update={
            "failures": failures,
            "failing_since": state.failing_since or now,
            "last_poll": now,
            "last_error": error,
            "next_poll": now + timedelta(seconds=backoff(failures, retry, chance, pace)),
        }
    )


def after_gone(state: FeedState, error: str, now: datetime) -> FeedState:
    """The state of a feed that said it is gone for good. Its address must be edited to bring it back."""
    return state.model_copy(
        update={
            "retired": True,
            "failures": state.failures + 1,
            "failing_since": state.failing_since or now,
            "last_poll": now,
            "last_error": error,
            "next_poll": None,
        }
    )


def after_unchanged(state: FeedState, page: Page, now: datetime, pace: Pace = PACE) -> FeedState:
    """The state after an answer that is known already (304, or the same body again)."""
    validators = {"etag": page.headers.get("etag"), "last_modified": page.headers.get("last-modified")}
    return state.model_copy(
        update={
            **{name: value for name, value in validators.items() if value},
            **_healthy(state, page, now, state.ttl_seconds, pace),
        }
    )


def after_fetch(
    state: FeedState, page: Page, feed: ParsedFeed, body_hash: str, now: datetime, pace: Pace = PACE
) -> FeedState:
    """The state after a new body. One that was cut short leaves no validators, so it is asked for again."""
    whole = feed.complete
    return state.model_copy(
        update={
            "etag": page.headers.get("etag") if whole else None,
            "last_modified": page.headers.get("last-modified") if whole else None,
            "body_hash": body_hash if whole else None,
            "version": feed.version,
            "title": feed.title,
            "ttl_seconds": feed.ttl_seconds,
            "items_per_week": items_per_week([entry.published for entry in feed.entries], now),
            **_healthy(state, page, now, feed.ttl_seconds, pace),
        }
    )


def _healthy(
    state: FeedState, page: Page, now: datetime, ttl_seconds: int | None, pace: Pace
) -> dict[str, object]:
    return {
        "url": page.permanent_url or state.url,
        "last_poll": now,
        "last_success": now,
        "failures": 0,
        "failing_since": None,
        "last_error": None,
        "retired": False,
        "next_poll": now + timedelta(seconds=rest(page.headers, ttl_seconds, pace)),
    }


def items_per_week(dates: Sequence[datetime | None], now: datetime) -> float | None:
    """Items a week over the last four weeks, or the shorter span that the feed shows; None without dates."""
    known = [date for date in dates if date is not None]
    if not known:
        return None
    span = min(max(now - min(known), timedelta(days=1)), timedelta(weeks=4))
    recent = [date for date in known if now - date <= span]
    return round(len(recent) / (span / timedelta(weeks=1)), 2)
