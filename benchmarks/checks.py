"""How long the checks of one post take: about 1,100 words, every sentence with numbers and a wrong one among them.

    python benchmarks/checks.py [--rounds N]

Aim: under 150 ms a post on an idle machine, and under 200 ms for 900 words with the desk's rules, which are always on.
The checks are timed one by one, too, in processor time, which waiting does not lengthen: those of a sentence on every
sentence, those of a post on the post.
"""

from __future__ import annotations

import argparse
import statistics
import time

from newsdraft.checking import check_post
from newsdraft.checking.claims import EVIDENCE_CHECKS
from newsdraft.checking.context import Sentence, Sources, Whole
from newsdraft.checking.editorial import DESK_CHECKS, WORDING_CHECKS
from newsdraft.checking.reach import REACH_CHECKS
from newsdraft.checking.sections import SECTION_CHECKS
from newsdraft.checking.structure import POST_CHECKS
from newsdraft.markdown import parse_body
from newsdraft.model import Article, Document
from newsdraft.reading import as_document

SENTENCE = (
    "In group {n} of the trial {a} of {b} people with stage III kidney cancer were alive after {m} months "
    "on the tablet, and {c} percent of them had a grade 3 side effect."
)
_SHOWN = 0.5  # milliseconds below which a check is left out of the list
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
    for check in (*EVIDENCE_CHECKS, *WORDING_CHECKS):
        started = time.process_time()
        for sentence in told:
            list(check(sentence))
        result.append((check.__name__, 1000 * (time.process_time() - started)))
    whole = Whole(parse_body(post()), Sources([document()]))
    for of_post in (*DESK_CHECKS, *POST_CHECKS, *REACH_CHECKS, *SECTION_CHECKS):
        started = time.process_time()
        list(of_post(whole))
        result.append((f"{of_post.__name__} (the post)", 1000 * (time.process_time() - started)))
    return sorted((row for row in result if row[1] >= _SHOWN), key=lambda row: -row[1])


def document() -> Document:
    return as_document(
        Article(url="https://example.org/a", title="A tablet", text="\n".join(sentences(0))), "S1"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    source, markdown = document(), post()
    taken, worked = [], []
    for _ in range(rounds):
        started, busy = time.perf_counter(), time.process_time()
        found = check_post(markdown, [source])
        taken.append(1000 * (time.perf_counter() - started))
        worked.append(1000 * (time.process_time() - busy))
    print(f"{len(markdown.split())} words, {len(found)} findings, {rounds} rounds")
    for name, spent in by_check():
        print(f"{spent:6.1f} ms  {name}")
    print(f"processor: first {worked[0]:.0f} ms, median {statistics.median(worked):.0f} ms")
    print(f"first {taken[0]:.0f} ms, median {statistics.median(taken):.0f} ms, slowest {max(taken):.0f} ms")


if __name__ == "__main__":
    main()
