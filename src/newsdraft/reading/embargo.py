"""Embargoes: whether a page says that it must not be reported before a time that has not come."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from newsdraft.model import Value
from newsdraft.text import fold

_MARK = re.compile(r"\bembargo(?:ed)?\b(?! (?:was|is|has been)? ?lifted)", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES = (
    re.compile(
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? (?P<year>\d{{4}}))?", re.IGNORECASE
    ),
    re.compile(rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}}))?", re.IGNORECASE),
    re.compile(r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})"),
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>[ap]\.?m\.?)?,?"
    r"(?: \(?(?:U\.?S\.? )?(?P<zone>UTC|GMT|BST|CES?T|E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|Eastern|London|UK)\b)?",
    re.IGNORECASE,
)
# Hours to UTC. Plain American letters count as standard time: the later moment, so an hour is waited rather
# than an embargo broken.
_ZONES = {
    "utc": 0, "gmt": 0, "london": 0, "uk": 0, "bst": 1, "cet": 1, "cest": 2,
    "et": -5, "est": -5, "edt": -4, "eastern": -5, "ct": -6, "cst": -6, "cdt": -5,
    "mt": -7, "mst": -7, "mdt": -6, "pt": -8, "pst": -8, "pdt": -7,
}  # fmt: skip
_REACH = 160


class Embargo(Value):
    """Words that put a page under embargo, and until when (None where no date could be read)."""

    text: str
    until: datetime | None


def embargo(text: str, published: datetime | None, now: datetime) -> Embargo | None:
    """The embargo of ``text`` that still holds at ``now``, or None.

    A date without a year takes the year of ``published`` (or ``now``). A line that begins with the mark and
    has no readable date holds: nobody can say that it has passed.
    """
    folded = "\n".join(fold(line) for line in text.splitlines())
    for mark in _MARK.finditer(folded):
        line_end = folded.find("\n", mark.start())
        reach = folded[mark.start() : min(mark.start() + _REACH, line_end if line_end >= 0 else len(folded))]
        until = _date(reach, (published or now).year)
        if until and until > now:
            return Embargo(text=reach, until=until)
        begins = folded.rfind("\n", 0, mark.start()) + 1
        if (
            until is None
            and mark.start() - begins < 10
            and re.search(r"\buntil\b|^embargoed\W*$|not for", reach, re.I)
        ):
            return Embargo(text=reach, until=None)
    return None


def _date(text: str, year: int) -> datetime | None:
    for pattern in _DATES:
        if match := pattern.search(text):
            parts = match.groupdict()
            month = (
                int(parts["number"]) if parts.get("number") else _MONTHS.index(parts["month"][:3].lower()) + 1
            )
            rest = text[: match.start()] + " " + text[match.end() :]
            return _moment(int(parts["year"] or year), month, int(parts["day"]), rest)
    return None


def _moment(year: int, month: int, day: int, text: str) -> datetime | None:
    """The moment in UTC. Without a time of day the embargo ends with the day."""
    try:
        date = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    clock = next((m for m in _CLOCK.finditer(text) if m["minute"] or m["half"]), None)
    if clock is None:
        return date + timedelta(days=1)
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"][0].lower() == "p" else 0)
    zone = (clock["zone"] or "utc").lower()
    offset = timezone(timedelta(hours=_ZONES.get(zone, 0)))
    return date.replace(tzinfo=offset) + timedelta(hours=min(hour, 24), minutes=min(minute, 59))
