"""``read``: a body to a ReadFeed. feedparser is the parser of record; what it gives is made safe here.

feedparser is handed a stream (a plain string it may open as a file or fetch as an address), without the
document type declaration (so that no entity can expand or lead anywhere), and with its own sanitiser and link
resolver off: they take most of its time, and texts become plain text here anyway.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newsdraft.errors import ExtractError
from newsdraft.polling.entries import Frame, Item, Origin, ReadFeed, make_entries
from newsdraft.polling.jsonfeed import read_json_feed
from newsdraft.polling.plain import plain_line

if TYPE_CHECKING:
    from newsdraft.model import Source

_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_FILE_KINDS = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "compressed data"),
)
_NUMBER = re.compile(rb"&#(?:x([0-9a-f]+)|([0-9]+));?", re.IGNORECASE)
_ROOT_END = re.compile(rb"</\s*(?:\w+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_FEED_LINK = re.compile(
    rb"<link\b(?=[^>]*type=[\"']application/(?:rss\+xml|atom\+xml|feed\+json)[\"'])[^>]*href=[\"']([^\"'>]{1,500})",
    re.IGNORECASE,
)


def read(body: bytes, url: str, headers: Mapping[str, str], origin: Origin | None, now: datetime) -> ReadFeed:
    """Read a feed: RSS, Atom, RDF, CDF or JSON Feed. Raises ``ExtractError`` where this is no feed.

    ``url`` is where it came from (relative links are joined to it), ``headers`` those of the answer, with
    lower-case names (the charset counts), ``origin`` gives entries their kind and publisher, ``now`` is the
    time by which dates are judged.
    """
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not body.strip():
        raise ExtractError("the answer is empty; there is no feed in it", where=url)
    if head.startswith((b"{", b"[")):
        return _from_json(body, url, origin, now)
    kind = next((name for magic, name in _FILE_KINDS if head.startswith(magic)), None)
    if kind:
        raise ExtractError(f"this is {kind}, not a feed", where=url)
    return from_xml(body, url, headers, origin, now)


def read_query(body: bytes, url: str, headers: Mapping[str, str], source: Source, now: datetime) -> ReadFeed:
    """As ``read``, for the answer of the service that a source's query asks."""
    from newsdraft.polling.queries import read_answer  # noqa: PLC0415 - only searches need it

    return read_answer(body, source, now, lambda: from_xml(body, url, headers, source, now))


def _from_json(body: bytes, url: str, origin: Origin | None, now: datetime) -> ReadFeed:
    title, items = read_json_feed(body, url)
    title = plain_line(title, 200)
    made = make_entries(items, Frame(url, now, origin, title))
    return ReadFeed(title=title, version="json1", entries=tuple(made.entries), warnings=tuple(made.warnings))


def from_xml(
    body: bytes, url: str, headers: Mapping[str, str], origin: Origin | None, now: datetime
) -> ReadFeed:
    """As ``read``, for what is XML and nothing else."""
    result, warnings = _feedparser(body, url, headers)
    # Plain dictionaries: feedparser's own answer for one date with another where the first is missing.
    found = [dict(entry) for entry in result.get("entries") or []]
    version = _text(result.get("version"))
    if not version and not found:
        raise ExtractError(_what_it_is(body), where=url, hint=_feed_named_in(body))
    complete = not (result.get("bozo") and _stops_inside(body))
    if not complete:
        warnings.append("the feed stops before its end; what follows is asked for next time")
        found = found[:-1] if _last_item_is_open(body) else found
    channel = result.get("feed") or {}
    title = plain_line(_text(channel.get("title")), 200)
    made = make_entries([_item(entry) for entry in found], Frame(url, now, origin, title))
    return ReadFeed(
        title=title,
        version=version,
        entries=tuple(made.entries),
        ttl_seconds=_ttl(channel),
        complete=complete,
        warnings=(*warnings, *made.warnings),
    )


def _feedparser(body: bytes, url: str, headers: Mapping[str, str]) -> tuple[Mapping[str, Any], list[str]]:
    """feedparser's result, and its complaints as warnings: a feed with faults is still a feed."""
    import feedparser  # noqa: PLC0415 - only changed feeds need it
    from feedparser.encodings import convert_to_utf8  # noqa: PLC0415

    decoded: dict[str, Any] = {}
    try:
        text = convert_to_utf8({"content-type": _content_type(headers)}, body, decoded)
        utf8 = {"content-type": "application/xml; charset=utf-8"} if decoded.get("encoding") else {}
        result = _parsed(feedparser, without_doctype(text), utf8)
    except Exception as error:
        # Of broken input, feedparser lets through whatever its parts raise.
        message = f"the feed parser gave up on it ({type(error).__name__})"
        raise ExtractError(message, where=url) from error
    errors = (decoded.get("bozo_exception"), result.get("bozo_exception"))
    return result, [
        f"the feed has faults: {str(error)[:150]}"
        for error in errors
        if error is not None and type(error).__name__ != "NonXMLContentType"
    ]


