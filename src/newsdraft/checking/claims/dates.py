"""Seasons, quarters, halves of a year and weekdays that the passages give otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.patterns import MONTHS
from newsdraft.checking.quantities import quantities
from newsdraft.checking.quantity import DATE, normal
from newsdraft.checking.spans import dated, spans, together
from newsdraft.model import Severity

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMES = "|".join(MONTHS)
_WEEKDAY = re.compile(
    rf"\b(?P<name>{'|'.join(_DAYS)})(?:,? | \()(?:the )?(?:(?P<month>{_NAMES})[a-z]*\.? (?P<day>\d{{1,2}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month2>{_NAMES})[a-z]*)\b",
    re.I,
)


def dates(sentence: Sentence) -> Iterator[Hit]:
    """A part of a year, or a weekday, that differs from what the passages say of the same year or day."""
    yield from _parts_of_years(sentence)
    yield from _weekdays(sentence)


def _parts_of_years(sentence: Sentence) -> Iterator[Hit]:
    told = [span for passage in sentence.passages for span in (*spans(passage), *dated(passage))]
    for span in spans(sentence.text):
        rivals = [other for other in told if other.years & span.years]
        if rivals and not any(together(span, other) for other in told):
            yield _differs(span.text, rivals[0].text, sure=any(other.kind == span.kind for other in rivals))
    for date_told in dated(sentence.text):
        rivals = [o for passage in sentence.passages for o in spans(passage) if o.years & date_told.years]
        holds = any(together(date_told, other) for other in told)
        if rivals and not holds:
            yield _differs(date_told.text, rivals[0].text, sure=False)


def _differs(mine: str, theirs: str, *, sure: bool) -> Hit:
    message = f"The sentence says “{mine}”; the cited passage says “{theirs}”. Use the passage's time."
    return Hit("date-differs", mine, message, theirs, None if sure else Severity.MAJOR)


def _weekdays(sentence: Sentence) -> Iterator[Hit]:
    for (month, day), name in _named_days(sentence.text).items():
        for passage in sentence.passages:
            stated = _named_days(passage).get((month, day)) or _reckoned(passage, month, day)
            if stated and stated != name:
                yield _differs(name.title(), stated.title(), sure=(month, day) in _named_days(passage))
                break


def _named_days(text: str) -> dict[tuple[int, int], str]:
    found = _WEEKDAY.finditer(normal(text))
    return {
        (MONTHS[(m["month"] or m["month2"]).lower()], int(m["day"] or m["day2"])): m["name"].lower()
        for m in found
    }


def _reckoned(passage: str, month: int, day: int) -> str:
    """The weekday of the one full date of ``passage`` that falls on this day; "" without one."""
    full = {q.parts for q in quantities(passage) if q.dimension == DATE and q.parts[1:] == (month, day)}
    return _weekday_of(sorted(full)[0]) if len(full) == 1 else ""


def _weekday_of(parts: Sequence[float]) -> str:
    year, month, day = (int(part) for part in parts)
    try:
        return _DAYS[date(year, month, day).weekday()] if year else ""
    except ValueError:  # 31 June
        return ""
