"""The rules of what each section is for, and of how plain a post reads."""

from __future__ import annotations

from newsdraft.checking.rules.rule import Rule
from newsdraft.model import Severity

_AI = "How AI Fits answers one question from passages: did the study use AI, and how (docs/design.md)."

SECTIONS = (
    Rule(
        id="ai-not-answered",
        severity=Severity.MAJOR,
        explanation="The first sentence of How AI Fits does not say whether the study used AI.",
        standard=_AI,
    ),
    Rule(
        id="ai-section-drifts",
        severity=Severity.MAJOR,
        explanation="How AI Fits says that no AI was used, and goes on with the study instead of references.",
        standard=_AI,
    ),
    Rule(
        id="reading-grade",
        severity=Severity.MINOR,
        explanation="The post reads above grade 8 (Flesch-Kincaid).",
        standard="Plain language: grade 8 or below (Kincaid et al. 1975; CDC Clear Communication Index, 2019).",
        also="major above grade 10",
    ),
)
