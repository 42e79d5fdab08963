"""The design of a study in registries' codes, as words, and against the words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsdraft.model import EvidenceLevel, Study
from newsdraft.registries.values import Record, Registry, Trial
from newsdraft.text import fold

# Publication types of PubMed (MeSH), the telling ones, strongest first.
_TYPES = {
    "randomized controlled trial": "randomized trial",
    "clinical trial, phase iii": "phase 3 trial",
    "clinical trial, phase ii": "phase 2 trial",
    "clinical trial, phase i": "phase 1 trial",
    "clinical trial, phase iv": "phase 4 trial",
    "meta-analysis": "meta-analysis",
    "systematic review": "systematic review",
    "practice guideline": "guideline",
    "guideline": "guideline",
    "observational study": "observational study",
    "case reports": "case report",
    "review": "review",
}
_LEVELS = (
    (
        {"meta-analysis", "systematic review", "review", "practice guideline", "guideline"},
        EvidenceLevel.REVIEW,
    ),
    (
        {"randomized controlled trial", "clinical trial, phase iii", "clinical trial, phase iv"},
        EvidenceLevel.RANDOMISED,
    ),
    ({"clinical trial, phase i", "clinical trial, phase ii"}, EvidenceLevel.EARLY_TRIAL),
    ({"observational study"}, EvidenceLevel.OBSERVATIONAL),
)
# What a story about a finding should not rest on unseen.
_OPINION = ("editorial", "comment", "letter", "news", "case reports")
_PHASES = {"EARLY_PHASE1": "1", "PHASE1": "1", "PHASE2": "2", "PHASE3": "3", "PHASE4": "4"}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PHASE = re.compile(
    r"\bphase[ -]?(iv|i{1,3}|[1-4])[ab]?(?:\s?[/-]\s?(iv|i{1,3}|[1-4])[ab]?)?\b", re.IGNORECASE
)
_RANDOMISED = re.compile(r"(?<!non-)(?<!non )(?<!not )\brandomi[sz]", re.IGNORECASE)
_STOPPED = {
    "TERMINATED": "terminated early",
    "SUSPENDED": "suspended",
    "WITHDRAWN": "withdrawn before anybody took part",
    "UNKNOWN": "of unknown status (not updated for two years)",
}


def phases_of(text: str) -> set[str]:
    """The phases ("1" to "4") that a text names."""
    found = {part.lower() for match in _PHASE.finditer(fold(text)) for part in match.groups() if part}
    return {_ROMAN.get(part, part) for part in found}


def design_words(records: Sequence[Record], trials: Sequence[Trial]) -> tuple[str, str] | None:
    """The design in the words of the reading stage ("randomized trial, phase 3 trial"), and whose it is."""
    for record in records:
        types = {kind.lower() for kind in record.types}
        if named := [words for code, words in _TYPES.items() if code in types]:
            return ", ".join(dict.fromkeys(named)), record.registry.value
    if len(trials) == 1 and (named := list(_trial_design(trials[0]))):
        return ", ".join(named), Registry.TRIALS.value
    return None


def _trial_design(trial: Trial) -> Iterator[str]:
    if trial.study_type == "OBSERVATIONAL":
        yield "observational study"
    if trial.allocation in ("RANDOMIZED", "NON_RANDOMIZED"):
        yield "randomized trial" if trial.allocation == "RANDOMIZED" else "non-randomized trial"
    yield from (f"phase {_PHASES[phase]} trial" for phase in trial.phases if phase in _PHASES)


def evidence_level(records: Sequence[Record], trials: Sequence[Trial]) -> EvidenceLevel | None:
    """The evidence level by publication types, or else by the one trial; None where neither tells."""
    types = {kind.lower() for record in records for kind in record.types}
    for codes, level in _LEVELS:
        if types & codes:
            return level
    if len(trials) != 1:
        return None
    (trial,) = trials
    if trial.study_type == "OBSERVATIONAL":
        return EvidenceLevel.OBSERVATIONAL
    if trial.allocation == "RANDOMIZED" or {"PHASE3", "PHASE4"} & set(trial.phases):
        return EvidenceLevel.RANDOMISED
    return EvidenceLevel.EARLY_TRIAL if set(trial.phases) & set(_PHASES) else None


def enrolment(trial: Trial) -> str | None:
    """How many took part, as the register has it."""
    if trial.enrolled is None:
        return None
    return f"{trial.enrolled} {'planned' if trial.planned else 'enrolled'} (by ClinicalTrials.gov)"


def trial_notices(study: Study, trial: Trial) -> Iterator[str]:
    """What the register says otherwise than the text, and trials that were stopped."""
    if words := _STOPPED.get(trial.status):
        why = f" Reason given: {trial.why_stopped}" if trial.why_stopped else ""
        yield f"ClinicalTrials.gov lists {trial.id} as {words}.{why}"
    said, listed = (
        phases_of(study.design or ""),
        {_PHASES[phase] for phase in trial.phases if phase in _PHASES},
    )
    if said and listed and not said & listed:
        yield (
            f"The text speaks of phase {' and '.join(sorted(said))}; ClinicalTrials.gov lists {trial.id} as"
            f" phase {' and '.join(sorted(listed))}."
        )
    if _RANDOMISED.search(study.design or "") and trial.allocation in ("NON_RANDOMIZED", "NA"):
        yield f"The text speaks of a randomized trial; ClinicalTrials.gov lists {trial.id} as not randomized."
    counted = re.search(r"\d{1,3}(?:,\d{3})+|\d+", study.participants or "")
    number = int(counted.group().replace(",", "")) if counted and len(counted.group()) < 12 else 0
    if trial.enrolled is not None and not trial.planned and number > trial.enrolled:
        yield f"The text counts {number:,} participants; ClinicalTrials.gov lists {trial.enrolled:,} for {trial.id}."


def type_notices(record: Record) -> Iterator[str]:
    """A publication that is no report of a study."""
    named = [kind for kind in record.types if kind.lower() in _OPINION]
    if named:
        yield f"{record.registry} lists this publication as: {', '.join(named)}."
