"""Parts of a year as people say them: "spring 2024", "the third quarter", "early next year", "mid-2025".

Each is read as the days that it may mean, in a calendar of twelve months of 31 days, so that parts of different kinds
can be laid over each other ("March 2024" is in spring, "July" in the second half). Seasons are the meteorological ones
of the northern hemisphere (spring is March to May). Exact dates are read by ``quantities``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking.patterns import MONTHS
from newsdraft.checking.quantities import quantities
from newsdraft.checking.quantity import DATE, normal

_MONTH = 31
_YEAR = 12 * _MONTH
SLACK = _MONTH
"""Days between parts of different kinds that people do not tell apart: June may be called spring (our judgement)."""

Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a year: the days that it may mean, as first and last of each run. ``years`` are those it may be of;
    0 stands for a year that is not said ("last spring")."""

    text: str
    kind: str
    years: frozenset[int]
    days: tuple[Days, ...]


_THIRDS = {"early": (1, 4), "beginning": (1, 4), "start": (1, 4), "first": (1, 4), "opening": (1, 4), "mid": (5, 8),
           "middle": (5, 8), "late": (9, 12), "end": (9, 12), "last": (9, 12), "closing": (9, 12),
           "final": (9, 12)}  # fmt: skip
_SEASONS = {"spring": ((3, 5),), "summer": ((6, 8),), "autumn": ((9, 11),), "fall": ((9, 11),),
            "winter": ((0, 2), (12, 14))}  # fmt: skip
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0}
_LENGTHS = {"half": 6, "h": 6, "quarter": 3, "q": 3}
_IN_MONTH = {"early": (1, 12), "beginning": (1, 12), "start": (1, 12), "mid": (8, 23), "middle": (8, 23),
             "late": (18, 31), "end": (18, 31)}  # fmt: skip
_SHIFTS = {"this": 0, "next": 1, "last": -1, "coming": 1, "following": 1, "same": 0}
_OF = r"(?:,? (?:of |in )?|-)"
_WHICH = rf"{_OF}(?:(?P<year>(?:19|20)\d\d)\b|(?:the )?(?P<shift>{'|'.join(_SHIFTS)}) year\b)"
_PORTION = re.compile(
    rf"\b(?:(?P<rank>{'|'.join(_ORDER)})[- ](?P<size>half|quarter)|(?P<letter>[QH])(?P<digit>[1-4])){_WHICH}",
    re.I,
)
_SEASON = re.compile(rf"\b(?P<season>{'|'.join(_SEASONS)})(?: and [a-z]+)?{_WHICH}", re.I)
_NEXT_SEASON = re.compile(rf"\b(?P<shift>this|next|last) (?P<season>{'|'.join(_SEASONS)})\b", re.I)
_THIRD = re.compile(
    rf"\b(?P<part>early|mid|late|beginning|start|middle|end|"
    rf"(?:first|opening|last|final|closing)(?= (?:few |three |two )?months))(?: (?:few |three |two )?months)?{_WHICH}",
    re.I,
)
_NAMES = "|".join(MONTHS)
_OF_MONTH = re.compile(
    rf"\b(?P<part>{'|'.join(_IN_MONTH)})(?: of | in |[- ])(?P<month>{_NAMES})[a-z]*,? (?P<year>(?:19|20)\d\d)\b",
    re.I,
)
_MONTHS_LISTED = re.compile(
    rf"\b(?P<from>{_NAMES})[a-z]*\.?(?:,? ?(?:and|to|through|until|-|,) ?(?:{_NAMES})[a-z]*\.?){{1,6}}"
    r" (?P<year>(?:19|20)\d\d)\b",
    re.I,
)


