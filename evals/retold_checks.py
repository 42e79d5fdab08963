"""How many errors the checks find when a claim tells its passages in other words.

    python evals/retold_checks.py [--topic NAME] [--class NAME] [--half work|report] [--show 5] [--json]

Needs no data from elsewhere: the pairs are those of ``evals/retold/*.jsonl`` (invented). ``--data`` is taken and
ignored, so that every measurement can be called the same way. A row has the fields

- ``class``: the kind of error;
- ``passages``: what the claim cites, as a press release or an abstract would put it;
- ``right``: a right retelling in plain words; ``wrong``: the same retelling with the error;
- ``half``: ``work`` (looked at while the checks were built) or ``report`` (run only to report).

Both retellings are checked with ``check_claim``. A pair is *caught* when ``wrong`` has more block or major findings
than ``right``, and *blocked* when it has more blocks; ``right`` is *disturbed* when it has any block or major. Shares
come with the 95 % interval of 2,000 bootstrap resamples with a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field

from figures import read_rows, share, table
from newsdraft.checking import check_claim
from newsdraft.model import Finding, Severity, Value

ROWS = Path(__file__).parent / "retold"
Figures = dict[str, dict[str, float]]


class Pair(Value):
    """A right and a wrong retelling of the same passages."""

    topic: str
    kind: str = Field(alias="class")
    passages: tuple[str, ...] = Field(min_length=1)
    right: str
    wrong: str
    half: Literal["work", "report"]


class Tried(Value):
    """A pair with the block and major findings of its two retellings."""

    pair: Pair
    right: tuple[Finding, ...]
    wrong: tuple[Finding, ...]

    @property
    def caught(self) -> bool:
        """Whether the wrong retelling has more findings than the right one."""
        return len(self.wrong) > len(self.right)

    @property
    def blocked(self) -> bool:
        """Whether the wrong retelling has more blocks than the right one."""
        return _blocks(self.wrong) > _blocks(self.right)


def main() -> int:
    """Measure and print; 0, or 2 when no pair is left to measure."""
    parser = argparse.ArgumentParser(description="Measure the checks on retellings in plain words.")
    parser.add_argument("--data", help="ignored: the pairs are part of the project")
    parser.add_argument("--topic", default="", help="this file of evals/retold alone, without .jsonl")
    parser.add_argument("--class", dest="kind", default="", help="this class of error alone")
    parser.add_argument("--half", choices=("work", "report"), help="this half alone")
    parser.add_argument(
        "--show", type=int, default=0, help="print so many misses and disturbed of each class"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    pairs = [
        pair
        for pair in load()
        if options.topic in ("", pair.topic) and options.kind in ("", pair.kind)
        if options.half in (None, pair.half)
    ]
    if not pairs:
        sys.stderr.write("No pair of evals/retold is of that topic, class and half. Name others.\n")
        return 2
    tried = [attempt(pair) for pair in pairs]
    figures = {
        "caught": by_class(tried, lambda each: each.caught),
        "blocked": by_class(tried, lambda each: each.blocked),
        "disturbed": by_class(tried, lambda each: bool(each.right)),
    }
    sys.stdout.write(json.dumps(figures, indent=2) + "\n" if options.json else _report(figures))
    if options.show:
        sys.stdout.write(_worst(tried, options.show))
    return 0


def load() -> list[Pair]:
    """All pairs, by topic; the topic is the name of the file."""
    return [
        Pair.model_validate({**row, "topic": path.stem})
        for path in sorted(ROWS.glob("*.jsonl"))
        for row in read_rows(path)
    ]


def attempt(pair: Pair) -> Tried:
    """``pair`` with what is found in each of its retellings."""
    return Tried(pair=pair, right=_serious(pair.right, pair), wrong=_serious(pair.wrong, pair))


def _serious(text: str, pair: Pair) -> tuple[Finding, ...]:
    found = check_claim(text, list(pair.passages))
    return tuple(each for each in found if each.severity in (Severity.BLOCK, Severity.MAJOR))


def _blocks(findings: Sequence[Finding]) -> int:
    return sum(finding.severity is Severity.BLOCK for finding in findings)


def by_class(tried: Sequence[Tried], flag: Callable[[Tried], bool]) -> Figures:
    """The share of pairs with ``flag``, for each class and half."""
    groups = sorted({(each.pair.kind, each.pair.half) for each in tried})
    return {
        f"{kind}, {half}": share(
            [flag(each) for each in tried if each.pair.kind == kind and each.pair.half == half]
        )
        for kind, half in groups
    }


def _report(figures: dict[str, Figures]) -> str:
    heads = {
        "caught": "wrong: caught (block or major)",
        "blocked": "wrong: blocked",
        "disturbed": "right: disturbed (should be 0 %)",
    }
    return "\n".join(table(figures[name], head) for name, head in heads.items())


def _worst(tried: Sequence[Tried], most: int) -> str:
    lines = [""]
    for kind in sorted({each.pair.kind for each in tried}):
        own = [each for each in tried if each.pair.kind == kind]
        lines += [_shown("missed", each, each.wrong) for each in own if not each.caught][:most]
        lines += [_shown("disturbed", each, each.right) for each in own if each.right][:most]
    return "\n".join(lines) + "\n"


def _shown(word: str, tried: Tried, findings: Sequence[Finding]) -> str:
    text = tried.pair.wrong if word == "missed" else tried.pair.right
    said = "".join(f"\n    {each.severity.value} {each.rule}: {each.message}" for each in findings)
    return f"[{word} {tried.pair.kind}] {text}\n    cites: {' | '.join(tried.pair.passages)}{said}"


if __name__ == "__main__":
    raise SystemExit(main())
