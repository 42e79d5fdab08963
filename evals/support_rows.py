"""The labelled sentences that the support score is measured and fitted on, and the fitting itself.

A response is split with ``newsdraft.text.sentences``; a sentence is unsupported when it overlaps a labelled span.
Its passages are the source's sentences: all of them, or the three with most words in common.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from figures import SEED, read_rows
from newsdraft.checking.support_features import features
from newsdraft.checking.support_reading import content, ground, tokens
from newsdraft.text import sentences
from retold_checks import load as load_pairs

CITED = 3  # passages that a claim of a draft cites, at most, as a rule


@dataclass(frozen=True)
class Row:
    """One sentence: where it is from, whether it is unsupported, its passages, all of the source's or the likest."""

    source: str
    text: str
    passages: tuple[str, ...]
    unsupported: bool

    def near(self) -> Row:
        """The same sentence with the ``CITED`` passages that share most words with it."""
        own = set(content(tokens(self.text)))
        ranked = sorted(self.passages, key=lambda passage: -len(own & _stems(passage)))
        return Row(self.source, self.text, tuple(ranked[:CITED]), self.unsupported)

    def values(self) -> dict[str, float]:
        """The features of the sentence."""
        return features(self.text, ground(self.passages))


@lru_cache(maxsize=20000)
def _stems(passage: str) -> frozenset[str]:
    return frozenset(content(tokens(passage)))


def load(data: Path) -> dict[str, list[Row]]:
    """The labelled sets of ``data`` and our own retellings, by name."""
    return {
        "retold, work half": list(_retold("work")),
        "retold, report half": list(_retold("report")),
        "ragtruth_summary": list(_ragtruth(data / "ragtruth_summary.jsonl")),
        "ragtruth_qa": list(_ragtruth(data / "ragtruth_qa.jsonl")),
        "scifact_support": [
            Row(str(row["passage"]), str(row["claim"]), (str(row["passage"]),), not row["supported"])
            for row in read_rows(data / "scifact_support.jsonl")
        ],
        "number_pairs": [
            Row(str(row["trial"]), str(row["edited"]), (str(row["original"]),), bool(row["changed"]))
            for row in read_rows(data / "number_pairs.jsonl")
        ],
    }


def _retold(half: str) -> Iterator[Row]:
    """Each pair of ``evals/retold`` of that half: the right retelling is supported, the wrong one is not."""
    for number, pair in enumerate(load_pairs()):
        if pair.half == half:
            yield Row(f"retold {number}", pair.right, pair.passages, False)
            yield Row(f"retold {number}", pair.wrong, pair.passages, True)


def _ragtruth(path: Path) -> Iterator[Row]:
    for row in read_rows(path):
        source = row["source"] if isinstance(row["source"], str) else row["source"]["passages"]
        passages = tuple(source[start:end] for start, end in sentences(source))
        for response in row["responses"]:
            text, labels = response["response"], response["labels"]
            for start, end in sentences(text):
                labelled = any(label["start"] < end and label["end"] > start for label in labels)
                yield Row(str(row["source_id"]), text[start:end], passages, labelled)


# --- fitting ---------------------------------------------------------------------------------------------

_RIDGE, _ROUNDS = 0.002, 6
Example = tuple[list[float], bool, float]  # features in the order of their names, unsupported?, weight


@dataclass(frozen=True)
class Set:
    """Rows of one set with their features, and how much the set counts in the fit."""

    rows: list[Row]
    values: list[dict[str, float]]
    counts: float

    def examples(self, leave_out: frozenset[str] = frozenset()) -> Iterator[Example]:
        """What is fitted on; each class of a set counts alike, whatever its share."""
        kept = [(r, v) for r, v in zip(self.rows, self.values, strict=True) if r.source not in leave_out]
        positives = sum(row.unsupported for row, _ in kept)
        for row, values in kept:
            of = positives if row.unsupported else len(kept) - positives
            yield list(values.values()), row.unsupported, self.counts / of


def fit(examples: Iterable[Example]) -> list[float]:
    """The intercept and the weights of a ridge logistic by Newton's method, for features as they are."""
    rows = list(examples)
    total = sum(weight for _, _, weight in rows)
    width = len(rows[0][0])
    mean = [sum(w * x[i] for x, _, w in rows) / total for i in range(width)]
    spread = [
        math.sqrt(sum(w * (x[i] - mean[i]) ** 2 for x, _, w in rows) / total) or 1.0 for i in range(width)
    ]
    scaled = [
        ([1.0, *((x[i] - mean[i]) / spread[i] for i in range(width))], y, w / total) for x, y, w in rows
    ]
    beta = [0.0] * (width + 1)
    for _ in range(_ROUNDS):
        beta = [b - s for b, s in zip(beta, _step(beta, scaled), strict=True)]
    weights = [b / s for b, s in zip(beta[1:], spread, strict=True)]
    return [beta[0] - sum(w * m for w, m in zip(weights, mean, strict=True)), *weights]


def _step(beta: list[float], rows: Sequence[Example]) -> list[float]:
    size = len(beta)
    slope = [0.0 if i == 0 else _RIDGE * b for i, b in enumerate(beta)]
    curve = [[_RIDGE if i == j and i else 0.0 for j in range(size)] for i in range(size)]
    for x, positive, weight in rows:
        chance = 1 / (1 + math.exp(-sum(map(float.__mul__, beta, x))))
        gap, bend = weight * (chance - positive), weight * chance * (1 - chance)
        for i, value in enumerate(x):
            slope[i] += gap * value
            row, scaled = curve[i], bend * value
            for j in range(i + 1):
                row[j] += scaled * x[j]
    for i in range(size):
        for j in range(i):
            curve[j][i] = curve[i][j]
    return _solved(curve, slope)


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a linear system, by elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        pivot = max(range(at, len(rows)), key=lambda r: abs(rows[r][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for other in range(len(rows)):
            if other != at:
                factor = rows[other][at] / rows[at][at]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


def folds(rows: Sequence[Row], count: int) -> list[frozenset[str]]:
    """The sources of ``rows`` in ``count`` parts, shuffled with the fixed seed."""
    sources = sorted({row.source for row in rows})
    random.Random(SEED).shuffle(sources)
    return [frozenset(sources[at::count]) for at in range(count)]
