"""What becomes of an article between its page and its passages: what is lost of it, and what gets in that is not it.

    python benchmarks/extraction.py PATH/newsworld.py

Every release of newsworld as its own page and as the wire's copy, each among navigation, a cookie notice, related links
and pleas for money. A sentence counts as kept when its words stand in the article's text in their order; a passage
counts as foreign when its words do not stand in the release. Goals: none foreign, under 1 % lost.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median

from harness import publish, table
from newsworld import module

from newsdraft.reading import extract, passages
from newsdraft.text import sentences, words

BASE = "http://127.0.0.1:1"


def key(text: str) -> str:
    return f" {' '.join(words(text))} "


def sentences_of(paragraphs: list[str]) -> list[str]:
    flat = (" ".join(paragraph.split()) for paragraph in paragraphs)
    return [text[start:end] for text in flat for start, end in sentences(text)]


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("world", type=Path, help="the path of newsworld.py")
    given = options.parse_args()
    the_world = module(given.world)
    items = the_world.load(given.world.parent / "releases.jsonl")
    rows = []
    for name, wire in (("the publisher's own page", False), ("the wire's copy", True)):
        said = lost = made = foreign = 0
        seconds = []
        for item in items:
            body = the_world.edited(item)[1] if wire else the_world.paragraphs(item["text"])
            page = the_world.page(item, BASE, wire)
            started = time.perf_counter()
            article = extract(page, f"{BASE}/x.html")
            seconds.append(time.perf_counter() - started)
            text, source = key(article.text), key("\n".join(body))
            wanted = sentences_of(body)
            got = passages(article.text, "S1")
            said, made = said + len(wanted), made + len(got)
            lost += sum(key(sentence) not in text for sentence in wanted)
            foreign += sum(key(passage.text) not in source for passage in got)
        rows.append(
            (
                name,
                len(items),
                said,
                f"{lost} ({lost / said:.2%})",
                made,
                f"{foreign} ({foreign / made:.2%})",
                f"{median(seconds) * 1000:.0f}",
            )
        )
    head = ("page", "articles", "sentences", "lost", "passages", "not article text", "ms a page")
    publish(
        "## Extraction\n\n`python benchmarks/extraction.py PATH/newsworld.py`. Goals: no passage that is not article "
        "text, under 1 % of sentences lost.\n\n" + table(head, rows),
    )


if __name__ == "__main__":
    main()
