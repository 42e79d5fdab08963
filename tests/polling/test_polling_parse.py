"""``parse`` on feeds as they are, and on what is no feed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polling_faulty_server import item, rss

from newsdraft.errors import ExtractError
from newsdraft.model import Source, SourceKind
from newsdraft.polling import ParsedFeed, parse
from newsdraft.polling.parsers import Parsers

NOW = datetime(2025, 11, 5, 12, 0, tzinfo=UTC)
URL = "https://news.example/feeds/all.xml"
SOURCE = Source(name="Journal", feed=URL, kind=SourceKind.JOURNAL, publisher="Made-up Press")


def read(body: bytes, kind: str = "application/rss+xml", source: Source | None = SOURCE) -> ParsedFeed:
    return parse(body, URL, {"content-type": kind}, source, now=NOW)


def test_an_ordinary_item() -> None:
    feed = read(rss(item(7), extra="<ttl>60</ttl>"))
    (entry,) = feed.entries
    assert (feed.title, feed.version, feed.ttl_seconds, feed.complete) == (
        "Made-up cancer news",
        "rss20",
        3600,
        True,
    )
    assert (entry.source, entry.kind, entry.publisher) == ("Journal", SourceKind.JOURNAL, "Made-up Press")
    assert (entry.key, entry.url) == ("story-7", "https://news.example/story-7")
    assert entry.published == datetime(2025, 11, 4, 9, tzinfo=UTC)
    assert entry.summary == "Researchers reported result 7."
    assert (entry.content, entry.doi, entry.warnings, feed.warnings) == ("", None, (), ())


def test_without_a_source_the_feed_speaks_for_itself() -> None:
    (entry,) = read(rss(item()), source=None).entries
    assert (entry.source, entry.publisher, entry.kind) == (
        "Made-up cancer news",
        "Made-up cancer news",
        SourceKind.NEWS,
    )


def test_atom_with_relative_links_and_html() -> None:
    body = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://j.example/news/">
    <title>J</title><id>x</id><updated>2025-11-04T10:00:00Z</updated>
    <entry><id>tag:j,2025:1</id><title type="html">&lt;i&gt;TP53&lt;/i&gt; and p &amp;lt;0.05</title>
    <link rel="self" href="/self"/><link rel="alternate" href="story?utm_source=x&amp;id=1"/>
    <updated>2025-11-04T10:00:00+01:00</updated>
    <summary type="html">&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
    <p>Long <b>text</b></p><p>n &lt; 5</p></div></content>
    </entry></feed>"""
    feed = read(body, "application/atom+xml")
    (entry,) = feed.entries
    assert feed.version == "atom10"
    assert entry.title == "TP53 and p <0.05"
    assert entry.url == "https://j.example/news/story?id=1"
    assert entry.published == datetime(2025, 11, 4, 9, tzinfo=UTC)
    assert entry.summary == "One\nTwo"
    assert entry.content == "Long text\nn < 5"


