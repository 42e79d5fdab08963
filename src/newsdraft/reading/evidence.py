"""The evidence level of a story, read from the words that name a study's design.

Every design word that stands in a passage about the study itself scores for its level: more in the title and
the first passages, nothing where it is denied or where earlier work or plans are told. Levels that score at least
``SHARE`` of the highest count as present. Of those the one that stands further from a patient's decision is
the headline: results in mice stay a mouse study, whatever else the release mentions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from newsdraft.model import Document, Evidence, EvidenceLevel, Value
from newsdraft.reading.core import (
    clauses,
    core_passages,
    is_about_itself,
    is_background,
    is_negated,
    is_planned,
    own_documents,
)
from newsdraft.reading.people import one_patient, participants
from newsdraft.reading.signals import (
    ACCOMPANYING,
    ANIMALS,
    FORMERLY,
    GENERAL,
    HINTS,
    LABORATORY,
    RANDOMIZED,
    SIGNALS,
    Signal,
)
from newsdraft.text import fold

SHARE = 0.4
TITLE_FACTOR = 4.0  # the title of the paper itself outweighs what the release says of it
LABORATORY_PASSAGES = 4  # that speak of molecules or cells, in a text that names no design and counts nobody
LEAST = 1.2  # what all words of a level together must weigh to say anything
LEAD = 4  # the first passages of a release say what it is about
_WEAKEST_FIRST = (
    EvidenceLevel.LAB,
    EvidenceLevel.ANIMAL,
    EvidenceLevel.REVIEW,  # a review of trials or a commentary on them is no trial
    EvidenceLevel.EARLY_TRIAL,
    EvidenceLevel.OBSERVATIONAL,
    EvidenceLevel.RANDOMISED,
    EvidenceLevel.ANNOUNCEMENT,
)

_APPROVAL = re.compile(
    r"\b(?:approv(?:al|ed|es)|authori[sz](?:ation|ed|es)|clear(?:ance|ed|s)|designation)\b", re.IGNORECASE
)


_CITED = re.compile(
    r"\b(?:paper|study|article|report|titled|entitled|abstract"
    r"|citation)\b[^“\"]{0,60}[“\"](?=[A-Z])(?:[^”\".!?]|[.](?! [A-Z])){40,}[”\"]"
    r"|^abstract \S*\d|^citation\b",
    re.IGNORECASE,
)


class Sign(Value):
    """A design word in a passage, with what it weighs."""

    level: EvidenceLevel
    design: str
    passage: str
    weight: float


def signs(documents: Sequence[Document]) -> list[Sign]:
    """Every design word of the story's own documents, in order; ``passage`` is "" for a title."""
    return [sign for document in own_documents(documents) for sign in _signs_of(document)]


def _signs_of(document: Document) -> Iterator[Sign]:
    yield from _match(document.title, "", 2.0)
    core = core_passages(document)
    for number, passage in enumerate(core):
        if not is_about_itself(passage.text):
            for _, clause in clauses(passage.text):
                found = _match(clause, passage.id, _factor(clause, number))
                # An announcement opens with its news; further down approvals and partnerships are asides.
                yield from (s for s in found if number < LEAD or s.level is not EvidenceLevel.ANNOUNCEMENT)
    # The paper's own title is often cited below the release and names the design.
    for passage in document.passages[len(core) :]:
        if _CITED.search(passage.text):
            yield from _match(passage.text, passage.id, TITLE_FACTOR)


def _factor(text: str, number: int) -> float:
    if is_planned(text):
        return 0.0
    if _CITED.search(text) and not is_background(text):
        return TITLE_FACTOR
    if is_background(text):
        return 0.0
    return 2.0 if number < LEAD else 1.0


def _match(text: str, passage: str, factor: float) -> Iterator[Sign]:
    folded = fold(text)
    animals = ANIMALS.search(folded)
    seen: set[EvidenceLevel] = set()
    for signal in SIGNALS:
        if signal.level in seen or not factor or _means_nothing(signal, folded, animals=bool(animals)):
            continue
        if any(not is_negated(folded, match.start()) for match in signal.pattern.finditer(folded)):
            seen.add(signal.level)
            weight = signal.weight * factor
            yield Sign(level=signal.level, design=signal.design, passage=passage, weight=weight)


def _means_nothing(signal: Signal, text: str, *, animals: bool) -> bool:
    """Whether a design word would mislead in this text."""
    if signal.level is EvidenceLevel.RANDOMISED:
        return animals  # animals are put into groups at random too; that makes no trial
    if signal.design == "commentary":
        return bool(ACCOMPANYING.search(text) or text.startswith("Editorial:"))
    return signal.design == "regulator's decision" and bool(FORMERLY.search(text))


def read_evidence(documents: Sequence[Document]) -> Evidence:
    """The evidence level of the story that ``documents`` report, with the passages that show it.

    References are left out. Where no design word is found the level is an announcement, or observational if
    people were counted, and the note says so.
    """
    return evidence_of(documents, signs(documents))


def evidence_of(documents: Sequence[Document], found: Sequence[Sign]) -> Evidence:
    """As ``read_evidence``, from the design words of ``documents`` that were found already."""
    if passage := one_patient(documents):
        return Evidence(
            level=EvidenceLevel.EARLY_TRIAL, passages=(passage,), note="one patient, no comparison group"
        )
    level = _headline(found)
    if level is None:
        return _without_signs(documents)
    shown = tuple(dict.fromkeys(s.passage for s in found if s.level is level and s.passage))
    return Evidence(level=level, passages=shown[:6], note=_note(level, found, documents))


