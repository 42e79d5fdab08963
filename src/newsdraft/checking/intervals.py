"""Estimates that may be due to chance, and the sentences of a post that tell one as an effect.

An interval that holds the value of no effect (1 for a ratio, 0 for a difference) goes with an effect and with none.
A claim is compared with the passages that it cites elsewhere; here a title, a lead or any other sentence is compared
with every estimate of the story's documents, whether it cites it or not: "lowered the risk by 26 percent" is a hazard
ratio of 0.74, and nothing is left of it where the interval runs from 0.48 to 1.14.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking.claims.direction import direction
from newsdraft.checking.clauses import RATIO_BEFORE, RATIO_NAMED, holds_no_effect
from newsdraft.checking.context import Hit, Sentence, Sources, Whole
from newsdraft.checking.direction import signals
from newsdraft.checking.effect_words import AMOUNT, QUALITY
from newsdraft.checking.lexicon import folded
from newsdraft.checking.wording import content, outside_quotes, plain, shown
from newsdraft.model import Severity

_RULE = "null-told-as-effect"
_DENIED = (_RULE, "negation-dropped")
_NUMBER = r"[-+]?\d{1,4}(?:\.\d{1,4})?"
_INTERVAL = re.compile(
    r"(?:\b9[059](?:\.\d)? ?% ?)?\b(?:ci|confidence interval)\b[^\d.+\-]{0,20}"
    rf"({_NUMBER})%? ?(?:to|,|-|;|and) ?({_NUMBER})"
)
_VALUE = re.compile(rf"(?<![\w.]){_NUMBER}(?![\w.]*\d)")
_STATISTICS = content(
    "hazard ratio odds relative risk rate confidence interval reduction increase difference estimate analysis "
    "significant significantly statistically result results"
)
_FRACTIONS = {
    "half": 50.0,
    "a third": 100 / 3,
    "one third": 100 / 3,
    "a quarter": 25.0,
    "one quarter": 25.0,
    "a fifth": 20.0,
}
_SAID = re.compile(
    rf"(?<![\w.])(?P<percent>\d{{1,3}}(?:\.\d)?)(?: ?%| percent\b| per cent\b)|\b(?P<fraction>{'|'.join(_FRACTIONS)})\b"
    rf"|\b(?:ratio|hr|rr) (?:of |was |is )?(?P<ratio>\d\.\d{{1,3}})\b"
    r"|(?<![\w.])(?P<number>\d{1,4}(?:\.\d{1,3})?)(?![\w.]*\d)"
)
_ROUNDED, _ROUGHLY = (
    0.5,
    3.0,
)  # percent by which a figure, and a fraction in words, may differ from the estimate's
_CAVEAT = re.compile(
    r"\b(?:not|n't|never|nor) (?:\w+ ){0,3}significan|\b(?:non-?|in)significan"
    r"|\b(?:chance|uncertain\w*|unclear|intervals?|ci|range[sd]?|proofs?|trend)\b"
    r"|\bno (?:clear|sure|real|significant|statistical)?\s?(?:difference|benefit|effect|link)"
    r"|\b(?:cannot|can't|not|nobody) (?:\w+ ){0,2}"
    r"(?:clear|prove|proven|show|shown|sure|certain|know|known|differ|say|rule)"
)  # fmt: skip
_SHARED, _LEAST = (
    0.6,
    2,
)  # of the words that an estimate is about: the share, and the number, that a sentence has
_OPENING = ("title", "description", "heading", "lead", "conclusion")


@dataclass(frozen=True)
class Estimate:
    """A ratio or difference with its interval, the words that it is about, and the passage in which it stands."""

    value: float
    low: float
    high: float
    ratio: bool
    about: frozenset[str]
    passage: str

    @property
    def by_chance(self) -> bool:
        """Whether the interval holds the value of no effect."""
        return holds_no_effect(self.low, self.high, ratio=self.ratio)

    @property
    def percent(self) -> float:
        """The change in percent that a ratio stands for; -1 for a difference."""
        return abs(self.value - 1) * 100 if self.ratio else -1.0

    @property
    def said(self) -> str:
        """The estimate as a message gives it."""
        return f"{self.value:g}, interval {self.low:g} to {self.high:g}"


@lru_cache(maxsize=1024)
def estimates(passage: str) -> tuple[Estimate, ...]:
    """The estimates of ``passage`` that have an interval, in order."""
    flat = folded(passage).lower().replace("\u00b7", ".")
    found, begins = [], 0
    for match in _INTERVAL.finditer(flat):
        before = flat[max(begins, match.start() - RATIO_BEFORE) : match.start()]
        values = _VALUE.findall(before)
        if values:
            ratio = RATIO_NAMED.search(before) is not None and float(match[1]) >= 0
            about = content(re.sub(r"\d[\d.,]*", " ", flat[begins : match.start()])) - _STATISTICS
            found.append(Estimate(float(values[-1]), float(match[1]), float(match[2]), ratio, about, passage))
        begins = match.end()
    return tuple(found)


def chance_as_effect(whole: Whole) -> Iterator[Hit]:
    """Sentences and headlines that tell as an effect what may be due to chance, by the documents' own interval."""
    own = whole.sources.own.texts.values()
    by_chance = [each for text in own for each in estimates(text) if each.by_chance]
    if not by_chance:
        return
    rest = [text for text in own if not any(each.by_chance for each in estimates(text))]
    for told in _told(whole):
        flat = folded(outside_quotes(told.text)).lower()
        if _asserts(flat) and not _CAVEAT.search(f"{flat} {folded(told.beside).lower()}"):
            figure = _by_figure(flat, by_chance, rest)
            found = figure or _by_words(flat, by_chance, rest)
            certain = figure is not None or told.where in _OPENING
            if found and not _found_already(told, whole.sources, certain=certain):
                yield _hit(found, told, certain=certain)


