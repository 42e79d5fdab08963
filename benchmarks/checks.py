"""How long the checks of one post take: about 900 words, every sentence with numbers and a wrong one among them.

    python benchmarks/checks.py [--rounds N]

Aim: under 150 ms a post on an idle machine. The checks of a sentence are timed one by one, too, each on every sentence
with nothing remembered from before.
"""

from __future__ import annotations

import argparse
import statistics
import time

from newsdraft.checking import check_post
from newsdraft.checking.claims import EVIDENCE_CHECKS
from newsdraft.checking.context import Sentence
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


def by_check() -> list[tuple[str, float]]:
    """Each check of a sentence with its milliseconds of the processor for the whole post, the dearest first."""
    told = [
        Sentence(text=text, cited={str(n): passage})
        for n, (text, passage) in enumerate(zip(sentences(3), sentences(2), strict=True))
    ]
    result = []
    for check in EVIDENCE_CHECKS:
        started = time.process_time()
        for sentence in told:
            list(check(sentence))
        result.append((check.__name__, 1000 * (time.process_time() - started)))
    return sorted(result, key=lambda row: -row[1])


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
    for name, spent in by_check():
        print(f"{spent:6.1f} ms  {name}")
    print(f"first {taken[0]:.0f} ms, median {statistics.median(taken):.0f} ms, slowest {max(taken):.0f} ms")


if __name__ == "__main__":
    main()
