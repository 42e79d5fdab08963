"""One item of a feed, in whatever format it came, made into what an Entry holds.

Everything here is a plain dataclass: it runs in the processes that parse, which stay small and start fast without
pydantic. What they hand over becomes an ``Entry``, and is checked, in the process that asked.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from newsdraft.polling.dates import plausible, read_date
from newsdraft.polling.links import clean_link, find_doi
from newsdraft.polling.plain import plain_line, plain_text, shortened

MAX_ENTRIES = 500
MAX_TITLE = 500
MAX_SUMMARY = 10_000
MAX_CONTENT = 200_000
MAX_GUID = 500


@dataclass(frozen=True)
class Item:
    """What a format says of one item, as it stands there: markup in the texts, dates as written.

    ``links`` and ``dates`` come in the order in which they are believed; a date has the feed parser's reading
    beside it, if it has one.
    """

    guid: str = ""
    links: tuple[str, ...] = ()
    title: str = ""
    summary: str = ""
    content: str = ""
    dates: tuple[tuple[str, time.struct_time | None], ...] = ()
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """The fields of ``model.Entry``, not checked yet."""

    source: str
    key: str
    url: str
    title: str
    kind: str
    publisher: str
    published: datetime | None
    summary: str
    content: str
    doi: str | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """The fields of ``ParsedFeed``, not checked yet."""

    title: str
    version: str
    entries: tuple[ReadEntry, ...]
    ttl_seconds: int | None = None
    complete: bool = True
    warnings: tuple[str, ...] = ()


class Origin(Protocol):
    """What an entry takes from its source: a ``model.Source`` has it."""

    @property
    def name(self) -> str:
        """The source's name."""

    @property
    def kind(self) -> str:
        """A value of ``model.SourceKind``."""

    @property
    def publisher(self) -> str:
        """Who answers for the entries, or ""."""

    @property
    def language(self) -> str:
        """The language of the dates."""


@dataclass
class Made:
    """The entries of a feed, and what had to be left out."""

    entries: list[ReadEntry] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Frame:
    """What all entries of a feed share."""

    base: str
    now: datetime
    source: Origin | None = None
    feed_title: str = ""

    @property
    def name(self) -> str:
        """The name of the source; without one, the feed's own."""
        return self.source.name if self.source else self.feed_title or self.base

    @property
    def publisher(self) -> str:
        """Who answers for the entries."""
        return (self.source.publisher if self.source else "") or self.feed_title


def make_entries(items: Sequence[Item], frame: Frame) -> Made:
    """Entries in the order of the feed, at most ``MAX_ENTRIES``; copies and empty items are left out."""
    made = Made()
    if len(items) > MAX_ENTRIES:
        made.warnings.append(f"the feed holds {len(items)} items; the first {MAX_ENTRIES} were read")
    kept = items[:MAX_ENTRIES]
    shared = _shared_guids(kept)
    seen: set[str] = set()
    empty = 0
    for item in kept:
        entry = make_entry(item, frame, guid_is_shared=item.guid.strip() in shared)
        if entry is None:
            empty += 1
        elif entry.key not in seen:
            seen.add(entry.key)
            made.entries.append(entry)
    if empty:
        made.warnings.append(f"{empty} items without title, text and link were left out")
    if shared:
        made.warnings.append("several items carry the same guid; they are told apart by link and title")
    return made


def _shared_guids(items: Sequence[Item]) -> set[str]:
    """Guids that different items of one feed carry; a feed whose every guid is its home page is not rare."""
    different = {(item.guid.strip(), item.links[:1], item.title) for item in items if item.guid.strip()}
    return {guid for guid, count in Counter(guid for guid, _, _ in different).items() if count > 1}


def make_entry(item: Item, frame: Frame, *, guid_is_shared: bool = False) -> ReadEntry | None:
    """One entry; None for an item without title, text and link."""
    url, warnings = _url(item, frame.base)
    summary = plain_text(item.summary[: 4 * MAX_SUMMARY])
    content = plain_text(item.content[: 4 * MAX_CONTENT])
    title = plain_line(item.title, MAX_TITLE)
    if not (title or summary or content or url):
        return None
    if not title:
        warnings.append("the item has no title; it was made from the text")
        title = shortened(" ".join((summary or content).split()), 100) or "(untitled)"
    published, doubt = _published(item, frame)
    return ReadEntry(
        source=frame.name,
        key=_key("" if guid_is_shared else item.guid, item, url),
        url=url,
        title=title,
        kind=str(frame.source.kind) if frame.source else "news",
        publisher=frame.publisher,
        published=published,
        summary=shortened(summary or content, MAX_SUMMARY),
        content="" if content == summary else shortened(content, MAX_CONTENT),
        doi=find_doi(_heads((*item.identifiers, item.guid)), _heads((*item.links, url))),
        warnings=(*warnings, *doubt),
    )


def _heads(texts: Sequence[str]) -> list[str]:
    return [text[:2000] for text in texts]


def _url(item: Item, base: str) -> tuple[str, list[str]]:
    """The first link that can be followed, "" without one, and what was wrong with those before it."""
    warnings: list[str] = []
    for link in item.links:
        url, warning = clean_link(link, base)
        if url:
            return url, warnings
        if warning:
            warnings.append(warning)
    if not warnings:
        warnings.append("the item has no link")
    return "", warnings


def _published(item: Item, frame: Frame) -> tuple[datetime | None, tuple[str, ...]]:
    language = frame.source.language if frame.source else "en"
    doubts: list[str] = []
    for text, fallback in item.dates:
        moment = read_date(text, fallback, language)
        if moment is not None and plausible(moment, frame.now):
            return moment, tuple(doubts)
        if text.strip():
            why = "could not be read" if moment is None else "cannot be right"
            doubts.append(f"date left out, it {why}: {shortened(' '.join(text.split()), 60)}")
    return None, tuple(doubts) or ("the item has no date",)


def _key(guid: str, item: Item, url: str) -> str:
    """The item's identity in its source: its guid, else its address, else a hash of what it says.

    Where several items share a guid, the address or the words tell them apart.
    """
    bare = guid.strip()
    if bare:
        return bare if len(bare) <= MAX_GUID and "\0" not in bare else "guid:" + _digest(bare)
    if url and not item.guid.strip():
        return url if len(url) <= MAX_GUID else "url:" + _digest(url)
    parts = (item.guid.strip(), url, item.title, "" if url else item.summary, "" if url else item.content)
    return "hash:" + _digest("\x00".join(parts))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
