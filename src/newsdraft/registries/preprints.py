"""Preprints: arXiv (Atom) and bioRxiv/medRxiv (JSON).

https://info.arxiv.org/help/api/user-manual.html and https://api.biorxiv.org
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from newsdraft.errors import ExtractError
from newsdraft.model import Retraction
from newsdraft.registries.ids import arxiv_number, normal_doi, preprint_server
from newsdraft.registries.shape import (
    abstract_of,
    dig,
    each,
    inner,
    iso_date,
    items,
    json_of,
    raw,
    text,
    without_label,
    xml_of,
)
from newsdraft.registries.standing import from_title, gravest
from newsdraft.registries.values import Record, Registry

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_WITHDRAWN = re.compile(
    r"\b(?:paper|article|manuscript|submission|preprint|work|version) (?:has been|was|is|have been) "
    r"(?:\w+ )?withdrawn\b|^\W*(?:withdrawn|retracted)\b|\bauthors? (?:have|has) withdrawn\b",
    re.IGNORECASE,
)


def arxiv_address(base: str, number: str) -> str:
    """The address of an arXiv paper's record."""
    return f"{base}/query?{urlencode({'id_list': number, 'max_results': '1'})}"


def parse_arxiv(body: bytes) -> tuple[Record, ...]:
    """The paper, or nothing. arXiv tells of its own errors, too, as an entry. Raises ExtractError."""
    root = xml_of(body)
    if root.tag != f"{_ATOM}feed":
        raise ExtractError("the answer has another form than documented")
    entry = root.find(f"{_ATOM}entry")
    number = arxiv_number(inner(entry.find(f"{_ATOM}id"))) if entry is not None else None
    if entry is None or number is None:
        return ()
    title = " ".join(inner(entry.find(f"{_ATOM}title")).split())
    summary = " ".join(inner(entry.find(f"{_ATOM}summary")).split())
    comment = inner(entry.find(f"{_ARXIV}comment"))
    gone = next((words for words in (comment, summary[:300]) if _WITHDRAWN.search(words)), "")
    journal = inner(entry.find(f"{_ARXIV}journal_ref"))
    published = normal_doi(inner(entry.find(f"{_ARXIV}doi")))
    where = journal or (f"doi {published}" if published else "")
    return (
        Record(
            registry=Registry.ARXIV,
            doi=f"10.48550/arxiv.{number.lower()}",
            title=from_title(title)[1] or None,
            journal="arXiv",
            authors=tuple(each(entry, f"{_ATOM}author/{_ATOM}name")),
            published=iso_date(inner(entry.find(f"{_ATOM}published"))),
            abstract="" if gone else without_label(summary),
            url=f"https://arxiv.org/abs/{number}",
            is_preprint=True,
            retraction=gravest(
                (from_title(title)[0], Retraction.RETRACTED if gone else Retraction.NONE_FOUND)
            ),
            standing=f"arXiv shows it as withdrawn: “{gone[:200]}”" if gone else "",
            remarks=(f"this preprint was published in a journal ({where})",) if where else (),
        ),
    )


def openrxiv_address(base: str, doi: str) -> str:
    """The address of a bioRxiv or medRxiv preprint with all its versions."""
    return f"{base}/details/{preprint_server(doi) or 'biorxiv'}/{doi}/na/json"


def parse_openrxiv(body: bytes) -> tuple[Record, ...]:
    """The newest version of a preprint, or nothing. Raises ExtractError for what is no answer."""
    answer = json_of(body)
    if not isinstance(answer.get("collection"), list):
        raise ExtractError("the answer has another form than documented")
    versions = [version for version in items(answer["collection"]) if isinstance(version, dict)]
    if not versions:
        return ()
    # The date of a preprint is that of its first version, its words are those of the last.
    first, last = versions[0], versions[-1]
    doi = normal_doi(text(last.get("doi")))
    title, kind = text(last.get("title")), text(last.get("type"))
    gone = any("withdraw" in text(version.get("type")).lower() for version in versions)
    published = normal_doi(text(last.get("published")))
    return (
        Record(
            registry=Registry.OPENRXIV,
            doi=doi,
            title=from_title(title)[1] or None,
            journal=_server_name(text(last.get("server")), doi),
            authors=tuple(filter(None, (name.strip() for name in text(last.get("authors")).split(";")))),
            institution=text(last.get("author_corresponding_institution")) or None,
            published=iso_date(first.get("date")),
            abstract="" if gone else abstract_of(raw(last.get("abstract"))),
            url=f"https://doi.org/{doi}" if doi else "",
            types=(kind,) if kind else (),
            is_preprint=True,
            funders=tuple(filter(None, (text(dig(funder, "name")) for funder in items(last.get("funder"))))),
            retraction=gravest(
                (from_title(title)[0], Retraction.RETRACTED if gone else Retraction.NONE_FOUND)
            ),
            standing="the server shows it as withdrawn" if gone else "",
            remarks=(f"this preprint was published in a journal (doi {published})",) if published else (),
        ),
    )


def _server_name(server: str, doi: str | None) -> str:
    names = {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}
    return names.get(server.lower()) or names.get(preprint_server(doi or "") or "", "bioRxiv")
