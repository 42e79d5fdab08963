"""Selecting on real feeds, where the folder with them is at hand: off-topic items, and copies of the wire."""

from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from newsdraft.model import Entry
from newsdraft.selecting import Verdict, group, judge

WORLD = Path(__file__).resolve().parents[3] / "shared" / "newsworld" / "newsworld.py"
pytestmark = pytest.mark.skipif(not WORLD.is_file(), reason="the folder with newsworld is not here")

# Read and judged by a person: vision aids, Parkinson's disease, a diet for the heart, a list of a school's
# news.
OFF_TOPIC = {"news_reviews_00457", "news_reviews_00245", "news_reviews_00003", "news_reviews_00605"}
# Help to stop smoking (heart first, lung cancer in passing); a vaccine against the virus behind cervical
# cancer.
DEBATABLE = {"news_reviews_00258", "news_reviews_00394"}


def name_of(entry: Entry) -> str:
    return entry.url.rsplit("/", 1)[-1].split(".")[0]


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    from newsdraft.polling import parse

    world = _load()
    items = world.load(WORLD.parent / "releases.jsonl")
    base = "http://127.0.0.1:1"
    homes = {
        home: [item for item in items if item["home"] == home] for home in ("hospital", "journal", "wire")
    }
    bodies = {
        "hospital.xml": world.rss(homes["hospital"], base),
        "journal.xml": world.atom(homes["journal"]),
        "wire.rss": world.rss(homes["wire"] + homes["hospital"][::2], base, wire=True),
    }
    parsed = [parse(body, f"{base}/feeds/{name}", {}) for name, body in bodies.items()]
    found = [
        entry.model_copy(update={"source": name})
        for name, feed in zip(bodies, parsed, strict=True)
        for entry in feed.entries
    ]
    assert len(found) == 35
    return found


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("newsworld_for_selecting", WORLD)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_off_topic_items_are_skipped_and_cancer_news_is_drafted(entries: list[Entry]) -> None:
    verdicts = [(name_of(entry), judge(entry).verdict) for entry in entries]
    assert {name for name, verdict in verdicts if verdict is Verdict.SKIP} == OFF_TOPIC
    wrong = [
        pair for pair in verdicts if pair[0] not in OFF_TOPIC | DEBATABLE and pair[1] is not Verdict.DRAFT
    ]
    assert wrong == []


@pytest.mark.parametrize("backwards", [False, True])
def test_all_copies_merge_and_nothing_else(entries: list[Entry], *, backwards: bool) -> None:
    given = entries[::-1] if backwards else entries
    grouping = group(given, [], datetime.now(UTC))
    assert len(grouping.new) == 30
    assert all(len({name_of(entry) for entry in story.entries}) == 1 for story in grouping.new)
    assert sum(len(story.entries) == 2 for story in grouping.new) == 5
    assert grouping.possible == ()


def test_copies_merge_although_the_wire_has_only_the_full_text(entries: list[Entry]) -> None:
    bare = [
        entry.model_copy(update={"summary": ""}) if entry.source == "wire.rss" else entry for entry in entries
    ]
    assert len(group(bare, [], datetime.now(UTC)).new) == 30


def test_copies_of_a_later_run_join(entries: list[Entry]) -> None:
    now = datetime.now(UTC)
    known = group([entry for entry in entries if entry.source != "wire.rss"], [], now).new
    grouping = group([entry for entry in entries if entry.source == "wire.rss"], known, now)
    assert len(grouping.joins) == 5
    assert len(grouping.new) == 10
