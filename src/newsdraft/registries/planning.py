"""Which registry is asked for what, and in which order. Pure: what has been answered decides what comes next.

1. Crossref, or arXiv for its own DOIs: standing, journal, title.
2. ClinicalTrials.gov, for the first trial.
3. bioRxiv/medRxiv for their preprints; PubMed (search, then record) for everything else.
4. Europe PMC where these gave no abstract or PubMed did not answer: it has preprints, and PubMed's records.
5. ClinicalTrials.gov, for a second trial.

A study without DOI and PMID is searched for in PubMed by its title, and only a paper of that title counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from newsdraft.model import Retraction, Study
from newsdraft.registries.ids import arxiv_number, normal_doi, normal_pmid, preprint_server
from newsdraft.registries.matching import Known, content_words, known, sift
from newsdraft.registries.values import Answer, Ask, Question, Record, Registry, Services

MOST_TRIALS = 2
LEAST_TITLE = 5  # content words; shorter titles are those of many papers
LEAST_ABSTRACT = 150  # characters; what is shorter is a stub ("No abstract available.")


def next_question(study: Study, answers: Sequence[Answer], services: Services) -> Question | None:
    """What to ask next, or None when there is nothing (more) to ask."""
    records, objections, _ = sift(study, answers)
    asked = {answer.question for answer in answers}
    ids = known(study, records)
    if objections and not records:
        # The numbers of the text lead to another paper: no more of that.
        wanted = chain(_trials(ids, 0), _trials(ids, 1))
    else:
        wanted = chain(_wanted(study, answers, records, ids))
    return next(
        (question for question in wanted if question not in asked and services.base(question.registry)), None
    )


def _wanted(
    study: Study, answers: Sequence[Answer], records: Sequence[Record], ids: Known
) -> Iterator[Question]:
    server = ids.doi and preprint_server(ids.doi)
    number = arxiv_number(ids.doi) if ids.doi else None
    if number:
        yield Question(registry=Registry.ARXIV, by=Ask.DOI, value=f"10.48550/arxiv.{number.lower()}")
    elif ids.doi:
        yield Question(registry=Registry.CROSSREF, by=Ask.DOI, value=ids.doi)
    yield from _trials(ids, 0)
    if server and ids.doi:
        yield Question(registry=Registry.OPENRXIV, by=Ask.DOI, value=ids.doi)
    elif not number:
        yield from _pubmed(study, answers, ids)
    if not number and _lacking(answers, records):
        yield from _europe_pmc(ids)
    yield from _trials(ids, 1)


def _trials(ids: Known, at: int) -> Iterator[Question]:
    for trial in ids.trials[at : at + 1]:
        yield Question(registry=Registry.TRIALS, by=Ask.TRIAL, value=trial)


def _pubmed(study: Study, answers: Sequence[Answer], ids: Known) -> Iterator[Question]:
    """The record where its number is known, else a search by DOI or title."""
    own = normal_pmid(study.pmid or "")
    found = next((answer.pmids for answer in answers if answer.pmids), ())
    if own or found:
        yield Question(registry=Registry.PUBMED, by=Ask.PMID, value=own or ",".join(found))
    elif doi := normal_doi(study.doi or ""):
        yield Question(registry=Registry.PUBMED, by=Ask.DOI, value=doi)
    elif study.title and len(content_words(study.title)) >= LEAST_TITLE and not ids.pmid:
        yield Question(registry=Registry.PUBMED, by=Ask.TITLE, value=" ".join(study.title.split()))


def _lacking(answers: Sequence[Answer], records: Sequence[Record]) -> bool:
    """Whether the abstract or the standing is missing, or PubMed, whose records it has, did not answer."""
    return (
        any(answer.problem and answer.question.registry is Registry.PUBMED for answer in answers)
        or not any(len(record.abstract) >= LEAST_ABSTRACT for record in records)
        or all(record.retraction is Retraction.NOT_LOOKED_UP for record in records)
    )


def _europe_pmc(ids: Known) -> Iterator[Question]:
    if ids.doi:
        yield Question(registry=Registry.EUROPE_PMC, by=Ask.DOI, value=ids.doi)
    elif ids.pmid:
        yield Question(registry=Registry.EUROPE_PMC, by=Ask.PMID, value=ids.pmid)
