"""What a sentence could serve for in an extract, and why.

Everything here is a rule that can be read and explained: a sentence has a score for each use, made of
named parts. Nothing is learned and nothing is guessed beyond the words that stand there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from newsdraft.writing import cues
from newsdraft.writing.sentence import Sentence
from newsdraft.writing.voices import is_unnamed


class Use(StrEnum):
    """What a sentence of a source can serve for in a draft."""

    FINDING = "finding"
    RESULT = "result"
    BACKGROUND = "background"
    AI = "use of AI"
    HARM = "harm"
    LIMIT = "limit"
    AVAILABLE = "availability"
    NEXT = "next step"
    ADVICE = "advice"
    DECISION = "regulator's decision"


Reason = tuple[str, float]


def reasons(sentence: Sentence, use: Use) -> list[Reason]:
    """The parts of a sentence's score for a use; empty when it cannot serve for it at all."""
    text = sentence.text
    own = _OWN[use](sentence)
    if not own or is_unnamed(sentence.spoken, text):
        return []
    if cues.HYPE.search(text):
        own.append(("hype", -2.5 if cues.NUMBER.search(text) else -4.0))
    if cues.WARM.search(text):
        own.append(("enthusiasm", -_hits(cues.WARM, text, 3)))
    if cues.ANECDOTE.search(text):
        own.append(("one person's story", -5.0))
    if sentence.voice != "source":
        own.append(("somebody's words", -0.5 if use in {Use.LIMIT, Use.HARM, Use.NEXT} else -3.0))
    if cues.CREDIT.search(text):
        own.append(("credits", -3.0))
    if sentence.leans:
        own.append(("leans on the sentence before", -0.7))
    if sentence.length > 40:
        own.append(("long", -0.5))
    if sentence.length < 6 and use is not Use.LIMIT:
        own.append(("short", -1.0))
    return own


def score(sentence: Sentence, use: Use) -> float:
    """The sum of ``reasons``; zero or less means: not for this use."""
    return sum(weight for _, weight in reasons(sentence, use))


def _hits(pattern: re.Pattern[str], text: str, most: int = 2) -> float:
    return float(min(most, len({match.lower() for match in pattern.findall(text)})))


def _finding(sentence: Sentence) -> list[Reason]:
    text = sentence.text
    if sentence.place > 0.6 or sentence.leans or not (cues.RESULT.search(text) or sentence.both):
        return []
    early = ("early in the text", 3.0 * (1 - sentence.place / 0.6))
    found = [("speaks of a result", _hits(cues.RESULT, text)), early, *_figures(text, 1.0), *_both(sentence)]
    if cues.STUDY.search(text):
        found.append(("about this study", 1.0))
    elif cues.BACKGROUND.search(text):
        found.append(("sounds like background", -2.0))
    if re.search(r"\balso\b", text):
        found.append(("adds to something said before", -1.5))
    if cues.NULL.search(text):
        found.append(("shows no difference", -1.5))
    sized = sentence.after is not None and cues.LEANS.match(sentence.after.text)
    if sized and sentence.after and cues.EFFECT.search(sentence.after.text):
        found.append(("the sentence after it gives the size of the effect", 1.5))
    if cues.RUN.search(text) and not cues.STATISTIC.search(text):
        found.append(("an announcement, no result", -2.0))
    return [*found, *_other_matters(sentence), *_who_ran(text)]


def _result(sentence: Sentence) -> list[Reason]:
    text = sentence.text
    if not any(pattern.search(text) for pattern in (cues.RESULT, cues.METHOD, cues.STATISTIC)):
        return []
    if cues.PRIOR.search(text) and not cues.STUDY.search(text):
        return []
    found = [*_figures(text, 1.5), *_both(sentence)]
    if cues.RESULT.search(text):
        found.append(("speaks of a result", _hits(cues.RESULT, text)))
    if cues.METHOD.search(text):
        found.append(("says what was done, and with whom", _hits(cues.METHOD, text)))
    if cues.NULL.search(text):
        found.append(("shows no difference, which must not be lost", 1.5))
    if cues.BACKGROUND.search(text) and not cues.METHOD.search(text):
        found.append(("sounds like background", -1.0))
    return [*found, *_other_matters(sentence), ("late in the text", -1.0 * sentence.place), *_who_ran(text)]


def _both(sentence: Sentence) -> list[Reason]:
    return [("figures of both groups", 2.5)] if sentence.both and sentence.voice != "speech" else []


def _other_matters(sentence: Sentence) -> list[Reason]:
    """What speaks against a result of the study: prior knowledge, plans, harms."""
    text = sentence.text
    return [
        (name, weight)
        for name, weight, found in (
            ("known before, or of everybody", -3.5, cues.PRIOR.search(text)),
            ("about what comes next", -2.5, cues.NEXT.search(text)),
            ("about harms", -1.5, sentence.harms),
        )
        if found
    ]


