"""How often something is done: "twice daily", "q3w", "every other week"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdraft.checking import patterns
from newsdraft.checking.numerals import value_of
from newsdraft.checking.quantity import FREQUENCY, Canvas, Quantity
from newsdraft.checking.units import TIME, one_unit


def schedules(canvas: Canvas) -> Iterator[Quantity]:
    """ "Twice daily" is 2 per day; "every other week" and "q2w" are intervals of two weeks; "daily" lends both."""
    for match in canvas.take(patterns.EVERY_OTHER):
        yield from _interval(match, 2.0, match["unit"])
    for match in canvas.take(patterns.Q_EVERY):
        yield from _interval(match, float(match["count"]), patterns.Q_UNITS[match["unit"].lower()[0]])
    for match in canvas.take(patterns.LATIN):
        count = patterns.LATIN_COUNTS[re.sub(r"[^a-z]", "", match.group().lower())]
        yield Quantity(match.group(), match.start(), match.end(), count, 1.0, FREQUENCY, "day")
    for match in canvas.take(patterns.TIMES_PER):
        count = patterns.ADVERBS.get((match["adverb"] or "").lower()) or value_of(match["count"] or "1")
        per = patterns.PER_UNITS[match["per"].lower()]
        yield Quantity(match.group(), match.start(), match.end(), count, 1.0, FREQUENCY, per)
    for match in canvas.take(patterns.ADVERB_OF_TIME):
        name = patterns.PER_UNITS[match.group().lower()]
        for quantity in _interval(match, 1.0, name, weak=True):
            yield quantity
            yield Quantity(match.group(), match.start(), match.end(), 1.0, 1.0, FREQUENCY, name, weak=True)


def _interval(match: re.Match[str], count: float, spelling: str, *, weak: bool = False) -> Iterator[Quantity]:
    unit = one_unit(spelling)
    if unit is not None:
        size = count * unit.factor
        yield Quantity(
            match.group(), match.start(), match.end(), size, unit.factor, TIME, unit.name, weak=weak
        )
