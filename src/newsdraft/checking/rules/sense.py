"""The rules of what a sentence says of an effect: direction, denial, certainty, cause."""

from __future__ import annotations

from newsdraft.checking.rules.rule import ACCURACY, Rule
from newsdraft.model import Severity

_NULL = "Absence of evidence is not evidence of absence (Altman and Bland, BMJ 1995;311:485)."
_CERTAIN = "A report is no surer than its source (spin: Boutron et al., JAMA 2010;303:2058)."
_CAUSE = "A report states no stronger relation than its source (Sumner et al., BMJ 2014;349:g7015)."
_LOOSE = (
    "major where the words around it fit the passage less well, or the sentence only says that it may be so"
)

SENSE = (
    Rule(
        id="direction-turned",
        severity=Severity.BLOCK,
        explanation="The sentence turns an effect round: more for less, longer for shorter, better for worse.",
        standard=ACCURACY,
        also=_LOOSE,
    ),
    Rule(
        id="negation-dropped",
        severity=Severity.BLOCK,
        explanation="The sentence asserts what the cited passage denies.",
        standard=ACCURACY,
        also=_LOOSE,
    ),
    Rule(
        id="negation-added",
        severity=Severity.BLOCK,
        explanation="The sentence denies what the cited passage asserts.",
        standard=ACCURACY,
        also=_LOOSE,
    ),
    Rule(
        id="null-told-as-effect",
        severity=Severity.BLOCK,
        explanation="A sentence or headline tells an effect where passages show no significant one for sure.",
        standard=_NULL,
        also=_LOOSE,
    ),
    Rule(
        id="null-told-as-equal",
        severity=Severity.MAJOR,
        explanation="The sentence says that there is no effect, or that two things are equal; no difference was shown.",
        standard=_NULL,
    ),
    Rule(
        id="certainty-raised",
        severity=Severity.MAJOR,
        explanation="The sentence is surer than every cited passage that speaks of it.",
        standard=_CERTAIN,
        also="block where what may be so is told as proven or certain",
    ),
    Rule(
        id="cause-overstated",
        severity=Severity.MAJOR,
        explanation="The sentence states a stronger relation than every cited passage that speaks of it.",
        standard=_CAUSE,
        also="block where the passage speaks of an association, and the sentence of a cause",
    ),
)