def _who_ran(text: str) -> list[Reason]:
    return [("who ran it, or where it was told", -1.5)] if cues.RUN.search(text) else []


def _figures(text: str, weight: float) -> list[Reason]:
    found = [("a number", weight)] if cues.NUMBER.search(text) else []
    return (
        [*found, ("a statistic", _hits(cues.STATISTIC, text, 3) * 0.7)]
        if cues.STATISTIC.search(text)
        else found
    )


def _background(sentence: Sentence) -> list[Reason]:
    text = sentence.text
    prior = cues.PRIOR.search(text)
    if not (prior or cues.BACKGROUND.search(text)) or sentence.goes_on or sentence.both:
        return []
    if cues.OWN_RESULT.search(text) and not prior:
        return []  # a result or a method of this study
    found = [("sounds like background", 1.0 + _hits(cues.BACKGROUND, text))]
    if prior:
        found.append(("known before, or of everybody", 1.0))
    if cues.NULL.search(text) and not prior:
        found.append(("a result that shows no difference", -2.0))
    for pattern, name, weight in (
        (cues.STUDY, "about this study", -2.5),
        (cues.GROUPS, "about a group of this study", -2.0),
        (cues.NEXT, "about what comes next", -2.0),
    ):
        if pattern.search(text):
            found.append((name, weight))
    if re.search(r"\bwe\b|\bour\b", text):
        found.append(("speaks for the team", -1.5))
    return found


def _harm(sentence: Sentence) -> list[Reason]:
    text = sentence.text
    found = [("speaks of harms", 1.2 + _hits(cues.HARM, text))] if cues.HARM.search(text) else []
    if cues.SYMPTOM.search(text):
        found.append(("names a symptom", 0.3 + 0.5 * _hits(cues.SYMPTOM, text)))
    if sentence.goes_on == "harms":
        found.append(("follows a sentence on harms", 1.5))
    if found and cues.NEXT.search(text):
        found.append(("about what comes next", -1.5))
    return [*found, ("a number", 1.0)] if found and cues.NUMBER.search(text) else found


def _limit(sentence: Sentence) -> list[Reason]:
    found = []
    if cues.LIMIT.search(sentence.text):
        found.append(("speaks of limits", 1.2 + _hits(cues.LIMIT, sentence.text)))
    if sentence.goes_on == "limits":
        found.append(("follows a sentence on limits", 2.0))
    if cues.LIMIT_OPENS.search(sentence.text):
        return [*found, ("opens a list of limits", 1.0 if sentence.length > 10 else -2.0)]
    return [*found, ("counts something", -1.0)] if found and cues.COUNTED.search(sentence.text) else found


def _available(sentence: Sentence) -> list[Reason]:
    hits = _hits(cues.AVAILABLE, sentence.text, 4)
    return [("speaks of availability or cost", 0.6 + 0.7 * hits)] if hits else []


def _ai(sentence: Sentence) -> list[Reason]:
    text = sentence.text
    if not (cues.AI.search(text) or cues.TRAINED.search(text)):
        return []
    found = [("names AI", 2.0 + _hits(cues.AI, text))]
    if cues.AI_ROLE.search(text):
        found.append(("says what it did", _hits(cues.AI_ROLE, text)))
    if re.search(r"\bcan\b", text) and not cues.STUDY.search(text):
        found.append(("says what AI can do, not what it did", -2.0))
    return found


def _decision(sentence: Sentence) -> list[Reason]:
    hits = _hits(cues.DECISION, sentence.text, 3)
    return (
        [("speaks of the decision", hits), ("early in the text", 1.5 * (1 - sentence.place))] if hits else []
    )


def _cue(pattern: re.Pattern[str], name: str, base: float = 1.0) -> Callable[[Sentence], list[Reason]]:
    def own(sentence: Sentence) -> list[Reason]:
        if not pattern.search(sentence.text):
            return []
        found = [(name, base + _hits(pattern, sentence.text))]
        return [*found, ("a number", 0.8)] if cues.NUMBER.search(sentence.text) else found

    return own


_OWN: dict[Use, Callable[[Sentence], list[Reason]]] = {
    Use.FINDING: _finding,
    Use.RESULT: _result,
    Use.BACKGROUND: _background,
    Use.AI: _ai,
    Use.DECISION: _decision,
    Use.HARM: _harm,
    Use.LIMIT: _limit,
    Use.AVAILABLE: _available,
    Use.NEXT: _cue(cues.NEXT, "speaks of a next step"),
    Use.ADVICE: _cue(cues.ADVICE, "speaks to patients"),
}
