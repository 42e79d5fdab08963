"""Who took part: the number of participants, and the study of a single patient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsdraft.model import Document, Passage, Value
from newsdraft.reading.core import core_passages, is_about_itself, is_background, is_planned, own_documents
from newsdraft.text import fold

_NOUN = (
    r"(?:patients|people|persons|women|men|participants|adults|children|volunteers|survivors|subjects"
    r"|individuals"
    r"|girls|boys|smokers|mice|rats|animals|veterans|nurses)"
)
_COUNT = re.compile(
    rf"(?<![\d.,$£€%/-])(?P<about>(?:more than|over|nearly|about|almost|some|around|approximately|at"
    rf" least|up to) )?(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})"
    rf"(?P<gap> (?:[a-z][\w/-]*,? ){{0,4}}?){_NOUN}\b(?: and {_NOUN}\b)?(?! per\b)",
    re.IGNORECASE,
)
_CUES = (
    (3.0, re.compile(
        r"\b(?:enroll?ed|recruited|randomi[sz]ed|(?:study|trial|cohort|analysis|data)(?: set)?"
        r" (?:included|involved|involving|of|followed|recruited|had)|trial involving|stud(?:y|ied)"
        r" (?:of )?\d)", re.I)),
    (2.0, re.compile(
        r"\b(?:included|involv(?:ed|ing)|followed|analy[sz]ed|studied|(?<!previously )treated|tested"
        r"|collected|examined|surveyed|divided|quantified|identified|recruiting|turned to|looked at|compared"
        r"|allocated|in the (?:trial|study)|initial|(?:study|trial|sample) of"
        r"|in which all|all (?:of )?(?:the )?\d[\d,]* \w+ (?:received|were given|got|took))\b", re.I)),
)  # fmt: skip
# Numbers of a population, a year or a clinic, not of a study.
_POPULATION = re.compile(
    r"\b(?:each year|annually|every year|per year|a year|worldwide|estimated|approximately \d+ percent"
    r"|million|billion"
    r"|in the united states|in the u\.s\.|in the uk|americans|die (?:from|of)|deaths?|diagnosed"
    r" (?:with [\w ]+ )?(?:each|every|in 20)"
    r"|new cases|prevalence|treats?|serves?)\b",
    re.IGNORECASE,
)
_TAKEN_IN = re.compile(
    r"\b(?:enroll?ed|recruited|treated|included|studied|followed|involv(?:ed|ing)|randomi[sz]ed)"
    r" (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_NOT_A_COUNT = re.compile(
    r"\b(?:percent|per cent|years?|months?|weeks?|days?|of|the|times|to|and|out|in|hours?|mg)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"^(?:had|have|were diagnosed|developed|died|responded|lived)\b", re.IGNORECASE)
_ONE = re.compile(
    r"\bcase (?:report|study) (?:of|in|on) (?:a|one|an)\b|\b(?:a single|one) (?:patient|man|woman"
    r"|person|child)\b"
    r"|\btreat(?:ed|ing)? (?:a|one) (?:\w+ ){0,2}(?:patient|man|woman|boy|girl|child)\b"
    r"|\ba patient with\b[^.]{0,90}\b(?:was|had been) (?:given|treated)\b|\bin (?:a|one) (?:\w+"
    r" ){0,2}patient\b(?!s)",
    re.IGNORECASE,
)


ENOUGH = 1.2  # below, a number of people stands in no clear relation to the study


class Counted(Value):
    """How many took part, as the text says it, and where."""

    text: str
    number: int
    passages: tuple[str, ...]


def participants(documents: Sequence[Document]) -> Counted | None:
    """The number of participants with its noun ("361 patients"), or None where it is not plain.

    A number counts when a word of taking part stands near it. Of several the best placed wins; numbers of a
    population, of a year, of earlier or of planned work do not count.
    """
    found = [candidate for document in own_documents(documents) for candidate in _candidates(document)]
    if not found:
        return None
    best = max(score for score, _ in found)
    if best < ENOUGH:
        return None
    return next(counted for score, counted in found if score == best)


def _candidates(document: Document) -> Iterator[tuple[float, Counted]]:
    for number, passage in enumerate(core_passages(document)):
        text = fold(passage.text)
        if _is_other(passage):
            continue
        population = _POPULATION.search(text)
        for match in _COUNT.finditer(text):
            if population and not _TAKEN_IN.search(text[: match.start()]):
                continue
            if counted := _counted(match, passage):
                # Early in the text is better, but never better than a better word.
                yield _score(text, match) - min(number, 40) / 100, counted


def _is_other(passage: Passage) -> bool:
    return is_about_itself(passage.text) or is_background(passage.text) or is_planned(passage.text)


def _counted(match: re.Match[str], passage: Passage) -> Counted | None:
    number = int(match["number"].replace(",", ""))
    words = match["gap"].split()
    if number < 2 or _NOT_A_COUNT.search(" ".join(words)):
        return None
    return Counted(text=" ".join(match.group().split()), number=number, passages=(passage.id,))


def _score(text: str, match: re.Match[str]) -> float:
    near = text[max(0, match.start() - 110) : match.end() + 40]
    score = max((weight for weight, pattern in _CUES if pattern.search(near)), default=0.0)
    after = text[match.end() :].lstrip()
    return score - (1.0 if _PART.match(after) else 0.0) - (0.7 if match["about"] else 0.0)


def one_patient(documents: Sequence[Document]) -> str | None:
    """The id of the passage that shows a study of one single patient, or None.

    It must stand in the first passages, and nothing may count more people as taking part.
    """
    for document in own_documents(documents):
        for passage in core_passages(document)[:5]:
            if _ONE.search(fold(passage.text)) and not _is_other(passage):
                counted = participants(documents)
                return passage.id if counted is None or counted.number < 2 else None
    return None
