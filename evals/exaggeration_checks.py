"""How well the strength of a stated relation is read, and exaggeration against a source told.

    python evals/exaggeration_checks.py --data FOLDER [--show 10] [--json] [--fit]

FOLDER holds, one JSON object a line:

- ``causal_strength.jsonl`` with ``sentence`` and ``strength``, 0 none, 1 correlational, 2 conditional, 3 causal;
- ``exaggeration.jsonl`` with ``press_release_conclusion`` and ``abstract_conclusion``, their
  ``press_release_strength`` and ``abstract_strength``, and ``exaggeration_label`` (exaggerates, same, downplays).

The delivered weights were fitted on these rows, so the figures of a plain run are those of the fit. ``--fit`` fits
anew, measures by five-fold cross-validation, where no row is told by weights that saw it, and prints the table
of ``newsdraft/checking/cue_weights.py`` (some minutes).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from figures import SEED, interval, macro_f1, read_rows
from newsdraft.checking import causal_strength, exaggeration
from newsdraft.checking.cues import cues
from newsdraft.checking.strength import compared, shares

Labelled = tuple[str, int]
Weights = dict[str, tuple[float, float, float, float]]
FOLDS, ROUNDS, STEP, KEEP, SHRINK, LEAST = 5, 250, 0.001, 0.9, 6.0, 8


def main() -> int:
    """Measure and print; 0, or 2 when the folder has not the files."""
    parser = argparse.ArgumentParser(
        description="Measure causal strength and exaggeration on labelled sentences."
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with the labelled sets")
    parser.add_argument("--show", type=int, default=0, help="print so many misread rows of each set")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument(
        "--fit", action="store_true", help="fit the weights anew, cross-validate, print the table"
    )
    options = parser.parse_args()
    try:
        single = read_rows(options.data / "causal_strength.jsonl")
        pairs = read_rows(options.data / "exaggeration.jsonl")
    except OSError as error:
        sys.stderr.write(f"{error}\nGive the folder of the labelled sets with --data.\n")
        return 2
    told = _cross_validated(single, pairs) if options.fit else _delivered(single, pairs)
    figures = {name: _figure([(true, said) for true, said, _ in rows]) for name, rows in told.items()}
    sys.stdout.write(json.dumps(figures, indent=2) + "\n" if options.json else _table(figures))
    for name, rows in told.items():
        for true, said, text in [row for row in rows if row[0] != row[1]][: options.show]:
            sys.stdout.write(f"\n[{name}] labelled {true}, read as {said}: {text}\n")
    if options.fit:
        sys.stdout.write("\n" + _as_module(_fitted([*_labelled(single), *_sides(pairs)])))
    return 0


Told = dict[str, list[tuple[Any, Any, str]]]
_SETS = ("causal strength, 4 classes", "exaggeration, 3 classes")


def _delivered(single: Sequence[dict[str, Any]], pairs: Sequence[dict[str, Any]]) -> Told:
    strengths = [(row["strength"], causal_strength(row["sentence"]), row["sentence"]) for row in single]
    verdicts = [
        (row["exaggeration_label"], exaggeration(claim, [passage]), f"{claim}\n    {passage}")
        for row in pairs
        for claim, passage in [(row["press_release_conclusion"], row["abstract_conclusion"])]
    ]
    return dict(zip(_SETS, (strengths, verdicts), strict=True))


def _figure(rows: Sequence[tuple[Any, Any]]) -> dict[str, Any]:
    low, high = interval(rows, macro_f1)
    classes = Counter(str(true) for true, _ in rows)
    return {"n": len(rows), "macro_f1": macro_f1(rows), "low": low, "high": high, "classes": dict(classes)}


def _table(figures: dict[str, dict[str, Any]]) -> str:
    lines = [f"{'set':32} {'n':>5} {'macro-F1':>9}   95 % interval   classes"]
    lines += [
        f"{name:32} {f['n']:5} {f['macro_f1']:9.3f}   {f['low']:.3f} to {f['high']:.3f}  {f['classes']}"
        for name, f in figures.items()
    ]
    return "\n".join(lines) + "\n"


# --- fitting ---------------------------------------------------------------------------------------------


def _labelled(rows: Sequence[dict[str, Any]]) -> list[Labelled]:
    return [(row["sentence"], row["strength"]) for row in rows]


def _sides(rows: Sequence[dict[str, Any]]) -> list[Labelled]:
    sides = [(row["press_release_conclusion"], row["press_release_strength"]) for row in rows]
    return sides + [(row["abstract_conclusion"], row["abstract_strength"]) for row in rows]


def _fitted(rows: Sequence[Labelled]) -> Weights:
    """Multinomial logistic regression by gradient descent with momentum, classes balanced, weights shrunk (L2)."""
    read = [(sorted(cues(text)), strength) for text, strength in rows]
    often = Counter(cue for found, _ in read for cue in found)
    read = [([cue for cue in found if often[cue] >= LEAST], strength) for found, strength in read]
    classes = Counter(strength for _, strength in read)
    worth = {strength: len(read) / (4 * count) for strength, count in classes.items()}
    weights = {cue: [0.0] * 4 for cue, count in often.items() if count >= LEAST}
    speed = {cue: [0.0] * 4 for cue in weights}
    for _ in range(ROUNDS):
        slope = {cue: [SHRINK * weight for weight in row] for cue, row in weights.items()}
        for found, strength in read:
            told = shares([sum(weights[cue][step] for cue in found) for step in range(4)])
            for step in range(4):
                push = worth[strength] * (told[step] - (step == strength))
                for cue in found:
                    slope[cue][step] += push
        for cue, row in weights.items():
            for step in range(4):
                speed[cue][step] = KEEP * speed[cue][step] - STEP * slope[cue][step]
                row[step] += speed[cue][step]
    return {cue: (row[0], row[1], row[2], row[3]) for cue, row in weights.items()}


def _cross_validated(single: Sequence[dict[str, Any]], pairs: Sequence[dict[str, Any]]) -> Told:
    chance = random.Random(SEED)
    singles, doubles = list(single), list(pairs)
    chance.shuffle(singles)
    chance.shuffle(doubles)
    told: Told = {name: [] for name in _SETS}
    for fold in range(FOLDS):
        rows = [
            *_labelled([row for n, row in enumerate(singles) if n % FOLDS != fold]),
            *_sides([row for n, row in enumerate(doubles) if n % FOLDS != fold]),
        ]
        weights = _fitted(rows)
        for row in singles[fold::FOLDS]:
            said = _read(row["sentence"], weights)
            told[_SETS[0]].append((row["strength"], max(range(4), key=said.__getitem__), row["sentence"]))
        for row in doubles[fold::FOLDS]:
            claim, passage = row["press_release_conclusion"], row["abstract_conclusion"]
            verdict = compared(_read(claim, weights), _read(passage, weights))
            told[_SETS[1]].append((row["exaggeration_label"], verdict, f"{claim}\n    {passage}"))
    return told


def _read(text: str, weights: Weights) -> tuple[float, float, float, float]:
    found = cues(text)
    return shares([sum(weights[cue][step] for cue in found if cue in weights) for step in range(4)])


def _as_module(weights: Weights) -> str:
    rows = (
        f'    "{cue}": ({", ".join(f"{weight:.2f}" for weight in row)}),'
        for cue, row in sorted(weights.items())
        if max(map(abs, row)) >= 0.05
    )
    return "WEIGHTS: dict[str, tuple[float, float, float, float]] = {\n" + "\n".join(rows) + "\n}\n"


if __name__ == "__main__":
    raise SystemExit(main())
