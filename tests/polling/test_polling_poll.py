"""``poll`` against real servers on loopback."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from polling_faulty_server import Asked, FaultyServer, Reply, item, own_policy, rss, serving

from newsdraft.model import Source
from newsdraft.polling import FeedState, Pace, Poll, PollOutcome, poll
from newsdraft.web import Web

NOW = datetime(2025, 11, 5, 12, 0, tzinfo=UTC)
GOOD = rss(item(1), item(2))
XML = {"Content-Type": "application/rss+xml"}


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with serving() as running:
        yield running


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(own_policy()) as reader:
        yield reader


def source(server: FaultyServer, path: str = "/feed") -> Source:
    return Source(name=path, feed=server.base + path)


def ask(
    server: FaultyServer, web: Web, state: FeedState | None = None, now: datetime = NOW, path: str = "/feed"
) -> Poll:
    (answer,) = poll([(source(server, path), state)], web, now, chance=lambda: 0.5)
    return answer


def test_a_good_feed_is_fetched(server: FaultyServer, web: Web) -> None:
    server.routes["/feed"] = Reply(200, GOOD, XML)
    answer = ask(server, web)
    assert answer.outcome is PollOutcome.FETCHED
    assert [entry.key for entry in answer.entries] == ["story-1", "story-2"]
    assert {entry.source for entry in answer.entries} == {"/feed"}
    assert answer.state.last_success == NOW
    assert "atom+xml" in server.asked[0].headers["accept"]


def test_validators_are_sent_and_304_is_unchanged(server: FaultyServer, web: Web) -> None:
    def conditional(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == '"v1"':
            return Reply(304, headers={"ETag": '"v1"'})
        return Reply(200, GOOD, {**XML, "ETag": '"v1"', "Last-Modified": "Tue, 04 Nov 2025 09:00:00 GMT"})

    server.routes["/feed"] = conditional
    first = ask(server, web)
    second = ask(server, web, first.state, NOW + timedelta(hours=1))
    assert second.outcome is PollOutcome.UNCHANGED
    assert second.entries == ()
    assert server.asked[1].headers["if-modified-since"] == "Tue, 04 Nov 2025 09:00:00 GMT"
    assert second.state.last_success == NOW + timedelta(hours=1)


def test_the_same_body_again_is_not_parsed(server: FaultyServer, web: Web) -> None:
    server.routes["/feed"] = Reply(200, GOOD, XML)
    first = ask(server, web)
    assert ask(server, web, first.state).outcome is PollOutcome.UNCHANGED
    server.routes["/feed"] = Reply(200, rss(item(3)), XML)
    assert [entry.key for entry in ask(server, web, first.state).entries] == ["story-3"]


def test_an_unchanged_feed_loads_no_parser_and_a_quiet_run_no_client(server: FaultyServer) -> None:
    server.routes["/feed"] = Reply(200, GOOD, {**XML, "Cache-Control": "max-age=7200"})
    code = (
        "import sys; from datetime import datetime, timedelta; from newsdraft.model import Source\n"
        "from newsdraft.polling import poll; from newsdraft.web import Web, WebPolicy\n"
        f"now = datetime.fromisoformat('{NOW.isoformat()}')\n"
        "web = Web(WebPolicy(allow_hosts=('127.0.0.1',)))\n"
        f"s = Source(name='s', feed='{server.base}/feed')\n"
        "(a,) = poll([(s, None)], web, now)\n"
        "(b,) = poll([(s, a.state)], web, now + timedelta(hours=3))\n"
        "print(a.outcome.value, b.outcome.value, 'feedparser' in sys.modules, 'nh3' in sys.modules)\n"
    )
    quiet = (
        "import sys; from newsdraft.polling import poll, parse; from newsdraft.web import Web\n"
        "heavy = {'httpx2', 'httpcore2', 'feedparser', 'nh3', 'dateparser', 'protego'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    first, second = (
        subprocess.run(
            [sys.executable, "-c", text], capture_output=True, text=True, env=environment, check=True
        )
        for text in (code, quiet)
    )
    assert first.stdout.strip() == "fetched unchanged False False"
    assert second.stdout.strip() == "[]"


def test_not_due_is_not_asked_unless_forced(server: FaultyServer, web: Web) -> None:
    server.routes["/feed"] = Reply(200, GOOD, {**XML, "Cache-Control": "max-age=3600"})
    first = ask(server, web)
    later = NOW + timedelta(minutes=30)
    assert ask(server, web, first.state, later).outcome is PollOutcome.NOT_DUE
    assert len(server.asked) == 1
    (forced,) = poll([(source(server), first.state)], web, later, force=True)
    assert forced.outcome is PollOutcome.UNCHANGED
    assert ask(server, web, first.state, NOW + timedelta(hours=1)).outcome is PollOutcome.UNCHANGED


def test_permanent_moves_are_remembered_once_the_feed_is_good(server: FaultyServer, web: Web) -> None:
    server.routes["/feed"] = Reply(301, headers={"Location": "/new"})
    server.routes["/new"] = Reply(500)
    bad = ask(server, web)
    assert (bad.outcome, bad.state.url) == (PollOutcome.FAILED, server.base + "/feed")
    server.routes["/new"] = Reply(200, GOOD, XML)
    good = ask(server, web)
    assert good.state.url == server.base + "/new"
    assert any("has moved to" in notice for notice in good.notices)
    ask(server, web, good.state)
    assert server.paths()[-1] == "/new"
    assert server.paths()[-2] == "/new"


def test_gone_retires_and_is_not_asked_again(server: FaultyServer, web: Web) -> None:
    server.routes["/feed"] = Reply(410)
    first = ask(server, web)
    assert first.outcome is PollOutcome.RETIRED
    again = ask(server, web, first.state, NOW + timedelta(days=30))
    assert again.outcome is PollOutcome.RETIRED
    assert again.error is not None
    assert "gone for good" in again.error
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "header", "wait"),
    [
        (429, "2", 2),
        (503, "Wed, 05 Nov 2025 13:00:00 GMT", 3600),
        (503, None, 600),
        (404, None, 600),
        (500, "soon", 600),
    ],
)
def test_refusals_wait_as_told(
    server: FaultyServer, web: Web, status: int, header: str | None, wait: int
) -> None:
    server.routes["/feed"] = Reply(status, b"no", {"Retry-After": header} if header else {})
    answer = ask(server, web)
    assert answer.outcome is PollOutcome.FAILED
    assert f"HTTP {status}" in (answer.error or "")
    assert answer.state.next_poll == NOW + timedelta(seconds=wait)
    assert answer.state.last_error == answer.error


def test_a_good_feed_that_becomes_a_page_is_an_error_and_nothing_is_forgotten(
    server: FaultyServer, web: Web
) -> None:
    server.routes["/feed"] = Reply(200, GOOD, {**XML, "ETag": '"v1"'})
    first = ask(server, web)
    server.routes["/feed"] = Reply(
        200, b"<html><title>Checking your browser</title></html>", {"ETag": '"v2"'}
    )
    bad = ask(server, web, first.state)
    assert bad.outcome is PollOutcome.FAILED
    assert "HTML page" in (bad.error or "")
    assert bad.state.etag == '"v1"'
    server.routes["/feed"] = Reply(200, b"<x><item><title>no version</title></item></x>", XML)
    versionless = ask(server, web, first.state)
    assert versionless.outcome is PollOutcome.FAILED
    assert "it was a feed (rss20) and now is none" in (versionless.error or "")
    server.routes["/feed"] = Reply(200, rss(), XML)
    assert ask(server, web, first.state).outcome is PollOutcome.FETCHED


def test_a_cut_feed_is_asked_for_in_full_next_time(server: FaultyServer, web: Web) -> None:
    server.routes["/feed"] = Reply(200, GOOD[:-120], {**XML, "ETag": '"v1"'})
    first = ask(server, web)
    assert [entry.key for entry in first.entries] == ["story-1"]
    server.routes["/feed"] = lambda asked: (
        Reply(304) if "if-none-match" in asked.headers else Reply(200, GOOD, XML)
    )
    assert len(ask(server, web, first.state).entries) == 2


def test_304_without_a_question_is_an_error(server: FaultyServer, web: Web) -> None:
    server.routes["/feed"] = Reply(304)
    assert "never read" in (ask(server, web).error or "")


def test_one_bad_feed_neither_stops_nor_delays_the_others(server: FaultyServer) -> None:
    slow = "<x " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>"
    server.routes.update(
        {
            "/slow": Reply(before_head=5),
            "/drip": lambda _: Reply(pieces=(b"x" for _ in range(100)), pause=0.1),
            "/bomb": Reply(200, gzip.compress(bytes(50_000_000)), {"Content-Encoding": "gzip"}),
            "/html": Reply(200, b"<html></html>"),
            "/heavy": Reply(200, rss(item(), extra=slow), XML),
            "/loop": Reply(302, headers={"Location": "/loop"}),
        }
    )
    paths = ["/slow", "/drip", "/bomb", "/html", "/heavy", "/loop", *(f"/good{n}" for n in range(10))]
    for path in paths[6:]:
        server.routes[path] = Reply(200, GOOD, XML)
    feeds = [(source(server, path), None) for path in paths]
    feeds.append((Source(name="nonsense", feed="http://[::1"), None))
    feeds.append((Source(name="inside", feed="http://127.0.0.2:9/"), None))
    with Web(own_policy(first_byte_seconds=1.0, total_seconds=2.0)) as web:
        started = time.monotonic()
        answers = list(poll(feeds, web, NOW, pace=Pace(parse_seconds=2.0)))
        assert time.monotonic() - started < 10
    assert sorted(answer.source.name for answer in answers) == sorted([*paths, "nonsense", "inside"])
    # The one that drips ends last, and kept nobody waiting.
    assert answers[-1].source.name in {"/drip", "/heavy"}
    outcomes = {answer.source.name: answer.outcome for answer in answers}
    assert all(outcomes[path] is PollOutcome.FETCHED for path in paths[6:])
    bad = ["/slow", "/drip", "/bomb", "/html", "/heavy", "/loop", "nonsense", "inside"]
    assert all(outcomes[name] is PollOutcome.FAILED for name in bad)
    assert all(answer.error for answer in answers if answer.outcome is PollOutcome.FAILED)


def test_nothing_to_ask_is_nothing_to_do(web: Web) -> None:
    assert list(poll([], web, NOW)) == []


def test_whoever_keeps_the_answers_sets_the_pace(server: FaultyServer, web: Web) -> None:
    paths = [f"/good{n}" for n in range(40)]
    server.routes.update({path: Reply(200, GOOD, XML) for path in paths})
    answers = poll([(source(server, path), None) for path in paths], web, NOW, workers=2)
    assert next(answers).outcome is PollOutcome.FETCHED
    time.sleep(0.5)
    assert len(server.asked) <= 5  # one was taken, two for each worker are in hand
    assert len(list(answers)) == 39
    assert len(server.asked) == 40


def test_a_poll_that_is_given_up_ends_and_asks_no_more(server: FaultyServer, web: Web) -> None:
    paths = [f"/good{n}" for n in range(40)]
    server.routes.update({path: Reply(200, GOOD, XML) for path in paths})
    answers = poll([(source(server, path), None) for path in paths], web, NOW, workers=2)
    next(answers)
    answers.close()
    asked = len(server.asked)
    time.sleep(0.2)
    assert len(server.asked) == asked <= 7


@pytest.mark.parametrize(
    ("ttl", "headers", "rest"),
    [
        ("180", {}, 3 * 3600 - 120),
        ("5", {"Cache-Control": "max-age=7200"}, 2 * 3600 - 120),
        ("999999", {}, 12 * 3600 - 120),
        ("0", {"Cache-Control": "no-store, max-age=99999"}, 0),
        ("soon", {"Cache-Control": "public, s-maxage=5, max-age=3600", "Age": "600"}, 3000 - 120),
    ],
)
def test_a_feed_rests_as_it_asks_within_bounds(
    server: FaultyServer, web: Web, ttl: str, headers: dict[str, str], rest: int
) -> None:
    server.routes["/feed"] = Reply(200, rss(item(), extra=f"<ttl>{ttl}</ttl>"), {**XML, **headers})
    assert ask(server, web).state.next_poll == NOW + timedelta(seconds=rest)


def test_relative_links_lead_from_where_the_feed_is_now(server: FaultyServer, web: Web) -> None:
    server.routes["/feed"] = Reply(301, headers={"Location": "/press/new/feed.xml"})
    server.routes["/press/new/feed.xml"] = Reply(200, rss(item(1, link="../story-1?utm_source=rss")), XML)
    answer = ask(server, web)
    assert [entry.url for entry in answer.entries] == [f"{server.base}/press/story-1"]
    assert answer.state.url == f"{server.base}/press/new/feed.xml"


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_a_compressed_feed_is_read_and_a_cut_one_leaves_nothing_behind(
    server: FaultyServer, web: Web, encoding: str
) -> None:
    module = {"gzip": "gzip", "br": "brotli", "zstd": "backports.zstd"}[encoding]
    body = pytest.importorskip(module).compress(GOOD)
    packed = {**XML, "Content-Encoding": encoding, "ETag": '"v1"'}
    server.routes["/feed"] = Reply(200, body[:-4], packed)
    cut = ask(server, web)
    assert (cut.outcome, cut.state.etag) == (PollOutcome.FAILED, None)
    server.routes["/feed"] = Reply(200, body, packed)
    assert len(ask(server, web, cut.state, NOW + timedelta(days=1)).entries) == 2
