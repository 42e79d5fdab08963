"""Dates as feeds write them. The feed parser's own reading is only the fallback.

It takes epoch seconds for the year 1762, reads CET as UTC, and gives up on "November 4, 2025".
"""

from __future__ import annotations

import calendar
import re
import time
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# Clocks differ, and a publisher ahead of UTC dates tomorrow's release today.
AHEAD = timedelta(days=2)

# Hours from UTC. Where a name has several meanings, the one usual in health news in English.
_ZONE_TABLE = """
    Z=0 UT=0 UTC=0 GMT=0 WET=0 BST=1 WEST=1 CET=1 MET=1 CEST=2 MEST=2 EET=2 SAST=2 EEST=3 MSK=3 TRT=3
    GST=4 PKT=5 IST=5.5 ICT=7 SGT=8 HKT=8 AWST=8 JST=9 KST=9 ACST=9.5 AEST=10 ACDT=10.5 AEDT=11
    NZST=12 NZDT=13 NST=-3.5 ADT=-3 BRT=-3 ART=-3 AST=-4 EDT=-4 EST=-5 CDT=-5 CST=-6 MDT=-6 MST=-7
    PDT=-7 PST=-8 AKDT=-8 AKST=-9 HST=-10
"""
_ZONES = {name: float(hours) for name, _, hours in (pair.partition("=") for pair in _ZONE_TABLE.split())}
# "ET" means summer or winter time by the date.
_REGIONS = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
_STANDARD = {"ET": "EST", "CT": "CST", "MT": "MST", "PT": "PST"}

_ZONE_AT_END = re.compile(r"(?<=[\dMm.])\s*\(?([A-Za-z]{1,4})\)?$")
_EPOCH = re.compile(r"(\d{9,10})(\d{3})?")
_RFC = re.compile(r"(?:[a-z]+\.?,?\s+)?\d{1,2}[\s-][a-z]{3,9}[\s-]\d{2,4}\s+\d{1,2}:\d\d", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?[,\s]+", re.IGNORECASE)
_DAYS = (
    "%B %d %Y",
    "%b %d %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%m/%d/%Y",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%m/%d/%y",
    "%Y%m%d",
)
_HOURS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", " %I %p")


def plausible(moment: datetime, now: datetime) -> bool:
    """Whether an entry of a feed can have been published then."""
    return EARLIEST <= moment <= now + AHEAD


def read_date(text: str, fallback: time.struct_time | None = None, language: str = "en") -> datetime | None:
    """The moment (UTC) that ``text`` names, or None. A date without a zone is read as UTC.

    ``fallback`` is the feed parser's own reading, for the languages and forms that are not known here.
    Numbers such as 11/04/2025 are read month first, as US publishers write them.
    """
    bare = " ".join(text.split())[:100]
    if not bare:
        return None
    epoch = _EPOCH.fullmatch(bare)
    if epoch:
        return datetime.fromtimestamp(int(epoch[1]), UTC)
    body, zone = _split_zone(bare)
    moment = _iso(body) or _rfc(body) or _spelled(body)
    if moment is not None:
        return _placed(moment, zone)
    return _from_struct(fallback) or _guessed(bare, language)


def _split_zone(text: str) -> tuple[str, str]:
    match = _ZONE_AT_END.search(text)
    name = match[1].upper() if match else ""
    known = match is not None and (name in _ZONES or name in _REGIONS)
    return (text[: match.start()].rstrip(), name) if match and known else (text, "")


def _placed(moment: datetime, zone: str) -> datetime | None:
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=_zone(zone))
        return aware.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


@cache
def _zone(name: str) -> tzinfo:
    if name in _REGIONS:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - few feeds need it

        try:
            return ZoneInfo(_REGIONS[name])
        except (ZoneInfoNotFoundError, OSError):
            return _zone(_STANDARD[name])
    return timezone(timedelta(hours=_ZONES.get(name, 0.0)))


def _iso(text: str) -> datetime | None:
    if not re.match(r"\d{4}-\d\d", text):
        return None
    joined = re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", text)
    try:
        return datetime.fromisoformat(joined if len(joined) != 7 else joined + "-01")
    except ValueError:
        return None


def _rfc(text: str) -> datetime | None:
    if not _RFC.match(text):
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _spelled(text: str) -> datetime | None:
    """ "November 4, 2025 at 9:30 a.m.", "4th Nov. 2025", "11/04/2025 09:30"."""
    words = _WEEKDAY.sub("", text)
    words = re.sub(
        r"(?<=\d)(?:st|nd|rd|th)\b|[,|]|\bat\b|\s[-–]\s|(?<=[a-z])\.", " ", words, flags=re.IGNORECASE
    )
    words = re.sub(r"\b([ap])\s*m\b", r"\1m", words, flags=re.IGNORECASE)
    words = re.sub(r"(?<=\d)(?=[ap]m\b)", " ", words, flags=re.IGNORECASE)
    words = re.sub(r"\bsept\b", "Sep", " ".join(words.split()), flags=re.IGNORECASE)
    for day in _DAYS:
        for hour in _HOURS:
            try:
                return datetime.strptime(words, day + hour)  # noqa: DTZ007 - the caller gives the zone
            except ValueError:
                continue
    return None


def _from_struct(fallback: time.struct_time | None) -> datetime | None:
    if fallback is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(fallback), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _guessed(text: str, language: str) -> datetime | None:
    """The general date reader, for what is left; it takes long to load, so it comes last."""
    if not re.search(r"\d", text):
        return None
    import dateparser  # noqa: PLC0415 - takes 80 ms; few feeds need it

    settings = {
        "DATE_ORDER": "MDY",
        "TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": True,
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
    }
    languages = list(dict.fromkeys(["en", language.lower().partition("-")[0] or "en"]))
    try:
        found = dateparser.parse(text[:60], languages=languages, settings=settings)
    except (ValueError, OverflowError, TypeError, RecursionError):
        return None
    return found.astimezone(UTC) if isinstance(found, datetime) else None
