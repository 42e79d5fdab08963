"""How long the checks of one post take: about 900 words, every sentence with numbers and a wrong one among them.

    python benchmarks/checks.py [--rounds N]

Aim: under 150 ms a post on an idle machine.
"""

from __future__ import annotations

import argparse
import statistics
import time

from newsdraft.checking import check_post
from newsdraft.model import Article
from newsdraft.reading import as_document

SENTENCE = (
    "In group {n} of the trial {a} of {b} people with stage III kidney cancer were alive after {m} months "
    "on the tablet, and {c} percent of them had a grade 3 side effect."
)
HEADINGS = ("What Happened", "Background", "How AI Fits", "What Patients Should Know")


def sentences(changed: int) -> list[str]:
    return [
        SENTENCE.format(n=n, a=20 + n + changed, b=90 + n, m=6 + n % 18, c=11 + n % 40) for n in range(32)
    ]


def post() -> str:
    told = [f"{text}[^S1.{n}]" for n, text in enumerate(sentences(1), start=1)]
    parts = [f"## {heading}\n\n" + " ".join(told[8 * n : 8 * n + 8]) for n, heading in enumerate(HEADINGS)]
    return "# A tablet for kidney cancer\n\n" + "\n\n".join(parts) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    source = as_document(
        Article(url="https://example.org/a", title="A tablet", text="\n".join(sentences(0))), "S1"
    )
    markdown, taken = post(), []
    for _ in range(rounds):
        started = time.perf_counter()
        found = check_post(markdown, [source])
        taken.append(1000 * (time.perf_counter() - started))
    print(f"{len(markdown.split())} words, {len(found)} findings, {rounds} rounds")
    print(f"first {taken[0]:.0f} ms, median {statistics.median(taken):.0f} ms, slowest {max(taken):.0f} ms")


if __name__ == "__main__":
    main()
