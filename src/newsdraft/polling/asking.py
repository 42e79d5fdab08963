"""``poll``: ask every feed that is due, at once and politely. Nothing is written here."""

from __future__ import annotations

import hashlib
import logging
import queue
import random
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from newsdraft.errors import ExtractError, FetchError
from newsdraft.model import Source
from newsdraft.polling import schedule
from newsdraft.polling.parsers import Parsers
from newsdraft.polling.schedule import PACE, Chance, Pace
from newsdraft.polling.state import FeedState, ParsedFeed, Poll, PollOutcome
from newsdraft.web import Page, Web, status_error

logger = logging.getLogger(__name__)

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)


@dataclass(frozen=True)
class _Round:
    """What one round of polling works with."""

    web: Web
    parsers: Parsers
    now: datetime
    pace: Pace
    chance: Chance


@dataclass(frozen=True)
class _Turn:
    """A feed that is to be asked, and its place in the list."""

    place: int
    source: Source
    state: FeedState


def poll(
    feeds: Iterable[tuple[Source, FeedState | None]],
    web: Web,
    now: datetime,
    workers: int = 8,
    *,
    force: bool = False,
    pace: Pace = PACE,
    chance: Chance = random.random,
) -> Generator[Poll, None, None]:
    """Ask each feed that is due (with ``force``, every one) and give one Poll for each, as they are done.

    Never raises for a bad feed: that is an outcome. Feeds of one host take turns on a lane of their own, so
    that a slow host holds up only itself. Keep each state together with its entries; see ``FeedState``. Whoever
    keeps them sets the pace: twice as many feeds as there are ``workers`` are in hand at most, so that memory does
    not grow with the number of feeds. Close it, if not all of it is taken: nothing more is asked then.
    """
    turns: list[_Turn] = []
    for place, (source, known) in enumerate(feeds):
        state = schedule.current_state(source, known)
        if force or schedule.is_due(state, now):
            turns.append(_Turn(place, source, state))
        else:
            yield _resting(source, state)
    if turns:
        with Parsers(pace.parse_seconds) as parsers:
            yield from _asked(turns, _Round(web, parsers, now, pace, chance), max(1, workers))


def _asked(turns: Sequence[_Turn], going: _Round, workers: int) -> Iterator[Poll]:
    """The turns' answers in the order in which they come."""
    answers: queue.SimpleQueue[Poll] = queue.SimpleQueue()
    hands = threading.Semaphore(2 * workers)
    stopped = threading.Event()

    def run(lane: Sequence[_Turn]) -> None:
        for turn in lane:
            hands.acquire()
            if stopped.is_set():
                return
            answers.put(_ask_safely(turn.source, turn.state, going))

    busy = lanes(turns, going.web)
    with ThreadPoolExecutor(min(workers, len(busy)), thread_name_prefix="poll") as pool:
        for lane in busy:
            pool.submit(run, lane)
        try:
            for _ in turns:
                yield answers.get()
                hands.release()
        finally:  # also where whoever keeps the answers has failed: nobody may wait for a hand for ever
            stopped.set()
            hands.release(len(turns))


def lanes(turns: Sequence[_Turn], web: Web) -> list[list[_Turn]]:
    """The turns by host, longest lane first; the operator's own hosts need no queue."""
    own = {host.lower() for host in web.policy.allow_hosts}
    by_host: dict[str, list[_Turn]] = {}
    for turn in turns:
        host = _host(turn.state.url)
        seat = turn.place % max(1, web.policy.host_connections)
        by_host.setdefault(f"{host} {turn.place if host in own else seat}", []).append(turn)
    return sorted(by_host.values(), key=len, reverse=True)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _ask_safely(source: Source, state: FeedState, going: _Round) -> Poll:
    try:
        return _ask(source, state, going)
    except Exception as error:
        # A fault of ours in one feed must not cost the others their turn; the log has what to mend.
        logger.exception("polling %s failed in an unforeseen way", source.feed)
        message = f"an unforeseen error in newsdraft ({type(error).__name__}); the log has the details"
        return _failed(source, state, message, going)


