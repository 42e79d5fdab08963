"""The answers of all registries made into one. Pure.

What the text says stays as it is. What it does not say is filled in, from the first registry of ``_ORDER``
that knows it. Where the two disagree, a notice tells the editor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from newsdraft.model import Retraction, Study
from newsdraft.registries.design import design_words, enrolment, evidence_level, trial_notices, type_notices
from newsdraft.registries.ids import normal_doi, normal_nct, normal_pmid
from newsdraft.registries.matching import Known, known, same_journal, sift
from newsdraft.registries.planning import LEAST_ABSTRACT, MOST_TRIALS
from newsdraft.registries.standing import gravest
from newsdraft.registries.values import Abstract, Answer, Ask, Lookup, Record, Registry, Trial

_ORDER = (Registry.CROSSREF, Registry.PUBMED, Registry.EUROPE_PMC, Registry.OPENRXIV, Registry.ARXIV)
# PubMed's abstracts are the cleanest: their parts are labelled, their signs are right.
_ABSTRACTS = (Registry.PUBMED, Registry.EUROPE_PMC, Registry.CROSSREF, Registry.OPENRXIV, Registry.ARXIV)
_MOST_TRIAL_IDS = 10
_LONGEST = 1_000  # characters of a notice: registries' words stand in it
# New papers take days or weeks to appear in these.
_LATE = (Registry.PUBMED, Registry.EUROPE_PMC)
_MOST_NAMES = 8  # of funders; what is more is counted


def merge(study: Study, answers: Sequence[Answer], left_out: str = "") -> Lookup:
    """What the registries' answers say of ``study``; ``left_out`` says what was not asked any more, and why."""
    kept, objections, strays = sift(study, answers)
    records = sorted(kept, key=lambda record: _ORDER.index(record.registry))
    trials = _own_trials(answers)
    standing = gravest([study.retraction, *(record.retraction for record in records)])
    filled = _fills(study, records, trials)
    values: dict[str, Any] = {name: value for name, (value, _) in filled.items()}
    doi = normal_doi(study.doi or "")
    enriched = study.model_copy(update={**values, **({"doi": doi} if doi else {}), "retraction": standing})
    abstract = _abstract(records)
    notices = [
        *_standing_notices(standing, records),
        *objections,
        *strays,
        *_malformed(study),
        *_gaps(study, answers, records, standing, known(study, records)),
        *_disagreements(study, records),
        *(notice for trial in trials for notice in trial_notices(study, trial)),
        *(notice for record in records for notice in type_notices(record)),
        *_remarks(records),
    ]
    if records and abstract is None:
        notices.append("No registry gives an abstract of the paper.")
    return Lookup(
        study=enriched,
        abstract=abstract,
        retraction=standing,
        standing=_shown(standing, records)[:_LONGEST],
        level=evidence_level(records, trials),
        trials=trials,
        filled={name: registry for name, (_, registry) in filled.items()},
        notices=tuple(dict.fromkeys(notice[:_LONGEST] for notice in (*notices, left_out) if notice)),
        asked=tuple(str(answer.question) for answer in answers),
    )


def _own_trials(answers: Sequence[Answer]) -> tuple[Trial, ...]:
    """The trials under the numbers that were asked for (or that were given up for another)."""
    return tuple(
        answer.trial
        for answer in answers
        if answer.trial and answer.question.value in (answer.trial.id, *answer.trial.other_ids)
    )


def _abstract(records: Sequence[Record]) -> Abstract | None:
    usable = [record for record in records if len(record.abstract) >= LEAST_ABSTRACT]
    best = min(usable, key=lambda record: _ABSTRACTS.index(record.registry), default=None)
    if best is None:
        return None

    def first(name: str) -> Any:
        return next(filter(None, (getattr(record, name) for record in records)), None)

    doi = first("doi")
    return Abstract(
        title=first("title") or "",
        text=best.abstract,
        url=f"https://doi.org/{doi}" if doi else best.url,
        publisher=first("journal") or best.registry.value,
        published=first("published"),
        doi=doi,
        registry=best.registry,
    )


# --- what the text does not say --------------------------------------------------------------------------


def _fills(study: Study, records: Sequence[Record], trials: Sequence[Trial]) -> dict[str, tuple[object, str]]:
    """Each field that the text leaves open and a registry knows: its value, and whose it is."""
    found: dict[str, tuple[object, str]] = {}
    for name in ("doi", "pmid", "title", "institution", "conflicts", "trial_ids"):
        _first(found, name, records)
    _first(found, "journal", [record for record in records if not record.is_preprint])
    for record in records:
        if record.funders:
            found.setdefault("funding", (_names(record.funders), record.registry.value))
    if design := design_words(records, trials):
        found["design"] = design
    if trials and (people := enrolment(trials[0])):
        found["participants"] = people, Registry.TRIALS.value
    open_ones = {name: value for name, value in found.items() if not getattr(study, name)}
    if shown := _shown_preprint(study, records):
        open_ones["is_preprint"] = True, shown
    return open_ones


def _shown_preprint(study: Study, records: Sequence[Record]) -> str:
    """The registry by which it is a preprint, where the text does not say so and no other disagrees."""
    if study.is_preprint or any(record.is_preprint is False for record in records):
        return ""
    return next((record.registry.value for record in records if record.is_preprint), "")


def _first(found: dict[str, tuple[object, str]], name: str, records: Sequence[Record]) -> None:
    for record in records:
        if value := getattr(record, name):
            short = value[:_MOST_TRIAL_IDS] if name == "trial_ids" else value
            found.setdefault(name, (short, record.registry.value))


