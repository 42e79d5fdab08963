"""Crossref: the registration agency of most DOIs of papers, with the notices of Retraction Watch.

REST API, ``/works/{doi}``: https://api.crossref.org/swagger-ui/ and the format description in Crossref's
rest-api-doc. ``updated-by`` on a paper names the notices about it; ``update-to`` on a notice names the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import quote, urlencode

from newsdraft.errors import ExtractError
from newsdraft.model import Retraction
from newsdraft.registries.ids import normal_doi, normal_nct
from newsdraft.registries.shape import MOST_ITEMS, abstract_of, date_of, dig, items, json_of, raw, text, texts
from newsdraft.registries.standing import Notice, from_title, gravest, judge, kind_of
from newsdraft.registries.values import Record, Registry


def address(base: str, doi: str, contact: str = "") -> str:
    """The address of a DOI's record. A mail address puts the question into Crossref's "polite" pool."""
    polite = f"?{urlencode({'mailto': contact})}" if "@" in contact else ""
    return f"{base}/works/{quote(doi, safe='')}{polite}"


def parse(body: bytes) -> tuple[Record, ...]:
    """The record of an answer. Raises ExtractError where it is none."""
    work = json_of(body).get("message")
    if not isinstance(work, dict):
        raise ExtractError("the answer has another form than documented")
    title = _title(work)
    retraction, standing, remarks = judge(_notices(work), title)
    own, own_words = _is_notice(work)
    kind = text(work.get("type"))
    return (
        Record(
            registry=Registry.CROSSREF,
            doi=normal_doi(text(work.get("DOI"))),
            title=from_title(title)[1] or None,
            journal=next(iter(texts(work.get("container-title"))), None) or _server(work),
            authors=tuple(filter(None, map(_name, items(work.get("author"))))),
            published=_published(work),
            abstract=abstract_of(raw(work.get("abstract"))),
            url=_url(work),
            types=tuple(filter(None, (kind, text(work.get("subtype"))))),
            is_preprint=_is_preprint(kind, text(work.get("subtype"))),
            funders=tuple(
                dict.fromkeys(filter(None, (text(dig(f, "name")) for f in items(work.get("funder")))))
            ),
            trial_ids=_trials(work),
            retraction=gravest((retraction, own)),
            standing="; ".join(filter(None, (own_words, standing))),
            remarks=(*remarks, *_versions(work)),
        ),
    )


def _title(work: Mapping[str, object]) -> str:
    return next(iter(texts(work.get("title"))), "")


def _url(work: Mapping[str, object]) -> str:
    doi = normal_doi(text(work.get("DOI")))
    return f"https://doi.org/{doi}" if doi else ""


def _server(work: Mapping[str, object]) -> str | None:
    """The preprint server, which Crossref lists as the posting institution."""
    if text(work.get("type")) != "posted-content":
        return None
    names = (text(dig(place, "name")) for place in items(work.get("institution")))
    return next(filter(None, names), None) or text(work.get("publisher")) or None


def _is_preprint(kind: str, subtype: str) -> bool | None:
    if kind == "posted-content":
        return subtype in ("preprint", "")
    return False if kind in ("journal-article", "proceedings-article", "book-chapter") else None


def _name(author: object) -> str:
    parts = text(dig(author, "given")), text(dig(author, "family"))
    return " ".join(filter(None, parts)) or text(dig(author, "name"))


def _published(work: Mapping[str, object]) -> datetime | None:
    dates = (
        _date(work.get(key))
        for key in ("published-online", "published", "posted", "published-print", "issued")
    )
    return next(filter(None, dates), None)


def _date(value: object) -> datetime | None:
    """The day of ``{"date-parts": [[2024, 3, 5]]}``; None without month and day."""
    first = next(iter(items(dig(value, "date-parts"))), None)
    parts = items(first)
    return date_of(*parts[:3]) if len(parts) >= 3 else None


def _trials(work: Mapping[str, object]) -> tuple[str, ...]:
    numbers = (
        normal_nct(text(dig(t, "clinical-trial-number")))
        for t in items(work.get("clinical-trial-number"))[:MOST_ITEMS]
    )
    return tuple(dict.fromkeys(filter(None, numbers)))


def _notices(work: Mapping[str, object]) -> Iterator[Notice]:
    """The notices about this work: ``updated-by``, and relations of that meaning."""
    for update in items(work.get("updated-by")):
        yield from _notice(update)
    # Withdrawn articles in press are replaced by a notice under the same DOI.
    own = normal_doi(text(work.get("DOI")))
    for update in items(work.get("update-to")):
        if own and normal_doi(text(dig(update, "DOI"))) == own:
            yield from _notice(update)
    for name in ("is-retracted-by", "has-retraction"):
        for other in items(dig(work.get("relation"), name)):
            doi = normal_doi(text(dig(other, "id")))
            yield Notice(kind="retraction", where=f"notice: doi {doi}" if doi else "")


def _notice(update: object) -> Iterator[Notice]:
    kind = kind_of(text(dig(update, "type")) or text(dig(update, "label")))
    if kind:
        doi = normal_doi(text(dig(update, "DOI")))
        source = {"retraction-watch": "Retraction Watch", "publisher": "the publisher"}
        yield Notice(
            kind=kind,
            source=source.get(text(dig(update, "source")), ""),
            where=f"notice: doi {doi}" if doi else "",
            date=_date(dig(update, "updated")),
        )


def _is_notice(work: Mapping[str, object]) -> tuple[Retraction, str]:
    """Whether the DOI is that of a notice that retracts or doubts another paper."""
    own = normal_doi(text(work.get("DOI")))
    for update in items(work.get("update-to")):
        other = normal_doi(text(dig(update, "DOI")))
        kind = kind_of(text(dig(update, "type")))
        if other and other != own and kind in ("retraction", "concern"):
            words = "the retraction of" if kind == "retraction" else "an expression of concern about"
            standing = Retraction.RETRACTED if kind == "retraction" else Retraction.CONCERN
            return standing, f"this DOI is itself a notice: {words} doi {other}"
    return Retraction.NONE_FOUND, ""


def _versions(work: Mapping[str, object]) -> Iterator[str]:
    """Where a preprint was published."""
    for other in items(dig(work.get("relation"), "is-preprint-of")):
        if doi := normal_doi(text(dig(other, "id"))):
            yield f"this preprint was published in a journal (doi {doi})"
