"""sources.yaml: what is read, and every mistake with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdraft.config import load_sources, parse_sources
from newsdraft.errors import ConfigError
from newsdraft.model import SourceKind

REPO = Path(__file__).resolve().parents[2]

GOOD = """\
# feeds of the desk
sources:
  - name: Harbour Cancer News
    feed: https://feeds.example.org/cancer.xml
    kind: press-release
    publisher: Harbour Institute
    license: facts and links only
    confidence: high
    note: >-
      two lines of
      one note
    language: en-GB
    enabled: false
    must: [cancer]
    any: [trial, "phase 3"]
    not:
      - podcast
  - {name: Plain, feed: "http://127.0.0.1:8080/feed?a=1"}
"""


def wrong(text: str | bytes) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_sources(text)
    assert caught.value.exit_code == 2
    return list(caught.value.problems)


def test_a_good_list() -> None:
    first, second = parse_sources(GOOD)
    assert (first.name, first.kind, first.enabled) == ("Harbour Cancer News", SourceKind.PRESS_RELEASE, False)
    assert (first.must, first.any_of, first.none_of) == (("cancer",), ("trial", "phase 3"), ("podcast",))
    assert (first.note, first.language) == ("two lines of one note", "en-GB")
    assert (second.kind, second.enabled, second.must) == (SourceKind.NEWS, True, ())


def test_the_list_that_ships_is_good() -> None:
    sources = load_sources(REPO / "sources.yaml")
    assert len(sources) >= 30
    assert all(source.publisher and source.license and source.confidence for source in sources)


def test_every_mistake_is_listed_at_once_with_its_line() -> None:
    text = """\
sources:
  - name: A
    fed: https://a.example.org/feed
    kind: pressrelease
    enabled: yes
    must: cancer
    not: [2019, fine]
  - feed: ftp://b.example.org/feed
    name: 7
  - name: a
    feed: "https://me:secret@c.example.org/"
    language: english
    name: again
  - only text
  - name: E
    feed: https://Same.example.org/feed/
  - name: F
    feed: http://same.example.org/feed
extra: 1
"""
    guess = "; did you mean 'press-release'?"
    kinds = "press-release, journal, news, preprint, regulator, blog"
    keys = "name, feed, kind, publisher, license, confidence, note, language, enabled, must, any, not"
    assert wrong(text) == [
        "sources.yaml:2: sources[1]: feed is missing",
        "sources.yaml:3: sources[1].fed: unknown key; did you mean 'feed'?",
        f"sources.yaml:4: sources[1].kind: must be one of {kinds}, not 'pressrelease'{guess}",
        "sources.yaml:5: sources[1].enabled: must be true or false, not text (yes)",
        "sources.yaml:6: sources[1].must: must be a list, each item with a dash before it, not text (cancer)",
        "sources.yaml:7: sources[1].not[1]: must be text, not a number (2019); put it in quotes",
        "sources.yaml:8: sources[2].feed: must begin with http:// or https://, not 'ftp:'",
        "sources.yaml:9: sources[2].name: must be text, not a number (7); put it in quotes",
        "sources.yaml:10: sources[3].name: the same name as sources[1] on line 2: 'a'",
        "sources.yaml:11: sources[3].feed: must not hold a user name or password",
        "sources.yaml:12: sources[3].language: must be a language code such as en or en-GB, not 'english'",
        "sources.yaml:13: sources[3].name: stands here twice; the first is on line 10",
        f"sources.yaml:14: sources[4]: must be a group of keys ({keys}), not text (only text)",
        "sources.yaml:17: sources[6].feed: the same feed as sources[5] on line 15: 'http://same.example.org/feed'",
        "sources.yaml:19: extra: unknown key",
    ]


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "sources: []", "sources:\n", "[]", "just words", "source: []"]
)
def test_a_list_without_sources_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_sources(text)


def test_tabs_are_named_by_line() -> None:
    found = wrong("sources:\n\t- name: A\n\t  feed: https://a.example.org/\n")
    assert found[:2] == [
        "sources.yaml:2: indented with a tab; use spaces",
        "sources.yaml:3: indented with a tab; use spaces",
    ]


def test_a_syntax_error_has_its_line() -> None:
    (found,) = wrong("sources:\n  - name: 'A\n    feed: https://a.example.org/\n")
    assert found.startswith("sources.yaml:4: ")


def test_aliases_are_refused() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nsources: *b\n"
    assert wrong(bomb) == [
        "sources.yaml:2: write the value out instead of *name",
        "sources.yaml:2: write the value out instead of *name",
        "sources.yaml:3: write the value out instead of *name",
    ]


def test_a_star_in_text_is_no_alias() -> None:
    (source,) = parse_sources(
        'sources:\n  - name: A\n    feed: https://a.example.org/\n    any: ["oncolog*", "* note"]\n'
    )
    assert source.any_of == ("oncolog*", "* note")


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe\x00s",
        b"sources: \x00",
        b"[" * 5000,
        b"x" * 1_000_001,
        b"sources: !!python/object:os.system x",
    ],
)
def test_hostile_bytes_are_refused(body: bytes) -> None:
    with pytest.raises(ConfigError):
        parse_sources(body)


def test_a_byte_order_mark_is_let_pass() -> None:
    assert len(parse_sources(b"\xef\xbb\xbf" + GOOD.encode())) == 2


def test_missing_file_folder_and_web_address(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path, "https://lists.example.org/sources.yaml"):
        with pytest.raises(ConfigError) as caught:
            load_sources(path)
        assert caught.value.where
    assert "download" in str(caught.value)
