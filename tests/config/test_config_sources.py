"""sources.yaml: what is read, and every mistake with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdraft.config import at_services, load_settings, load_sources, parse_sources
from newsdraft.errors import ConfigError
from newsdraft.model import Query, QueryService, SourceKind

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
    assert all(source.license and source.confidence for source in sources)
    # A search names no publisher: each of its records has its own.
    assert all(source.publisher or source.query for source in sources)
    assert {source.query.service for source in sources if source.query} == set(QueryService)


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
    keys = "name, feed, query, kind, publisher, license, confidence, note, language, enabled, must, any, not"
    assert wrong(text) == [
        "sources.yaml:2: sources[1]: feed is missing (or a query in its place)",
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


QUERIES = """\
sources:
  - name: Thymoma in PubMed
    query: {service: pubmed, term: "thymoma[Title] AND trial", days: 3}
  - name: Preprints on AI
    query:
      service: arxiv
      term: all:mammography
  - name: Register
    kind: regulator
    enabled: false
    query: {service: clinicaltrials, term: thymoma}
  - {name: Reviews, query: {service: europepmc, term: thymoma}}
"""


def test_a_query_stands_in_place_of_a_feed() -> None:
    pubmed, arxiv, register, europe = parse_sources(QUERIES)
    assert pubmed.query == Query(service=QueryService.PUBMED, term="thymoma[Title] AND trial", days=3)
    assert pubmed.feed.startswith("https://eutils.ncbi.nlm.nih.gov/entrez/eutils/esearch.fcgi?db=pubmed&")
    assert "reldate=3" in pubmed.feed
    assert (pubmed.kind, arxiv.kind, register.kind) == (
        SourceKind.JOURNAL,
        SourceKind.PREPRINT,
        SourceKind.REGULATOR,
    )
    assert (arxiv.query and arxiv.query.days) == 7
    assert europe.feed.startswith("https://www.ebi.ac.uk/europepmc/webservices/rest/search?query=thymoma&")


def test_every_mistake_in_a_query_has_its_line() -> None:
    text = """\
sources:
  - name: Both
    feed: https://a.example.org/feed
    query: {service: pubmed, term: x}
  - name: Neither
  - name: Unknown
    query:
      service: pubmet
      term: 7
      days: 0
      sort: date
  - name: Lone
    query: thymoma
  - name: Days
    query: {service: arxiv, term: "x", days: a week}
  - {name: First, query: {service: europepmc, term: thymoma}}
  - {name: Second, query: {service: europepmc, term: thymoma, days: 30}}
"""
    services = "pubmed, europepmc, arxiv, clinicaltrials"
    assert wrong(text) == [
        "sources.yaml:4: sources[1].query: stands beside a feed; a source has one of both",
        "sources.yaml:5: sources[2]: feed is missing (or a query in its place)",
        f"sources.yaml:8: sources[3].query.service: must be one of {services}, not 'pubmet'; did you mean 'pubmed'?",
        "sources.yaml:9: sources[3].query.term: must be text, not a number (7); put it in quotes",
        "sources.yaml:10: sources[3].query.days: must be a whole number from 1 to 365, not a number (0)",
        "sources.yaml:11: sources[3].query.sort: unknown key",
        "sources.yaml:13: sources[4].query: must be a group of keys (service, term, days), not text (thymoma)",
        "sources.yaml:15: sources[5].query.days: must be a whole number from 1 to 365, not text (a week)",
        "sources.yaml:17: sources[7].query: the same query as sources[6] on line 16: 'thymoma'",
    ]


def test_the_settings_say_where_the_services_are(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {"pubmed_url": "http://127.0.0.1:9/e/", "trials_url": ""}, {})
    sources = parse_sources(QUERIES + "  - {name: Feed, feed: 'https://a.example.org/'}\n")
    placed = at_services(sources, settings)
    assert placed[0].feed.startswith("http://127.0.0.1:9/e/esearch.fcgi?db=pubmed&")
    assert [source.feed for source in placed[3:]] == [source.feed for source in sources[3:]]


def test_a_service_that_is_left_out_cannot_be_asked(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {"arxiv_url": ""}, {})
    with pytest.raises(ConfigError) as caught:
        at_services(parse_sources(QUERIES), settings)
    assert caught.value.problems == ("source 'Preprints on AI' asks arxiv, and arxiv_url is empty",)
