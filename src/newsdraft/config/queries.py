"""A source that is a search and no feed: its lines in ``sources.yaml``, and the address that asks it.

The services' own documentation: E-utilities, https://www.ncbi.nlm.nih.gov/books/NBK25499/; Europe PMC,
https://europepmc.org/RestfulWebService; arXiv, https://info.arxiv.org/help/api/user-manual.html;
ClinicalTrials.gov, https://clinicaltrials.gov/data-api/api.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from newsdraft.config.settings import Settings
from newsdraft.config.yamlread import YamlReader
from newsdraft.errors import ConfigError
from newsdraft.model import Query, QueryService, Source, SourceKind

QUERY_KEYS = ("service", "term", "days")
MOST_DAYS = 365
# An address that is much longer is refused by servers.
LONGEST_TERM = 1500
# The most records that one answer may bring; what is beyond is said in a notice.
MOST_RECORDS = 100

# The setting that holds the base address of a service.
SETTINGS: Mapping[QueryService, str] = {
    QueryService.PUBMED: "pubmed_url",
    QueryService.EUROPE_PMC: "europe_pmc_url",
    QueryService.ARXIV: "arxiv_url",
    QueryService.TRIALS: "trials_url",
}
# What the records are where ``kind`` is not given. A register holds what the sponsor itself says.
KINDS: Mapping[QueryService, SourceKind] = {
    QueryService.PUBMED: SourceKind.JOURNAL,
    QueryService.EUROPE_PMC: SourceKind.JOURNAL,
    QueryService.ARXIV: SourceKind.PREPRINT,
    QueryService.TRIALS: SourceKind.PRESS_RELEASE,
}
TRIAL_FIELDS = (
    "NCTId", "BriefTitle", "OfficialTitle", "BriefSummary", "OverallStatus", "WhyStopped", "HasResults",
    "StudyFirstPostDate", "ResultsFirstPostDate", "LastUpdatePostDate", "StudyType", "Phase",
    "EnrollmentCount", "EnrollmentType", "LeadSponsorName", "Condition", "PrimaryOutcomeMeasure",
)  # fmt: skip


def default_base(service: QueryService) -> str:
    """The public address of a service, without a slash at its end."""
    return str(Settings.model_fields[SETTINGS[service]].default).rstrip("/")


def query_address(query: Query, base: str | None = None) -> str:
    """The address that asks ``query``, newest records first; ``base`` is the service's (default: public).

    It does not change from day to day: PubMed is told the days, the other answers are cut when they are read.
    """
    root = (base or default_base(query.service)).rstrip("/")
    most = str(MOST_RECORDS)
    match query.service:
        case QueryService.PUBMED:
            asked = {"db": "pubmed", "term": query.term, "datetype": "edat", "reldate": str(query.days)}
            return f"{root}/esearch.fcgi?" + urlencode(
                {**asked, "retmax": most, "retmode": "json", "tool": "newsdraft"}
            )
        case QueryService.EUROPE_PMC:
            asked = {"query": query.term, "resultType": "core", "sort": "FIRST_IDATE_D desc"}
            return f"{root}/search?" + urlencode({**asked, "pageSize": most, "format": "json"})
        case QueryService.ARXIV:
            asked = {"search_query": query.term, "sortBy": "submittedDate", "sortOrder": "descending"}
            return f"{root}/query?" + urlencode({**asked, "start": "0", "max_results": most})
        case QueryService.TRIALS:
            asked = {"query.cond": query.term, "sort": "LastUpdatePostDate:desc", "countTotal": "true"}
            return f"{root}/studies?" + urlencode(
                {**asked, "pageSize": most, "fields": ",".join(TRIAL_FIELDS), "format": "json"}
            )


def read_query(reader: YamlReader, node: Any, path: str) -> Query | None:
    """The query of a source; None where a line of it is wrong, which is reported."""
    given = reader.mapping(node, path, QUERY_KEYS, ("service", "term"))
    service = term = None
    days: int | None = 7
    if "service" in given:
        service = reader.one_of(given["service"], f"{path}.service", [each.value for each in QueryService])
    if "term" in given:
        term = reader.text(given["term"], f"{path}.term")
    if term is not None and len(term) > LONGEST_TERM:
        reader.problem(given["term"], f"{path}.term", f"must be no longer than {LONGEST_TERM} characters")
        term = None
    if "days" in given:
        days = reader.whole_number(given["days"], f"{path}.days", 1, MOST_DAYS)
    if service is None or term is None or days is None:
        return None
    return Query(service=QueryService(service), term=term, days=days)


def at_services(sources: Sequence[Source], settings: Settings) -> list[Source]:
    """``sources`` with the addresses of their queries at the services that the settings name.

    ConfigError where an enabled source asks a service whose address is set to nothing.
    """
    left_out = [
        f"source {source.name!r} asks {source.query.service.value}, and {SETTINGS[source.query.service]} is empty"
        for source in sources
        if source.enabled and source.query and not getattr(settings, SETTINGS[source.query.service])
    ]
    if left_out:
        raise ConfigError(
            "a source asks a service that the settings leave out",
            hint="set its address, or put `enabled: false` below the source",
            problems=tuple(left_out),
        )
    return [_at_service(source, settings) for source in sources]


def _at_service(source: Source, settings: Settings) -> Source:
    if source.query is None:
        return source
    base = getattr(settings, SETTINGS[source.query.service])
    return source.model_copy(update={"feed": query_address(source.query, base)})
