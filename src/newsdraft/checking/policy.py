"""What a desk decides for itself: how much a rule weighs, and from where on a measure is too much.

Severities and thresholds are data. What a project does not set is as ``RULES`` and ``THRESHOLDS`` say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from newsdraft.checking.rules import RULES
from newsdraft.checking.thresholds import THRESHOLDS
from newsdraft.model import Finding, Severity, Value

_LIGHTER = (Severity.MINOR, Severity.MAJOR, Severity.BLOCK)


class Policy(Value):
    """``severities`` by rule id, None for a rule that is switched off; ``limits`` by the name of a threshold."""

    severities: Mapping[str, Severity | None] = {}
    limits: Mapping[str, float] = {}

    def limit(self, name: str) -> float:
        """The threshold of that name: the project's, or the usual one."""
        return self.limits.get(name, THRESHOLDS[name].usual)

    @cached_property
    def changed(self) -> frozenset[str]:
        """The rules that weigh otherwise than usual."""
        return frozenset(
            rule for rule, severity in self.severities.items() if severity is not RULES[rule].severity
        )

    def weighed(self, findings: Iterable[Finding]) -> list[Finding]:
        """``findings`` as heavy as the project wants them, without those of rules that are switched off.

        What a check found milder than its rule usually is (see ``Rule.also``) does not get heavier.
        """
        return [kept for found in findings if (kept := self._weighed(found)) is not None]

    def _weighed(self, found: Finding) -> Finding | None:
        if found.rule not in self.changed:
            return found
        severity = self.severities[found.rule]
        if severity is None:
            return None
        if found.severity is not RULES[found.rule].severity:
            severity = min(severity, found.severity, key=_LIGHTER.index)
        return found.model_copy(update={"severity": severity})


USUAL = Policy()
