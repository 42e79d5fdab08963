"""Whether a claim's quantity is the one that a passage gives: conversion, and rounding as people round.

Tolerances are our own judgement of fair rounding, measured on labelled pairs (``evals/number_checks.py``):

- written plainly, a claim may drop decimals ("40 percent" for 39.6): half a step of its last digit, and no
  more than 4 % off;
- with "about", "nearly", "almost": 5 % off; for "half", "a third" and the like 8 % (2 % without such a word);
- "more than 300" fits 300 and up to a tenth more (312); "fewer than 50" likewise downward;
- between units: half a step of the claim's last digit, and no more than 2.5 % off; a month may be 28 to 31
  days, a year 360 to 366.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from newsdraft.checking.quantity import DATE, FREQUENCY, RANKED, Quantity
from newsdraft.checking.units import CALENDAR, DAYS, NUMBER, RATIO, TIME, TIMES

PLAIN, HEDGED, WORD_PLAIN, WORD_HEDGED, ROUNDED_BOUND, CONVERTED = 0.04, 0.05, 0.02, 0.08, 0.10, 0.025
FAR = 0.2  # twice the widest of these
_SPOKEN = 10  # up to "one in ten" a share is said like a word: one in five for 19.7 %
_TINY = 1e-9
_UP, _DOWN = (">", ">="), ("<", "<=", "~<")


class Fit(IntEnum):
    """How a claim's quantity stands to a passage's."""

    SAME = 3
    OTHER_BOUND = 2  # the number stands there, with "more than" where the claim says "less than"
    OTHER_UNIT = 1  # the digits stand there and measure something else
    NONE = 0


def fit(claim: Quantity, passage: Quantity) -> Fit:
    """How ``claim`` stands to ``passage``. What is no finite number is the same only in the same digits."""
    if _far_apart(claim, passage):
        return Fit.NONE
    if not (math.isfinite(claim.value) and math.isfinite(passage.value)):
        return Fit.SAME if _same_characters(claim, passage) else Fit.NONE
    if DATE in (claim.dimension, passage.dimension):
        return Fit.SAME if _same_date(claim, passage) else Fit.NONE
    if claim.dimension in RANKED or passage.dimension in RANKED:
        return _fit_rank(claim, passage)
    return _fit_amount(claim, passage)


def _fit_amount(claim: Quantity, passage: Quantity) -> Fit:
    pair = _comparable(claim, passage)
    if pair is None:
        return Fit.OTHER_UNIT if _written(claim) == _written(passage) else Fit.NONE
    if not _close(*pair):
        return Fit.NONE
    return Fit.OTHER_BOUND if _opposed(claim, passage) else Fit.SAME


def _far_apart(claim: Quantity, passage: Quantity) -> bool:
    """Whether two numbers in one unit differ by more than any rounding bridges: most do, so this is asked first."""
    if claim.dimension != passage.dimension or claim.unit != passage.unit or claim.dimension == DATE:
        return False
    mine, theirs = claim.value, passage.value
    return abs(mine - theirs) > FAR * (abs(mine) if abs(mine) > abs(theirs) else abs(theirs))


def _same_characters(claim: Quantity, passage: Quantity) -> bool:
    mine, theirs = ("".join(q.text.lower().split()) for q in (claim, passage))
    return mine == theirs and any(c.isdigit() for c in mine)


def _written(quantity: Quantity) -> str:
    """The digits as they stand in the text, to say "45 stands there as a percentage"."""
    return _digits_of(quantity.text)


@lru_cache(maxsize=4096)
def _digits_of(text: str) -> str:
    return "".join(c for c in text if c.isdigit() or c == ".") or text


def _same_date(claim: Quantity, passage: Quantity) -> bool:
    """Each part of the date that the claim names is the passage's; a bare 2018 is the year of a date."""
    if claim.dimension == DATE and passage.dimension == DATE:
        return all(
            not mine or mine == theirs for mine, theirs in zip(claim.parts, passage.parts, strict=True)
        )
    date, other = (claim, passage) if claim.dimension == DATE else (passage, claim)
    only_year = date is passage or not any(date.parts[1:])
    return only_year and other.dimension == NUMBER and other.value == date.value > 0


def _fit_rank(claim: Quantity, passage: Quantity) -> Fit:
    if claim.dimension != passage.dimension:
        return Fit.NONE
    narrower = bool(claim.suffix) and claim.suffix != passage.suffix
    return Fit.SAME if claim.value == passage.value and not narrower else Fit.NONE


