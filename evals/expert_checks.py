"""How far the desk's answers agree with experts who reviewed health news releases.

    python evals/expert_checks.py --data FOLDER [--part even|odd] [--show 3] [--json]
    OPENAI_BASE_URL=… NEWSDRAFT_MODEL=… python evals/expert_checks.py --data FOLDER --judge 20

FOLDER holds ``expert_reviews.jsonl``: releases with the verdicts of HealthNewsReview.org's reviewers on ten criteria
(as carried by FakeHealth). Measured is what rules can answer, without a model: whether benefits are quantified, harms
and costs told, funding named, the language sober. The positive class is "Not Satisfactory"; releases for which a
criterion was "Not Applicable" are left out. Reported are n, the share of positives (base rate), Cohen's kappa with the
95 % interval of 2,000 bootstrap resamples, precision and recall. ``--part`` takes every other release.

``--judge N`` asks the model judge instead, on the first N releases (one paid call each), on all ten criteria. What it
left unscored, or called not applicable, is left out and counted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from expert_judge import QUESTIONS, judged_answers, opened_judge
from figures import interval, read_rows
from newsdraft.checking.editorial.answers import desk_answers
from newsdraft.errors import NewsdraftError
from newsdraft.model import Met

# The criteria of the data by the names of our answers.
CRITERIA = {
    "benefits": "benefits",
    "harms": "harms",
    "costs": "costs",
    "funding": "funding_coi",
    "sober": "sensational",
}
DECIDED = (Met.SATISFACTORY, Met.NOT_SATISFACTORY)
Pair = tuple[bool, bool]  # not satisfactory: by the experts, by the rules


def main() -> int:
    """Measure and print; 0, or 2 when the folder has not the file, or the error's own code when no judge answers."""
    parser = argparse.ArgumentParser(description="Measure the desk's answers against experts' reviews.")
    parser.add_argument("--data", type=Path, required=True, help="folder with the labelled sets")
    parser.add_argument("--part", choices=("even", "odd"), help="every other release only")
    parser.add_argument("--judge", type=int, metavar="N", help="ask the model judge on the first N releases")
    parser.add_argument("--show", type=int, default=0, help="print so many disagreements of each kind")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    try:
        rows = read_rows(options.data / "expert_reviews.jsonl")
    except OSError as error:
        sys.stderr.write(f"{error}\nGive the folder of the labelled sets with --data.\n")
        return 2
    rows = rows[options.part == "odd" :: 2] if options.part else rows
    try:
        verdicts = by_judge(rows[: options.judge]) if options.judge else by_rules(rows)
    except NewsdraftError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    figures = {}
    for name, criterion in (CRITERIA if not options.judge else {each: each for each in QUESTIONS}).items():
        judged = [
            (row, said == "Not Satisfactory", verdict)
            for row, verdict in verdicts[name]
            if (said := row["criteria"][criterion]["answer"]) != "Not Applicable"
        ]
        if judged:
            figures[name] = agreement([(experts, ours) for _, experts, ours in judged])
        sys.stdout.write(disagreements(name, criterion, judged, options.show))
    sys.stdout.write(json.dumps(figures, indent=2) + "\n" if options.json else table(figures))
    return 0


Verdicts = dict[
    str, list[tuple[dict[str, Any], bool]]
]  # by question: a release, and whether it is not satisfactory


def by_rules(rows: Sequence[dict[str, Any]]) -> Verdicts:
    """What the rules say of each release."""
    answered = [(row, desk_answers(row["text"], row["release_title"])) for row in rows]
    return {name: [(row, not answers[name].satisfactory) for row, answers in answered] for name in CRITERIA}


def by_judge(rows: Sequence[dict[str, Any]]) -> Verdicts:
    """What the model judge says of each release; how much it left open goes to stderr."""
    with opened_judge() as judge:
        answered = [(row, judged_answers(judge, row)) for row in rows]
    left = Counter(met.value for _, answers in answered for met in answers.values() if met not in DECIDED)
    sys.stderr.write(f"left out: {dict(left)}\n")
    return {
        criterion: [
            (row, answers[criterion] is Met.NOT_SATISFACTORY)
            for row, answers in answered
            if answers[criterion] in DECIDED
        ]
        for criterion in QUESTIONS
    }


def disagreements(
    name: str, criterion: str, judged: Sequence[tuple[dict[str, Any], bool, bool]], most: int
) -> str:
    """The first ``most`` releases on which experts and we differ, with the experts' reason."""
    lines = []
    for row, experts, ours in [each for each in judged if each[1] != each[2]][:most]:
        said = f"experts {'no' if experts else 'yes'}, we {'no' if ours else 'yes'}"
        reason = " ".join(row["criteria"][criterion]["explanation"].split())[:300]
        lines.append(f"\n[{name}: {said}] {row['release_title']}\n    {reason}\n")
    return "".join(lines)


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
        f"{'question':12} {'n':>4} {'base':>6} {'kappa':>6}   {'95 % interval':15} {'precision':>9} {'recall':>7}"
    ]
    lines += [
        f"{name:12} {f['n']:4.0f} {f['base']:6.1%} {f['kappa']:6.2f}   {f['low']:.2f} to {f['high']:.2f}"
        f"    {f['precision']:9.2f} {f['recall']:7.2f}"
        for name, f in figures.items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