def _scores(found: Sequence[Sign]) -> dict[EvidenceLevel, float]:
    """The summed weight of each level; repeats of one design word count less and less."""
    scores: dict[EvidenceLevel, float] = defaultdict(float)
    times: dict[tuple[EvidenceLevel, str], int] = defaultdict(int)
    for sign in sorted(found, key=lambda s: -s.weight):
        times[sign.level, sign.design] += 1
        scores[sign.level] += sign.weight / times[sign.level, sign.design]
    return scores


def _headline(found: Sequence[Sign]) -> EvidenceLevel | None:
    scores = _scores(found)
    studies: dict[EvidenceLevel, float] = {
        level: s for level, s in scores.items() if level is not EvidenceLevel.ANNOUNCEMENT
    }
    announced = scores.get(EvidenceLevel.ANNOUNCEMENT, 0.0)
    if announced and announced >= 2 * max(studies.values(), default=0.0):
        return EvidenceLevel.ANNOUNCEMENT
    if max(studies.values(), default=0.0) < LEAST:
        return None
    top = max(studies.values())
    present = [level for level, score in studies.items() if score >= SHARE * top]
    return min(_people_first(present, _specific(found, scores)), key=_WEAKEST_FIRST.index)


def _specific(found: Sequence[Sign], scores: dict[EvidenceLevel, float]) -> dict[EvidenceLevel, float]:
    """The scores without words that fit any study of people, where the groups were formed by chance."""
    if scores.get(EvidenceLevel.RANDOMISED, 0.0) < 4.0:
        return scores
    loose = (EvidenceLevel.EARLY_TRIAL, EvidenceLevel.OBSERVATIONAL)
    return _scores([s for s in found if s.level not in loose or s.design not in (*GENERAL, *HINTS)])


def _people_first(present: list[EvidenceLevel], scores: dict[EvidenceLevel, float]) -> list[EvidenceLevel]:
    """Leave out general words ("clinical trial", "detected by") where a stronger word names the design."""
    people = [EvidenceLevel.EARLY_TRIAL, EvidenceLevel.OBSERVATIONAL, EvidenceLevel.RANDOMISED]
    top = max(people, key=lambda level: scores.get(level, 0.0))
    if scores.get(top, 0.0) < 4.0:
        return present
    weak = {level for level in people if level is not top and scores.get(level, 0.0) < 0.75 * scores[top]}
    return [level for level in present if level not in weak]


def _without_signs(documents: Sequence[Document]) -> Evidence:
    counted = participants(documents)
    if counted:
        note = "the text names no design; people were counted and nothing says that they were randomized"
        return Evidence(level=EvidenceLevel.OBSERVATIONAL, passages=counted.passages, note=note)
    shown = [p.id for d in own_documents(documents) for p in core_passages(d) if LABORATORY.search(p.text)]
    if len(shown) >= LABORATORY_PASSAGES:
        note = f"{_PLAIN[EvidenceLevel.LAB]} (the text names no design; it speaks of molecules and cells)"
        return Evidence(level=EvidenceLevel.LAB, passages=tuple(shown[:4]), note=note)
    return Evidence(level=EvidenceLevel.ANNOUNCEMENT, note="the text names no study design")


_PLAIN = {
    EvidenceLevel.LAB: "cells or tissue in the laboratory; nobody was treated",
    EvidenceLevel.ANIMAL: "animals; nobody was treated",
    EvidenceLevel.EARLY_TRIAL: "an early trial in people; it cannot show that it works better than others",
    EvidenceLevel.RANDOMISED: "a trial that compares groups formed by chance, or a late-phase trial",
    EvidenceLevel.OBSERVATIONAL: "people were observed; it cannot show cause and effect",
    EvidenceLevel.REVIEW: "a summary or opinion on earlier work; no new results in people",
    EvidenceLevel.ANNOUNCEMENT: "an announcement; it reports no study results",
}


_TEST = "a test was tried on people or their samples; it cannot show that using it helps patients"


def _note(level: EvidenceLevel, found: Sequence[Sign], documents: Sequence[Document]) -> str:
    named = list(dict.fromkeys(s.design for s in found if s.level is level))
    plain = _TEST if named[0] == "study of a test" else _PLAIN[level]
    note = f"{plain} (read from: {', '.join(named[:3])})"
    scores = _scores(found)
    others = [o for o in scores if o is not level and scores[o] >= SHARE * max(scores.values())]
    if others:
        note += f"; the text also has words of: {', '.join(o.value for o in others)}"
    approved = any(_APPROVAL.search(document.title) for document in own_documents(documents))
    return note + ("; the news is a regulator's decision" if approved else "")


def design_of(documents: Sequence[Document], found: Sequence[Sign]) -> tuple[str, tuple[str, ...]] | None:
    """The design as printed ("randomized trial, phase 3 trial") with its passages, or None."""
    evidence = evidence_of(documents, found)
    named = [s for s in found if s.level is evidence.level and s.weight >= 2.0]
    if evidence.note.startswith("one patient"):
        return "one patient, no comparison group", evidence.passages
    designs = list(dict.fromkeys(s.design for s in sorted(named, key=lambda s: -s.weight)))
    specific = [d for d in designs if d not in HINTS]
    if len(specific) > 1:
        specific = [d for d in specific if d not in GENERAL] or specific
    if RANDOMIZED in specific[2:]:  # what a reader needs most is among the two that are printed
        specific = [specific[0], RANDOMIZED]
    shown = tuple(dict.fromkeys(s.passage for s in named if s.passage and s.design in specific))
    return (", ".join(specific[:2]), shown[:4]) if specific and shown else None
