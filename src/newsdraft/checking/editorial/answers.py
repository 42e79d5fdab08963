"""What rules can answer of a health desk's questions on a text: benefits, harms, costs, funding, sober language.

Each answer is True (satisfactory), False, and comes with the sentences that it rests on. The questions are criteria of
HealthNewsReview.org; how far these answers agree with its reviewers stands in docs/quality.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from newsdraft.checking.context import Hit, Whole
from newsdraft.checking.editorial.hype import hype_in
from newsdraft.checking.editorial.voices import names_funding
from newsdraft.checking.quantities import quantities
from newsdraft.checking.quantity import DATE, PROPORTION, RANKED, Quantity
from newsdraft.checking.wording import plain
from newsdraft.model import EvidenceLevel, Severity, Value
from newsdraft.text import sentences

RESULTS = 3
"""Sentences with compared or absolute figures in a text that quantifies its benefits; or a share more in all."""
HARMS = 2
"""Points for harms: one for a sentence on them, one more where it gives a figure or names a symptom."""
SOBER = 3.0
"""The score from which language is not sober: a point for each loaded word (two in a title), half off for a caution."""
_SAME_START = 7  # letters that two forms of a loaded word share


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_COMPARES = _any(
    r"\b(?:versus|vs\.?|compared (?:with|to)|than|more|fewer|while|whereas|and|from|of|out of)\b"
)
_MEASURES = _any(
    r"%",
    r"\b(?:percent|per cent|points?|months?|weeks?|days|years|hours|minutes|mm|kg|pounds|score|fold|times)\b",
)
_DOSED = _any(
    r"\b(?:got|received?|gave|given|took|taken|doses? of)\b[^;:]{0,40}\d ?(?:mg|milligrams|micrograms|grams)\b"
)
_PERCENT = _any(r"\d\s?(?:%|percent\b|per cent\b)")
_HARM = _any(
    r"\b(?:adverse (?:events?|effects?|reactions?)|side[- ]effects?|complications?|toxicit\w+|contraindicat\w+)\b",
    r"\b(?:harmed|died because|well[- ]tolerated|overtreat\w*|overreactions?)\b",
    r"\binjur(?:ies|ed) (?:by|from|because|while|during)\b",
    r"\b(?:(?<!without )(?<!of )warnings?|overdiagnos\w+|not without risk|safety concerns?|harms?)\b",
    r"\brisks? of (?:injur\w+|bleeding|infection)\b",
    r"\bfalse[- ](?:positives?|negatives?|alarms?)\b",
    r"\bdiscontinu\w+ (?:due|because)\b",
    r"\bstop(?:ped)? (?:the|their) (?:drug|treatment|tablets?)\b",
)
_SYMPTOM = _any(
    r"\b(?:nausea|headaches?|diarrh\w+|fatigue|tired\w*|bleeding|vomit\w*|infections?|dizz\w+|rash\w*|constipation)\b",
    r"\b(?:hypotension|swelling|pain|fever|ana?emia|neutropenia|insomnia|cough|inflamed|inflammation)\b",
)
# Harms of what people get today, which the new treatment spares them, and of the disease; a disclaimer.
_NOT_ITS_HARM = _any(
    r"\b(?:current|existing|traditional|conventional|usual|standard|other|today's)\b[^.]{0,120}"
    r"\b(?:side[- ]effects?|complications?|toxicit\w+)",
    r"\b(?:side[- ]effects?|complications?|toxicit\w+) (?:of|associated with|from|with) (?:\w+ ){0,2}"
    r"(?:current|existing|traditional|conventional|standard|other)\b",
    r"\b(?:fewer|less|reduc\w+|lower\w*|minimi[sz]\w+|spar\w+|prevent\w*|avoid\w*|without the)\b"
    r" (?:\w+[ -]){0,4}(?:side[- ]effects?|complications?|toxicit\w+)(?! (?:in|occurred|were) \d)",
    r"\b(?:risks? (?:of|for)|such as|life-threatening|disease|diabet\w+|illness and) (?:\w+ ){0,2}complications?",
    r"\binformational purposes\b",
)
_FELT = r"(?:nausea|headaches?|diarrh\w+|vomiting|rash\w*|bleeding|fever|dizziness|constipation)"
# "14 percent had a headache": a symptom that came with the treatment, told without a word for harm.
_HAD = _any(
    r"\d[\d.,]*(?: ?%| percent| per cent)?(?: of)?(?: [\w'-]+){0,8}? (?:had|got|developed|reported?|suffered|felt)"
    rf" (?:an? |severe |some |mild )?{_FELT}",
    rf"\b{_FELT} (?:came up|occurred|(?:was|were) (?:seen|common|reported)|affected)\b[^.]{{0,30}}\d",
)
_UNSAID = r"\b(?:no|not|nothing|nobody|none)\b[^.]{0,60}"
_NO_HARM = _any(
    rf"{_UNSAID}\b(?:side[- ]effects?|harms?|injur\w+|risks?(?! (?:of|that|for)\b))\b",
    r"\b(?:says?|mentions?) whether (?:any|some)(?:body|one) (?:was|were|got|had been) (?:injured|harmed|hurt|ill)\b",
    r"\b(?:side[- ]effects?|harms?|risks?)\b[^.]{0,40}\bnot (?:given|reported|said|named|told|measured|known)\b",
)
_COST = _any(
    r"\b(?:cost|pric|sav|charg)\w*\b[^.]{0,60}\$\s?\d[\d,.]*(?! ?(?:billion|trillion))",
    r"\$\s?\d[\d,.]*(?! ?(?:million|billion|trillion))[^.]{0,40}\b(?:per|a|each)\b",
    r"\bout[- ]of[- ]pocket\b",
    r"\bcovered by (?:health )?insur\w+",
    r"\binsur\w+ (?:plans?|companies)\b[^.]{0,20}\b(?:will|do|cover)",
    r"\b(?:at no cost|no costs?\b|free of charge|no charge)",
    r"\bcosts?\b[^.]{0,40}\bnot (?:yet )?(?:been )?(?:determined|known|set|given|said|told|named)",
    rf"{_UNSAID}\b(?:costs?|prices?)\b",
    r"\b(?:says?|neither|not|no)\b[^.]{0,40}\bhow (?:expensive\b|much (?:\w+ ){0,4}(?:costs?|paid|pay|charge\w*)\b)",
    r"\b(?:silent|nothing|left? open|not (?:known|said|told|clear))\b[^.]{0,50}\b(?:costs?|prices?|pay)\b",
    r"\b(?:costs?|prices?|pay)\b[^.]{0,30}\b(?:is|are|was|were) (?:left open|unknown|unclear)\b",
    r"\bprices?\b[^.]{0,40}\bnot (?:yet )?(?:been )?(?:determined|known|set|given|said|told|named|mentioned)",
    r"\bis free\b(?! of)",
    r"\bsaves? millions\b",
    r"\binexpensive (?:option|way|and)",
)
_CAUTION = _any(
    r"\b(?:caution\w*|limitation\w*|however|although|more research|further (?:research|stud\w+))\b",
    r"\bnot (?:prove|clear|known|show)\b",
)
_PRAISE = _any(
    r"\b(?:(?<!not )(?<!cannot )proven?|guarantee\w*|safe and effective|best|ideal|superior)\b",
    r"\b(?:excellent|outstanding|perfect\w*)\b",
    r"\b(?:highly effective|first[- ]ever|innovati\w+|powerful\w*|unique\w*|milestone|major advance\w*)\b",
    r"\b(?:whopping|antidote|overwhelming\w*|world-(?:renowned|leading|class)|proof that|early proof|real promise)\b",
    r"\b(?:huge|tremendous\w*|superfood|superstar|deadly|devastat\w+|epidemic|debilitating)\b",
)


class DeskAnswer(Value):
    """The answer to one question, with the sentences that it rests on."""

    satisfactory: bool
    rests_on: tuple[str, ...] = ()


def desk_answers(text: str, title: str = "") -> dict[str, DeskAnswer]:
    """The answers on a whole text, by question: ``benefits``, ``harms``, ``costs``, ``funding``, ``sober``."""
    text = f"{title}. {text}" if title else text
    told = [text[start:end] for start, end in sentences(text)]
    results = [sentence for sentence in told if _compares_figures(sentence) and not harm_points(sentence)]
    harms = [sentence for sentence in told if harm_points(sentence)]
    costs = [sentence for sentence in told if _COST.search(sentence)]
    funding = [sentence for sentence in told if names_funding(sentence)]
    return {
        "benefits": DeskAnswer(
            satisfactory=len(results) >= RESULTS or len(_PERCENT.findall(text)) > RESULTS,
            rests_on=tuple(results),
        ),
        "harms": DeskAnswer(satisfactory=sum(map(harm_points, harms)) >= HARMS, rests_on=tuple(harms)),
        "costs": DeskAnswer(satisfactory=bool(costs), rests_on=tuple(costs)),
        "funding": DeskAnswer(satisfactory=bool(funding), rests_on=tuple(funding)),
        "sober": DeskAnswer(satisfactory=_loaded(text, title, told) < SOBER),
    }


@lru_cache(maxsize=2048)
def _compares_figures(sentence: str) -> bool:
    """Whether a sentence holds a fraction, two percentages, or two figures that are measured and compared."""
    if _DOSED.search(sentence):
        return False
    found = [each for each in quantities(sentence) if _is_result(each)]
    percent = [each for each in found if re.search(r"%|per ?cent", each.text, re.IGNORECASE)]
    if len(percent) >= 2 or any(each.dimension == PROPORTION or len(each.parts) == 2 for each in found):
        return True
    return len(found) >= 2 and bool(_COMPARES.search(sentence) and _MEASURES.search(sentence))


def _is_result(quantity: Quantity) -> bool:
    return quantity.dimension not in (DATE, *RANKED) and quantity.role != "age" and not quantity.weak


@lru_cache(maxsize=2048)
def harm_points(sentence: str) -> int:
    """How much a sentence says on harms: 1; 2 with a figure or symptom, or where it says that none is told; else 0."""
    if _NO_HARM.search(sentence):
        return HARMS
    symptoms = {found.lower() for found in _SYMPTOM.findall(sentence)}
    figures = any(map(_is_result, quantities(sentence)))
    if _HARM.search(sentence):
        told = bool(symptoms) or figures
        return 0 if _NOT_ITS_HARM.search(sentence) and not figures else 2 if told else 1
    if _HAD.search(sentence):
        return HARMS
    return 1 if len(symptoms) >= 3 else 0


def _loaded(text: str, title: str, told: Sequence[str]) -> float:
    """Loaded words, each counted once, those of the title once more; less half of the sentences that caution."""
    cautions = sum(bool(_CAUTION.search(sentence)) for sentence in told)
    distinct = {word.lower().rstrip("s")[:_SAME_START] for word in _loaded_words(text)}
    return len(distinct) + len(_loaded_words(title)) - 0.5 * cautions


def _loaded_words(text: str) -> list[str]:
    return [*hype_in(text), *_PRAISE.findall(text)]


_UNQUANTIFIED = (
    "The post hardly says how big the effect is: few sentences give figures for each group. Give them in absolute "
    "terms, or say that the sources do not."
)
_NO_HARMS = "The post says little on harms. Say which were seen and how often, or that the sources name none."
_NO_COSTS = "The post does not say what it costs. Say it, or say that the sources do not."
_IN_PEOPLE = (EvidenceLevel.EARLY_TRIAL, EvidenceLevel.RANDOMISED, EvidenceLevel.ANNOUNCEMENT)
_FAR_FROM_PATIENTS = (EvidenceLevel.LAB, EvidenceLevel.ANIMAL)


def desk_questions(whole: Whole) -> Iterator[Hit]:
    """Benefits in figures, harms, costs: told in the post, or said to be missing.

    What costs is not asked of work in cells and animals. Harms weigh more where people were treated.
    """
    text = " ".join(plain(claim.text) for _, claim in whole.post.claims())
    level = whole.evidence.level if whole.evidence else None
    if not text:
        return
    answers = desk_answers(text)
    if not answers["benefits"].satisfactory:
        yield Hit("benefits-unquantified", "", _UNQUANTIFIED, where="post")
    if not answers["harms"].satisfactory:
        severity = None if level is None or level in _IN_PEOPLE else Severity.MINOR
        yield Hit("harms-unsaid", "", _NO_HARMS, severity=severity, where="post")
    if not answers["costs"].satisfactory and level not in _FAR_FROM_PATIENTS:
        yield Hit("costs-unsaid", "", _NO_COSTS, where="post")
