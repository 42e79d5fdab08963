"""The rules of what a number belongs to: the arm, the time, the side of a comparison."""

from __future__ import annotations

from newsdraft.checking.rules.rule import Rule
from newsdraft.model import Severity

_BELONGS = "Accuracy: a number is right only with its group (CONSORT 2010, item 17a: results for each group)."

ARMS = (
    Rule(
        id="numbers-exchanged",
        severity=Severity.BLOCK,
        explanation="The sentence repeats a passage with two numbers, or two names, in each other's place.",
        standard=_BELONGS,
    ),
    Rule(
        id="number-of-other-arm",
        severity=Severity.BLOCK,
        explanation="A number is given for one arm or group; the passage gives it for another.",
        standard=_BELONGS,
        also="major when what the number belongs to is read from the order of words only",
    ),
    Rule(
        id="number-of-other-time",
        severity=Severity.BLOCK,
        explanation="A number is given for one point in time; the passage gives it for another.",
        standard=_BELONGS,
        also="major when what the number belongs to is read from the order of words only",
    ),
    Rule(
        id="comparison-reversed",
        severity=Severity.MAJOR,
        explanation="A comparison names two arms the other way round than the passage does.",
        standard=_BELONGS,
    ),
)