def test_rdf_of_a_journal_with_dois() -> None:
    body = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
    xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
    <channel rdf:about="https://j.example"><title>J</title><sy:updatePeriod>daily</sy:updatePeriod>
    <sy:updateFrequency>2</sy:updateFrequency></channel>
    <item rdf:about="https://j.example/a1"><title>A</title><link>https://j.example/a1</link>
    <dc:date>2025-11-03</dc:date><dc:identifier>doi:10.1234/J.1</dc:identifier></item>
    <item rdf:about="https://j.example/a2"><title>B</title><link>https://j.example/a2?rss=yes</link>
    <prism:doi>10.1234/j.2</prism:doi><prism:publicationDate>2025-11-02</prism:publicationDate></item></rdf:RDF>"""
    feed = read(body, "text/xml")
    assert [entry.doi for entry in feed.entries] == ["10.1234/j.1", "10.1234/j.2"]
    assert [entry.published and entry.published.day for entry in feed.entries] == [3, 2]
    assert [entry.key for entry in feed.entries] == ["https://j.example/a1", "https://j.example/a2"]
    assert feed.entries[1].url == "https://j.example/a2"
    assert feed.ttl_seconds == 43_200


def test_json_feed() -> None:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J & K",
        "items": [
            {"id": 5, "url": "/five", "title": "p <0.05", "content_html": "<p>One</p><p>Two</p>",
             "date_published": "2025-11-04T09:00:00Z"},
            {"id": "6", "external_url": "https://other.example/6", "content_text": "n < 5 & more"},
            "not an item",
            {},
        ],
    }  # fmt: skip
    feed = read(json.dumps(data).encode(), "application/feed+json")
    first, second = feed.entries
    assert (feed.version, feed.title) == ("json1", "J & K")
    assert (first.key, first.url, first.title) == ("5", "https://news.example/five", "p <0.05")
    assert first.summary == "One\nTwo"
    assert (second.url, second.summary) == ("https://other.example/6", "n < 5 & more")
    assert second.title == "n < 5 & more"
    assert any("left out" in warning for warning in feed.warnings)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"<!doctype html><html><title>Just a moment</title><body>x</body></html>", 'titled "Just a moment"'),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG image"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"Access denied", "no feed"),
        (b"<sitemap><url/></sitemap>", "no feed format that is known"),
        (b'{"error": "no"}', "not a JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "damaged"),
        (b"[" * 200_000, "damaged"),
        (bytes(10_000), "no feed"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_said_in_plain_words(body: bytes, words: str) -> None:
    with pytest.raises(ExtractError) as caught:
        read(body)
    assert words in caught.value.message
    assert caught.value.where == URL


def test_a_page_that_names_its_feed_gives_the_hint() -> None:
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>'
    with pytest.raises(ExtractError) as caught:
        read(page)
    assert "/rss.xml" in (caught.value.hint or "")


def test_an_empty_feed_is_a_feed() -> None:
    assert read(rss()).entries == ()


def test_faults_are_warnings_and_the_items_stay() -> None:
    feed = read(rss(item(1), item(2, title="A & B &nbsp; <b>c</b>")))
    assert [entry.title for entry in feed.entries] == ["Study 1 of a made-up drug", "A & B c"]
    assert "the feed has faults" in feed.warnings[0]


def test_a_feed_cut_short_loses_only_its_last_item() -> None:
    whole = rss(item(1), item(2), item(3))
    feed = read(whole[: whole.rfind(b"Researchers")])
    assert [entry.key for entry in feed.entries] == ["story-1", "story-2"]
    assert feed.complete is False
    between = read(whole[: whole.rfind(b"</channel>")])
    assert len(between.entries) == 3
    assert between.complete is False


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<?xml version='1.0' encoding='utf-8'?>{}", "application/xml"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?>{}", "text/xml; charset=utf-8"),
        (b"<?xml version='1.0'?>{}", "text/xml"),
        (b"{}", "text/html"),
    ],
)
def test_encodings(body: bytes, kind: str) -> None:
    text = "<rss version='2.0'><channel><item><title>Tumör – café</title></item></channel></rss>"
    assert read(body.replace(b"{}", text.encode()), kind).entries[0].title == "Tumör – café"
    latin = read(body.replace(b"{}", text.encode("windows-1252")), "application/xml")
    assert latin.entries[0].title == "Tumör – café"


def test_utf16() -> None:
    declaration = "<?xml version='1.0' encoding='utf-16'?>"
    text = declaration + "<rss version='2.0'><channel><item><title>é</title></item></channel></rss>"
    assert read(text.encode("utf-16")).entries[0].title == "é"


# --- identity ----------------------------------------------------------------------------------------------


def test_keys_are_stable_without_guid_and_link() -> None:
    bare = item(1, guid="", link="")
    first, second = read(rss(bare)).entries[0], read(rss(item(2), bare)).entries[1]
    assert first.key == second.key
    assert first.key.startswith("hash:")
    assert first.url == ""
    assert "the item has no link" in first.warnings
    other = read(rss(item(1, guid="", link="", description="Another text."))).entries[0]
    assert other.key != first.key


def test_without_guid_the_link_without_tracking_is_the_key() -> None:
    (entry,) = read(rss(item(1, guid="", link="https://news.example/a?utm_source=rss"))).entries
    assert entry.key == entry.url == "https://news.example/a"


def test_a_guid_that_is_an_address_serves_as_link() -> None:
    (entry,) = read(rss(item(1, link="", guid="https://news.example/g"))).entries
    assert entry.url == "https://news.example/g"
    (numbered,) = read(rss(item(1, link="", guid="12345"))).entries
    assert numbered.key == "12345"


def test_one_guid_for_all_items_loses_none() -> None:
    feed = read(rss(item(1, guid="https://news.example/"), item(2, guid="https://news.example/")))
    assert len({entry.key for entry in feed.entries}) == 2
    assert any("same guid" in warning for warning in feed.warnings)


def test_true_copies_are_one_entry() -> None:
    assert len(read(rss(item(1), item(1))).entries) == 1


# --- the untidy and the hostile ----------------------------------------------------------------------------


def test_titles_keep_their_statistics_and_lose_their_tags() -> None:
    (entry,) = read(rss(item(1, title="&lt;b&gt;Drug X&lt;/b&gt; works (p &lt;0.05)"))).entries
    assert entry.title == "Drug X works (p <0.05)"


def test_script_is_dropped() -> None:
    (entry,) = read(
        rss(
            item(
                1,
                title="Cancer &lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;",
                link="javascript:alert(3)",
                guid="",
            )
        )
    ).entries
    assert entry.title == "Cancer"
    assert entry.url == ""
    assert any("javascript:alert(3)" in warning for warning in entry.warnings)


@pytest.mark.parametrize("date", ["Thu, 01 Jan 2099 00:00:00 GMT", "1762", "no date at all", "0001-01-01"])
def test_dates_that_cannot_be_right_are_left_out_with_a_warning(date: str) -> None:
    (entry,) = read(rss(item(1, pubDate=date))).entries
    assert entry.published is None
    (warning,) = entry.warnings
    assert warning.startswith("date left out")
    assert date in warning


@pytest.mark.parametrize(
    "date", ["1762246800", "Tue, 04 Nov 2025 10:00:00 CET", "November 4, 2025 4:00 AM EST"]
)
def test_dates_that_the_feed_parser_misreads(date: str) -> None:
    (entry,) = read(rss(item(1, pubDate=date))).entries
    assert entry.published == datetime(2025, 11, 4, 9, tzinfo=UTC)


LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE r [<!ENTITY a "ha">{LAUGHS}]>',
        '<!DOCTYPE r [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.2/x">%p;]>',
        f'<!DOCTYPE r [<!ENTITY i "{"x" * 50_000}">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_entities_never_expand(doctype: str, encoding: str) -> None:
    text = rss(item(1, description="&i;" * 20_000)).decode().partition("?>")[2]
    body = f"<?xml version='1.0' encoding='{encoding}'?>{doctype}{text}".encode(encoding)
    started = time.monotonic()
    (entry,) = read(body, "application/xml").entries
    assert "root:" not in entry.summary
    assert "xxxx" not in entry.summary
    assert len(entry.summary) <= 10_000
    assert time.monotonic() - started < 3


def test_old_rss_with_a_doctype_still_reads() -> None:
    body = (
        b'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.2/x">'
        b'<rss version="0.91"><channel><title>t</title><item><title>Old</title></item></channel></rss>'
    )
    assert read(body).entries[0].title == "Old"


def test_bytes_are_never_taken_for_a_file_name(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item()))
    with pytest.raises(ExtractError):
        read(str(path).encode())


def test_numbers_that_name_no_character_do_not_cost_the_feed() -> None:
    feed = read(rss(item(1), item(2, description="bad &amp;#x; &#xD800;&#0;&#99999999; but here")))
    assert len(feed.entries) == 2
    assert "but here" in feed.entries[1].summary


def test_huge_feeds_are_cut_with_a_notice() -> None:
    feed = read(rss(*(item(number) for number in range(700))))
    assert len(feed.entries) == 500
    assert feed.entries[0].key == "story-0"
    assert "the feed holds 700 items; the first 500 were read" in feed.warnings


def test_long_fields_are_cut() -> None:
    (entry,) = read(rss(item(1, title="word " * 500, description="word " * 10_000, guid="g" * 2000))).entries
    assert len(entry.title) <= 500
    assert len(entry.summary) <= 10_000
    assert len(entry.key) < 100


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_gives_entries_or_a_plain_error(data: st.DataObject) -> None:
    body = bytearray(rss(item(1), item(2)))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=6))
    with suppress(ExtractError):
        read(bytes(body))


# --- the worker process ------------------------------------------------------------------------------------


def test_the_worker_reads_as_we_do_and_is_used_again() -> None:
    with Parsers(10.0, most=1) as parsers:
        for number in range(3):
            body = rss(item(number))
            there = parsers.parse(body, URL, {"content-type": "text/xml", "x-other": "1"}, SOURCE, NOW)
            assert there == parse(body, URL, {"content-type": "text/xml"}, SOURCE, now=NOW)
        with pytest.raises(ExtractError, match="HTML page"):
            parsers.parse(b"<html></html>", URL, {}, None, NOW)
        assert parsers.started == 1


def test_a_feed_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    slow = rss("<title>x</title>", extra="<x " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>")
    with Parsers(1.0, most=1) as parsers:
        started = time.monotonic()
        with pytest.raises(ExtractError, match="took longer than 1 s"):
            parsers.parse(slow, URL, {}, None, NOW)
        assert time.monotonic() - started < 4
        assert parsers.parse(rss(item()), URL, {}, None, NOW).entries
        assert parsers.started == 2


def test_one_process_does_while_it_keeps_up_and_a_stuck_one_holds_nobody_up() -> None:
    stuck = rss("<title>x</title>", extra="<x " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>")
    with Parsers(30.0, patience=60.0) as parsers, ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda n: parsers.parse(rss(item(n)), URL, {}, None, NOW), range(40))
        assert all(feed.entries for feed in found)
        assert parsers.started == 1
    with Parsers(8.0, patience=0.1) as parsers:
        held = threading.Thread(target=lambda: suppress_error(parsers, stuck))
        held.start()
        while not parsers.started:
            time.sleep(0.01)
        assert parsers.parse(rss(item()), URL, {}, None, NOW).entries
        assert held.is_alive(), "the bad one is still being read, and the good one is done"
        assert parsers.started == 2
        held.join()


def suppress_error(parsers: Parsers, body: bytes) -> None:
    with suppress(ExtractError):
        parsers.parse(body, URL, {}, None, NOW)


def test_a_worker_stays_light() -> None:
    code = (
        "import sys; from newsdraft.polling.worker import answer\n"
        f"about = {{'source': None, 'url': '{URL}', 'headers': {{}}, 'now': '{NOW.isoformat()}'}}\n"
        f"assert 'feed' in answer(about, {rss(item())!r})\n"
        "print(sorted({'pydantic', 'httpx2', 'sqlalchemy', 'dateparser'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "[]"


def test_the_worker_knows_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    with Parsers(10.0, most=1) as parsers:
        parsers.parse(rss(item()), URL, {}, None, NOW)
        (worker,) = parsers._idle
        environment = Path(f"/proc/{worker._process.pid}/environ")
        if not environment.exists():
            pytest.skip("needs /proc")
        assert b"sk-secret" not in environment.read_bytes()


def test_threads_share_the_workers() -> None:
    results: list[int] = []
    with Parsers(10.0, most=2) as parsers:
        threads = [
            threading.Thread(
                target=lambda n=number: results.append(
                    len(parsers.parse(rss(item(n)), URL, {}, None, NOW).entries)
                )
            )
            for number in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert parsers.started <= 2
    assert results == [1] * 8
