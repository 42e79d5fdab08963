"""Is an item about cancer, and news? A score with its reasons; the same item always gets the same answer."""

from __future__ import annotations

import re
from enum import StrEnum

from newsdraft.model import Entry, Source, Value
from newsdraft.selecting.vocabulary import (
    ABOUT_AI,
    AROMATASE,
    CANCER_TERMS,
    FINDING,
    INSTITUTION,
    NOT_NEWS,
    Cue,
)
from newsdraft.text import fold

# What each place can add to the score. A word for cancer in the title is enough by itself; without one, the
# opening and the rest must both speak of cancer, or the source must be an oncology source.
_TITLE, _OPENING, _DENSITY, _SOURCE, _AI = 0.55, 0.25, 0.3, 0.2, 0.05
DRAFT_FROM = 0.5
UNCERTAIN_FROM = 0.25
# One mention in a hundred words is what texts about cancer have at least; passing mentions are far rarer.
_FULL_DENSITY = 0.01
# Shorter texts are taken as this long, so that a single mention in one sentence is no proof of a subject.
_LEAST_WORDS = 200
_OPENING_CHARS = 400
# More of a long text changes no verdict and costs time.
_MOST_CHARS = 4000


class Verdict(StrEnum):
    """What to do with an item."""

    DRAFT = "draft"
    UNCERTAIN = "uncertain"
    SKIP = "skip"


class Relevance(Value):
    """The verdict on an item. ``score`` is 0 to 1; ``reasons`` are short phrases, the weightiest first."""

    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    about_ai: bool


def judge(entry: Entry, source: Source | None = None) -> Relevance:
    """Whether ``entry`` is worth drafting, by its title, its text in the feed and the rules of its source.

    ``draft`` from 0.5, ``uncertain`` from 0.25, else ``skip``. A broken rule of the source and a title that
    announces no news (a job, a podcast, a gala) are ``skip`` whatever the score. An award, an appointment or
    an event is at most ``uncertain``, and ``skip`` where no study is told.
    """
    title = _plain(entry.title)
    body = _plain(f"{entry.summary[:_MOST_CHARS]}\n{entry.content[:_MOST_CHARS]}")
    about_ai = _about_ai(f"{title}. {body}")
    if broken := _broken_rule(f"{title} {body}".lower(), source):
        return Relevance(verdict=Verdict.SKIP, score=0.0, reasons=(broken,), about_ai=about_ai)
    score, reasons = _cancer_score(title, body, entry, source)
    if about_ai:
        score += _AI if score >= UNCERTAIN_FROM else 0
        reasons.append("about AI")
    score, reasons = _weigh_cue(title.lower(), body.lower(), min(score, 1.0), reasons)
    return Relevance(
        verdict=_verdict(score), score=round(score, 3), reasons=tuple(reasons), about_ai=about_ai
    )


def _verdict(score: float) -> Verdict:
    if score >= DRAFT_FROM:
        return Verdict.DRAFT
    return Verdict.UNCERTAIN if score >= UNCERTAIN_FROM else Verdict.SKIP


def _plain(text: str) -> str:
    return fold(re.sub(r"<[A-Za-z/!][^<>]*>", " ", text))


def _about_ai(text: str) -> bool:
    found = {match.group() for match in ABOUT_AI.finditer(text)}
    if AROMATASE.search(text):
        found -= {"AI", "A.I."}
    return bool(found)


# --- the source's own rules ------------------------------------------------------------------------------


def _broken_rule(text: str, source: Source | None) -> str:
    """The first rule of the source that the text breaks, in words, or an empty string."""
    if source is None:
        return ""
    for phrase in source.none_of:
        if _stands_in(phrase, text):
            return f"the source leaves out items with “{phrase}”"
    for phrase in source.must:
        if not _stands_in(phrase, text):
            return f"the source wants only items with “{phrase}”"
    if source.any_of and not any(_stands_in(phrase, text) for phrase in source.any_of):
        return f"none of the words that the source wants: {', '.join(source.any_of[:6])}"
    return ""


def _stands_in(phrase: str, text: str) -> bool:
    """Whole words; a star at the end stands for any ending ("oncolog*"); a plural s is let pass."""
    stem = fold(phrase).lower()
    ending = r"\w*" if stem.endswith("*") else r"s?(?!\w)"
    return bool(re.search(rf"(?<!\w){re.escape(stem.rstrip('*'))}{ending}", text))


# --- cancer ----------------------------------------------------------------------------------------------


def _cancer_score(title: str, body: str, entry: Entry, source: Source | None) -> tuple[float, list[str]]:
    reasons = []
    in_title, name = _best(title)
    if name:
        reasons.append(f"title: {name}")
    in_opening, name = _best(body[:_OPENING_CHARS])
    if name:
        reasons.append(f"opening: {name}")
    density, mentions = _density(body)
    if mentions > 1:
        reasons.append(f"{mentions} mentions of cancer in the text")
    score = _TITLE * in_title + _OPENING * in_opening + _DENSITY * density
    if _is_oncology(entry, source):
        score += _SOURCE
        reasons.append("an oncology source")
    return score, reasons or ["no word for cancer in title or text"]


def _best(text: str) -> tuple[float, str]:
    """The greatest weight among the terms in ``text``, with its name; an institute's name is none."""
    lowered = INSTITUTION.sub(" ", text).lower()
    found = [(term.weight, term.name) for term in CANCER_TERMS if term.pattern.search(lowered)]
    return max(found, key=lambda each: each[0], default=(0.0, ""))


def _density(text: str) -> tuple[float, int]:
    """How thickly the text speaks of cancer, 0 to 1, and the number of mentions by words that mean it."""
    lowered = INSTITUTION.sub(" ", text).lower()
    mentions = sum(len(term.pattern.findall(lowered)) for term in CANCER_TERMS if term.weight >= 1)
    length = max(len(lowered.split()), _LEAST_WORDS)
    return min(1.0, mentions / length / _FULL_DENSITY), mentions


def _is_oncology(entry: Entry, source: Source | None) -> bool:
    names = f"{entry.source} {entry.publisher}" + (f" {source.name} {source.publisher}" if source else "")
    return bool(re.search(r"(?i)\b(?:\w*oncolog|cancer|tumou?r|leuk\w+|lymphoma|hematolog)", names))


# --- no news ---------------------------------------------------------------------------------------------


def _weigh_cue(title: str, body: str, score: float, reasons: list[str]) -> tuple[float, list[str]]:
    cue = _cue_in(title)
    if cue is None:
        return score, reasons
    if cue.sure:
        return 0.0, [f"title: {cue.reason}", *reasons]
    if FINDING.search(f"{title} {body[:1500]}"):
        return min(score, DRAFT_FROM - 0.05), [f"title: {cue.reason}; a finding is told too", *reasons]
    return min(score, UNCERTAIN_FROM - 0.05), [f"title: {cue.reason}, and no finding is told", *reasons]


def _cue_in(title: str) -> Cue | None:
    """The surest cue of the title."""
    found = [cue for cue in NOT_NEWS if cue.pattern.search(title)]
    return min(found, key=lambda cue: not cue.sure, default=None)
