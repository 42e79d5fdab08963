"""What a sentence reports: its amounts, without the numbers that only go with them; and its points in time.

In "41% (95% CI, 35 to 47; n = 120) at six months" the amount is 41% and the point six months.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking.arms import Arm
from newsdraft.checking.quantities import quantities
from newsdraft.checking.quantity import DATE, FREQUENCY, PROPORTION, RANKED, Quantity, normal
from newsdraft.checking.units import NUMBER, RATIO, TIME


@dataclass(frozen=True, slots=True)
class Amount:
    """One or several quantities that give one amount, and where it stands."""

    numbers: tuple[Quantity, ...]
    start: int
    end: int


MOST = 60  # numbers of one sentence that are told apart: a longer row is a table
_NOT_AMOUNTS = (DATE, *RANKED, "ordinal", "p", FREQUENCY, PROPORTION)
_SATELLITE = re.compile(
    r"(?:±|\+/-|\bS[DE]M?|\bσ|\bIQR|\bC\.?I\.?|\bCrI|\brange[ds]?|\binterval|\bfrom|\bQ[13]|\bn|\bmaximum|"
    r"\bminimum|\bp|\bF|\bt|\bdf|χ\^?2|\bdifference(?: of)?|\bES|\bMD)\s?[:=,\[(<>]{0,2}\s?[-+]?\s?$",
    re.I,
)
_KEY = re.compile(r"\b(?:S[DE]M?|IQR|C\.?I\.?\d*|Cl|CrI|[Rr]anged?|interval|Q1|SE)\b|σ")
_RANGE_GOES_ON = re.compile(r"%?\s?(?:-|to|,|;|and)\s?[-+]?\s?")
_TO_NEXT = re.compile(r"%?\s?(?:-|to|,)\s?[-+]?\d")
_SHARE = 0.006  # a share is rounded to whole percents
_PER = re.compile(r"\b(?:per|every) $")
_IN_ONE = re.compile(
    r"\s?[\[(]\s?(?:n\s?=\s?)?|\s?(?:patients|people|participants|women|men|cases)\s?\(\s?", re.I
)
_OR_SHARE = re.compile(r"(?: (?:patients|people|participants|women|men|cases))?, or ", re.I)
_AT = re.compile(
    r"\b(?:at|after|by|within|until|through|during|over|past|of follow-up|first|last|every|day|week|month|year)"
    r"(?: the| about| a| least)?\s$",
    re.I,
)
_POINT = re.compile(
    r"\b(?:at|after|by|in|during|until)(?: the| about| a)?\s(?:(?:week|month|year|day)s?\s)?$", re.I
)
_BASELINE = re.compile(
    r"\b(?:at baseline|before (?:the )?(?:treatment|surgery|therapy|trial|intervention))\b", re.I
)


@lru_cache(maxsize=1024)
def amounts_of(sentence: str) -> tuple[Amount, ...]:
    """The amounts that ``sentence`` reports: no dates, p values, deviations, intervals, points in time."""
    return tuple(_amounts(normal(sentence), quantities(sentence)[:MOST]))


def _amounts(text: str, found: Sequence[Quantity]) -> list[Amount]:
    result: list[Amount] = []
    last = -1  # where the last satellite ended
    for quantity in filter(_may_be_amount, found):
        previous = result[-1] if result else None
        if previous and quantity.start < previous.end:
            continue
        if _is_satellite(text, quantity, last) or (previous and _range_of(text, previous, quantity)):
            last = quantity.end
        elif _is_frame(text, quantity):
            continue
        elif previous and _in_one(text, previous, quantity):
            result[-1] = Amount((*previous.numbers, quantity), previous.start, quantity.end)
        else:
            result.append(Amount((quantity,), quantity.start, quantity.end))
    return result


def _in_one(text: str, previous: Amount, quantity: Quantity) -> bool:
    """ "254 people (12%)"; "254 people, or 12 percent"."""
    between = text[previous.end : quantity.start]
    share = previous.numbers[-1].dimension == NUMBER and quantity.dimension == RATIO
    return bool(_IN_ONE.fullmatch(between) or (share and _OR_SHARE.fullmatch(between)))


def _may_be_amount(quantity: Quantity) -> bool:
    return not quantity.weak and quantity.dimension not in _NOT_AMOUNTS and quantity.role not in ("p", "age")


def _is_satellite(text: str, quantity: Quantity, last: int) -> bool:
    """Whether the quantity only goes with another: a deviation, a bound of an interval, a size of a group."""
    goes_on = last >= 0 and _RANGE_GOES_ON.fullmatch(text, last, quantity.start) is not None
    left = text[max(0, quantity.start - 24) : quantity.start]
    return goes_on or _SATELLITE.search(left) is not None or _in_interval(text, quantity.start)


def _is_frame(text: str, quantity: Quantity) -> bool:
    """Whether it says when, or out of how many: "after 6 months", "per 100,000"."""
    left = text[max(0, quantity.start - 24) : quantity.start]
    return _PER.search(left) is not None or (quantity.dimension == TIME and _AT.search(left) is not None)


def _range_of(text: str, amount: Amount, quantity: Quantity) -> bool:
    """Whether the quantity begins a range in brackets behind an amount of its kind ("37.6% (27.1% to 50.2%)")."""
    behind = re.fullmatch(r"\s?[\[(]\s?[-+]?", text[amount.end : quantity.start]) is not None
    if any(len(q.parts) == 2 and abs(q.value - quantity.value) < _SHARE for q in amount.numbers):
        return False  # "27 of 152 (18%)" gives one amount in two ways
    same = any(quantity.dimension == q.dimension for q in amount.numbers)
    return behind and not quantity.parts and (same or _TO_NEXT.match(text, quantity.end) is not None)


def _in_interval(text: str, at: int) -> bool:
    """Whether the brackets that are open at ``at`` speak of a deviation or an interval before it."""
    opened = max(text.rfind("(", max(0, at - 160), at), text.rfind("[", max(0, at - 160), at))
    closed = max(text.rfind(")", max(0, at - 160), at), text.rfind("]", max(0, at - 160), at))
    return opened > closed and _KEY.search(text, opened, at) is not None


def alike(one: Sequence[Quantity], other: Sequence[Quantity]) -> bool:
    """Whether two amounts, given by their numbers, measure the same kind of thing."""
    kinds = {_kind(quantity) for quantity in one}
    return any(_kind(quantity) in kinds for quantity in other)


def _kind(quantity: Quantity) -> tuple[str, str]:
    return quantity.dimension, quantity.role if quantity.role in ("hr", "or", "rr") else ""


def points_of(sentence: str) -> list[Arm]:
    """The points in time that ``sentence`` names, in order, as what numbers may belong to."""
    text = normal(sentence)
    found = [
        Arm(frozenset({"baseline"}), m.start(), m.end(), m.group(), point=True)
        for m in _BASELINE.finditer(text)
    ]
    for q in quantities(sentence):
        point = _POINT.search(text[max(0, q.start - 20) : q.start])
        if point is None or q.weak:
            continue
        if q.dimension == TIME:
            found.append(Arm(frozenset({f"{q.value:.3g} days"}), q.start, q.end, q.text, point=True))
        elif q.dimension == NUMBER and re.fullmatch(r"(?:19|20)\d\d", q.text):
            found.append(Arm(frozenset({q.text}), q.start, q.end, q.text, point=True))
    return sorted(found, key=lambda arm: arm.start)
