"""How well ``support_score`` tells supported sentences from unsupported ones.

    python evals/support_checks.py --data FOLDER [--fit] [--show 10] [--json]

FOLDER holds ``ragtruth_summary.jsonl``, ``ragtruth_qa.jsonl``, ``scifact_support.jsonl`` and ``number_pairs.jsonl``.
Printed are, for each set, AUROC, average precision and the share of the unsupported sentences among the lowest-scored
fifth: as delivered; *cross-validated*, with weights fitted anew on four fifths of the sources and measured on the
other fifth (read this one: the delivered weights know these rows); and across sets. Intervals are bootstrapped by
source. Then what falls under 0.5, and how often the rule ``weak-support`` fires on sentences with the three likest
passages. ``--fit`` prints the table of weights for ``support_weights.py`` instead.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from figures import auroc, interval, share, table
from newsdraft.checking import check_claim, support_score
from support_rows import Row, Set, fit, folds, load

Scored = tuple[str, bool, float]  # source, unsupported?, doubt: the greater the less supported
# How much each set counts in the fit. SciFact and the half of the retellings that is kept for reporting never do.
_COUNTS = {"ragtruth_summary": 0.5, "ragtruth_qa": 0.5, "number_pairs": 0.1, "retold, work half": 0.3}
_RAGTRUTH = ("ragtruth_summary", "ragtruth_qa")
_FOLDS, _RESAMPLES = 5, 300
_FALSE_WARNINGS = 0.1  # share of supported sentences that may fall under 0.5: where the intercept is put


def main() -> int:
    """Measure and print; 0, or 2 when the folder has not the files."""
    parser = argparse.ArgumentParser(description="Measure the support score on labelled sentences.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the labelled sets")
    parser.add_argument("--fit", action="store_true", help="fit the weights and print them")
    parser.add_argument("--show", type=int, default=0, help="print so many misses and false alarms")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    try:
        rows = load(options.data)
    except OSError as error:
        sys.stderr.write(f"{error}\nGive the folder of the labelled sets with --data.\n")
        return 2
    if options.fit:
        sys.stdout.write(_weights(_sets(rows)))
        return 0
    figures = _measured(rows)
    flagged = _lines(rows)
    if options.json:
        sys.stdout.write(json.dumps({"scores": figures, "lines": flagged}, indent=2) + "\n")
    else:
        sys.stdout.write(_printed(figures) + "\n" + table(flagged))
    for name, each in rows.items():
        _show(name, each, options.show)
    return 0


# --- scores ----------------------------------------------------------------------------------------------


def _sets(rows: dict[str, list[Row]]) -> dict[str, Set]:
    """What is fitted on: the RAGTruth sets twice, with the whole source and with the three likest passages."""
    sets = {
        name: Set(each, [row.values() for row in each], _COUNTS.get(name, 0.0)) for name, each in rows.items()
    }
    for name in _RAGTRUTH:
        near = [row.near() for row in rows[name]]
        sets[f"{name}, 3 passages"] = Set(near, [row.values() for row in near], _COUNTS[name])
    return sets


def _measured(rows: dict[str, list[Row]]) -> dict[str, dict[str, float]]:
    sets = _sets(rows)
    result = {}
    for name, each in sets.items():
        scores = [1 - support_score(row.text, row.passages) for row in each.rows]
        result[f"{name}: delivered"] = _figures(_scored(each, scores))
        if each.counts:
            result[f"{name}: cross-validated"] = _figures(_cross_validated(sets, name))
    for train, test in (_RAGTRUTH, _RAGTRUTH[::-1]):
        beta = fit(sets[train].examples())
        result[f"{test}: fitted on {train} alone"] = _figures(_scored(sets[test], _doubts(beta, sets[test])))
    for test in ("scifact_support", "number_pairs"):
        beta = fit(e for name in _RAGTRUTH for e in sets[name].examples())
        result[f"{test}: fitted on RAGTruth alone"] = _figures(_scored(sets[test], _doubts(beta, sets[test])))
    return result


def _scored(each: Set, doubts: Sequence[float]) -> list[Scored]:
    return [(row.source, row.unsupported, doubt) for row, doubt in zip(each.rows, doubts, strict=True)]


def _doubts(beta: Sequence[float], each: Set) -> list[float]:
    return [
        beta[0] + sum(b * v for b, v in zip(beta[1:], values.values(), strict=True)) for values in each.values
    ]


_FITTED: dict[frozenset[str], list[float]] = {}


def _cross_validated(sets: dict[str, Set], name: str) -> list[Scored]:
    """Each row's doubt by weights that saw no row of its source, nor of a like-numbered part of the other sets."""
    parts = {other: folds(each.rows, _FOLDS) for other, each in sets.items()}
    scored: list[Scored] = []
    for at in range(_FOLDS):
        out = frozenset().union(*(parts[other][at] for other in sets))
        if out not in _FITTED:
            _FITTED[out] = fit(e for each in sets.values() for e in each.examples(out))
        beta = _FITTED[out]
        scored += [s for s in _scored(sets[name], _doubts(beta, sets[name])) if s[0] in parts[name][at]]
    return scored


