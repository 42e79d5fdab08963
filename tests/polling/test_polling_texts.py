"""Dates, links and markup of feeds: pure functions."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdraft.polling.dates import plausible, read_date
from newsdraft.polling.links import clean_link, find_doi
from newsdraft.polling.plain import plain_line, plain_text, shortened

NOON = "2025-11-04T12:00"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Tue, 04 Nov 2025 12:00:00 GMT", NOON),
        ("Tue, 04 Nov 2025 12:00:00 +0000", NOON),
        ("Tue, 04 Nov 2025 13:00:00 CET", NOON),
        ("Tue, 04 Nov 2025 07:00:00 EST", NOON),
        ("Tue, 04 Nov 2025 07:00:00 ET", NOON),
        ("Fri, 04 Jul 2025 08:00:00 ET", "2025-07-04T12:00"),
        ("Wed, 04 Nov 2025 12:00:00 Z", NOON),
        ("4 Nov 2025 12:00", NOON),
        ("04-Nov-2025 12:00", NOON),
        ("2025-11-04T12:00:00Z", NOON),
        ("2025-11-04T13:00:00+01:00", NOON),
        ("2025-11-04T13:00:00+0100", NOON),
        ("2025-11-04 13:00:00 +0100", NOON),
        ("2025-11-04 12:00:00.123 UTC", NOON),
        ("2025-11-04", "2025-11-04T00:00"),
        ("2025-11", "2025-11-01T00:00"),
        ("1762257600", NOON),
        ("1762257600123", NOON),
        ("November 4, 2025", "2025-11-04T00:00"),
        ("Nov. 4, 2025", "2025-11-04T00:00"),
        ("Sept. 4, 2025", "2025-09-04T00:00"),
        ("Tuesday, November 4th, 2025 at 7:00 a.m. EST", NOON),
        ("November 4, 2025 - 7:00 AM EST", NOON),
        ("11/04/2025", "2025-11-04T00:00"),
        ("11/04/2025 12:00 PM", NOON),
        ("13/11/2025", "2025-11-13T00:00"),
        ("4.11.2025", "2025-11-04T00:00"),
        ("20251104", "2025-11-04T00:00"),
        ("Tue Nov  4 12:00:00 2025", NOON),
        ("  Tue, 04 Nov 2025\n 12:00:00 GMT ", NOON),
    ],
)
def test_dates(text: str, moment: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.replace(microsecond=0) == datetime.fromisoformat(moment + ":00+00:00")


@pytest.mark.parametrize("text", ["", "yesterday", "2 hours ago", "soon", "Nov 2025", "9" * 60, "2025-13-45"])
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


def test_other_languages_and_the_parsers_own_reading() -> None:
    assert read_date("4 novembre 2025", language="fr") == datetime(2025, 11, 4, tzinfo=UTC)
    struct = time.strptime("2025-11-04", "%Y-%m-%d")
    assert read_date("a date in a form unknown here", struct) == datetime(2025, 11, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "right"),
    [
        ("1989-12-31", False),
        ("1990-01-01", True),
        ("2025-11-05", True),
        ("2025-11-07", False),
        ("2099-01-01", False),
    ],
)
def test_plausible_dates(moment: str, right: bool) -> None:
    now = datetime(2025, 11, 4, 12, tzinfo=UTC)
    assert plausible(datetime.fromisoformat(moment).replace(tzinfo=UTC), now) is right


@given(st.text(max_size=60))
def test_no_text_breaks_the_date_reader(text: str) -> None:
    assert read_date(text) is None or read_date(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("p <0.05", "p <0.05"),
        ("<b>Survival</b> longer (p <0.001)", "Survival longer (p <0.001)"),
        ("CD4<200 and IL-2 <TNF> raised", "CD4<200 and IL-2 <TNF> raised"),
        ("p &lt; 0.05 &amp; n &gt; 30", "p < 0.05 & n > 30"),
        ("AT&T and R&D", "AT&T and R&D"),
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One\nTwo"),
        ("<p>One</p><p>Two<br/>Three</p>", "One\nTwo\nThree"),
        ("10<sup>5</sup> cells, 2 mg/m<sup>2</sup>, 10<sup>-3</sup>", "10⁵ cells, 2 mg/m², 10⁻³"),
        ("CO<sub>2</sub> and <i>TP53</i>", "CO2 and TP53"),
        ("Cancer <script>alert(1)</script><img src=x onerror=alert(2)>drug", "Cancer drug"),
        ("a<style>p{}</style><iframe src=x>inner</iframe>b", "ab"),
        ("one <!-- hidden --> two", "one two"),
        ("<jats:p>Methods</jats:p>", "Methods"),
        ("caf&eacute;&nbsp;&#8211; x", "café – x"),
        ("a\u202eb\u200bc\U000e0041d\x00e", "abcde"),
        ('<a href="javascript:alert(1)">read</a>', "read"),
        ("", ""),
    ],
)
def test_markup_to_text(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@given(st.text(alphabet="<>/&;abp \"'=!-0.5scriptimg", max_size=80))
def test_no_script_survives(markup: str) -> None:
    text = plain_text("<script>bad</script>" + markup)
    assert "bad" not in text


@given(st.text(max_size=80))
def test_text_without_markup_keeps_its_words(text: str) -> None:
    if not set("<&") & set(text) and text.isprintable():
        kept = plain_text(text)
        assert all(word in kept for word in text.split() if word.isalnum())


def test_long_texts_are_cut_at_a_word() -> None:
    assert shortened("one two three four", 12) == "one two…"
    assert plain_line("word\n" * 300, 20) == "word word word word…"
    assert shortened("short", 12) == "short"


BASE = "https://News.example/feeds/all.xml"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("/story/1", "https://news.example/story/1"),
        ("story", "https://news.example/feeds/story"),
        ("//cdn.example/x", "https://cdn.example/x"),
        (" https://a.example/\n x ", "https://a.example/x"),
        ("https://A.example:443/x?utm_source=rss&utm_medium=feed", "https://a.example/x"),
        ("https://a.example/x?id=7&utm_source=rss&fbclid=z#part", "https://a.example/x?id=7#part"),
        ("https://a.example/x?b=%20a&a=1&a=2", "https://a.example/x?b=%20a&a=1&a=2"),
        ("https://a.example/article?rss=yes", "https://a.example/article"),
        ("https://a.example/x?source=trial", "https://a.example/x?source=trial"),
        ("https://a.example/x#utm_source=rss", "https://a.example/x"),
        ("https://a.example", "https://a.example/"),
        ("http://[2606:4700::1]:8080/x", "http://[2606:4700::1]:8080/x"),
    ],
)
def test_links(href: str, url: str) -> None:
    assert clean_link(href, BASE) == (url, None)


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "JaVaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd",
     "mailto:a@b.example", "https://user:pw@a.example/", "http://[::1", "https://a.example:99999/", "ftp://a.example/"],
)  # fmt: skip
def test_links_that_are_dropped(href: str) -> None:
    url, warning = clean_link(href, BASE)
    assert url is None
    assert warning is not None
    assert "link dropped" in warning


@pytest.mark.parametrize(
    ("texts", "links", "doi"),
    [
        (["doi:10.1234/Abc.5"], [], "10.1234/abc.5"),
        (["https://doi.org/10.1234/abc."], [], "10.1234/abc"),
        (["10.1016/S1470-2045(25)00001-2"], [], "10.1016/s1470-2045(25)00001-2"),
        (["(see 10.1234/abc)"], [], "10.1234/abc"),
        (["story-1"], ["https://j.example/doi/full/10.1234/abc.5?af=R"], "10.1234/abc.5"),
        ([], ["https://j.example/doi/10.1234/abc/full"], "10.1234/abc"),
        ([], ["https://j.example/content/10.1101/2025.01.02.123456v1.full"], "10.1101/2025.01.02.123456v1"),
        ([], ["https://j.example/doi/10.1234%2Fabc"], "10.1234/abc"),
        (["version 10.15/3"], ["https://j.example/2025/10/x"], None),
    ],
)
def test_dois(texts: list[str], links: list[str], doi: str | None) -> None:
    assert find_doi(texts, links) == doi