@lru_cache(maxsize=1024)
def spans(text: str) -> tuple[Span, ...]:
    """The parts of a year that ``text`` names. "Next year" counts from the one year that it dates itself by."""
    plain, now = normal(text), _now(text)
    readers = ((_PORTION, _portion), (_SEASON, _season), (_NEXT_SEASON, _next_season), (_THIRD, _third))
    found = [reader(match, now) for pattern, reader in readers for match in pattern.finditer(plain)]
    return (*found, *(_part_of_month(match) for match in _OF_MONTH.finditer(plain)))


@lru_cache(maxsize=1024)
def dated(text: str) -> tuple[Span, ...]:
    """The dates of ``text`` that have a month and a year, as spans; "between June and August 2023" as one."""
    return (*(_listed(match) for match in _MONTHS_LISTED.finditer(normal(text))), *_dates(text))


def together(one: Span, other: Span) -> bool:
    """Whether both may mean the same days."""
    slack = 0 if one.kind == other.kind else SLACK if "season" in (one.kind, other.kind) else 1
    return any(a <= d + slack and c <= b + slack for a, b in one.days for c, d in other.days)


def _now(text: str) -> int:
    years = {int(q.parts[0]) for q in quantities(text) if q.dimension == DATE and q.parts[0] and q.parts[1]}
    return years.pop() if len(years) == 1 else 0


def _day(year: int, month: int, day: int) -> int:
    return year * _YEAR + (month - 1) * _MONTH + day


def _run(year: int, months: tuple[int, int]) -> Days:
    return _day(year, months[0], 1), _day(year, months[1], _MONTH)


def _year(match: re.Match[str], now: int) -> int:
    if match["year"]:
        return int(match["year"])
    return now + _SHIFTS[match["shift"].lower()] if now else 0


def _portion(match: re.Match[str], now: int) -> Span:
    size = (match["size"] or match["letter"]).lower()
    length = _LENGTHS[size]
    at = int(match["digit"]) if match["digit"] else _ORDER[match["rank"].lower()] or 12 // length
    year = _year(match, now)
    return Span(
        match.group(),
        "half" if length > 3 else "quarter",
        frozenset({year}),
        (_run(year, (length * (at - 1) + 1, length * at)),),
    )


def _season(match: re.Match[str], now: int) -> Span:
    year = _year(match, now)
    runs = tuple(_run(year, months) for months in _SEASONS[match["season"].lower()])
    return Span(match.group(), "season", frozenset({year}), runs)


def _next_season(match: re.Match[str], now: int) -> Span:
    """ "Last spring" is this year's or the last year's, as the day may be."""
    years = {now, now + _SHIFTS[match["shift"].lower()]} if now else {0}
    months = _SEASONS[match["season"].lower()]
    runs = tuple(_run(year, run) for year in sorted(years) for run in months)
    return Span(match.group(), "season", frozenset(years), runs)


def _third(match: re.Match[str], now: int) -> Span:
    year = _year(match, now)
    return Span(
        match.group(), "third", frozenset({year}), (_run(year, _THIRDS[match["part"].lower().split()[0]]),)
    )


def _part_of_month(match: re.Match[str]) -> Span:
    year, month = int(match["year"]), MONTHS[match["month"].lower()]
    first, last = _IN_MONTH[match["part"].lower()]
    run = (_day(year, month, first), _day(year, month, last))
    return Span(match.group(), "part of a month", frozenset({year}), (run,))


def _listed(match: re.Match[str]) -> Span:
    months = [MONTHS[name.lower()] for name in re.findall(_NAMES, match.group(), re.I)]
    year = int(match["year"])
    return Span(match.group(), "months", frozenset({year}), (_run(year, (months[0], months[-1])),))


def _dates(text: str) -> Iterator[Span]:
    for q in quantities(text):
        if q.dimension != DATE or not (q.parts[0] and q.parts[1]):
            continue
        year, month, day = (int(part) for part in q.parts)
        run = (_day(year, month, day or 1), _day(year, month, day or _MONTH))
        yield Span(q.text, "date", frozenset({year}), (run,))
