"""Records of papers and preprints: PubMed's MEDLINE format, and Europe PMC's ``core`` results.

https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format and https://europepmc.org/RestfulWebService
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newsdraft.model import QueryService
from newsdraft.polling.answers import (
    Answer,
    Record,
    as_count,
    as_dict,
    as_text,
    as_texts,
    dates,
    escaped,
    refused,
)
from newsdraft.polling.entries import Item

# --- PubMed ----------------------------------------------------------------------------------------------


def from_pubmed(answer: Mapping[str, Any]) -> Answer:
    """The records of an ``esearch`` answer that has those of ``efetch`` beside it, under ``records``."""
    result = as_dict(answer.get("esearchresult"))
    unknown = as_texts(as_dict(result.get("errorlist")).get("phrasesnotfound"))
    notes = (f"PubMed does not know these words of the query: {', '.join(unknown)[:200]}",) if unknown else ()
    records = [_medline_record(fields) for fields in _medline(as_text(answer.get("records")))]
    return Answer(records, as_count(result.get("count")), notes)


def _medline(text: str) -> Iterator[dict[str, list[str]]]:
    """The fields of each record by tag. A line begins with a tag of four places and a dash, or goes on."""
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    for line in text.splitlines():
        head = re.match(r"([A-Z]{2,4}) {0,2}- ?(.*)", line)
        if head and head[1] == "PMID" and fields:
            yield fields
            fields = {}
        if head:
            values = fields.setdefault(head[1], [])
            values.append(head[2])
        elif line.startswith("      ") and values:
            values[-1] += " " + line.strip()
    if fields:
        yield fields


def _medline_record(fields: Mapping[str, Sequence[str]]) -> Record:
    def first(tag: str) -> str:
        return next(iter(fields.get(tag, ())), "").strip()

    number = first("PMID")
    doi = next((v for tag in ("LID", "AID") for v in fields.get(tag, ()) if v.endswith("[doi]")), "")
    title = first("TI") or first("TT")
    return Record(
        item=Item(
            guid=f"pmid:{number}",
            links=(f"https://pubmed.ncbi.nlm.nih.gov/{number}/",) if number.isdigit() else (),
            # A title in brackets is PubMed's translation of one in another language.
            title=escaped(re.sub(r"^\[(.*)\]\.?$", r"\1", title.strip()).rstrip(".")),
            content=escaped(first("AB")),
            dates=dates(first("DEP"), first("EDAT"), first("CRDT")),
            identifiers=(doi,),
        ),
        publisher=first("JT").partition(" : ")[0],
        preprint="Preprint" in fields.get("PT", ()),
    )


# --- Europe PMC ------------------------------------------------------------------------------------------


def from_europe_pmc(answer: Mapping[str, Any]) -> Answer:
    """The records of a ``search`` answer. Raises ExtractError for what is none."""
    found = as_dict(answer.get("resultList")).get("result")
    total = as_count(answer.get("hitCount"))
    # Asked to sort by what it does not know, the service finds records and gives none.
    if not isinstance(found, list) or (total and not found):
        raise refused(QueryService.EUROPE_PMC, as_text(answer.get("errMsg")))
    return Answer([_europe_pmc_record(each) for each in found if isinstance(each, dict)], total)


def _europe_pmc_record(record: Mapping[str, Any]) -> Record:
    source, number = as_text(record.get("source")), as_text(record.get("id"))
    preprint = source == "PPR"
    journal = as_text(as_dict(as_dict(record.get("journalInfo")).get("journal")).get("title"))
    server = as_text(as_dict(record.get("bookOrReportDetails")).get("publisher"))
    return Record(
        item=Item(
            guid=f"{source}:{number}",
            links=_europe_pmc_links(record, source, number),
            title=as_text(record.get("title")).rstrip("."),
            content=_opened_headings(as_text(record.get("abstractText"))),
            dates=dates(as_text(record.get("firstPublicationDate")), as_text(record.get("firstIndexDate"))),
            identifiers=(as_text(record.get("doi")),),
        ),
        arrived=as_text(record.get("firstIndexDate")),
        publisher=server if preprint else journal,
        preprint=preprint,
    )


def _europe_pmc_links(record: Mapping[str, Any], source: str, number: str) -> tuple[str, ...]:
    """PubMed's page, which a program can read; else the preprint's own; else Europe PMC's."""
    pmid, doi = as_text(record.get("pmid")), as_text(record.get("doi"))
    return (
        *((f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",) if pmid.isdigit() else ()),
        *((f"https://doi.org/{doi}",) if doi.startswith("10.") else ()),
        *((f"https://europepmc.org/article/{source}/{number}",) if source.isalnum() else ()),
    )


def _opened_headings(markup: str) -> str:
    """A heading opens its paragraph: "<h4>Methods</h4>We …" becomes "Methods: We …"."""
    return re.sub(r"<h4>([^<]{1,80}?):?\s*</h4>\s*", r"<p>\1: ", markup)
