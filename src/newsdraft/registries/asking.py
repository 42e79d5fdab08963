"""``Registries``: puts the questions, one after another, and never lets a service's fault out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from newsdraft.errors import ExtractError, FetchError
from newsdraft.model import Study
from newsdraft.registries import crossref, europepmc, preprints, pubmed, trials
from newsdraft.registries.merging import merge
from newsdraft.registries.planning import next_question
from newsdraft.registries.values import Answer, Ask, Lookup, Question, Registry, Services
from newsdraft.web import Page, status_error

# A service that fails this often in a row, or says that it is asked too much, is left alone for a while, so
# that a run without network does not wait for every story.
PATIENCE = 2
REST_SECONDS = 600.0


class Web(Protocol):
    """What is needed of the web."""

    def get(self, url: str) -> Page:
        """Fetch ``url``; any HTTP status is a page. Raises FetchError for everything else."""
        ...


@dataclass
class _Health:
    failures: int = 0
    rests_until: float = 0.0
    last: str = ""


class Registries:
    """The registries, for any number of threads. Keep one for a run: it remembers which services are down.

    ``contact`` is a mail address that Crossref and NCBI can write to. One study costs at most ``max_requests``
    requests, and none is begun after ``max_seconds``; the limits of ``web`` bound each.
    """

    def __init__(
        self,
        web: Web,
        services: Services | None = None,
        *,
        contact: str = "",
        max_requests: int = 5,
        max_seconds: float = 45.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._web = web
        self._services = services or Services()
        self._contact = contact.strip().removeprefix("mailto:")
        self._max_requests = max_requests
        self._max_seconds = max_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._health: dict[Registry, _Health] = {}

    def look_up(self, study: Study) -> Lookup:
        """What the registries know of a study. A service that fails or does not know it becomes a notice."""
        answers: list[Answer] = []
        started, left_out = self._clock(), ""
        while (question := next_question(study, answers, self._services)) and not left_out:
            resting = self._resting(question.registry)
            left_out = (
                "" if resting else self._limit(question, len([a for a in answers if _cost(a)]), started)
            )
            if not left_out:
                answers.append(Answer(question=question, problem=resting) if resting else self._ask(question))
        return merge(study, answers, left_out)

    def _limit(self, question: Question, requests: int, started: float) -> str:
        if requests >= self._max_requests:
            return f"{question} was not asked: a story may cost {self._max_requests} requests."
        if self._clock() - started >= self._max_seconds:
            return f"{question} was not asked: the {self._max_seconds:g} s for one story were over."
        return ""

    def _ask(self, question: Question) -> Answer:
        try:
            page = self._web.get(address(self._services, question, self._contact))
            if _says_unknown(page, question):
                answer = Answer(question=question)
            elif error := status_error(page, datetime.now(UTC)):
                raise error
            else:
                answer = read(question, page.body)
        except FetchError as error:
            return self._failed(question, f"was not reached: {error.message}", error)
        except ExtractError as error:
            return self._failed(question, f"gave no answer that can be used: {error.message}", None)
        with self._lock:
            self._health.pop(question.registry, None)
        return answer

    def _failed(self, question: Question, problem: str, error: FetchError | None) -> Answer:
        with self._lock:
            health = self._health.setdefault(question.registry, _Health())
            health.failures += 0 if error and error.status == 400 else 1  # that was the question's fault
            health.last = problem
            told = error is not None and (error.retry_after is not None or error.status == 429)
            if told or health.failures >= PATIENCE:
                wait = error.retry_after if error and error.retry_after is not None else REST_SECONDS
                health.rests_until = self._clock() + min(max(wait, 1.0), 6 * REST_SECONDS)
        return Answer(question=question, problem=problem)

    def _resting(self, registry: Registry) -> str:
        """The words for a service that is left alone for now, or ""."""
        with self._lock:
            health = self._health.get(registry)
            if health is None or self._clock() >= health.rests_until:
                return ""
            return f"{_RESTING} {health.last}"


_RESTING = "was not asked again for now, since it"


def _cost(answer: Answer) -> bool:
    return not answer.problem.startswith(_RESTING)


def _says_unknown(page: Page, question: Question) -> bool:
    """ "Not found" is an answer. PubMed calls a number that it does not have a bad request."""
    return page.status == 404 or (
        page.status == 400 and question.registry is Registry.PUBMED and question.by is Ask.PMID
    )


def address(services: Services, question: Question, contact: str) -> str:
    """The address that puts a question."""
    base, value = services.base(question.registry), question.value
    if question.registry is Registry.PUBMED and question.by is not Ask.PMID:
        term = pubmed.doi_term(value) if question.by is Ask.DOI else pubmed.title_term(value)
        return pubmed.search_address(base, term, contact)
    makers: Mapping[Registry, Callable[[], str]] = {
        Registry.CROSSREF: lambda: crossref.address(base, value, contact),
        Registry.PUBMED: lambda: pubmed.fetch_address(base, value, contact),
        Registry.EUROPE_PMC: lambda: europepmc.address(base, question),
        Registry.TRIALS: lambda: trials.address(base, value),
        Registry.ARXIV: lambda: preprints.arxiv_address(base, value.removeprefix("10.48550/arxiv.")),
        Registry.OPENRXIV: lambda: preprints.openrxiv_address(base, value),
    }
    return makers[question.registry]()


def read(question: Question, body: bytes) -> Answer:
    """The answer in a body. Raises ExtractError where it is none."""
    if question.registry is Registry.TRIALS:
        return Answer(question=question, trial=trials.parse(body))
    if question.registry is Registry.PUBMED and question.by is not Ask.PMID:
        return Answer(question=question, pmids=pubmed.parse_search(body))
    parsers = {
        Registry.CROSSREF: crossref.parse,
        Registry.PUBMED: pubmed.parse,
        Registry.EUROPE_PMC: europepmc.parse,
        Registry.ARXIV: preprints.parse_arxiv,
        Registry.OPENRXIV: preprints.parse_openrxiv,
    }
    return Answer(question=question, records=parsers[question.registry](body))
