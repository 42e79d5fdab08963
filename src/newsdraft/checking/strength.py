"""How strong a relation a sentence states: none, correlational, conditional, causal.

The ladder is the one that studies of exaggeration in health news use: Sumner et al., "The association between
exaggeration in health related science news and academic press releases", BMJ 2014;349:g7015, with its steps
merged to four as in Yu et al., "Measuring correlation-to-causation exaggeration in press releases", COLING 2020.

A sentence is read as a handful of *cues* (``cues.py``), each of which has a weight for each of the four strengths.
The strength is the one with the greatest sum. The weights were fitted on labelled sentences
(``evals/exaggeration_checks.py --fit``), the words of each cue are our own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from newsdraft.checking.cue_weights import WEIGHTS
from newsdraft.checking.cues import cues

NONE, CORRELATIONAL, CONDITIONAL, CAUSAL = range(4)
NAMES = ("no relation", "a correlation", "a possible cause", "a cause")
_SAME = 1.5
"""How many times likelier than an exaggeration, or an understatement, "the same" must be less than: most reports
keep the strength of their source. Set on the development half of labelled pairs (docs/quality.md)."""


Shares = tuple[float, float, float, float]


@lru_cache(maxsize=2048)
def strengths(sentence: str) -> Shares:
    """How likely ``sentence`` is of each strength, 0 to 3; the four sum to 1."""
    found = [WEIGHTS[cue] for cue in cues(sentence) if cue in WEIGHTS]
    return shares([sum(row[step] for row in found) for step in range(4)])


def shares(sums: Sequence[float]) -> Shares:
    """Four sums of weights as shares of 1 (softmax)."""
    top = max(sums)
    parts = [math.exp(value - top) for value in sums]
    total = sum(parts)
    return (parts[0] / total, parts[1] / total, parts[2] / total, parts[3] / total)


def causal_strength(sentence: str) -> int:
    """The strength of the relation that ``sentence`` states, 0 to 3.

    0 no relation (a description, a purpose, a question); 1 correlational ("is linked to", "were more likely to");
    2 conditional ("may reduce", "could lead to"); 3 causal ("reduces", "leads to"). A denied cause ("does not
    reduce") is as strong a statement as the cause itself.
    """
    return max(enumerate(strengths(sentence)), key=itemgetter(1))[0]


def exaggeration(claim: str, passages: Sequence[str]) -> str:
    """Whether ``claim`` states a stronger relation than ``passages`` do: "exaggerates", "same" or "downplays".

    Compared is the strongest passage. ``_SAME`` weighs "same" against the two others. "same" without passages:
    there is nothing to compare with.
    """
    if not passages:
        return "same"
    return compared(strengths(claim), max(map(strengths, passages), key=_mean))


def compared(mine: Shares, theirs: Shares) -> str:
    """The verdict on a claim whose strengths are ``mine`` beside a source whose strengths are ``theirs``."""
    above = sum(mine[i] * theirs[j] for i in range(4) for j in range(i))
    same = sum(one * other for one, other in zip(mine, theirs, strict=True))
    verdicts = {"same": same * _SAME, "exaggerates": above, "downplays": 1 - above - same}
    return max(verdicts, key=verdicts.__getitem__)


def _mean(told: Shares) -> float:
    return sum(step * share for step, share in enumerate(told))
