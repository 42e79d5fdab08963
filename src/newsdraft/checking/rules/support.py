"""The rule on how much of a sentence its passages carry."""

from __future__ import annotations

from newsdraft.checking.rules.rule import Rule
from newsdraft.model import Severity

SUPPORT = (
    Rule(
        id="weak-support",
        severity=Severity.MINOR,
        also="major where it brings up a matter that no cited passage touches",
        explanation="Little of the sentence stands in its cited passages: most of its words are not there in any form.",
        standard="Every factual sentence is tied to a passage of a stored source (docs/design.md, promise 2).",
    ),
)
