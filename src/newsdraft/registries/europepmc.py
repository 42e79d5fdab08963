"""Europe PMC: PubMed's records, preprints and more, in one request.

RESTful web service, ``/search`` with ``resultType=core``: https://europepmc.org/RestfulWebService
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from newsdraft.errors import ExtractError
from newsdraft.model import Retraction
from newsdraft.registries.ids import normal_doi, normal_pmid
from newsdraft.registries.shape import abstract_of, dig, iso_date, items, json_of, raw, text, texts
from newsdraft.registries.standing import Notice, from_title, judge, kind_of
from newsdraft.registries.values import Ask, Question, Record, Registry

MOST = 3


def address(base: str, question: Question) -> str:
    """The address that finds a paper by DOI or PubMed number."""
    by_doi = question.by is Ask.DOI
    query = f'DOI:"{question.value}"' if by_doi else f"EXT_ID:{question.value} AND SRC:MED"
    asked = {"query": query, "resultType": "core", "format": "json", "pageSize": str(MOST)}
    return f"{base}/search?{urlencode(asked)}"


def parse(body: bytes) -> tuple[Record, ...]:
    """The papers found, journal versions first. Raises ExtractError for what is no answer."""
    answer = json_of(body)
    results = dig(answer, "resultList", "result")
    if not isinstance(answer.get("resultList"), dict) or not isinstance(results, list | None):
        raise ExtractError(text(answer.get("errMsg"))[:200] or "the answer has another form than documented")
    found = [_record(result) for result in items(results)[:MOST] if isinstance(result, dict)]
    return tuple(sorted(found, key=lambda record: bool(record.is_preprint)))


def _record(result: dict[str, object]) -> Record:
    title = text(result.get("title"))
    types = texts(dig(result.get("pubTypeList"), "pubType"))
    links = items(dig(result.get("commentCorrectionList"), "commentCorrection"))
    retraction, standing, remarks = judge(_notices(links), title)
    lower = {kind.lower() for kind in types}
    if "retracted publication" in lower:
        retraction, standing = (
            Retraction.RETRACTED,
            standing or "its publication type is “Retracted Publication”",
        )
    if lower & {"retraction of publication", "retraction notice"}:
        retraction, standing = Retraction.RETRACTED, "this is itself the notice of a retraction"
    preprint = text(result.get("source")) == "PPR" or "preprint" in lower
    return Record(
        registry=Registry.EUROPE_PMC,
        doi=normal_doi(text(result.get("doi"))),
        pmid=normal_pmid(text(result.get("pmid"))),
        title=from_title(title)[1].rstrip(".") or None,
        journal=_journal(result) or None,
        authors=tuple(
            filter(None, (text(dig(a, "fullName")) for a in items(dig(result.get("authorList"), "author"))))
        ),
        published=iso_date(result.get("firstPublicationDate")),
        abstract=abstract_of(raw(result.get("abstractText"))),
        url=_url(result),
        types=types,
        is_preprint=preprint or (False if "journal article" in lower else None),
        funders=tuple(
            dict.fromkeys(
                filter(None, (text(dig(g, "agency")) for g in items(dig(result.get("grantsList"), "grant"))))
            )
        ),
        retraction=retraction,
        standing=standing,
        remarks=(*remarks, *_versions(links)),
    )


def _journal(result: dict[str, object]) -> str:
    journal = text(dig(result.get("journalInfo"), "journal", "title"))
    return journal or text(dig(result.get("bookOrReportDetails"), "publisher"))


def _url(result: dict[str, object]) -> str:
    source, number = text(result.get("source")), text(result.get("id"))
    if not (source.isalnum() and number.isalnum()):
        return ""
    return f"https://europepmc.org/article/{source}/{number}"


def _notices(links: list[object]) -> Iterator[Notice]:
    for link in links:
        if kind := kind_of(text(dig(link, "type"))):
            number = text(dig(link, "id"))
            where = (
                f"notice: {text(dig(link, 'source'))} {number}"
                if number
                else text(dig(link, "reference"))[:120]
            )
            yield Notice(kind=kind, where=where.replace("MED ", "PMID "))


def _versions(links: list[object]) -> Iterator[str]:
    for link in links:
        if text(dig(link, "type")).lower() == "preprint of":
            number = text(dig(link, "id"))
            yield f"this preprint was published in a journal{f' (PMID {number})' if number else ''}"