def _parsed(feedparser: Any, text: bytes, headers: Mapping[str, str]) -> Mapping[str, Any]:
    options = {"response_headers": headers, "sanitize_html": False, "resolve_relative_uris": False}
    try:
        result: Mapping[str, Any] = feedparser.parse(io.BytesIO(text), **options)
    except (ValueError, OverflowError):
        # One number that names no character ("&#xD800;") must not cost the whole feed.
        result = feedparser.parse(io.BytesIO(_NUMBER.sub(_character, text)), **options)
    return result


def _character(match: re.Match[bytes]) -> bytes:
    """A numeric character reference if it names a character, else nothing."""
    digits = match[1] or match[2]
    if len(digits.lstrip(b"0")) > 7:
        return b""
    number = int(digits, 16 if match[1] else 10)
    return match[0] if 0 < number < 0xD800 or 0xDFFF < number < 0x110000 else b""


def _content_type(headers: Mapping[str, str]) -> str:
    """A charset in the header counts; without one, the document's own word does (RFC 7303, section 3).

    feedparser would still take text/xml without a charset for ASCII, as the standard before that had it.
    """
    given = headers.get("content-type", "")
    return given if "charset" in given.lower() else "application/xml"


def without_doctype(text: bytes) -> bytes:
    """``text`` (in an encoding that holds ASCII) with only the XML declaration before its first element.

    No entity is then declared, so none can expand; the common HTML ones are known to feedparser without it.
    """
    start = re.search(rb"<\w", text)
    if start is None:
        return text
    declaration = re.match(rb"<\?xml[^>]*\?>", text)
    return (declaration[0] + b"\n" if declaration else b"") + text[start.start() :]


def _stops_inside(body: bytes) -> bool:
    """Whether the document ends without the end tag of a feed."""
    return _ROOT_END.search(body[-2000:].replace(b"\0", b"")) is None


def _last_item_is_open(body: bytes) -> bool:
    plain = body.replace(b"\0", b"").lower()
    return any(plain.rfind(b"<" + tag) > plain.rfind(b"</" + tag) for tag in (b"item", b"entry"))


def _item(entry: Mapping[str, Any]) -> Item:
    pieces = entry.get("content")
    contents = [_text(piece.get("value")) for piece in pieces] if isinstance(pieces, list) else []
    guid = _text(entry.get("id"))
    identifiers = ("prism_doi", "dc_identifier", "prism_url", "dc_source", "citation_doi", "doi")
    return Item(
        guid=guid,
        links=_links(entry, guid),
        title=_text(entry.get("title")),
        summary=_text(entry.get("summary")),
        content=max(contents, key=len, default=""),
        dates=tuple(
            (text, entry.get(f"{name}_parsed"))
            for name in ("published", "created", "updated", "prism_publicationdate", "prism_coverdate")
            if (text := _text(entry.get(name)))
        ),
        identifiers=tuple(_text(entry.get(name)) for name in identifiers),
    )


def _links(entry: Mapping[str, Any], guid: str) -> tuple[str, ...]:
    """The entry's own link first, then alternates, then a guid that is an address."""
    listed = entry.get("links")
    others = [
        _text(link.get("href"))
        for link in (listed if isinstance(listed, list) else [])
        if link.get("rel", "alternate") == "alternate"
    ]
    address = [guid] if re.match(r"https?://", guid) else []
    original = _text(entry.get("feedburner_origlink"))
    return tuple(dict.fromkeys(filter(None, (original, _text(entry.get("link")), *others, *address))))


def _text(value: object) -> str:
    """feedparser puts a dictionary where an unknown tag has attributes."""
    return value if isinstance(value, str) else ""


def _ttl(channel: Mapping[str, Any]) -> int | None:
    """Seconds that the feed asks to be left alone: RSS ``ttl`` (minutes) or the syndication period."""
    minutes = _text(channel.get("ttl")).strip()
    if minutes.isascii() and minutes.isdigit() and len(minutes) < 8:
        return int(minutes) * 60
    period = _PERIODS.get(_text(channel.get("sy_updateperiod")).strip().lower())
    times = _text(channel.get("sy_updatefrequency")).strip()
    frequency = int(times) if times.isascii() and times.isdigit() and 0 < len(times) < 6 else 1
    return period // max(frequency, 1) if period else None


def _what_it_is(body: bytes) -> str:
    head = body[:2000].lower()
    if b"<html" in head or b"<!doctype html" in head or b"<body" in head:
        title = re.search(rb"<title[^>]*>([^<]{1,200})", body[:20_000], re.IGNORECASE)
        named = f' titled "{plain_line(title[1].decode("utf-8", "replace"), 80)}"' if title else ""
        return f"this is an HTML page{named}, not a feed"
    if head.lstrip().startswith(b"<"):
        return "this is XML, but in no feed format that is known"
    return "this is no feed"


def _feed_named_in(body: bytes) -> str | None:
    """An HTML page often names the feed that it should have been."""
    match = _FEED_LINK.search(body[:200_000])
    return f"The page names a feed: {match[1].decode('utf-8', 'replace')}" if match else None
