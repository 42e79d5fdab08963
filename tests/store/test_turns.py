"""How often an endpoint may be asked: buckets of requests and tokens that every process shares."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from newsdraft.store import open_database
from newsdraft.store.turns import Bucket, Limits, turn

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def after(seconds):
    return NOW + timedelta(seconds=seconds)


def test_a_minutes_requests_may_go_at_once_and_then_one_by_one():
    limits, bucket = Limits(requests=3), None
    for _ in range(3):
        bucket, wait = turn(bucket, limits, 10, NOW)
        assert wait == 0.0
    bucket, wait = turn(bucket, limits, 10, NOW)
    assert wait == pytest.approx(20.0)
    bucket, wait = turn(bucket, limits, 10, after(20))
    assert wait == 0.0


def test_tokens_are_waited_for_too():
    limits = Limits(requests=100, tokens=6000)
    bucket, wait = turn(None, limits, 5000, NOW)
    assert wait == 0.0
    _, wait = turn(bucket, limits, 2000, NOW)
    assert wait == pytest.approx(10.0)
    _, wait = turn(bucket, limits, 2000, after(10))
    assert wait == 0.0


def test_a_request_larger_than_the_bucket_takes_all_of_it_and_is_not_refused_for_ever():
    bucket, wait = turn(None, Limits(tokens=100), 5000, NOW)
    assert (bucket.tokens, wait) == (0.0, 0.0)
    _, wait = turn(bucket, Limits(tokens=100), 5000, after(30))
    assert wait == pytest.approx(30.0)


def test_a_clock_that_went_back_fills_nothing_and_a_long_pause_no_more_than_a_minute():
    empty = Bucket(0.0, 0.0, NOW)
    assert turn(empty, Limits(requests=60), 1, after(-500))[1] == pytest.approx(1.0)
    full, _ = turn(empty, Limits(requests=60), 1, after(86400))
    assert full.requests == 59


def test_processes_share_a_bucket_and_endpoints_do_not(database_url):
    limits = Limits(requests=2)
    with closing(open_database(database_url)) as one, closing(open_database(database_url)) as two:
        assert one.take_turn("https://a.example/v1", limits, 1, NOW) == 0.0
        assert two.take_turn("https://a.example/v1", limits, 1, NOW) == 0.0
        assert one.take_turn("https://a.example/v1", limits, 1, NOW) == pytest.approx(30.0)
        assert one.take_turn("https://b.example/v1", limits, 1, NOW) == 0.0
