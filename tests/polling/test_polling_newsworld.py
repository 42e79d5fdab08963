"""Every feed, and every fault as a feed, of the shared test world. Skipped where it is not there."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from polling_faulty_server import own_policy

from newsdraft.model import Source
from newsdraft.polling import Poll, PollOutcome, poll
from newsdraft.web import Web

WORLD = Path(__file__).resolve().parents[3] / "shared" / "newsworld" / "newsworld.py"
pytestmark = pytest.mark.skipif(
    not WORLD.exists(), reason="needs the shared test world beside the repository"
)

FETCHED = {"moved", "laughs", "external-entity", "latin1", "cut-xml", "future", "no-items", "script-feed"}


@pytest.fixture(scope="module")
def world() -> Iterator[Any]:
    spec = importlib.util.spec_from_file_location("newsworld_for_polling", WORLD)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    server = module.serve()
    server.faults = module.FAULTS
    yield server
    server.shutdown()


@pytest.fixture(scope="module")
def faults(world: Any) -> dict[str, Poll]:
    base = f"http://127.0.0.1:{world.server_port}/faults/"
    feeds = [(Source(name=name, feed=base + name), None) for name in world.faults]
    with Web(own_policy()) as web:
        return {answer.source.name: answer for answer in poll(feeds, web, datetime.now(UTC))}


def test_every_fault_has_an_outcome_in_plain_words(world: Any, faults: dict[str, Poll]) -> None:
    assert set(faults) == set(world.faults)
    for name, answer in faults.items():
        if name in FETCHED:
            assert answer.outcome is PollOutcome.FETCHED, (name, answer.error)
        elif name == "status-410":
            assert answer.outcome is PollOutcome.RETIRED
        else:
            assert answer.outcome is PollOutcome.FAILED, name
            assert answer.error
            assert "Error" not in answer.error


def test_nobody_was_led_inside(world: Any, faults: dict[str, Poll]) -> None:
    for name in ("to-file", "to-inside", "to-inside-decimal", "to-inside-v6"):
        assert faults[name].outcome is PollOutcome.FAILED
    assert not [asked for asked in world.log if asked["path"] == "/inside"]


def test_the_odd_feeds_give_what_can_be_had(faults: dict[str, Poll]) -> None:
    (external,) = faults["external-entity"].entries
    assert "root:" not in external.title + external.summary
    assert faults["latin1"].entries[0].title.startswith("Tumör-Studie")
    assert faults["future"].entries[0].published is None
    (script,) = faults["script-feed"].entries
    assert (script.title, script.url) == ("Cancer", "")
    assert all(entry.url.startswith("http://127.0.0.1") for entry in faults["cut-xml"].entries)


def test_a_refusal_that_passes_is_read_at_its_time(world: Any, faults: dict[str, Poll]) -> None:
    failed = [faults[name] for name in ("status-429", "status-500-once")]
    later = max(answer.state.next_poll for answer in failed if answer.state.next_poll) + timedelta(seconds=1)
    with Web(own_policy()) as web:
        again = list(poll([(answer.source, answer.state) for answer in failed], web, later))
    assert [answer.outcome for answer in again] == [PollOutcome.FETCHED] * 2
    assert all(answer.state.failures == 0 for answer in again)


def test_the_three_feeds_first_and_again(world: Any) -> None:
    base = f"http://127.0.0.1:{world.server_port}/feeds/"
    feeds = [
        (Source(name=name, feed=base + name), None) for name in ("hospital.xml", "journal.xml", "wire.rss")
    ]
    now = datetime.now(UTC)
    with Web(own_policy()) as web:
        by_name = {answer.source.name: answer for answer in poll(feeds, web, now)}
        first = [by_name[source.name] for source, _ in feeds]
        again = list(poll([(answer.source, answer.state) for answer in first], web, now + timedelta(hours=1)))
    homes = [sum(item["home"] == home for item in world.items) for home in ("hospital", "journal", "wire")]
    copies = len([item for item in world.items if item["home"] == "hospital"][::2])
    assert [len(answer.entries) for answer in first] == [homes[0], homes[1], homes[2] + copies]
    entries = [entry for answer in first for entry in answer.entries]
    assert all(
        "utm_" not in entry.url and "<b>" not in entry.title and "<p>" not in entry.content
        for entry in entries
    )
    assert all(entry.published for entry in entries if entry.source != "wire.rss")
    assert [answer.outcome for answer in again] == [PollOutcome.UNCHANGED] * 3
