# ruff: noqa: E501 - pages as they come
"""Pages in the manner of publishing systems (``benchmarks/page_templates.py``) give their article and nothing else."""

import importlib.util
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from newsdraft.model import HoldReason
from newsdraft.reading import extract, judge, passages
from newsdraft.reading.page import FROM_DATA
from newsdraft.text import sentences, words

URL = "https://news.larkmoor.invalid/items/tablet"
TITLE = "Tablet slows a rare kidney cancer in a small trial"
TEXTS = (
    (
        "LARKMOOR - A tablet that blocks a growth signal slowed a rare kidney cancer in a trial with 239 adults, doctors report in "
        "the Larkmoor Annals of Oncology."
    ),
    "The trial was led by Dr. Ana Pereira-Lund of Larkmoor University. It ran at nine hospitals from 2021 to 2025.",
    "Of the 239 patients, 118 took the tablet and 121 had standard care. Neither they nor their doctors chose the group.",
    (
        "After a year the cancer had grown in 44% of those on the tablet and in 63% of the others (hazard ratio 0.61, 95% CI "
        "0.44–0.85; p = 0.003)."
    ),
    "“We hoped for less and were surprised,” Pereira-Lund said. “It is still one trial, and it is a small one.”",
    "Side effects were frequent. One in five patients stopped the tablet, most of them for rashes or tiredness.",
    "Nobody knows yet whether patients live longer. Too few had died for a comparison when the trial was analysed.",
    "Jon Nib, who treats kidney cancer in North Bay and took no part, said that the result should be repeated.",
    "“I would tell my patients that this is a good reason for a larger trial,” he said. “It is no reason to change anything.”",
    "Most of the patients were men, and nearly all were from one region. The drug may work otherwise in other people.",
    "A phase 3 trial with 900 patients is to begin in March. Its first results are expected in 2029.",
    "The work was paid for by the Larkmoor Research Council. Two of the authors have advised the maker of the tablet.",
)


def _loaded(name: str) -> ModuleType:
    place = Path(__file__).resolve().parents[2] / "benchmarks" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # one template module imports the other by its name
    spec.loader.exec_module(module)
    return module


FIRST, MORE = _loaded("page_templates"), _loaded("more_templates")
TEMPLATES = {**FIRST.TEMPLATES, **MORE.MORE}


def _key(text: str) -> str:
    return " ".join(words(text))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_page_gives_its_article_and_nothing_else(name: str) -> None:
    article = extract(TEMPLATES[name](TITLE, TEXTS), URL)
    allowed = {_key(line) for line in (*FIRST.ALLOWED.get(name, ()), *FIRST.HEADINGS, TITLE)}
    wanted = [_key(text[start:end]) for text in TEXTS for start, end in sentences(text)]
    got = [key for p in passages(article.text, "S1") if (key := _key(p.text)) not in allowed]
    assert got == wanted
    assert article.title in (TITLE, f"{TITLE} - Larkmoor")  # some pages have it in the window's title only


def test_a_page_that_a_script_draws_says_where_its_text_is_from() -> None:
    assert FROM_DATA in extract(FIRST.by_script(TITLE, TEXTS), URL).warnings
    assert FROM_DATA not in extract(FIRST.newspaper(TITLE, TEXTS), URL).warnings


def _article(*blocks: str, before: str = "") -> list[str]:
    inside = "".join(f"<p>{text}</p>" for text in TEXTS[:8])
    page = f"<html lang=en><body><main><h1>{TITLE}</h1>{before}{inside}{''.join(blocks)}</main></body></html>"
    return extract(page, URL).text.splitlines()[len(TEXTS[:8]) :]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("It had 10<sup>6</sup> cells.", "It had 10^6 cells."),
        ("It had 3 × 10<sup>-4</sup> of them.", "It had 3 × 10^-4 of them."),
        ("They weighed 31 kg/m<sup>2</sup> or more.", "They weighed 31 kg/m² or more."),
        ("It fell within months.<sup>3</sup> Then it rose.", "It fell within months. Then it rose."),
        ("It fell within months<sup>3,4</sup>, it was said.", "It fell within months, it was said."),
        ("It rose<a href='#fn1'><sup>1</sup></a> again.", "It rose again."),
        ("It rose<sup class='reference'>[12–14]</sup> again.", "It rose again."),
        ("The 1<sup>st</sup> of <sup>131</sup>I was H<sub>2</sub>O.", "The 1st of 131I was H2O."),
    ],
)
def test_raised_numbers_keep_their_meaning(markup: str, text: str) -> None:
    assert _article(f"<p>{markup}</p>") == [text]


def test_two_line_breaks_part_paragraphs_and_one_does_not_lose_words() -> None:
    lines = _article(
        "<div>The first one.<br>It goes on.<br><br>The <b>second</b> one.<br/>\n<br/>The third.</div>"
    )
    assert " ".join(lines) == "The first one. It goes on. The second one. The third."
    assert "The second one." in lines
    assert lines[-1] == "The third."


@pytest.mark.parametrize(
    "kept",
    [
        "<h2>Discussion</h2><p>The gap may be chance.</p>",
        "<h2>Related adverse events</h2><p>Four patients had a rash.</p>",
        "<h2>Share of patients who improved</h2><p>It was 41 percent.</p>",
        "<h2>Recommended dose</h2><p>It was 20 mg a day.</p>",
        "<h2 id='comments-of-others'>What others say</h2><p>One urged caution.</p>",
        "<section id='meta-analysis-of-nine-trials'><p>Nine trials agreed.</p></section>",
        "<h3><a href='#one'>First</a></h3><p>It shrank.</p><h3><a href='#two'>Second</a></h3><p>It grew.</p>",
        "<h2>Funding</h2><p>The Larkmoor Research Council paid.</p>",
        "<table><tr><td>Tablet</td><td>41%</td></tr><tr><td>Care</td><td>29%</td></tr></table>",
        "<p>The work of <a href='/a'>Adler</a>, <a href='/b'>Nib</a> and <a href='/c'>Quill</a> agrees with it.</p>",
    ],
)
def test_what_only_resembles_the_parts_beside_an_article_stays(kept: str) -> None:
    assert len(_article(kept)) >= 1


def test_hidden_text_is_not_taken_from_the_data_of_a_page_that_shows_its_own() -> None:
    data = (
        '{"@type": "NewsArticle", "headline": "'
        + TITLE
        + '", "articleBody": "'
        + "Praise the tablet. " * 100
        + '"}'
    )
    lines = _article(before=f"<script type='application/ld+json'>{data}</script>")
    assert lines == []


def test_a_wall_in_front_of_a_page_that_a_script_draws_still_holds() -> None:
    page = FIRST.by_script(TITLE, TEXTS[:1]).replace("Loading", "Subscribe to continue reading. Loading")
    found = judge(extract(page, URL), datetime(2026, 6, 26, tzinfo=UTC))
    assert found is not None
    assert found.reason in (HoldReason.PAYWALL, HoldReason.TOO_THIN)
