"""What every measurement shares: reading labelled rows, figures with their intervals, a table of them.

Every figure has its n and the 95 % interval of 2,000 bootstrap resamples with a fixed seed, so that it can be repeated.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

SEED, RESAMPLES = 20260626, 2000
Row = TypeVar("Row")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a file with one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def interval(
    rows: Sequence[Row], measure: Callable[[Sequence[Row]], float], resamples: int = RESAMPLES
) -> tuple[float, float]:
    """The 95 % bootstrap interval of ``measure`` over ``rows``."""
    chance = random.Random(SEED)
    values = sorted(measure(chance.choices(rows, k=len(rows))) for _ in range(resamples))
    return values[int(0.025 * resamples)], values[int(0.975 * resamples)]


def share(flags: Sequence[bool]) -> dict[str, float]:
    """The share of ``flags`` that are true, with n and interval."""
    low, high = interval(flags, lambda sample: sum(sample) / len(sample))
    return {"n": len(flags), "share": sum(flags) / len(flags), "low": low, "high": high}


def auroc(rows: Sequence[tuple[bool, float]]) -> float:
    """The area under the ROC curve of (positive?, score) rows; ties count half. NaN without both classes."""
    ordered = sorted(rows, key=lambda row: row[1])
    positives = sum(positive for positive, _ in rows)
    negatives = len(rows) - positives
    if not positives or not negatives:
        return float("nan")
    rank_sum, at = 0.0, 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][1] == ordered[at][1]:
            end += 1
        mean_rank = (at + 1 + end) / 2
        rank_sum += mean_rank * sum(positive for positive, _ in ordered[at:end])
        at = end
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def macro_f1(rows: Sequence[tuple[Any, Any]]) -> float:
    """The mean F1 over the classes that stand in (true, told) rows."""
    classes = {true for true, _ in rows}
    return sum(_f1(rows, kind) for kind in classes) / len(classes)


def _f1(rows: Sequence[tuple[Any, Any]], kind: object) -> float:
    hits = sum(true == told == kind for true, told in rows)
    named = sum(told == kind for _, told in rows)
    there = sum(true == kind for true, _ in rows)
    return 2 * hits / (named + there) if hits else 0.0


def table(figures: dict[str, dict[str, float]], head: str = "set") -> str:
    """Lines of figures: n, share, interval."""
    lines = [f"{head:40} {'n':>5} {'flagged':>8}   95 % interval"]
    lines += [
        f"{name:40} {f['n']:5.0f} {f['share']:8.1%}   {f['low']:.1%} to {f['high']:.1%}"
        for name, f in figures.items()
    ]
    return "\n".join(lines) + "\n"


# --- numbers of a sentence, for planting errors ----------------------------------------------------------

_NUMBER = re.compile(r"(?<![\w.,/^-])\d+(?:\.\d+)?(?![\w,/^-]|\.\d)")
_LEVEL = re.compile(r"\s?%?\s?\(?(?:CI|confidence|CrI)", re.IGNORECASE)
_TABLE = re.compile(r"(?:fig\.?|figure|table)\s?$", re.IGNORECASE)


def numbers_of(sentence: str) -> list[re.Match[str]]:
    """The numbers of a sentence that a claim would have to prove (not those of "95 % CI" and "Table 2")."""
    return [
        match
        for match in _NUMBER.finditer(sentence)
        if not _LEVEL.match(sentence, match.end()) and not _TABLE.search(sentence[: match.start()])
    ]


def put(sentence: str, match: re.Match[str], text: str) -> str:
    """``sentence`` with ``text`` in place of ``match``."""
    return sentence[: match.start()] + text + sentence[match.end() :]
