"""Metadata that pages state about themselves: JSON-LD, Open Graph, citation_*, PRISM and Dublin Core tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from urllib.parse import unquote

from newsdraft.model import Value
from newsdraft.reading.clutter import Element, text_of

_ARTICLE_TYPES = re.compile(r"article|report|posting|release|webpage|scholarly", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>{}|\\^`\[\]]+", re.IGNORECASE)
_EARLIEST, _LATEST = 1990, 2100  # years outside are misread or placeholders
_JSON_LD_LIMIT = 500_000


class Metadata(Value):
    """What a page says of itself; empty where it says nothing."""

    title: str = ""
    publisher: str = ""
    author: str = ""
    published: datetime | None = None
    language: str = ""
    canonical: str = ""
    doi: str | None = None
    journal: str | None = None
    types: tuple[str, ...] = ()
    section: str = ""
    free: bool | None = None
    body: str = ""


def clean_doi(text: str) -> str | None:
    """The DOI in ``text`` (bare, with "doi:" or as an address), without the punctuation around it, or None.

    DOIs are compared without regard to case (DOI handbook, 2.4), so the result is in lower case.
    """
    match = _DOI.search(unquote(text))
    if not match:
        return None
    doi = match.group().rstrip(".,;:!?\u201d\u2019*_")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;:")
    return doi.lower()


def parse_date(text: str) -> datetime | None:
    """A date of metadata (ISO 8601, RFC 5322, year/month/day) as UTC; without a zone it is read as UTC."""
    text = text.strip()
    found = _iso(text) or _iso(text.replace("/", "-")) or _mail_date(text)
    if found is None:
        return None
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found
    return found.astimezone(UTC) if _EARLIEST <= found.year <= _LATEST else None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail_date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


def read_metadata(tree: Element) -> Metadata:
    """The metadata of a page, given as an lxml tree that still has its head."""
    tags, ld = _meta_tags(tree), _json_ld(tree)
    doi = _first(*(tags.get(name, "") for name in _DOI_TAGS), *_ld_dois(ld))
    return Metadata(
        title=_title(tree, tags, ld),
        publisher=_first(
            _name(ld.get("publisher")), tags.get("og:site_name"), tags.get("citation_publisher")
        ),
        author=_first(_name(ld.get("author")), tags.get("author"), tags.get("citation_author")),
        published=_published(tree, tags, ld),
        language=_language(tree, tags, ld),
        canonical=_canonical(tree, tags),
        doi=clean_doi(doi),
        journal=_first(
            tags.get("citation_journal_title"), tags.get("prism.publicationname"), _periodical(ld)
        ) or None,
        types=(*_types(ld), *(["Product"] if (tags.get("og:type") or "").lower().startswith("product") else [])),
        section=_first(tags.get("article:section"), _text(ld.get("articleSection"))),
        free=_free(ld),
        body=_body(ld),
    )  # fmt: skip


_DOI_TAGS = (
    "citation_doi",
    "prism.doi",
    "dc.identifier",
    "dc.identifier.doi",
    "dcterms.identifier",
    "bepress_citation_doi",
)
_DATE_TAGS = (
    "article:published_time", "citation_online_date", "citation_publication_date", "citation_date",
    "prism.publicationdate", "dc.date", "dcterms.date", "dc.date.issued", "dcterms.issued", "date", "pubdate",
)  # fmt: skip


def _first(*values: str | None) -> str:
    return next((unescape(value).strip() for value in values if value and value.strip()), "")


def _meta_tags(tree: Element) -> dict[str, str]:
    """Name or property (in lower case) to content; the first of a name counts."""
    tags: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name and meta.get("content"):
            tags.setdefault(name, meta.get("content"))
    return tags


def _json_ld(tree: Element) -> Mapping[str, object]:
    """The page's article among its JSON-LD objects, or an empty mapping."""
    objects = []
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().startswith("application/ld+json"):
            objects.extend(_objects(script.text or ""))
    return next((o for o in objects if _ARTICLE_TYPES.search(" ".join(_types(o))) and o.get("headline")), {})


