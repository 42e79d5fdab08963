"""Sources that are searches: asked over loopback, read as feeds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from polling_faulty_server import Asked, FaultyServer, Reply, own_policy, serving
from polling_query_answers import (
    ABSTRACT,
    ARXIV_ERROR,
    arxiv,
    arxiv_entry,
    esearch,
    europe_pmc,
    europe_pmc_result,
    medline,
    preprint_result,
    trial,
    trials,
)

from newsdraft.config import query_address
from newsdraft.errors import ExtractError
from newsdraft.model import Query, QueryService, Source, SourceKind
from newsdraft.polling import FeedState, ParsedFeed, Poll, PollOutcome, parse, poll
from newsdraft.web import Web

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
JSON = {"Content-Type": "application/json"}


def source(
    service: QueryService,
    base: str,
    days: int = 7,
    kind: SourceKind = SourceKind.JOURNAL,
    publisher: str = "",
) -> Source:
    query = Query(service=service, term='thymoma AND "made up"', days=days)
    return Source(
        name="s",
        feed=query_address(query, base),
        query=query,
        kind=kind,
        publisher=publisher,
        license="facts",
    )


class Service:
    """A server that answers by the path of the address, and the polls that ask it."""

    def __init__(self, server: FaultyServer, web: Web) -> None:
        self.server, self.web = server, web
        self.replies: dict[str, Reply] = {}

    def ask(self, asking: Source, state: FeedState | None = None, now: datetime = NOW) -> Poll:
        base = f"{self.server.base}/api/"

        def answer(asked: Asked) -> Reply:
            return self.replies.get(urlsplit(asked.path).path.removeprefix("/api/"), Reply(404))

        for path in {asking.feed.removeprefix(self.server.base), *self.second_questions()}:
            self.server.routes[path] = answer
        assert asking.feed.startswith(base)
        (poll_,) = poll([(asking, state)], self.web, now, force=True, chance=lambda: 0.5)
        return poll_

    def second_questions(self) -> list[str]:
        numbers = ("49990001", "49990001,49990002", ",".join(str(n) for n in range(1, 101)))
        start = "/api/efetch.fcgi?db=pubmed&rettype=medline&retmode=text&tool=newsdraft&id="
        return [start + ids.replace(",", "%2C") for ids in numbers]

    def asked(self) -> list[dict[str, list[str]]]:
        return [parse_qs(urlsplit(path).query) for path in self.server.paths()]


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as server, Web(own_policy()) as web:
        yield Service(server, web)


def test_pubmed_asks_for_numbers_and_then_for_records(service: Service) -> None:
    asking = source(QueryService.PUBMED, service.server.base + "/api")
    service.replies["esearch.fcgi"] = Reply(200, esearch("49990001", "49990002"), JSON)
    records = medline() + medline("49990002", kind="Preprint", title="[P<0.05 & more].")
    service.replies["efetch.fcgi"] = Reply(200, records.encode(), {"Content-Type": "text/plain"})
    answer = service.ask(asking)
    assert (answer.outcome, answer.error) == (PollOutcome.FETCHED, None)
    first, second = answer.entries
    assert first.title == (
        "Zelutinib versus chemotherapy for advanced thymic carcinoma: a randomized phase 3 trial"
    )
    assert (first.key, first.url) == ("pmid:49990001", "https://pubmed.ncbi.nlm.nih.gov/49990001/")
    assert (first.doi, first.content) == ("10.5555/jmo.2026.49990001", ABSTRACT)
    assert first.published == datetime(2026, 11, 19, tzinfo=UTC)
    assert (first.kind, first.publisher) == (SourceKind.JOURNAL, "Journal of made-up oncology")
    assert (second.kind, second.title) == (SourceKind.PREPRINT, "P<0.05 & more")
    search, fetch = service.asked()
    assert search["term"] == ['thymoma AND "made up"']
    assert (search["reldate"], search["datetype"], search["retmode"]) == (["7"], ["edat"], ["json"])
    assert fetch["id"] == ["49990001,49990002"]
    assert answer.notices == ()


def test_pubmed_with_the_same_numbers_is_unchanged_and_asked_once(service: Service) -> None:
    asking = source(QueryService.PUBMED, service.server.base + "/api")
    service.replies["esearch.fcgi"] = Reply(200, esearch("49990001"), JSON)
    service.replies["efetch.fcgi"] = Reply(200, medline().encode())
    first = service.ask(asking)
    again = service.ask(asking, first.state, NOW + timedelta(hours=8))
    assert again.outcome is PollOutcome.UNCHANGED
    assert len(service.asked()) == 3
    assert first.state.next_poll is not None
    assert timedelta(hours=5) < first.state.next_poll - NOW <= timedelta(hours=6)


def test_pubmed_that_finds_nothing_asks_no_second_question(service: Service) -> None:
    asking = source(QueryService.PUBMED, service.server.base + "/api")
    unknown = {"errorlist": {"phrasesnotfound": ["zelutinibb"], "fieldsnotfound": []}}
    service.replies["esearch.fcgi"] = Reply(200, esearch(**unknown), JSON)
    answer = service.ask(asking)
    assert (answer.outcome, answer.entries, len(service.asked())) == (PollOutcome.FETCHED, (), 1)
    assert answer.notices == ("PubMed does not know these words of the query: zelutinibb",)


def test_pubmed_whose_records_fail_loses_nothing(service: Service) -> None:
    asking = source(QueryService.PUBMED, service.server.base + "/api")
    service.replies["esearch.fcgi"] = Reply(200, esearch("49990001"), JSON)
    service.replies["efetch.fcgi"] = Reply(429, b"slow down", {"Retry-After": "900"})
    bad = service.ask(asking)
    assert (bad.outcome, bad.state.body_hash, bad.state.failures) == (PollOutcome.FAILED, None, 1)
    assert bad.state.next_poll == NOW + timedelta(seconds=900)
    service.replies["efetch.fcgi"] = Reply(200, medline().encode())
    good = service.ask(asking, bad.state, NOW + timedelta(hours=1))
    assert [entry.key for entry in good.entries] == ["pmid:49990001"]


@pytest.mark.parametrize(
    ("search", "records", "said"),
    [
        (b'{"error": "API rate limit exceeded", "count": "11"}', b"", "API rate limit exceeded"),
        (esearch(ERROR="Invalid db name specified"), b"", "Invalid db name specified"),
        (b"<html>busy</html>", b"", "something else than data: busy"),
        (b"[1]", b"", "in the form that it documents"),
        (esearch("49990001"), b"<html><body>Error 502</body></html>", "Error 502"),
        (esearch("49990001"), b"", "in the form that it documents"),
    ],
)
def test_pubmed_answers_that_are_none(service: Service, search: bytes, records: bytes, said: str) -> None:
    asking = source(QueryService.PUBMED, service.server.base + "/api")
    service.replies = {"esearch.fcgi": Reply(200, search, JSON), "efetch.fcgi": Reply(200, records)}
    answer = service.ask(asking)
    assert answer.outcome is PollOutcome.FAILED
    assert said in (answer.error or "")


def test_pubmed_numbers_of_a_stranger_are_only_numbers(service: Service) -> None:
    asking = source(QueryService.PUBMED, service.server.base + "/api")
    service.replies["esearch.fcgi"] = Reply(200, esearch("49990001", "1&db=x", "../..", "٣"), JSON)
    service.replies["efetch.fcgi"] = Reply(200, medline().encode())
    service.ask(asking)
    assert service.asked()[1]["id"] == ["49990001"]


def test_more_records_than_are_read_is_said(service: Service) -> None:
    asking = source(QueryService.PUBMED, service.server.base + "/api")
    numbers = [str(number) for number in range(1, 101)]
    service.replies["esearch.fcgi"] = Reply(200, esearch(*numbers, count=340), JSON)
    service.replies["efetch.fcgi"] = Reply(200, "".join(medline(number) for number in numbers).encode())
    answer = service.ask(asking)
    assert len(answer.entries) == 100
    assert answer.notices == (
        "the query finds 340 records and only the newest 100 were read; make its term narrower",
    )


def test_europe_pmc(service: Service) -> None:
    asking = source(QueryService.EUROPE_PMC, service.server.base + "/api")
    old = europe_pmc_result(id="1", pmid="1", doi="10.5555/old", firstIndexDate="2026-11-01")
    body = europe_pmc(europe_pmc_result(), preprint_result(), old, hits=90_000)
    service.replies["search"] = Reply(200, body, JSON)
    answer = service.ask(asking)
    paper, preprint = answer.entries
    assert (paper.key, paper.url) == ("MED:49990001", "https://pubmed.ncbi.nlm.nih.gov/49990001/")
    assert (paper.title, paper.doi) == (
        "Zelutinib for advanced thymic carcinoma (P<0.05)",
        "10.5555/jmo.2026.0417",
    )
    assert paper.content == "Background: Few treatments exist.\nResults: It helped (P<0.001)."
    assert (paper.kind, paper.publisher) == (SourceKind.JOURNAL, "Journal of made-up oncology")
    assert (preprint.kind, preprint.publisher) == (SourceKind.PREPRINT, "medRxiv")
    assert preprint.url == "https://doi.org/10.1101/2026.11.01.26300001"
    assert answer.notices == ()
    (asked,) = service.asked()
    assert (asked["sort"], asked["resultType"], asked["format"]) == (
        ["FIRST_IDATE_D desc"],
        ["core"],
        ["json"],
    )


def test_the_publisher_that_a_source_names_comes_first(service: Service) -> None:
    asking = source(QueryService.EUROPE_PMC, service.server.base + "/api", publisher="Our reading list")
    service.replies["search"] = Reply(200, europe_pmc(europe_pmc_result()), JSON)
    assert service.ask(asking).entries[0].publisher == "Our reading list"


def test_arxiv(service: Service) -> None:
    asking = source(QueryService.ARXIV, service.server.base + "/api", kind=SourceKind.PREPRINT)
    body = arxiv(arxiv_entry(), arxiv_entry("2610.00001v1", "2026-10-01T00:00:00Z"))
    service.replies["query"] = Reply(200, body, {"Content-Type": "application/atom+xml"})
    answer = service.ask(asking)
    (paper,) = answer.entries
    assert (paper.key, paper.url) == ("arxiv:2611.01234", "https://arxiv.org/abs/2611.01234")
    assert (paper.doi, paper.kind) == ("10.48550/arxiv.2611.01234", SourceKind.PREPRINT)
    assert paper.content == (
        "We trained a network on 10,000 made-up mammograms (sensitivity 0.91, p < 0.01)."
    )
    assert paper.published == datetime(2026, 11, 18, 10, tzinfo=UTC)
    assert answer.state.title == 'arXiv: thymoma AND "made up"'
    (asked,) = service.asked()
    assert (asked["sortBy"], asked["sortOrder"]) == (["submittedDate"], ["descending"])


def test_a_trial_is_told_by_its_record(service: Service) -> None:
    asking = source(QueryService.TRIALS, service.server.base + "/api", kind=SourceKind.PRESS_RELEASE)
    old = trial("NCT09990002", lastUpdatePostDateStruct={"date": "2026-10-01"})
    service.replies["studies"] = Reply(200, trials(trial(), old, total=1500), JSON)
    (entry,) = service.ask(asking).entries
    assert (entry.key, entry.url) == (
        "NCT09990001 ACTIVE_NOT_RECRUITING",
        "https://clinicaltrials.gov/study/NCT09990001",
    )
    assert (entry.publisher, entry.published) == ("Zelu Pharma", datetime(2026, 11, 20, tzinfo=UTC))
    assert entry.content.splitlines() == [
        "This study compares zelutinib with chemotherapy (n<500).",
        "Registered trial: NCT09990001.",
        "Official title: A Randomized, Open-label, Phase 3 Study of Zelutinib.",
        "Status: under way, no longer recruiting.",
        "Results in the register: none.",
        "Study type: interventional.",
        "Phase: phase 2, phase 3.",
        "Participants: 412 (planned).",
        "Conditions: Thymic Carcinoma.",
        "Sponsor: Zelu Pharma.",
        "Primary outcome: Progression-free survival.",
    ]
    (asked,) = service.asked()
    assert (asked["query.cond"], asked["sort"]) == (['thymoma AND "made up"'], ["LastUpdatePostDate:desc"])


def test_a_trial_is_new_again_with_its_state_or_its_results() -> None:
    asking = source(QueryService.TRIALS, "https://trials.example/api")
    posted = {"resultsFirstPostDateStruct": {"date": "2026-11-21"}}
    bodies = [
        trials(trial()),
        trials(trial(lastUpdatePostDateStruct={"date": "2026-11-22"})),
        trials(trial(overallStatus="COMPLETED")),
        trials(trial(overallStatus="COMPLETED", results=True, **posted)),
    ]
    entries = [read(body, asking).entries[0] for body in bodies]
    assert entries[0].key == entries[1].key
    assert len({entry.key for entry in entries}) == 3
    assert "Results in the register: posted 2026-11-21." in entries[3].content
    assert entries[3].published == datetime(2026, 11, 21, tzinfo=UTC)


def read(body: bytes, asking: Source) -> ParsedFeed:
    return parse(body, asking.feed, {}, asking, now=NOW)


def test_days_are_counted_from_now() -> None:
    body = europe_pmc(europe_pmc_result(firstIndexDate="2026-11-01"))
    asking = source(QueryService.EUROPE_PMC, "https://pmc.example")
    assert read(body, asking).entries == ()
    assert len(read(body, source(QueryService.EUROPE_PMC, "https://pmc.example", days=30)).entries) == 1


def test_full_answers_of_a_broad_query_are_said() -> None:
    asking = source(QueryService.ARXIV, "https://arxiv.example")
    full = [arxiv_entry(f"2611.{number:05}v1") for number in range(100)]
    assert "make the query's term narrower" in read(arxiv(*full), asking).warnings[-1]
    assert not read(arxiv(*full[:99]), asking).warnings
    asking = source(QueryService.TRIALS, "https://trials.example")
    many = [trial(f"NCT0999{number:04}") for number in range(100)]
    assert "finds 2000 records" in read(trials(*many, total=2000), asking).warnings[0]


@pytest.mark.parametrize(
    ("service", "body", "said"),
    [
        (QueryService.EUROPE_PMC, b'{"errCode": 404, "errMsg": "Bad <b>query</b>"}', "Bad query"),
        (QueryService.EUROPE_PMC, europe_pmc(hits=12), "in the form that it documents"),
        (QueryService.EUROPE_PMC, b"[" * 100_000, "something else than data"),
        (QueryService.EUROPE_PMC, b"", "something else than data"),
        (QueryService.TRIALS, b'{"message": "Too many requests"}', "Too many requests"),
        (QueryService.TRIALS, b"<!doctype html><title>x</title>", "something else than data"),
        (QueryService.ARXIV, arxiv(ARXIV_ERROR), "malformed query near cat:"),
        (QueryService.ARXIV, b"Rate exceeded.", "no feed"),
    ],
)
def test_answers_that_are_none(service: QueryService, body: bytes, said: str) -> None:
    with pytest.raises(ExtractError, match=said):
        read(body, source(service, "https://service.example"))


@pytest.mark.parametrize("service", [QueryService.EUROPE_PMC, QueryService.TRIALS, QueryService.PUBMED])
def test_odd_shapes_cost_a_field_and_no_more(service: QueryService) -> None:
    odd: list[object] = [None, 7, "x", [], {}, True, {"a": [1]}, 10**400]
    strange = {"title": 5, "abstractText": ["x"], "journalInfo": "none", "doi": {}, "firstIndexDate": 3}
    studies = [{"protocolSection": {**trial()["protocolSection"], "designModule": each}} for each in odd]
    bodies = {
        QueryService.EUROPE_PMC: {"hitCount": "many", "resultList": {"result": [*odd, {**strange, "id": 1}]}},
        QueryService.TRIALS: {"studies": [*odd, *studies], "totalCount": {}},
        QueryService.PUBMED: {"esearchresult": [], "records": f"junk\n      more\nAB\n{medline()}\nPMID- \n"},
    }
    feed = read(json.dumps(bodies[service]).encode(), source(service, "https://service.example"))
    assert feed.entries


def test_a_record_cannot_carry_markup_or_a_foreign_link() -> None:
    hostile = europe_pmc_result(
        pmid="1/../../evil",
        doi="javascript:alert(1)",
        title="<script>x</script>A trial",
        id="../x",
        source="M/D",
    )
    feed = read(europe_pmc(hostile), source(QueryService.EUROPE_PMC, "https://pmc.example"))
    assert (feed.entries[0].url, feed.entries[0].title) == ("", "A trial")
