"""Reading answers whose shape cannot be relied on: JSON and XML to plain text, with wrong types as absent.

A service's answer is untrusted. What is no JSON or XML is an ``ExtractError`` in plain words; everything
else that is missing or of another type than documented is simply not there.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from newsdraft.errors import ExtractError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_ANSWER = 6_000_000  # bytes: a paper with ten thousand references stays well below
MAX_LINE = 2_000  # characters of a title, a name, a reason
MOST_ITEMS = 100  # of a list of names or numbers
MAX_TEXT = 20_000  # characters of one field: the longest abstracts have about 5,000

# --- JSON ------------------------------------------------------------------------------------------------


def json_of(body: bytes) -> Mapping[str, object]:
    """The JSON object of an answer. Raises ExtractError for anything else."""
    _refuse_huge(body)
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ExtractError(_not_data(body)) from error
    if not isinstance(value, dict):
        raise ExtractError("the answer has another form than documented")
    return value


def _refuse_huge(body: bytes) -> None:
    if len(body) > MAX_ANSWER:
        raise ExtractError(f"the answer is larger than {MAX_ANSWER / 1e6:g} MB")


def _not_data(body: bytes) -> str:
    head = body[:2000].lower()
    if not body.strip():
        return "the answer is empty"
    if b"<html" in head or b"<!doctype html" in head:
        return "a web page came instead of data"
    return "the answer cannot be read"


def dig(value: object, *path: str) -> Any:
    """What lies at a path of keys, or None."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def items(value: object) -> list[object]:
    """A list as it is, a lone value as a list of one, nothing as none: services differ in that."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text(value: object) -> str:
    """A string without markup, on one line, or ""; a number as its digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**15 else ""
    return " ".join(plain(value).split())[:MAX_LINE] if isinstance(value, str) else ""


def raw(value: object) -> str:
    """A string with its markup, or ""."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> tuple[str, ...]:
    """The strings of a list (or a lone one), without markup, empty ones and repeats; a hundred at most."""
    return tuple(dict.fromkeys(filter(None, map(text, items(value)[:MOST_ITEMS]))))


def count(value: object) -> int | None:
    """A count that is given as a number or as digits."""
    digits = text(value)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


# --- XML -------------------------------------------------------------------------------------------------

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def xml_of(body: bytes) -> Element:
    """The root of an XML answer. Raises ExtractError for anything else.

    PubMed's answers name an external DTD, which is never read. A document type with declarations of its own
    is refused before parsing: nothing can be declared, so nothing can expand. Answers are UTF-8 whatever they
    say, so that no other encoding can hide a declaration.
    """
    from lxml import etree  # noqa: PLC0415 - only a run that looks something up pays for it

    _refuse_huge(body)
    try:
        source = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExtractError("the answer is not in UTF-8") from error
    if re.search(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)|<!DOCTYPE[^>]{0,500}\[", source, re.IGNORECASE):
        raise ExtractError("the answer declares entities of its own, so it was not read")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_DECLARATION.sub("", source).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ExtractError(_not_data(body)) from error
    if str(root.tag).lower().endswith("html"):
        raise ExtractError("a web page came instead of data")
    return root


def inner(element: Element | None) -> str:
    """The text of an element without markup, on one line, or ""."""
    if element is None:
        return ""
    from lxml import etree  # noqa: PLC0415 - loaded already when there is an element

    inside = (etree.tostring(child, encoding="unicode") for child in element)
    return " ".join(plain(html.escape(element.text or "", quote=False) + "".join(inside)).split())


def message(root: Element) -> str:
    """The words of an error that came as XML."""
    return " ".join("".join(map(str, root.itertext())).split())[:200]


def each(root: Element, path: str) -> Iterator[str]:
    """The texts, without markup and empty ones, of every element at a path."""
    return filter(None, (inner(found) for found in root.iterfind(path)))


# --- text ------------------------------------------------------------------------------------------------

# Formulas come twice, as TeX and as MathML; the TeX goes.
_TEX = re.compile(r"<(?:jats:)?tex-math\b[^<>]*>[^<]*</(?:jats:)?tex-math>", re.IGNORECASE)
_POWER = re.compile(r"(?<=\d)<(?:jats:)?sup>\s*(?=[-\u2212\u2013]?\d+\s*</)", re.IGNORECASE)
_HEADING = re.compile(
    r"<(?P<tag>(?:jats:)?title|h[1-6])\b[^<>]*>(?P<words>[^<]{0,200})</(?P=tag)>\s*(?:<(?:jats:)?p\b[^<>]*>)?",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"</?(?:jats:)?(?:p|sec|title|h[1-6]|div|br|li|ul|ol|list|list-item)\b[^<>]*>", re.IGNORECASE
)
# Only names that are markup in such answers: what else stands between angle brackets is text.
_TAG = re.compile(
    r"</?(?:(?:jats|mml|xml):[\w-]+|i|b|u|em|strong|sup|sub|span|italic|bold|underline|sc|a|ext-link|xref|monospace"
    r"|inline-formula|disp-formula|alternatives|math|font|small|scp|abstract|article-title)"
    r"(?:\s[^<>]*)?/?>"
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LABEL = re.compile(r"^(?:abstract|summary)(?:\s*:\s*|\s*\n+)", re.IGNORECASE)


def plain(markup: str) -> str:
    """``markup`` (JATS, HTML, PubMed's XML, or none) as text: a line for each paragraph.

    A heading opens its paragraph as "Methods: …". "10<sup>5</sup>" keeps its meaning as "10^5". What was
    escaped twice, as happens in these services, is unescaped twice.
    """
    found = markup[: 10 * MAX_TEXT]
    for _ in range(2):
        found = _stripped(found) if "<" in found else found
        found = html.unescape(found)
    found = _CONTROL.sub("", _stripped(found) if "<" in found else found)
    lines = (" ".join(line.split()) for line in found.splitlines())
    return "\n".join(filter(None, lines))[:MAX_TEXT].strip()


def _stripped(found: str) -> str:
    found = _POWER.sub("^", _TEX.sub("", found))
    found = _HEADING.sub(_opening, found)
    return _TAG.sub("", _BLOCK.sub("\n", found))


def _opening(match: re.Match[str]) -> str:
    words = " ".join(match["words"].split()).rstrip(":. ")
    return f"\n{words}: " if words else "\n"


def abstract_of(markup: str) -> str:
    """An abstract as text, without the word "Abstract" before it."""
    return without_label(plain(markup))


def without_label(text_: str) -> str:
    """The text of an abstract, without the word "Abstract" before it."""
    return _LABEL.sub("", text_).strip()


# --- dates -----------------------------------------------------------------------------------------------

# Not those of the system: its language may be another.
_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTHS = {name[:3].lower(): number for number, name in enumerate(_NAMES, 1)}


def date_of(year: object, month: object, day: object) -> datetime | None:
    """A day as UTC midnight; None unless year, month (number or English name) and day are all given."""
    named = _MONTHS.get(text(month)[:3].lower())
    parts = count(year), named or count(month), count(day)
    if None in parts or not 1800 <= (parts[0] or 0) <= 2200:
        return None
    try:
        return datetime(parts[0] or 0, parts[1] or 0, parts[2] or 0, tzinfo=UTC)
    except ValueError:
        return None


def iso_date(value: object) -> datetime | None:
    """The day of a date that is written 2024-03-05, with or without a time after it."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", text(value))
    return date_of(*match.groups()) if match else None


def in_words(date: datetime | None) -> str:
    """A day as "5 March 2024"; "" for None."""
    return f"{date.day} {_NAMES[date.month - 1]} {date.year}" if date else ""