def _objects(text: str) -> list[Mapping[str, object]]:
    if len(text) > _JSON_LD_LIMIT:
        return []
    try:
        return list(_walk(json.loads(text, strict=False)))
    except (ValueError, RecursionError):
        return []


def _walk(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list):
        for item in value:
            yield from _walk(item)
    elif isinstance(value, dict):
        yield value
        yield from _walk(value.get("@graph"))
        yield from _walk(value.get("mainEntity"))


def _types(ld: Mapping[str, object]) -> tuple[str, ...]:
    value = ld.get("@type")
    return tuple(str(v) for v in value) if isinstance(value, list) else ((str(value),) if value else ())


def _name(value: object) -> str:
    """The name in a JSON-LD person or organisation, or in a list of them."""
    if isinstance(value, list):
        return ", ".join(name for name in map(_name, value) if name)
    if isinstance(value, dict):
        return _name(value.get("name"))
    return value if isinstance(value, str) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _ld_dois(ld: Mapping[str, object]) -> list[str]:
    found = []
    for key in ("identifier", "sameAs", "@id"):
        value = ld.get(key)
        for item in value if isinstance(value, list) else [value]:
            text = _text(item.get("value")) if isinstance(item, dict) else _text(item)
            if clean_doi(text):
                found.append(text)
    return found


def _periodical(ld: Mapping[str, object]) -> str:
    part = ld.get("isPartOf")
    while isinstance(part, dict):
        if "Periodical" in _types(part):
            return _name(part)
        part = part.get("isPartOf")
    return ""


def _free(ld: Mapping[str, object]) -> bool | None:
    value = ld.get("isAccessibleForFree")
    return None if value is None else str(value).strip().lower() not in ("false", "0", "no")


_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")


def _body(ld: Mapping[str, object]) -> str:
    """The text that the page's data give as the article's, without mark-up; a paragraph a line."""
    plain = _ANY_TAG.sub("", _BREAK.sub("\n", _text(ld.get("articleBody"))))
    return "\n".join(" ".join(line.split()) for line in unescape(plain).splitlines() if line.strip())


def _title(tree: Element, tags: Mapping[str, str], ld: Mapping[str, object]) -> str:
    given = _first(tags.get("citation_title"), _text(ld.get("headline")), tags.get("og:title"))
    heads = ["".join(h.xpath(".//text()[not(ancestor::script or ancestor::style)]")) for h in tree.iter("h1")]
    plain = next((text_of(t) for t in tree.iter("title")), "")
    # Without other metadata the window title is "headline | site"; the first heading is the cleaner one.
    return " ".join((given or next((h for h in heads if h.strip()), "") or plain).split())


def _published(tree: Element, tags: Mapping[str, str], ld: Mapping[str, object]) -> datetime | None:
    stated = [_text(ld.get("datePublished")), *(tags.get(name, "") for name in _DATE_TAGS)]
    times = [t.get("datetime") or "" for article in tree.iter("article") for t in article.iter("time")]
    dates = [date for date in map(parse_date, [*stated, *times[:1]]) if date]
    if not dates:
        return None
    first = dates[0]
    # The same day with a time of day elsewhere is the better answer.
    return next((d for d in dates if d.date() == first.date() and (d.hour or d.minute)), first)


def _language(tree: Element, tags: Mapping[str, str], ld: Mapping[str, object]) -> str:
    root = next(iter(tree.iter("html")), None)
    stated = root.get("lang") if root is not None else ""
    return _first(stated, tags.get("og:locale"), _text(ld.get("inLanguage"))).replace("_", "-")


def _canonical(tree: Element, tags: Mapping[str, str]) -> str:
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return _first(*links, tags.get("og:url"))
