"""The most that may be spent, decided before a call is made.

Settled calls, those under way at their upper estimate, and the one that is to be made must stay within every cap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["usd", "tokens"]
PERIODS = ("run", "day", "month", "draft")


@dataclass(frozen=True)
class Caps:
    """Caps by period, in US dollars and in tokens (input and output together); None is no cap. Days are UTC."""

    run: float | None = None
    day: float | None = None
    month: float | None = None
    draft: float | None = None
    run_tokens: int | None = None
    day_tokens: int | None = None
    month_tokens: int | None = None
    draft_tokens: int | None = None

    def of(self, period: str, unit: Unit) -> float | None:
        """The cap of a period."""
        found: float | None = getattr(self, period if unit == "usd" else f"{period}_tokens")
        return found

    @property
    def money(self) -> bool:
        """Whether money is capped at all."""
        return any(self.of(period, "usd") is not None for period in PERIODS)

    @property
    def tokens(self) -> bool:
        """Whether tokens are capped at all."""
        return any(self.of(period, "tokens") is not None for period in PERIODS)


@dataclass(frozen=True)
class Spent:
    """What a period has spent, calls under way and lost ones at their upper estimate."""

    usd: float
    tokens: int


@dataclass(frozen=True)
class Passed:
    """A cap that a call could pass."""

    period: str
    unit: Unit
    most: float
    cap: float

    def told(self) -> tuple[str, str]:
        """What is wrong, and what to do about it."""
        if self.unit == "usd":
            amounts = f"${self.most:.4f}, over its cap of ${self.cap:.4f}"
            setting = f"max_cost_per_{self.period}"
        else:
            amounts = f"{self.most:.0f} tokens, over its cap of {self.cap:.0f}"
            setting = f"max_tokens_per_{self.period}"
        extra = " (for one run: --max-cost)" if (self.period, self.unit) == ("run", "usd") else ""
        return (
            f"the next call could bring this {self.period} to {amounts}; it was not made",
            f"raise {setting}{extra}, or wait",
        )


def passed(caps: Caps, spent: dict[str, Spent], usd: float | None, tokens: int) -> Passed | None:
    """The first cap that a call of at most ``usd`` and ``tokens`` could pass; ``spent`` is by period.

    Where the price is not known (``usd`` is None) only tokens are compared.
    """
    for period in PERIODS:
        units: tuple[tuple[Unit, float | None, float], ...] = (
            ("usd", usd, spent[period].usd),
            ("tokens", tokens, spent[period].tokens),
        )
        for unit, more, before in units:
            cap = caps.of(period, unit)
            if cap is not None and more is not None and before + more > cap:
                return Passed(period, unit, before + more, cap)
    return None
