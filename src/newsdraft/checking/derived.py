"""What follows from the quantities of a text by simple arithmetic. A passage lends it; no claim must prove it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from newsdraft.checking import patterns
from newsdraft.checking.quantity import DATE, EXACT, FREQUENCY, PROPORTION, Quantity
from newsdraft.checking.units import DAYS, NUMBER, RATIO, TIME

_MEDIAN = re.compile(r"\bmedian\b", re.IGNORECASE)
_MONTHS_OF = re.compile(
    rf"\b(?P<months>(?:(?:{'|'.join(patterns.MONTHS)})[a-z]*\.?(?:, ?(?:and )?| and | to | through |-))+)"
    rf"(?=(?:{'|'.join(patterns.MONTHS)})[a-z]*\.? (?P<year>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_YEAR_AFTER = re.compile(r"\b(?P<which>next|last|this|(?:the )?coming) year\b", re.IGNORECASE)
_AMONG = re.compile(r"\b(?:of|among|in)(?: the| all)? $", re.IGNORECASE)
_PEOPLE_THEN = re.compile(r" (?:[a-z-]+ ){0,3}[a-z-]+,? ", re.IGNORECASE)
_AGAINST = re.compile(r"(?: in one group)? ?(?:vs\.?|v|versus|compared with|against) ?", re.IGNORECASE)
_GAP = 16  # characters between a dose and how often it is given


def derived(found: Sequence[Quantity], whole: str) -> list[Quantity]:
    """All that follows from ``found``, the quantities of ``whole`` by position."""
    return [weak for reader in _READERS for weak in reader(found, whole)]


def _of_each(found: Sequence[Quantity], _: str) -> Iterator[Quantity]:
    """1 - HR; the two numbers of "24 of 60" and "2:1"; once a day, and 100 mg, of "100 mg/day"."""
    for quantity in found:
        if quantity.role in ("hr", "rr") and quantity.value < 1:
            left = 1 - quantity.value
            yield replace(quantity, value=left, step=0.01, dimension=RATIO, role="", weak=True)
        if len(quantity.parts) == 2 and (
            quantity.role in ("of", "out of", "in", "/") or quantity.dimension == PROPORTION
        ):
            yield from (_part(quantity, part) for part in quantity.parts)
        if quantity.dimension.endswith(f"/{TIME}"):
            dose, _, per = quantity.unit.rpartition("/")
            yield replace(quantity, value=1.0, step=1.0, dimension=FREQUENCY, unit=per, weak=True)
            size, dimension = DAYS[per], quantity.dimension.removesuffix(f"/{TIME}")
            value, step = quantity.value * size, quantity.step * size
            yield replace(quantity, value=value, step=step, dimension=dimension, unit=dose, weak=True)


def _part(quantity: Quantity, part: float) -> Quantity:
    return replace(
        quantity, text=f"{part:g}", value=part, step=1.0, dimension=NUMBER, role="", weak=True, parts=()
    )


def _of_neighbours(found: Sequence[Quantity], whole: str) -> Iterator[Quantity]:
    """ "12 cycles (28 days)" in all; 200 mg a day of "100 mg twice a day"; 1204 of "1 204"."""
    for first, second in pairwise(found):
        if second.dimension == TIME and patterns.CYCLES.fullmatch(whole, first.end, second.start):
            yield replace(second, value=first.value * second.value, weak=True)
        if (
            second.dimension == FREQUENCY
            and first.dimension.startswith("mass")
            and second.start - first.end <= _GAP
        ):
            yield _total(first, second)
        if patterns.SPACED_THOUSANDS.fullmatch(whole, first.start, second.end):
            value = 1000 * first.value + second.value
            yield replace(first, text=whole[first.start : second.end], value=value, end=second.end, weak=True)


def _of_medians(_: Sequence[Quantity], whole: str) -> Iterator[Quantity]:
    """A median is the value that half of them passed: "half lived longer than 9 months"."""
    for match in _MEDIAN.finditer(whole):
        yield Quantity(
            match.group(),
            match.start(),
            match.end(),
            0.5,
            EXACT,
            RATIO,
            in_words=True,
            role="word",
            weak=True,
        )


def _of_dates(found: Sequence[Quantity], whole: str) -> Iterator[Quantity]:
    """April 2022 of "in April and October 2022"; 2027 of "next year" in a text of one date, in 2026."""
    for match in _MONTHS_OF.finditer(whole):
        for name in re.findall(r"[A-Za-z]{3,}", match["months"]):
            if month := patterns.MONTHS.get(name[:3].lower()):
                yield _dated(match, int(match["year"]), month)
    years = {int(q.parts[0]) for q in found if q.dimension == DATE and q.parts[0]}
    for match in _YEAR_AFTER.finditer(whole) if len(years) == 1 else ():
        shift = {"last": -1, "this": 0}.get(match["which"].lower(), 1)
        yield _dated(match, min(years) + shift, 0)


def _of_groups(found: Sequence[Quantity], whole: str) -> Iterator[Quantity]:
    """A quarter of "of 200 participants, 50 had a relapse"; 2.7 months of "14.6 versus 11.9 months"."""
    for first, second in pairwise(found):
        between = whole[first.end : second.start]
        counts = first.dimension == second.dimension == NUMBER and 0 < second.value <= first.value
        if counts and _AMONG.search(whole[: first.start]) and _PEOPLE_THEN.fullmatch(between):
            share = second.value / first.value
            yield replace(second, value=share, step=EXACT, dimension=RATIO, weak=True, unit="")
        if first.unit and first.unit == second.unit and _AGAINST.fullmatch(between):
            apart = abs(first.value - second.value)
            yield replace(second, value=apart, step=max(first.step, second.step), weak=True, borrowed=False)


def _dated(match: re.Match[str], year: int, month: int) -> Quantity:
    where = (match.group(), match.start(), match.end())
    return Quantity(*where, float(year), dimension=DATE, parts=(year, month, 0), weak=True)


def _total(dose: Quantity, often: Quantity) -> Quantity:
    """The dose of a day, a week ... of a dose that is given several times in it."""
    return replace(
        dose,
        value=dose.value * often.value / DAYS[often.unit],
        step=dose.step * often.value / DAYS[often.unit],
        dimension=f"{dose.dimension}/{TIME}",
        unit=f"{dose.unit}/{often.unit}",
        weak=True,
    )


_READERS = (_of_each, _of_neighbours, _of_medians, _of_groups, _of_dates)