def _comparable(claim: Quantity, passage: Quantity) -> tuple[Quantity, Quantity, float] | None:
    """Both, and the factor that brings the passage's value to the claim's measure; None if unlike."""
    mine, theirs = claim.dimension, passage.dimension
    if claim.value == passage.value == 0 and "p" not in (mine, theirs):
        counted = claim.dimension in (NUMBER, RATIO) or not passage.weak
        return (claim, passage, 1.0) if counted else None  # no cases are 0 %, too
    if mine == theirs:
        return (claim, passage, 1.0) if _same_role(claim, passage) and _same_measure(claim, passage) else None
    across = _ACROSS.get(frozenset((mine, theirs)), _borrowed)
    return across(claim, passage)


def _share(claim: Quantity, passage: Quantity) -> tuple[Quantity, Quantity, float] | None:
    """0.25 of something is 25 %; 25 of something is not."""
    number = claim if claim.dimension == NUMBER else passage
    is_share = 0 < number.value <= 1 and number.step < 1 and number.role in ("", "in")
    return (claim, passage, 1.0) if is_share else _borrowed(claim, passage)


def _as_they_are(claim: Quantity, passage: Quantity) -> tuple[Quantity, Quantity, float] | None:
    return claim, passage, 1.0


def _same_measure(claim: Quantity, passage: Quantity) -> bool:
    named = claim.dimension in ("money", FREQUENCY)
    return not named or claim.unit == passage.unit


def _same_role(claim: Quantity, passage: Quantity) -> bool:
    effects = ("hr", "or", "rr")
    return not (claim.role in effects and passage.role in effects and claim.role != passage.role)


def _age(claim: Quantity, passage: Quantity) -> tuple[Quantity, Quantity, float] | None:
    """ "Women over 50" and "aged 50 years": a bare number may be an age, years may not be a bare number."""
    if claim.dimension == NUMBER and passage.unit == "year" and 15 <= claim.value <= 110:
        return claim, passage, 1 / 365.25
    # "Ada, 8, was the first": an age without its unit
    if claim.role == "age" and claim.value <= 110 * 365.25:
        return claim, passage, 365.25
    return _borrowed(claim, passage)


def _so_often(claim: Quantity, passage: Quantity) -> tuple[Quantity, Quantity, float] | None:
    """ "17 times" that something is given are 17 cycles; "17 times higher" is no count."""
    plain = not (claim.direction or passage.direction or claim.in_words or passage.in_words)
    return (claim, passage, 1.0) if plain and claim.dimension == TIMES else _borrowed(claim, passage)


def _as_often(claim: Quantity, passage: Quantity) -> tuple[Quantity, Quantity, float] | None:
    """ "Once a week" and "every seven days"; a month and a year are of the lengths that a calendar has."""
    often, interval = (claim, passage) if claim.dimension == FREQUENCY else (passage, claim)
    day = DAYS[often.unit]
    least, most, _ = CALENDAR.get(often.unit, (day, day, day))
    lasts = interval.value * often.value
    if not least - _TINY <= lasts <= most + _TINY:
        return None
    return (claim, passage, claim.value / passage.value) if passage.value else None


def _borrowed(claim: Quantity, passage: Quantity) -> tuple[Quantity, Quantity, float] | None:
    """A unit that was only lent by a neighbour may be wrong: compare what was written."""
    for one, other in ((claim, passage), (passage, claim)):
        if one.borrowed and other.dimension == NUMBER and _written(one) == _written(other):
            return other, other, 1.0
    return None


_ACROSS = {
    frozenset((RATIO, NUMBER)): _share,
    frozenset((RATIO, TIMES)): _as_they_are,
    frozenset((TIMES, NUMBER)): _so_often,
    frozenset((TIME, NUMBER)): _age,
    frozenset((TIME, FREQUENCY)): _as_often,
}


def _close(claim: Quantity, passage: Quantity, factor: float) -> bool:
    mine, theirs = claim.value, passage.value * factor
    if abs(mine - theirs) <= _TINY * max(1.0, abs(mine), abs(theirs)) or _relative(mine, theirs) < _TINY:
        return not _against(claim, passage)
    if claim.dimension == "p" or not theirs:
        return False
    if {claim.dimension, passage.dimension} == {TIMES, RATIO}:  # doubled is an increase of 100 %
        times, share = (mine, theirs) if claim.dimension == TIMES else (theirs, mine)
        if _relative(times - 1, share) < CONVERTED:
            return True
    if claim.unit != passage.unit and _converted(claim, passage, mine, theirs):
        return True
    return _rounded(claim, passage, mine, theirs, factor)


def _against(claim: Quantity, passage: Quantity) -> bool:
    """ "Three times longer" against "three times shorter"."""
    return claim.direction * passage.direction < 0


def _relative(mine: float, theirs: float) -> float:
    return abs(mine - theirs) / max(abs(theirs), 1e-30)


def _converted(claim: Quantity, passage: Quantity, mine: float, theirs: float) -> bool:
    if claim.dimension == TIME and passage.dimension == TIME and _same_calendar_time(claim, passage):
        return True
    step = passage.step if claim.parts else claim.step
    return abs(mine - theirs) <= _part_of_step(claim, passage) * step and _relative(mine, theirs) <= CONVERTED


