"""Searches read as feeds: PubMed, Europe PMC, arXiv, ClinicalTrials.gov.

Each entry carries the abstract (or the trial's record) as its content, so that a page that shows nothing to
programs can still be read. What a service leaves out or gives in another type is left out; what is no answer
of the documented shape is an ExtractError.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from newsdraft.config import MOST_RECORDS
from newsdraft.model import QueryService, Source, SourceKind
from newsdraft.polling.answers import NAMES, Answer, Record, as_dict, as_text, json_of, refused
from newsdraft.polling.dates import read_date
from newsdraft.polling.entries import Frame, ReadEntry, ReadFeed, make_entries
from newsdraft.polling.literature import from_europe_pmc, from_pubmed
from newsdraft.polling.plain import plain_line
from newsdraft.polling.trials import from_trials
from newsdraft.web import Web, status_error

# The services add records once a day; asking each half hour would bring nothing.
REST_SECONDS = 6 * 3600
# A service's day ends elsewhere than ours.
SLACK = timedelta(days=1)
ARXIV_ID = re.compile(r"arxiv\.org/abs/([\w.-]+(?:/\d{7})?(?:v\d+)?)$", re.IGNORECASE)

# --- PubMed's second question ----------------------------------------------------------------------------


def whole_answer(body: bytes, source: Source, web: Web, now: datetime) -> bytes:
    """``body``, and for a PubMed search (which gives numbers alone) the records beside it, as JSON.

    Raises FetchError where the records cannot be had, ExtractError where the search failed.
    """
    if source.query is None or source.query.service is not QueryService.PUBMED:
        return body
    answer = json_of(body)
    result = as_dict(answer.get("esearchresult"))
    problem = as_text(answer.get("error")) or as_text(result.get("ERROR"))
    if problem or not isinstance(result.get("idlist"), list):
        raise refused(QueryService.PUBMED, problem)
    numbers = [number for number in map(as_text, result["idlist"]) if re.fullmatch(r"[1-9]\d{0,9}", number)]
    return json.dumps({**answer, "records": _records_of(numbers[:MOST_RECORDS], source, web, now)}).encode()


def _records_of(numbers: Sequence[str], source: Source, web: Web, now: datetime) -> str:
    if not numbers:
        return ""
    base = source.feed.partition("/esearch.fcgi")[0]
    asked = {"db": "pubmed", "rettype": "medline", "retmode": "text", "tool": "newsdraft"}
    page = web.get(f"{base}/efetch.fcgi?{urlencode({**asked, 'id': ','.join(numbers)})}")
    if error := status_error(page, now):
        raise error
    text = page.body.decode("utf-8", "replace")
    if not text.lstrip().startswith("PMID-"):
        raise refused(QueryService.PUBMED, plain_line(text, 150))
    return text


# --- any answer ------------------------------------------------------------------------------------------


def read_answer(body: bytes, source: Source, now: datetime, as_feed: Callable[[], ReadFeed]) -> ReadFeed:
    """The answer to the query of ``source`` as a feed; ``as_feed`` reads ``body`` as the feed that it is.

    Records that the service got before the days of the query are left out. Raises ExtractError.
    """
    query = source.query
    if query is None:
        return as_feed()
    since = now - timedelta(days=query.days) - SLACK
    if query.service is QueryService.ARXIV:
        return _from_arxiv(as_feed(), source, since)
    readers: Mapping[QueryService, Callable[[Mapping[str, Any]], Answer]] = {
        QueryService.PUBMED: from_pubmed,
        QueryService.EUROPE_PMC: from_europe_pmc,
        QueryService.TRIALS: from_trials,
    }
    answer = readers[query.service](json_of(body))
    recent = [record for record in answer.records if _is_recent(record.arrived, since)]
    title = _title(source)
    made = make_entries([record.item for record in recent], Frame(source.feed, now, source, title))
    by_guid = {record.item.guid: record for record in recent}
    entries = [_finished(entry, by_guid.get(entry.key), source) for entry in made.entries]
    cut = len(recent) < len(answer.records)
    return ReadFeed(
        title=title,
        version=query.service.value,
        entries=tuple(entries),
        ttl_seconds=REST_SECONDS,
        warnings=(*answer.notes, *_more(answer.total, len(answer.records), cut=cut), *made.warnings),
    )


def _title(source: Source) -> str:
    return plain_line(f"{NAMES[source.query.service]}: {source.query.term}", 200) if source.query else ""


def _is_recent(arrived: str, since: datetime) -> bool:
    moment = read_date(arrived)
    return moment is None or moment >= since


def _finished(entry: ReadEntry, record: Record | None, source: Source) -> ReadEntry:
    """The entry with what the record knows better than the source: its journal, and that it is a preprint."""
    if record is None:
        return entry
    service = NAMES[source.query.service] if source.query else ""
    return replace(
        entry,
        publisher=source.publisher or plain_line(record.publisher, 200) or service,
        kind=SourceKind.PREPRINT.value if record.preprint else entry.kind,
    )


def _more(total: int | None, given: int, *, cut: bool) -> tuple[str, ...]:
    """A notice where the answer ended before the days of the query did."""
    if cut or given == 0 or (total or given) <= given:
        return ()
    return (f"the query finds {total} records and only the newest {given} were read; make its term narrower",)


# --- arXiv -----------------------------------------------------------------------------------------------


def _from_arxiv(feed: ReadFeed, source: Source, since: datetime) -> ReadFeed:
    for entry in feed.entries:
        if "/api/errors" in entry.key or "/api/errors" in entry.url:
            raise refused(QueryService.ARXIV, entry.summary)
    papers = [_paper(entry, source) for entry in feed.entries]
    recent = [paper for paper in papers if paper.published is None or paper.published >= since]
    full = len(papers) >= MOST_RECORDS and len(recent) == len(papers)
    notice = f"the answer was full with {MOST_RECORDS} records; make the query's term narrower"
    return replace(
        feed,
        title=_title(source),
        version=QueryService.ARXIV.value,
        entries=tuple(recent),
        ttl_seconds=REST_SECONDS,
        warnings=(*feed.warnings, *((notice,) if full else ())),
    )


def _paper(entry: ReadEntry, source: Source) -> ReadEntry:
    """The entry of a paper, the same for each of its versions. arXiv gives every paper a DOI of its own."""
    found = ARXIV_ID.search(entry.key)
    number = re.sub(r"v\d+$", "", found[1]) if found else ""
    known = replace(
        entry,
        content=entry.content or " ".join(entry.summary.split()),
        publisher=source.publisher or "arXiv",
    )
    if not number:
        return known
    doi = f"10.48550/arxiv.{number.lower()}"
    return replace(known, key=f"arxiv:{number}", url=f"https://arxiv.org/abs/{number}", doi=doi)
