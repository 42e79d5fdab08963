"""How far the desk's answers agree with experts who reviewed health news releases.

    python evals/expert_checks.py --data FOLDER [--show 3] [--json]

FOLDER holds ``expert_reviews.jsonl``: releases with the verdicts of HealthNewsReview.org's reviewers on ten criteria
(as carried by FakeHealth). Measured is what rules can answer, without a model: whether benefits are quantified, harms
and costs told, funding named, the language sober. The positive class is "Not Satisfactory"; releases for which a
criterion was "Not Applicable" are left out. Reported are n, the share of positives (base rate), Cohen's kappa with the
95 % interval of 2,000 bootstrap resamples, precision and recall.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from figures import interval, read_rows
from newsdraft.checking.editorial.answers import desk_answers

# The criteria of the data by the names of our answers.
CRITERIA = {
    "benefits": "benefits",
    "harms": "harms",
    "costs": "costs",
    "funding": "funding_coi",
    "sober": "sensational",
}
Pair = tuple[bool, bool]  # not satisfactory: by the experts, by the rules


def main() -> int:
    """Measure and print; 0, or 2 when the folder has not the file."""
    parser = argparse.ArgumentParser(description="Measure the desk's answers against experts' reviews.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the labelled sets")
    parser.add_argument("--show", type=int, default=0, help="print so many disagreements of each kind")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    try:
        rows = read_rows(options.data / "expert_reviews.jsonl")
    except OSError as error:
        sys.stderr.write(f"{error}\nGive the folder of the labelled sets with --data.\n")
        return 2
    answered = [(row, desk_answers(row["text"], row["release_title"])) for row in rows]
    figures = {}
    for name, criterion in CRITERIA.items():
        judged = [
            (row, verdict == "Not Satisfactory", not answers[name].satisfactory)
            for row, answers in answered
            if (verdict := row["criteria"][criterion]["answer"]) != "Not Applicable"
        ]
        figures[name] = agreement([(experts, rules) for _, experts, rules in judged])
        for row, experts, rules in [each for each in judged if each[1] != each[2]][: options.show]:
            said = f"experts {'no' if experts else 'yes'}, rules {'no' if rules else 'yes'}"
            reason = " ".join(row["criteria"][criterion]["explanation"].split())[:300]
            sys.stdout.write(f"\n[{name}: {said}] {row['release_title']}\n    {reason}\n")
    sys.stdout.write(json.dumps(figures, indent=2) + "\n" if options.json else table(figures))
    return 0


def agreement(pairs: Sequence[Pair]) -> dict[str, float]:
    """n, base rate, kappa with its interval, precision and recall of "not satisfactory"."""
    both = sum(experts and rules for experts, rules in pairs)
    low, high = interval(pairs, kappa)
    return {
        "n": len(pairs),
        "base": sum(experts for experts, _ in pairs) / len(pairs),
        "kappa": kappa(pairs),
        "low": low,
        "high": high,
        "precision": both / max(1, sum(rules for _, rules in pairs)),
        "recall": both / max(1, sum(experts for experts, _ in pairs)),
    }


def kappa(pairs: Sequence[Pair]) -> float:
    """Cohen's kappa (1960): agreement beyond what the two would reach by chance; 0 where chance explains all."""
    n = len(pairs)
    observed = sum(experts == rules for experts, rules in pairs) / n
    first, second = sum(experts for experts, _ in pairs) / n, sum(rules for _, rules in pairs) / n
    expected = first * second + (1 - first) * (1 - second)
    return (observed - expected) / (1 - expected) if expected < 1 else 0.0


def table(figures: dict[str, dict[str, float]]) -> str:
    """Lines of figures."""
    lines = [
        f"{'question':10} {'n':>4} {'base':>6} {'kappa':>6}   {'95 % interval':15} {'precision':>9} {'recall':>7}"
    ]
    lines += [
        f"{name:10} {f['n']:4.0f} {f['base']:6.1%} {f['kappa']:6.2f}   {f['low']:.2f} to {f['high']:.2f}"
        f"    {f['precision']:9.2f} {f['recall']:7.2f}"
        for name, f in figures.items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
