"""Who took part: the number of participants, and the study of a single patient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsdraft.model import Document, Passage, Value
from newsdraft.reading.core import core_passages, is_about_itself, is_background, is_planned, own_documents
from newsdraft.reading.signals import ANIMALS
from newsdraft.text import fold

_NOUN = (
    r"(?:patients|people|persons|women|men|participants|adults|children|volunteers|survivors|subjects"
    r"|individuals"
    r"|teenagers|adolescents|infants|babies|newborns|mothers|students|athletes|seniors|respondents|cases"
    r"|girls|boys|smokers|mice|rats|animals|veterans|nurses)"
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# Only larger numbers: small ones in words are parts of a study more often than its people.
_SPELLED = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES)}))?(?![\w-])"
_COUNT = re.compile(
    rf"(?<![\d.,$£€%/-])(?P<less>(?:fewer|less) than )?(?P<about>(?:more than|over|nearly|about|almost"
    rf"|some|around|approximately|at"
    rf" least|up to) )?(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}}|{_SPELLED})"
    rf"(?P<gap> (?:(?:[a-z][\w/-]*|U\.S\.|U\.K\.),? ){{0,4}}?){_NOUN}\b(?: and {_NOUN}\b)?(?! per\b)",
    re.IGNORECASE,
)
_CUES = (
    (3.0, re.compile(
        r"\b(?:enroll?ed|recruited|randomi[sz]ed|(?:study|trial|cohort|analysis|data)(?: set)?"
        r" (?:included|involved|involving|of|followed|recruited|had|started with)|trial involving|stud(?:y|ied)"
        r" (?:of )?\d|randomly (?:assigned|allocated)|(?:records|data|charts) (?:from|of|on|for) (?:nearly |about"
        r" |over )?\d|included in the (?:study|analysis|trial))", re.I)),
    (2.0, re.compile(
        r"\b(?:included|involv(?:ed|ing)|followed|analy[sz]ed|studied|(?<!previously )treated|tested"
        r"|collected|examined|surveyed|reviewed|(?:review|study) (?:of|on|in)|trials? (?:of|on)|divided"
        r"|quantified|identified|recruiting|turned to|looked at|compar(?:ed|ing)|samples? (?:from|of)"
        r"|measured in|total of|during the study period"
        r"|allocated|in (?:the|this|our|their) (?:\w+ )?(?:trial|study)|initial|(?:study|trial|sample) of"
        r"|in which all|all (?:of )?(?:the )?\d[\d,]* \w+ (?:received|were given|got|took))\b", re.I)),
)  # fmt: skip
# Numbers of a population, a year or a clinic, not of a study.
_POPULATION = re.compile(
    r"\b(?:each year|annually|every year|per year|a year|worldwide|estimated|approximately \d+ percent"
    r"|million|billion"
    r"|in the united states|in the u\.s\.|in the uk|americans|die (?:from|of)|deaths?|diagnosed"
    r" (?:with [\w ]+ )?(?:each|every|in 20)"
    r"|new cases|prevalence|treats|serves)\b",
    re.IGNORECASE,
)
_TAKEN_IN = re.compile(
    r"\b(?:enroll?ed|recruited|treated|included|studied|followed|involv(?:ed|ing)|randomi[sz]ed)"
    r" (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r" (?:were|was) (?:then )?(?:randomly|randomi[sz]ed|stratified|enroll?ed|recruited|assigned|included)\b"
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


_INCLUDED = re.compile(r"[^.;]{40,160}?\b(?:were|was) (?P<words>included in the (?:study|analysis|trial))\b")
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
        animals = ANIMALS.search(text)  # then patients are those who gave the tumours
        for match in _COUNT.finditer(text):
            taken = _TAKEN_IN.search(text[: match.start()]) or _TAKEN.match(text[match.end() :])
            if population and not taken:
                continue
            if animals and not ANIMALS.search(match.group()):
                continue
            if counted := _counted(match, passage):
                # Early in the text is better, but never better than a better word.
                yield _score(text, match) - min(number, 40) / 100, counted


def _is_other(passage: Passage) -> bool:
    return is_about_itself(passage.text) or is_background(passage.text) or is_planned(passage.text)


def _counted(match: re.Match[str], passage: Passage) -> Counted | None:
    number = _number(match["number"])
    words = match["gap"].split()
    if number < 2 or match["less"] or _NOT_A_COUNT.search(" ".join(words)):
        return None
    return Counted(text=" ".join(match.group().split()), number=number, passages=(passage.id,))


def _number(words: str) -> int:
    if words[0].isdigit():
        return int(words.replace(",", ""))
    tens, _, ones = words.lower().partition("-")
    return 10 * (_TENS.index(tens) + 2) + (_ONES.index(ones) + 1 if ones else 0)


def _score(text: str, match: re.Match[str]) -> float:
    near = text[max(0, match.start() - 110) : match.end() + 40] + _included(text[match.end() :])
    score = max((weight for weight, pattern in _CUES if pattern.search(near)), default=0.0)
    after = text[match.end() :].lstrip()
    return score - (1.0 if _PART.match(after) else 0.0) - (0.7 if match["about"] else 0.0)


def _included(after: str) -> str:
    """The words that take people into a study, further behind their number than others count."""
    found = _INCLUDED.match(after)
    return found["words"] if found else ""


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
