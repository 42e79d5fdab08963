"""PubMed, through the E-utilities: ``esearch`` (JSON) for the number, ``efetch`` (XML) for the record.

https://www.ncbi.nlm.nih.gov/books/NBK25499/ and the PubMed DTD. Three requests a second are allowed without a
key; the pause between requests to one host keeps below that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from newsdraft.errors import ExtractError
from newsdraft.model import Retraction
from newsdraft.registries.ids import normal_doi, normal_nct, normal_pmid
from newsdraft.registries.shape import (
    date_of,
    dig,
    each,
    inner,
    items,
    json_of,
    message,
    text,
    without_label,
    xml_of,
)
from newsdraft.registries.standing import Notice, from_title, gravest, judge, kind_of
from newsdraft.registries.values import Record, Registry
from newsdraft.text import words

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST = 3  # articles that one search may give; a DOI or a whole title has one, rarely two


def search_address(base: str, term: str, contact: str = "") -> str:
    """The address that finds PubMed numbers."""
    asked = {"db": "pubmed", "retmode": "json", "retmax": str(MOST), "term": term, **_who(contact)}
    return f"{base}/esearch.fcgi?{urlencode(asked)}"


def fetch_address(base: str, pmids: str, contact: str = "") -> str:
    """The address of the records of PubMed numbers, with commas between them."""
    return f"{base}/efetch.fcgi?{urlencode({'db': 'pubmed', 'retmode': 'xml', 'id': pmids, **_who(contact)})}"


def _who(contact: str) -> dict[str, str]:
    """NCBI asks programs to name themselves and whom to write to."""
    return {"tool": "newsdraft", **({"email": contact} if "@" in contact else {})}


def doi_term(doi: str) -> str:
    """The search term for a DOI."""
    return f'"{doi}"[doi]'


def title_term(title: str) -> str:
    """The search term for a whole title; signs that mean something in a query are left out."""
    return f"{' '.join(words(title))}[Title]"


def parse_search(body: bytes) -> tuple[str, ...]:
    """The PubMed numbers that a search found. Raises ExtractError where it did not search."""
    answer = json_of(body)
    result = answer.get("esearchresult")
    problem = text(answer.get("error")) or text(dig(result, "ERROR"))
    if problem or not isinstance(result, dict):
        raise ExtractError(problem[:200] or "the answer has another form than documented")
    found = (normal_pmid(text(number)) for number in items(result.get("idlist")))
    return tuple(filter(None, found))[:MOST]


def parse(body: bytes) -> tuple[Record, ...]:
    """The records of an ``efetch`` answer; none where it knows none. Raises ExtractError for what is no answer."""
    root = xml_of(body)
    if root.tag != "PubmedArticleSet":
        raise ExtractError(message(root) or "the answer has another form than documented")
    return tuple(_record(article) for article in list(root.iterfind("PubmedArticle"))[:MOST])


def _record(article: Element) -> Record:
    title = inner(article.find(".//Article/ArticleTitle")) or inner(article.find(".//VernacularTitle"))
    types = tuple(each(article, ".//PublicationTypeList/PublicationType"))
    retraction, standing, remarks = judge(_notices(article), title)
    if "Retracted Publication" in types:
        retraction, standing = (
            Retraction.RETRACTED,
            standing or "its publication type is “Retracted Publication”",
        )
    own, own_words = _is_notice(article, types)
    pmid = normal_pmid(inner(article.find("MedlineCitation/PMID")))
    return Record(
        registry=Registry.PUBMED,
        doi=_doi(article),
        pmid=pmid,
        title=from_title(title)[1].rstrip(".") or None,
        journal=inner(article.find(".//Article/Journal/Title")) or None,
        authors=tuple(_authors(article)),
        published=_published(article),
        abstract=_abstract(article),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else "",
        types=types,
        is_preprint=True if "Preprint" in types else False if "Journal Article" in types else None,
        funders=tuple(dict.fromkeys(each(article, ".//GrantList/Grant/Agency"))),
        conflicts=inner(article.find("MedlineCitation/CoiStatement")) or None,
        trial_ids=tuple(dict.fromkeys(_trials(article))),
        retraction=gravest((retraction, own)),
        standing="; ".join(filter(None, (own_words, standing))),
        remarks=remarks,
    )


def _doi(article: Element) -> str | None:
    """The article's own DOI; those of its references stand deeper."""
    ids = [
        *article.iterfind("PubmedData/ArticleIdList/ArticleId[@IdType='doi']"),
        *article.iterfind(".//Article/ELocationID[@EIdType='doi']"),
    ]
    return next(filter(None, (normal_doi(inner(found)) for found in ids)), None)


def _authors(article: Element) -> Iterator[str]:
    for author in article.iterfind(".//Article/AuthorList/Author"):
        names = " ".join(filter(None, (inner(author.find("ForeName")), inner(author.find("LastName")))))
        if name := names or inner(author.find("CollectiveName")):
            yield name


def _published(article: Element) -> datetime | None:
    """The day of the electronic article, or of the issue."""
    for path in (".//Article/ArticleDate", ".//Article/Journal/JournalIssue/PubDate"):
        place = article.find(path)
        if place is not None:
            parts = (inner(place.find(name)) for name in ("Year", "Month", "Day"))
            if found := date_of(*parts):
                return found
    return None


def _abstract(article: Element) -> str:
    """The parts of the abstract, each opened by its label ("Methods: …")."""
    parts = []
    for part in article.iterfind(".//Article/Abstract/AbstractText"):
        words_ = inner(part)
        label = (part.get("Label") or "").strip().capitalize()
        if words_:
            parts.append(f"{label}: {words_}" if label and label != "Unlabelled" else words_)
    return without_label("\n".join(parts))


def _trials(article: Element) -> Iterator[str]:
    """Trial numbers of the article's data banks; those in its abstract may be another trial's."""
    for bank in article.iterfind(".//Article/DataBankList/DataBank"):
        if inner(bank.find("DataBankName")).lower() == "clinicaltrials.gov":
            for number in each(bank, "AccessionNumberList/AccessionNumber"):
                if found := normal_nct(number):
                    yield found


def _notices(article: Element) -> Iterator[Notice]:
    """What ``CommentsCorrections`` says about this article; types in "Of" and "For" are those of a notice."""
    for link in article.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections"):
        if kind := kind_of(link.get("RefType") or ""):
            pmid = normal_pmid(inner(link.find("PMID")))
            yield Notice(
                kind=kind, where=f"notice: PMID {pmid}" if pmid else inner(link.find("RefSource"))[:120]
            )


def _is_notice(article: Element, types: tuple[str, ...]) -> tuple[Retraction, str]:
    reftypes = {
        link.get("RefType")
        for link in article.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
    }
    if "Retraction of Publication" in types or "Retraction Notice" in types or "RetractionOf" in reftypes:
        return Retraction.RETRACTED, "this is itself the notice of a retraction"
    if "ExpressionOfConcernFor" in reftypes:
        return Retraction.CONCERN, "this is itself an expression of concern about another paper"
    return Retraction.NONE_FOUND, ""