def headline_asserts(whole: Whole) -> Iterator[Hit]:
    """Title and description that assert what the documents deny in nearly the same words: they cite nothing."""
    for where, text in (("title", whole.post.title), ("description", whole.post.description)):
        for hit in direction(Sentence(text=plain(text), cited=whole.sources.own.texts)):
            if hit.rule in _DENIED and hit.severity is None:
                yield Hit(hit.rule, f"{where} {hit.detail}", hit.message, hit.evidence, where=where)


@dataclass(frozen=True)
class _Told:
    """A title, heading or sentence with its place, what stands beside it, and the passages that it is compared with."""

    where: str
    text: str
    beside: str = ""
    cited: tuple[str, ...] = ()


def _told(whole: Whole) -> Iterator[_Told]:
    post = whole.post
    yield _Told("title", post.title, post.description)
    yield _Told("description", post.description)
    yield from (_Told("heading", section.heading) for section in post.sections)
    for place, blocks in post.parts():
        claims = [claim for block in blocks for claim in block.claims]
        texts = [plain(claim.text) for claim in claims]
        for at, claim in enumerate(claims):
            beside = " ".join(texts[max(0, at - 1) : at] + texts[at + 1 : at + 2])
            cited = claim.passages if whole.cited else tuple(whole.sources.texts)
            yield _Told(place, texts[at], beside, cited)


def _found_already(told: _Told, sources: Sources, *, certain: bool) -> bool:
    """Whether the check of the sentence against its own passages says the same, and as surely."""
    cited = {name: sources.texts[name] for name in told.cited if name in sources.texts}
    hits = direction(Sentence(text=told.text, cited=cited))
    return any(hit.rule == _RULE and (hit.severity is None or not certain) for hit in hits)


def _by_figure(flat: str, by_chance: Sequence[Estimate], rest: Sequence[str]) -> Estimate | None:
    """The estimate that the sentence gives as a figure: as a change in percent, a difference, or the ratio itself."""
    mine = content(flat)
    for said in _SAID.finditer(flat):
        for each in by_chance:
            alike = said["percent"] or said["ratio"] or len(each.about & mine) >= _LEAST
            if alike and _gives(said, each) and not any(_stands(said, text) for text in rest):
                return each
    return None


def _gives(said: re.Match[str], estimate: Estimate) -> bool:
    """Whether a figure of a sentence is the estimate's."""
    if said["fraction"]:
        return estimate.ratio and abs(estimate.percent - _FRACTIONS[said["fraction"]]) <= _ROUGHLY
    if said["percent"] and estimate.ratio:
        return abs(estimate.percent - float(said["percent"])) <= _ROUNDED
    value = float(said["percent"] or said["ratio"] or said["number"])
    return value == (estimate.value if estimate.ratio else abs(estimate.value))


def _stands(said: re.Match[str], passage: str) -> bool:
    """Whether another passage has the same figure, so that it may be of something else."""
    return not said["fraction"] and said[0] in {match[0] for match in _SAID.finditer(folded(passage).lower())}


def _by_words(flat: str, by_chance: Sequence[Estimate], rest: Sequence[str]) -> Estimate | None:
    """The estimate whose group or outcome the sentence says did better, where no other passage says so, too."""
    mine = content(flat)
    for each in by_chance:
        shared = each.about & mine
        if len(shared) >= max(_LEAST, _SHARED * len(each.about)) and not any(
            len(shared & content(text)) >= len(shared) and _asserts(folded(text).lower()) for text in rest
        ):
            return each
    return None


def _asserts(flat: str) -> bool:
    """Whether a text says, without a denial or a "may", that something became more or less, better or worse."""
    return any(
        (signal.axis == QUALITY or (signal.axis == AMOUNT and signal.good))
        and not (signal.null or signal.hedged)
        for signal in signals(flat)
    )


def _hit(found: Estimate, told: _Told, *, certain: bool) -> Hit:
    message = (
        f"“{shown(told.text)}” tells an effect; by the source's own interval it may be due to chance ({found.said}). "
        "Say that no clear difference was found, or leave it out."
    )
    severity = None if certain else Severity.MAJOR
    return Hit(_RULE, told.text, message, found.passage, severity, where=told.where)