def _part_of_step(claim: Quantity, passage: Quantity) -> float:
    """Half a step is rounding; a share computed from two numbers is often just cut off (8/70 as 11.42 %)."""
    cut = bool(claim.parts) or (bool(passage.parts) and claim.value < passage.value)
    return 1.001 if cut else 0.501


def _same_calendar_time(claim: Quantity, passage: Quantity) -> bool:
    for months, days in ((claim, passage), (passage, claim)):
        if months.unit in CALENDAR and days.unit not in (*CALENDAR, "decade", "century"):
            least, most, mean = CALENDAR[months.unit]
            count = months.value / mean
            if count * least - _TINY <= days.value <= count * most + _TINY:
                return True
    return False


def _rounded(claim: Quantity, passage: Quantity, mine: float, theirs: float, factor: float) -> bool:
    off = _relative(mine, theirs)
    spoken = claim.in_words or (claim.role == "in" and claim.parts and claim.parts[1] <= _SPOKEN)
    if spoken and claim.dimension in (RATIO, TIMES):
        return off <= (WORD_HEDGED if claim.operator else WORD_PLAIN)
    if claim.operator:
        rounder = claim.in_words or _figures(claim) < _figures(passage)  # 28 is no round number for 29
        return rounder and _fair_bound(claim, passage, mine - theirs, off)
    coarser = claim.step > passage.step * factor * 1.001
    return coarser and abs(mine - theirs) <= _part_of_step(claim, passage) * claim.step and off <= PLAIN


def _fair_bound(claim: Quantity, passage: Quantity, above: float, off: float) -> bool:
    """Whether "more than 300", "fewer than 50", "nearly 40" or "about 1,000" is a fair way to say the number."""
    if claim.operator in (">", ">="):
        return above < 0 and off <= ROUNDED_BOUND and passage.operator in ("", "~", *_UP)
    if claim.operator in ("<", "<="):
        return above > 0 and off <= ROUNDED_BOUND and passage.operator in ("", "~", *_DOWN)
    return off <= HEDGED and (above > 0 or claim.operator == "~")


def _figures(quantity: Quantity) -> int:
    """How many significant figures are written: 1 for 300, 3 for 312."""
    return len(_written(quantity).replace(".", "").strip("0"))


def _opposed(claim: Quantity, passage: Quantity) -> bool:
    mine, theirs = claim.operator, passage.operator
    if claim.dimension == "p":  # p = 0.05 is not p < 0.05
        return mine[:1] != theirs[:1]
    return (mine in _UP and theirs in ("<", "<=")) or (mine in ("<", "<=") and theirs in _UP)


def stands(claim: Quantity, passages: Sequence[Quantity]) -> bool:
    """Whether ``claim`` is the same as one of ``passages``: ``best_fit`` without looking for the next best."""
    if _is_fraction(claim):
        return _fraction_stands(claim, passages)
    return any(fit(claim, passage) is Fit.SAME for passage in passages)


def _is_fraction(claim: Quantity) -> bool:
    return len(claim.parts) == 2 and claim.dimension == RATIO and claim.role != "word"


def _fraction_stands(claim: Quantity, passages: Sequence[Quantity]) -> bool:
    """ "24 of 60" stands when both numbers do, or when the share does and its denominator is not invented."""
    top, bottom = claim.parts
    rivals = [q for q in passages if len(q.parts) == 2 and q.parts[1] == bottom > 10]
    if rivals and all(q.parts[0] != top for q in rivals):
        return False  # "2 of 77" is not there where "27 of 77" is
    numbers = {q.value for q in passages if q.dimension == NUMBER}
    if top in numbers and bottom in numbers:
        return True
    invented = claim.role in ("of", "out of") and not (
        bottom in numbers or bottom <= 10 or bottom in (100, 1000)
    )
    return not invented and any(fit(claim, passage) is Fit.SAME for passage in passages)


def best_fit(claim: Quantity, passages: Sequence[Quantity]) -> tuple[Fit, Quantity | None]:
    """The best fit among ``passages``, and which it was."""
    if _is_fraction(claim):
        return _best_fraction(claim, passages)
    best, which = Fit.NONE, None
    for passage in passages:
        found = fit(claim, passage)
        if found > best:
            best, which = found, passage
        if best is Fit.SAME:
            break
    return best, which


def _best_fraction(claim: Quantity, passages: Sequence[Quantity]) -> tuple[Fit, Quantity | None]:
    if _fraction_stands(claim, passages):
        return Fit.SAME, None
    less = [
        (found, passage) for passage in passages if (found := fit(claim, passage)) not in (Fit.SAME, Fit.NONE)
    ]
    return max(less, key=lambda pair: pair[0]) if less else (Fit.NONE, None)
