"""What the doctor's checks give."""

from __future__ import annotations

from enum import StrEnum

from newsdraft.model import Value


class State(StrEnum):
    """How a check ended; ``unchecked`` could not be looked at."""

    OK = "ok"
    PROBLEM = "problem"
    UNCHECKED = "could not be checked"


class Check(Value):
    """One check: ``found`` says what was seen, ``fix`` what to do about it."""

    name: str
    state: State
    found: str
    fix: str = ""
