"""What a rule is, and the standards that several rules appeal to."""

from __future__ import annotations

from newsdraft.model import Severity, Value

ACCURACY = "Accuracy: check every name, number and title against the source (usual rule of news desks)."
CITE = "Cite by number: what is shown as evidence is the stored passage itself (docs/design.md)."


class Rule(Value):
    """One rule. ``severity`` is the usual one; ``also`` names others that it may take, and when.

    A *standard* is one line: the promise of ``docs/design.md`` or the rule of the field that a finding appeals to.
    A ``fixed`` rule holds a promise of the product: no project may make it lighter. ``fires`` and ``silent`` are
    sentences that the rule is for and that it must leave alone, where a sentence by itself can show that.
    """

    id: str
    severity: Severity
    explanation: str
    standard: str
    also: str = ""
    fixed: bool = False
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