def _ask(source: Source, state: FeedState, going: _Round) -> Poll:
    try:
        page = going.web.get(state.url, _question(state))
    except FetchError as error:
        return _failed(source, state, error.message, going, error.retry_after)
    if page.status == 410:
        message = "the server says that this feed is gone for good (HTTP 410); remove it or edit its address"
        gone = schedule.after_gone(state, message, going.now)
        return Poll(source=source, outcome=PollOutcome.RETIRED, state=gone, error=message)
    refused = status_error(page, going.now)
    if refused:
        return _failed(source, state, refused.message, going, refused.retry_after)
    if page.status == 304:
        return _unchanged(source, state, page, going)
    if page.status >= 300:
        return _failed(source, state, f"the server redirects to nowhere (HTTP {page.status})", going)
    return _read(source, state, page, going)


def _question(state: FeedState) -> dict[str, str]:
    """Request headers: give it only if it changed (RFC 9110, section 13.1)."""
    headers = {"Accept": ACCEPT}
    if state.body_hash and state.etag:
        headers["If-None-Match"] = state.etag
    if state.body_hash and state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    return headers


def _read(source: Source, state: FeedState, page: Page, going: _Round) -> Poll:
    digest = hashlib.sha256(page.body).hexdigest()
    if digest == state.body_hash:
        return _unchanged(source, state, page, going)
    try:
        body = page.body if source.query is None else _whole(page.body, source, going)
        feed = going.parsers.parse(body, page.final_url, page.headers, source, going.now)
    except FetchError as error:
        return _failed(source, state, error.message, going, error.retry_after)
    except ExtractError as error:
        return _failed(source, state, " ".join(filter(None, (error.message, error.hint))), going)
    if state.version and not feed.version:
        message = f"it was a feed ({state.version}) and now is none: no feed format can be made out"
        return _failed(source, state, message, going)
    return Poll(
        source=source,
        outcome=PollOutcome.FETCHED,
        entries=feed.entries,
        state=schedule.after_fetch(state, page, feed, digest, going.now, going.pace),
        notices=(*_moved(state, page), *_emptied(state, feed), *feed.warnings),
    )


def _whole(body: bytes, source: Source, going: _Round) -> bytes:
    from newsdraft.polling.queries import whole_answer  # noqa: PLC0415 - only searches need it

    return whole_answer(body, source, going.web, going.now)


def _unchanged(source: Source, state: FeedState, page: Page, going: _Round) -> Poll:
    if not state.body_hash:
        return _failed(source, state, "the server says it is unchanged, though it was never read", going)
    known = schedule.after_unchanged(state, page, going.now, going.pace)
    return Poll(source=source, outcome=PollOutcome.UNCHANGED, state=known, notices=_moved(state, page))


def _failed(
    source: Source, state: FeedState, message: str, going: _Round, retry: float | None = None
) -> Poll:
    failing = schedule.after_failure(state, message, going.now, going.chance, retry, going.pace)
    return Poll(source=source, outcome=PollOutcome.FAILED, state=failing, error=message)


def _resting(source: Source, state: FeedState) -> Poll:
    outcome = PollOutcome.RETIRED if state.retired else PollOutcome.NOT_DUE
    return Poll(source=source, outcome=outcome, state=state, error=state.last_error)


def _moved(state: FeedState, page: Page) -> tuple[str, ...]:
    if not page.permanent_url or page.permanent_url == state.url:
        return ()
    return (f"the feed has moved to {page.permanent_url}; it is asked there from now on",)


def _emptied(state: FeedState, feed: ParsedFeed) -> tuple[str, ...]:
    return (
        ("the feed held items before and is empty now",) if state.items_per_week and not feed.entries else ()
    )
