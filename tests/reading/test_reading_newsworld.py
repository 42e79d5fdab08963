"""Every page and page fault of newsworld, where it is present."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from reading_samples import NOW, open_web

from newsdraft.model import Dossier, Entry, Held, HoldReason, Story
from newsdraft.reading import extract, read
from newsdraft.text import sentences, words

WORLD = Path(__file__).resolve().parents[3] / "shared" / "newsworld" / "newsworld.py"
pytestmark = pytest.mark.skipif(not WORLD.exists(), reason="newsworld is not here")


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("newsworld", WORLD)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def world() -> Iterator[Any]:
    module = _module()
    server = module.serve(0)
    server.module = module
    yield server
    server.shutdown()


def _key(text: str) -> str:
    return " ".join(words(text))


def test_every_page_gives_its_article_and_nothing_else(world: Any) -> None:
    total, lost, foreign = 0, [], []
    for item in world.items:
        for wire in (False, True):
            body = world.module.edited(item)[1] if wire else world.module.paragraphs(item["text"])
            article = extract(
                world.module.page(item, "http://127.0.0.1:1", wire), "http://127.0.0.1:1/x.html"
            )
            given, got = _key("\n".join(body)), _key(article.text)
            said = [p[s:e] for p in body for s, e in sentences(" ".join(p.split()))]
            total += len(said)
            lost += [s for p in body for s in _sentences(p) if _key(s) not in got]
            foreign += [s for s in _sentences(article.text) if _key(s) not in given]
            if not wire:
                assert (article.doi, article.published) == (item["doi"], item["date"])
                assert article.journal == "Journal of Newsworld"
    assert foreign == []
    assert len(lost) < 0.01 * total, lost


def _sentences(text: str) -> list[str]:
    flat = "\n".join(" ".join(line.split()) for line in text.splitlines())
    return [flat[s:e] for s, e in sentences(flat)]


def outcome(world: Any, path: str) -> Dossier | Held:
    url = f"http://127.0.0.1:{world.server_port}{path}"
    given = Entry(source="Newsworld", key=url, url=url, title="A story")
    return read(
        Story(id="s", title="A story", entries=(given,), created_at=NOW), open_web(), lambda _: (), NOW
    )


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("paywall", HoldReason.PAYWALL),
        ("cookie-wall", HoldReason.COOKIE_WALL),
        ("bot-wall", HoldReason.BOT_CHECK),
        ("embargo", HoldReason.EMBARGO),
        ("retracted", HoldReason.RETRACTED),
        ("short", HoldReason.TOO_THIN),
        ("not-cancer", HoldReason.OFF_TOPIC),
    ],
)
def test_faults_are_held(world: Any, fault: str, reason: HoldReason) -> None:
    found = outcome(world, f"/faults/{fault}")
    assert isinstance(found, Held)
    assert found.reason is reason
    assert found.evidence


def test_injection_is_shown(world: Any) -> None:
    found = outcome(world, "/faults/injection")
    assert isinstance(found, Dossier)
    notices = [n for n in found.notices if n.startswith("Instructions aimed at a language model")]
    assert len(notices) == 3
    assert "CURAMAX" not in found.documents[0].text


def test_script_stays_text(world: Any) -> None:
    found = outcome(world, "/faults/script-page")
    assert isinstance(found, Dossier)
    assert "alert(1)" not in found.title
    assert "<img src=x onerror=alert(3)>" in found.documents[0].text


def test_every_release_is_read_without_an_error(world: Any) -> None:
    held = {}
    for item in world.items:
        found = outcome(world, f"/news/{item['id']}.html")
        if isinstance(found, Held):
            held[item["title"]] = found.reason
        else:
            ids = set(found.passages())
            assert set(found.evidence.passages) <= ids
            assert {p for fact in found.study.facts.values() for p in fact} <= ids
    assert set(held.values()) <= {HoldReason.OFF_TOPIC, HoldReason.TOO_THIN}
    assert len(held) == 5
