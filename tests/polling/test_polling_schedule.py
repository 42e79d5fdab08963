"""When a feed is asked again: pure decisions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdraft.model import Source
from newsdraft.polling import FeedState, Pace, ParsedFeed, is_dead, is_due
from newsdraft.polling.schedule import (
    after_failure,
    after_fetch,
    after_gone,
    after_unchanged,
    backoff,
    current_state,
    items_per_week,
    max_age,
    rest,
)
from newsdraft.web import Page

NOW = datetime(2025, 11, 4, 12, 0, tzinfo=UTC)
SOURCE = Source(name="S", feed="https://news.example/feed")
FRESH = current_state(SOURCE, None)
HOUR = timedelta(hours=1)


def middle() -> float:
    return 0.5


def page(**headers: str) -> Page:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Page(url=SOURCE.feed, final_url=SOURCE.feed, status=200, headers=named, body=b"")


def feed(**changes: object) -> ParsedFeed:
    return ParsedFeed.model_validate({"title": "T", "version": "rss20", "entries": (), **changes})


def test_a_new_feed_is_due_and_an_edited_address_starts_afresh() -> None:
    assert is_due(FRESH, NOW)
    gone = after_gone(FRESH, "gone", NOW)
    assert not is_due(gone, NOW + 1000 * HOUR)
    assert current_state(SOURCE, gone) == gone
    edited = current_state(SOURCE.model_copy(update={"feed": "https://news.example/new"}), gone)
    assert is_due(edited, NOW)
    assert edited.url == "https://news.example/new"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": "public, MAX-AGE = 600", "age": "100"}, 500),
        ({"cache-control": "s-maxage=9000"}, 0),
        ({"cache-control": "max-age=600, no-cache"}, 0),
        ({"cache-control": "max-age=abc"}, 0),
        ({"date": "Tue, 04 Nov 2025 12:00:00 GMT", "expires": "Tue, 04 Nov 2025 12:30:00 GMT"}, 1800),
        ({"date": "Tue, 04 Nov 2025 12:00:00 GMT", "expires": "0"}, 0),
        ({}, 0),
    ],
)
def test_max_age(headers: dict[str, str], seconds: float) -> None:
    assert max_age(headers) == seconds


def test_a_feed_can_slow_the_pace_within_bounds_and_never_quicken_it() -> None:
    assert rest({}, None) == 0
    assert rest({}, 1800) == 1680  # a scheduler of 30 minutes does not miss it by a second
    assert rest({"cache-control": "max-age=7200"}, 1800) == 7080
    assert rest({"cache-control": "max-age=31536000"}, 10**9) <= Pace().longest_rest


def test_backoff_doubles_to_its_bound() -> None:
    waits = [backoff(n, None, middle) for n in range(1, 12)]
    assert waits[:4] == [600, 1200, 2400, 4800]
    assert waits[-1] == 24 * 3600
    assert backoff(10_000, None, middle) == 24 * 3600


@given(st.integers(1, 10**6), st.none() | st.floats(0, allow_nan=False), st.floats(0, 1))
def test_backoff_stays_within_bounds(failures: int, retry: float | None, luck: float) -> None:
    wait = backoff(failures, retry, lambda: luck)
    assert 0 <= wait <= 48 * 3600
    if retry is None:
        assert wait >= 480


def test_jitter_spreads_the_feeds() -> None:
    assert backoff(1, None, lambda: 0.0) == pytest.approx(480)
    assert backoff(1, None, lambda: 1.0) == pytest.approx(720)


def test_retry_after_is_obeyed_and_not_for_ever() -> None:
    assert backoff(1, 2.0, middle) == 2.0
    assert backoff(3, 2.0, middle) == 2400
    assert backoff(1, 7200.0, middle) == 7200
    assert backoff(1, float("inf"), middle) == 48 * 3600


def test_failures_are_counted_and_a_good_answer_clears_them() -> None:
    good = after_fetch(FRESH, page(etag='"a"', last_modified="Tue"), feed(), "hash", NOW)
    failing = after_failure(after_failure(good, "late", NOW, middle), "refused", NOW + HOUR, middle)
    assert (failing.failures, failing.failing_since, failing.last_error) == (2, NOW, "refused")
    assert (failing.etag, failing.last_success) == ('"a"', NOW)
    assert not is_due(failing, NOW + HOUR)
    well = after_unchanged(failing, page(), NOW + 2 * HOUR)
    assert (well.failures, well.failing_since, well.last_error, well.etag) == (0, None, None, '"a"')


def test_a_feed_is_dead_after_a_week_or_when_gone() -> None:
    failing = after_failure(FRESH, "late", NOW, middle)
    assert not is_dead(failing, NOW + timedelta(days=6, hours=23))
    assert is_dead(failing, NOW + timedelta(days=7))
    assert is_dead(after_gone(FRESH, "gone", NOW), NOW)
    assert not is_dead(FRESH, NOW)


def test_a_body_cut_short_leaves_nothing_that_would_make_the_next_answer_unchanged() -> None:
    state = after_fetch(FRESH, page(etag='"a"', last_modified="Tue"), feed(complete=False), "hash", NOW)
    assert (state.etag, state.last_modified, state.body_hash) == (None, None, None)


def test_a_permanent_move_is_kept() -> None:
    moved = page().model_copy(update={"permanent_url": "https://new.example/feed"})
    state = after_fetch(FRESH, moved, feed(), "hash", NOW)
    assert (state.feed, state.url) == (SOURCE.feed, "https://new.example/feed")


def test_items_per_week() -> None:
    assert items_per_week([], NOW) is None
    assert items_per_week([None], NOW) is None
    assert items_per_week([NOW - timedelta(days=day) for day in range(1, 57)], NOW) == 7.0
    assert items_per_week([NOW - timedelta(days=7), NOW], NOW) == 2.0


def test_the_state_survives_its_keeping_and_a_newer_version() -> None:
    state = after_failure(FRESH, "late", NOW, middle)
    assert FeedState.model_validate_json(state.model_dump_json()) == state
    newer = state.model_dump_json()[:-1] + ',"something_new": 1}'
    assert FeedState.model_validate_json(newer) == state