def _weights(sets: dict[str, Set]) -> str:
    beta = fit(e for each in sets.values() for e in each.examples())
    near = [sets[f"{name}, 3 passages"] for name in _RAGTRUTH]
    good = sorted(
        d for each in near for d, r in zip(_doubts(beta, each), each.rows, strict=True) if not r.unsupported
    )
    intercept = beta[0] - good[int((1 - _FALSE_WARNINGS) * len(good))]
    names = list(near[0].values[0])
    lines = [f"INTERCEPT = {intercept:.2f}", "WEIGHTS = {"]
    lines += [f'    "{name}": {weight:.2f},' for name, weight in zip(names, beta[1:], strict=True)]
    return "\n".join([*lines, "}", ""])


# --- figures ---------------------------------------------------------------------------------------------


def _figures(scored: list[Scored]) -> dict[str, float]:
    by_source: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for source, unsupported, doubt in scored:
        by_source[source].append((unsupported, doubt))
    groups = list(by_source.values())
    figures = {"n": len(scored), "base rate": sum(s[1] for s in scored) / len(scored)}
    measures: dict[str, Callable[[Sequence[tuple[bool, float]]], float]] = {
        "AUROC": auroc,
        "average precision": _average_precision,
        "recall at 20 %": _recall_of_fifth,
    }
    for name, measure in measures.items():

        def of_groups(sample: Sequence[list[tuple[bool, float]]], measure=measure) -> float:  # type: ignore[no-untyped-def]
            return measure([row for group in sample for row in group])

        low, high = interval(groups, of_groups, _RESAMPLES)
        figures |= {name: of_groups(groups), f"{name} low": low, f"{name} high": high}
    return figures


def _average_precision(rows: Sequence[tuple[bool, float]]) -> float:
    hits, total = 0, 0.0
    for rank, (positive, _) in enumerate(sorted(rows, key=lambda row: -row[1]), 1):
        hits += positive
        total += positive * hits / rank
    return total / hits if hits else float("nan")


def _recall_of_fifth(rows: Sequence[tuple[bool, float]]) -> float:
    worst = sorted(rows, key=lambda row: -row[1])[: len(rows) // 5]
    return sum(positive for positive, _ in worst) / max(1, sum(positive for positive, _ in rows))


def _printed(figures: dict[str, dict[str, float]]) -> str:
    measures = ("AUROC", "average precision", "recall at 20 %")
    lines = [f"{'set':58} {'n':>5} {'base':>6}  " + "  ".join(f"{name:22}" for name in measures)]
    for name, f in figures.items():
        shown = (f"{f[m]:.3f} ({f[m + ' low']:.3f} to {f[m + ' high']:.3f})" for m in measures)
        lines.append(f"{name:58} {f['n']:5.0f} {f['base rate']:6.1%}  " + "  ".join(f"{s:22}" for s in shown))
    return "\n".join(lines) + "\n"


# --- the warning line and the rule -----------------------------------------------------------------------


def _lines(rows: dict[str, list[Row]]) -> dict[str, dict[str, float]]:
    result = {}
    for name in _RAGTRUTH:
        for kind in (False, True):
            near = [row.near() for row in rows[name] if row.unsupported is kind]
            label = f"{name}, {'unsupported' if kind else 'supported'}"
            result[f"{label}: under 0.5"] = share([support_score(r.text, r.passages) < 0.5 for r in near])
            result[f"{label}: weak-support"] = share([_weak(row) for row in near])
    return result


def _weak(row: Row) -> bool:
    return any(found.rule == "weak-support" for found in check_claim(row.text, row.passages))


def _show(name: str, rows: list[Row], count: int) -> None:
    ranked = sorted(rows, key=lambda row: support_score(row.text, row.passages)) if count else []
    for row in [row for row in ranked if not row.unsupported][:count]:
        sys.stdout.write(f"\n[{name}: low, supported] {row.text}\n")
    for row in [row for row in ranked[::-1] if row.unsupported][:count]:
        sys.stdout.write(f"\n[{name}: high, unsupported] {row.text}\n")


if __name__ == "__main__":
    raise SystemExit(main())
