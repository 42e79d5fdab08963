"""Every rule of the checks: its id, how much it weighs, what it asks, and where that comes from.

Documentation and tests list ``RULES``; a check may only report a rule that stands here.
"""

from __future__ import annotations

from newsdraft.checking.rules.arms import ARMS
from newsdraft.checking.rules.editorial import EDITORIAL
from newsdraft.checking.rules.grounding import GROUNDING
from newsdraft.checking.rules.judge import JUDGE
from newsdraft.checking.rules.post import POST
from newsdraft.checking.rules.reach import REACH
from newsdraft.checking.rules.rule import Rule
from newsdraft.checking.rules.sections import SECTIONS
from newsdraft.checking.rules.sense import SENSE
from newsdraft.checking.rules.support import SUPPORT

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (*GROUNDING, *ARMS, *SUPPORT, *SENSE, *REACH, *POST, *SECTIONS, *EDITORIAL, *JUDGE)
}

__all__ = ["RULES", "Rule"]
