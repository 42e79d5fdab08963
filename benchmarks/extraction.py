"""What becomes of an article between its page and its passages: what is lost of it, and what gets in that is not it.

    python benchmarks/extraction.py PATH/newsworld.py [REVIEWS.jsonl]

Every text as a page of each template (``page_templates.py``), and every release of newsworld as that world's own pages.
``REVIEWS.jsonl`` holds further texts, one JSON object a line with ``text`` and ``release_title``. A sentence counts as
kept when its words stand in the article's text in their order, and as cut or joined when no passage is just that
sentence; a passage counts as foreign when its words do not stand in the source, and as repeated when the source has it
less often. Goals: none foreign, under 1 % lost.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from harness import publish, table
from more_templates import MORE
from newsworld import module
from page_templates import ALLOWED, HEADINGS, TEMPLATES

from newsdraft.reading import extract, passages
from newsdraft.text import sentences, words

BASE = "http://127.0.0.1:1"
HEAD = (
    "page",
    "articles",
    "sentences",
    "lost",
    "cut or joined",
    "passages",
    "not article text",
    "repeated",
    "ms a page",
)


class Given(NamedTuple):
    """A page with what it was made from."""

    page: str
    paragraphs: Sequence[str]
    allowed: Sequence[str] = ()


class Result(NamedTuple):
    """What one page gave."""

    wanted: int
    lost: list[str]
    changed: int
    made: int
    foreign: list[str]
    repeated: int
    seconds: float


# Control characters of damaged texts, which no parser of pages keeps.
CONTROLS = dict.fromkeys([*range(32), *range(127, 160)])
CONTROLS.pop(10)


def key(text: str) -> str:
    text = text.translate(CONTROLS)
    return f" {' '.join(words(text))} "


def sentences_of(paragraphs: Iterable[str]) -> list[str]:
    flat = (" ".join(paragraph.split()) for paragraph in paragraphs)
    return [text[start:end] for text in flat for start, end in sentences(text)]


def measured(given: Given) -> Result:
    started = time.perf_counter()
    article = extract(given.page, f"{BASE}/x.html")
    seconds = time.perf_counter() - started
    text, source = key(article.text), key("\n".join(given.paragraphs))
    allowed = {key(line) for line in given.allowed}
    wanted = sentences_of(given.paragraphs)
    got = [key(passage.text) for passage in passages(article.text, "S1")]
    whole = set(got)
    had = Counter(map(key, wanted))
    again = sum(
        n - max(had[k], source.count(k))
        for k, n in Counter(got).items()
        if n > max(had[k], 1) and k in source
    )
    return Result(
        len(wanted),
        [sentence for sentence in wanted if key(sentence) not in text],
        sum(key(sentence) in text and key(sentence) not in whole for sentence in wanted),
        len(got),
        [k for k in got if k not in source and k not in allowed],
        max(again, 0),
        seconds,
    )


def row(name: str, results: Sequence[Result]) -> tuple[object, ...]:
    said, made = sum(r.wanted for r in results), sum(r.made for r in results)
    lost, foreign = sum(len(r.lost) for r in results), sum(len(r.foreign) for r in results)
    spent = f"{median(r.seconds for r in results) * 1000:.0f}"
    return (
        *(name, len(results), said, f"{lost} ({lost / said:.2%})"),
        *(
            sum(r.changed for r in results),
            made,
            f"{foreign} ({foreign / max(made, 1):.2%})",
            sum(r.repeated for r in results),
            spent,
        ),
    )


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text; one that has hardly any is cut after every third sentence."""
    parts = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    if len(parts) >= 3:
        return parts
    found = sentences_of([text])
    return [" ".join(found[n : n + 3]) for n in range(0, len(found), 3)]


def texts_of(world: Any, items: list[Any], more: Path | None) -> list[tuple[str, list[str]]]:
    texts = [(item["title"], world.paragraphs(item["text"])) for item in items]
    if more:
        reviews = map(json.loads, more.read_text(encoding="utf-8").splitlines())
        texts += [(review["release_title"], paragraphs_of(review["text"])) for review in reviews]
    return texts


def own_pages(world: Any, items: list[Any]) -> dict[str, list[Given]]:
    return {
        "newsworld: the publisher's own page": [
            Given(world.page(item, BASE, wire=False), world.paragraphs(item["text"])) for item in items
        ],
        "newsworld: the wire's copy": [
            Given(world.page(item, BASE, wire=True), world.edited(item)[1]) for item in items
        ],
    }


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("world", type=Path, help="the path of newsworld.py")
    options.add_argument("reviews", type=Path, nargs="?", help="further texts, as JSON lines")
    options.add_argument(
        "--show", type=int, default=0, help="print so many lost and foreign lines of each row"
    )
    given = options.parse_args()
    world = module(given.world)
    items = world.load(given.world.parent / "releases.jsonl")
    texts = texts_of(world, items, given.reviews)
    pages = own_pages(world, items) | {
        name: [
            Given(make(title, body), body, (*ALLOWED.get(name, ()), title, *HEADINGS))
            for title, body in texts
        ]
        for name, make in (TEMPLATES | MORE).items()
    }
    rows = []
    for name, made in pages.items():
        results = [measured(each) for each in made]
        rows.append(row(name, results))
        shown = {
            "lost": [s for r in results for s in r.lost],
            "foreign": [s for r in results for s in r.foreign],
        }
        for what, lines in shown.items():
            for line, times in Counter(lines).most_common(given.show):
                print(f"{name}: {what} {times}: {line[:200]}", file=sys.stderr)
    publish(
        "## Extraction\n\n`python benchmarks/extraction.py PATH/newsworld.py REVIEWS.jsonl`: "
        f"{len(texts)} releases of other people as pages of each template. Goals: no passage that is not article "
        "text, under 1 % of sentences lost.\n\n" + table(HEAD, rows),
    )


if __name__ == "__main__":
    main()