def _names(funders: tuple[str, ...]) -> str:
    more = len(funders) - _MOST_NAMES
    return "; ".join(funders[:_MOST_NAMES]) + (f"; and {more} more" if more > 0 else "")


# --- standing --------------------------------------------------------------------------------------------


def _shown(standing: Retraction, records: Sequence[Record]) -> str:
    """What shows the standing, registry by registry."""
    if standing not in (Retraction.RETRACTED, Retraction.CONCERN):
        return ""
    return "; ".join(
        f"{record.registry}: {record.standing or standing.value}"
        for record in records
        if record.retraction is standing
    )


def _standing_notices(standing: Retraction, records: Sequence[Record]) -> Iterator[str]:
    shown = _shown(standing, records)
    if shown:
        words = "The paper was retracted" if standing is Retraction.RETRACTED else "The paper is in doubt"
        yield f"{words}. {shown}."
    elif standing in (Retraction.RETRACTED, Retraction.CONCERN) and records:
        yield f"The text speaks of a retraction or concern ({standing.value}); no registry that was asked shows one."


def _remarks(records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        for remark in record.remarks:
            yield f"{record.registry}: {remark}."


# --- what is not known -----------------------------------------------------------------------------------


def _gaps(
    study: Study, answers: Sequence[Answer], records: Sequence[Record], standing: Retraction, ids: Known
) -> Iterator[str]:
    """What could not be looked up, and what that leaves unknown."""
    told = [record.registry.value for record in records if record.retraction is Retraction.NONE_FOUND]
    if standing is Retraction.NOT_LOOKED_UP:
        tail = "; whether the paper was retracted is not known"
    elif standing is Retraction.NONE_FOUND and told:
        tail = f"; no retraction is shown by {' and '.join(dict.fromkeys(told))}"
    else:
        tail = ""
    said = False
    missing = (
        [a.question.registry for a in answers if a.unknown and a.question.registry in _LATE] if told else []
    )
    if missing:
        verb = "does" if len(missing) == 1 else "do"
        yield f"{' and '.join(dict.fromkeys(missing))} {verb} not list this paper (yet)."
    for answer in answers:
        if answer.problem or (answer.unknown and answer.question.registry not in missing):
            about_trial = answer.question.by is Ask.TRIAL
            said = said or not about_trial
            yield f"{_gap(answer)}{'' if about_trial else tail}."
    for answer in answers:
        if answer.trial and answer.trial not in _own_trials(answers):
            wanted, came = answer.question.value, answer.trial.id
            yield f"ClinicalTrials.gov answered with {came}, not with {wanted}; it was not used."
    if not (study.doi or study.pmid or study.title or study.trial_ids):
        yield "The text names no DOI, PubMed number, trial number or title, so no registry could be asked."
    elif not said and standing is Retraction.NOT_LOOKED_UP and (ids.doi or ids.pmid or study.title):
        yield "No registry told of the paper, so whether it was retracted is not known."
    yield from _other_trials(study, ids)


def _malformed(study: Study) -> Iterator[str]:
    for name, value, normal in (("DOI", study.doi, normal_doi), ("PMID", study.pmid, normal_pmid)):
        if value and normal(value) is None:
            yield f"“{value[:100]}” is no valid {name}, so nobody was asked for it."


def _gap(answer: Answer) -> str:
    question = answer.question
    if answer.problem:
        about = f" about {question.value}" if question.by is Ask.TRIAL else ""
        return f"{question.registry} {answer.problem}{about and f' (asked{about})'}"
    named = (
        f"the {question.by} “{question.value}”"
        if question.by is Ask.TITLE
        else f"{question.by} {question.value}"
    )
    return f"{question.registry} does not know {named}"


def _other_trials(study: Study, ids: Known) -> Iterator[str]:
    left = ids.trials[MOST_TRIALS:]
    other = [number for number in study.trial_ids if not normal_nct(number)]
    if left:
        yield f"These trials were not looked up, only the first {MOST_TRIALS} are: {', '.join(left)}."
    if other:
        yield f"These trials stand in registers that are not asked: {', '.join(other)}."


# --- what disagrees --------------------------------------------------------------------------------------


def _disagreements(study: Study, records: Sequence[Record]) -> Iterator[str]:
    """The first registry's word on each matter: the others mostly say the same."""
    for about in (_about_numbers, _about_place):
        said = (list(about(study, record)) for record in records)
        yield from next(filter(None, said), [])


def _about_numbers(study: Study, record: Record) -> Iterator[str]:
    pmid = normal_pmid(study.pmid or "")
    if pmid and record.pmid and record.pmid != pmid:
        yield f"The text gives PMID {pmid}; {record.registry} has PMID {record.pmid} for this paper."
    own = {normal_nct(number) for number in study.trial_ids} - {None}
    if own and record.trial_ids and not own & set(record.trial_ids):
        yield f"The text names {', '.join(study.trial_ids)}; {record.registry} names {', '.join(record.trial_ids)}."


def _about_place(study: Study, record: Record) -> Iterator[str]:
    place = record.journal or "a preprint server"
    if record.is_preprint:
        if study.journal and not same_journal(study.journal, place):
            yield f"The text names the journal {study.journal}; by {record.registry} this is a preprint ({place})."
        elif not study.is_preprint:
            yield f"By {record.registry} this is a preprint ({place}); the text does not say so."
        return
    if study.journal and record.journal and not same_journal(study.journal, record.journal):
        yield f"The text names the journal {study.journal}; {record.registry} has {record.journal}."
    if study.is_preprint and record.is_preprint is False:
        yield f"The text speaks of a preprint; by {record.registry} it was published in {place}."
