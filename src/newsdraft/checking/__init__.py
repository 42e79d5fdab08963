"""Grounding and editorial checks: pure functions, no model, usable on any markdown post with sources.

The checks compare each sentence with the passages that it cites, not with the whole document. ``RULES`` lists
every rule that a finding may carry.
"""

from newsdraft.checking.context import Earlier
from newsdraft.checking.entry import (
    check_claim,
    check_draft,
    check_front,
    check_markup,
    check_post,
    cites,
    footnote_finding,
)
from newsdraft.checking.judged import PARTLY
from newsdraft.checking.policy import Policy
from newsdraft.checking.quantities import quantities
from newsdraft.checking.quantity import Quantity
from newsdraft.checking.readability import reading_grade
from newsdraft.checking.rules import RULES, Rule
from newsdraft.checking.strength import causal_strength, exaggeration
from newsdraft.checking.support import support_score
from newsdraft.checking.thresholds import THRESHOLDS, Threshold

__all__ = [
    "PARTLY",
    "RULES",
    "THRESHOLDS",
    "Earlier",
    "Policy",
    "Quantity",
    "Rule",
    "Threshold",
    "causal_strength",
    "check_claim",
    "check_draft",
    "check_front",
    "check_markup",
    "check_post",
    "cites",
    "exaggeration",
    "footnote_finding",
    "quantities",
    "reading_grade",
    "support_score",
]
