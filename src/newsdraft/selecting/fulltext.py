"""The second look, once pages were read: do two full texts report the same study?

A report in other words shares no long strings with its source and is often a tenth as long. What it does share is
its words (so the measure is how much of the shorter text's vocabulary, weighted by rarity, stands in the longer
one: containment, Broder 1997, with the inverse document frequency of Spaerck Jones 1972) and its figures. Words say
that two texts are about one subject; a sister trial has them too. Figures say that it is one study: two texts are
merged by themselves only where several telling figures agree, hardly any of the shorter text's is missing in the
longer one, and nothing speaks against it. A wrong merge hides a story, so what is merely alike is "possible" and
shown to the editor. The thresholds come from ``benchmarks/story_matching.py``: of unrelated releases one pair in a
hundred is contained by 0.42 or more, and of retellings hardly any by less than 0.4.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from newsdraft.model import Entry
from newsdraft.naming import DOI, NCT, plain, tokens
from newsdraft.selecting.likeness import (
    NOTICE,
    ROUND_UP,
    UPDATE_IN_TEXT,
    Likeness,
    Match,
    Print,
    differences,
    fingerprint,
)
from newsdraft.text import words

# Contained by this much, two texts are about one subject; by less than the least, one DOI does not make them one.
_ABOUT_ONE, _POSSIBLE, _CLOSE, _LEAST = 0.40, 0.42, 0.60, 0.30
# What the figures must weigh together (see ``_bits``), how many there must be, and what may be missing.
_SURE_BITS, _FEW_BITS, _FIGURES, _MISSING_BITS = 10.0, 7.0, 3, 3.5
# Two texts of like length share less of their words when each is in its own.
_ALIKE, _NAMES = 0.30, 1
# A copy: this share of the shorter text's five-word strings, and at least so many of them.
_COPY, _COPY_SIZE = 0.6, 60
_COPY_FIGURES = 0.85
_FIRST_WORDS = 700
# A text that names so many papers and trials is a round-up of several.
_SEVERAL = 3
_FEW_FIGURES = 15
_VERY_SURE_BITS = 16.0
# The only DOI that either text names weighs as much as a large figure.
_PAPER_BITS = 10.0

Weight = Callable[[str], float]


@dataclass(frozen=True)
class FullText:
    """What a full text is compared by. ``looks`` holds the names and facts that entries are compared by too."""

    looks: Print
    terms: Mapping[str, float]
    figures: frozenset[str]
    names: frozenset[str]
    journals: frozenset[str]
    updates: frozenset[str]
    told: frozenset[str]
    papers: frozenset[str]
    title_figures: frozenset[str]
    retells: bool
    notice: bool
    several: bool


def full_text(title: str, text: str, doi: str | None = None, journal: str | None = None) -> FullText:
    """What the article ``text`` under ``title`` is compared by; ``doi`` and ``journal`` where they are known."""
    text = plain(text)
    papers = frozenset(each.lower().rstrip(".,;)") for each in DOI.findall(text))
    # The digits of an address or a telephone number are no figures.
    text = _NO_FIGURES.sub(lambda match: " ".join(NCT.findall(match[0])) or " ", text)
    looks = fingerprint(Entry(source="", key="", url="", title=title, content=text, doi=doi), whole=True)
    counts = Counter(word for word in tokens(f"{title} {text}") if word not in _LITTLE)
    first = f"{title} {text[:_FIRST_WORDS]}".lower()
    return FullText(
        looks=looks,
        terms={word: 1 + math.log(count) for word, count in counts.items()},
        figures=frozenset(number for number in looks.numbers if _is_figure(number)),
        names=frozenset(_names(text)),
        journals=frozenset(_journals(text, journal)),
        updates=_updates(first),
        told=_updates(f"{title} {text}".lower()),
        papers=papers,
        title_figures=frozenset(
            each for each in looks.title_numbers if each[0].isdigit() and _is_figure(each)
        ),
        retells=bool(_RETELLS.search(text)),
        notice=bool(NOTICE.search(first)),
        several=len(papers | looks.trials) >= _SEVERAL or bool(ROUND_UP.search(title)),
    )


_LITTLE = frozenset(
    """
    the and for that with was were are this from have has had not but they their who which been more than also said
    says will would could can may might its his her our your you she into when what while after before about other
    such these those there where how all any both each over under between among during through because if than then
    out one two new study researchers research patients cancer
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
# Names that stand in the middle of a sentence: two capitalised words in a row.
_NAME = re.compile(
    r"(?<![.!?:\"] )(?<!^)\b([A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?) ([A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?)\b"
)
_NO_NAME = re.compile(
    r"^(?:dr|prof|professor|the|in|new|united|cancer|clinical|press|national|north|south|los|san|breast|lung)\b"
    r"| (?:cancer|university|states|kingdom|york|angeles|institutes?|journal|medicine|oncology|society|research|news)$"
)
_JOURNAL = re.compile(
    r"\b(?:published|appear(?:s|ed|ing)?|reported|described|detailed|paper|online|reports?|writes?|write)\b"
    r"[^.!?]{0,60}?\b(?:in|by) (?:the )?(?:journal )?(?:the )?((?:[A-Z][\w&]*(?:,? (?:of|and|for|in|the|&))* ?){1,7})"
)
_JOURNAL_WORD = re.compile(
    r"(?i)\b(?:journal|lancet|nature|cell|science|jama|annals|reports|communications|letters|bmj|plos|blood|discovery"
    r"|therapeutics|proceedings|medicine|oncology|cancer)\b"
)


_NO_FIGURES = re.compile(r"(?i)\b10\.\d{4,9}/\S+|https?://\S+|www\.\S+|\S+@\S+|\+?\d[\d ()-]{8,}\d")
# How a later report speaks of the one before it: definite, and of one study ("previous studies" are background).
_RETELLS = re.compile(
    r"(?i)\b(?:(?:earlier|previous|first|initial|original) (?:stud(?:y|ies' results)|trial|report|results?|findings"
    r"|analysis|paper) (?:had|has|appeared|included|was|were|showed|found|published)"
    r"|(?:had|have) (?:already |earlier |previously )(?:shown|reported|found|linked)"
    r"|(?:second|larger|new) (?:study|trial|analysis) (?:\w+ ){0,4}confirm(?:s|ed)"
    r"|(?:will|can) now (?:be|join|enrol|start|begin|test)\w*|follow[- ]up (?:of|to) the (?:trial|study))"
)


def _bits(figure: str) -> float:
    """How telling a shared figure is: minus log2 of the chance that it stands in another release too.

    Counted by shape over every two of 154 health news releases where the other one has 15 to 40 figures: two digits
    in one of 6, a decimal in one of 50, three digits in one of 170, four and more in one of 1,500.
    """
    digits = re.sub(r"\D", "", figure)
    telling = len(digits.rstrip("0")) or 1
    if "." in figure:
        return 5.5 if len(digits) <= 2 else 8.0
    if len(digits) <= 2:
        return 2.5 if telling == 2 else 2.0
    if telling <= 2:
        return 4.5 if telling == 1 else 6.0
    return 7.0 if len(digits) == 3 else 10.0


def _updates(text: str) -> frozenset[str]:
    return frozenset(" ".join(re.findall(r"\w+", match)) for match in UPDATE_IN_TEXT.findall(text))


def _is_figure(number: str) -> bool:
    """Whether a number tells a study: not a year, not a small round count that stands in any text."""
    if re.fullmatch(r"(?:19|20)\d\d", number):
        return False
    return "." in number or (len(number) >= 2 and number not in {"10", "20", "50", "100", "1000"})


def _names(text: str) -> Iterable[str]:
    found = (f"{first} {last}".lower() for first, last in _NAME.findall(text))
    return (name for name in found if not _NO_NAME.search(name))


def _journals(text: str, known: str | None) -> Iterable[str]:
    found = [match.strip(" ,") for match in _JOURNAL.findall(text) if _JOURNAL_WORD.search(match)]
    return ({" ".join(words(each.removeprefix("The "))) for each in [*found, known or ""]}) - {""}


# --- the comparison --------------------------------------------------------------------------------------


def rarity(frequencies: Mapping[str, int], total: int) -> Weight:
    """The inverse document frequency of a term among ``total`` stored stories, smoothed; 1 where none are known."""
    if not frequencies:
        return lambda _: 1.0
    return lambda term: math.log(1 + (total + 10) / (frequencies.get(term, 0) + 1))


def cosine(a: Mapping[str, float], b: Mapping[str, float], weight: Weight) -> float:
    """The cosine of two term vectors under ``weight``, 0 to 1."""
    weights = {term: weight(term) for term in {*a, *b}}
    dot = sum(a[term] * b[term] * weights[term] ** 2 for term in a.keys() & b.keys())
    lengths = (
        math.sqrt(sum((count * weights[term]) ** 2 for term, count in each.items())) for each in (a, b)
    )
    length = math.prod(lengths)
    return dot / length if length else 0.0


def contained(a: Mapping[str, float], b: Mapping[str, float], weight: Weight) -> float:
    """The share of the smaller vocabulary, by ``weight``, that stands in the larger one, 0 to 1."""
    # By size, then by content, so that the order of the two makes no difference.
    smaller, larger = sorted((a, b), key=lambda terms: (len(terms), sorted(terms)))
    whole = sum(weight(term) for term in smaller)
    return sum(weight(term) for term in smaller if term in larger) / whole if whole else 0.0


@dataclass(frozen=True)
class _Evidence:
    """What two full texts have in common."""

    contained: float
    alike: float
    figures: frozenset[str]
    names: frozenset[str]
    bits: float
    missing: float


def _evidence(a: FullText, b: FullText, weight: Weight) -> _Evidence:
    shorter, longer = sorted((a, b), key=lambda each: (len(each.terms), sorted(each.terms)))
    figures = a.figures & b.figures
    # The fewer figures the longer text has, the less is a shared one a coincidence: by one bit below 15 of them.
    rarer = len(figures) if len(longer.figures) < _FEW_FIGURES else 0
    return _Evidence(
        contained=contained(a.terms, b.terms, weight),
        alike=cosine(a.terms, b.terms, weight),
        figures=figures,
        names=a.names & b.names,
        bits=sum(map(_bits, figures)) + rarer + _PAPER_BITS * _names_one_paper(a, b),
        missing=sum(map(_bits, shorter.figures - longer.figures)),
    )


def same_study(a: FullText, b: FullText, weight: Weight) -> Match:
    """Whether two full texts report the same study. The order of the two does not matter."""
    found = _evidence(a, b, weight)
    said = _said(found)
    if a.looks.doi and a.looks.doi == b.looks.doi:
        return _same_paper(a, b, a.looks.doi, found, said)
    copy = _is_copy(a, b, found)
    apart, doubts = _against(a, b, copy=copy)
    if apart:
        close = found.contained >= _CLOSE and (copy or _tells(found))
        return _match(Likeness.POSSIBLE if close else Likeness.DIFFERENT, found, [*apart, *said])
    if copy or _tells(found):
        return _match(Likeness.POSSIBLE if doubts else Likeness.SAME, found, [*said, *doubts])
    one_trial = sorted((a.looks.trials & b.looks.trials) | (a.looks.studies & b.looks.studies))
    trials = [f"the same trial, {name}" for name in one_trial]
    likeness = Likeness.POSSIBLE if trials or _may_be(found, doubts) else Likeness.DIFFERENT
    return _match(likeness, found, [*trials, *said, *doubts])


def _names_one_paper(a: FullText, b: FullText) -> bool:
    x, y = ({each.looks.doi} if each.looks.doi else each.papers for each in (a, b))
    return len(x) == 1 and x == y


def _same_paper(a: FullText, b: FullText, paper: str, found: _Evidence, said: list[str]) -> Match:
    """One DOI is one paper, unless the texts speak against it: a page may name any DOI it likes."""
    doubts = []
    if found.contained < _LEAST:
        doubts.append("the texts have little else in common")
    if a.several != b.several:
        doubts.append("only one of them tells of several studies")
    if a.notice != b.notice:
        doubts.append("only one of them is about a retraction or correction")
    if doubts:
        return _match(Likeness.POSSIBLE, found, [f"names the same DOI ({paper})", *doubts, *said])
    return _match(Likeness.SAME, found, [f"reports the same paper (DOI {paper})"], score=1.0)


def _tells(found: _Evidence) -> bool:
    """Whether the figures tell that it is one study: several, telling ones, and hardly any missing."""
    return (
        found.contained >= _ABOUT_ONE
        and (len(found.figures) >= _FIGURES or found.bits >= _VERY_SURE_BITS)
        and found.bits >= _SURE_BITS
        and found.missing <= min(_MISSING_BITS, found.bits / 5)
    )


def _may_be(found: _Evidence, doubts: list[str]) -> bool:
    """Whether an editor should look: one subject, and figures that do not mostly differ."""
    if found.missing > found.bits + _MISSING_BITS:
        return False
    if found.contained >= _POSSIBLE:
        return not any(doubt.startswith("different") for doubt in doubts) or found.bits >= _SURE_BITS
    if found.bits >= _SURE_BITS:
        return found.contained >= _LEAST
    return found.alike >= _ALIKE and (found.bits >= _FEW_BITS or (len(found.names) >= _NAMES and not doubts))


def _is_copy(a: FullText, b: FullText, found: _Evidence) -> bool:
    x, y = a.looks.shingles, b.looks.shingles
    size = min(len(x), len(y))
    few = min(len(a.figures), len(b.figures))
    agree = few < _FIGURES or len(found.figures) >= _COPY_FIGURES * few
    return size >= _COPY_SIZE and len(x & y) >= _COPY * size and agree


def _against(a: FullText, b: FullText, *, copy: bool) -> tuple[list[str], list[str]]:
    """What rules a pair out, and what only makes it doubtful."""
    apart, doubts = differences(a.looks, b.looks)
    if a.journals and b.journals and not _one_journal(a.journals, b.journals):
        doubts.append(f"different journals: {_listed(a.journals, b.journals)}")
    if updates := (a.updates - b.told) | (b.updates - a.told):
        doubts.append(f"only one text speaks of: {', '.join(sorted(updates))}")
    if new := (a.title_figures - b.looks.numbers) | (b.title_figures - a.looks.numbers):
        doubts.append(f"a figure of one headline that the other text lacks: {', '.join(sorted(new))}")
    for differ, what in (
        (a.retells != b.retells and not copy, "speaks of an earlier report"),
        (a.notice != b.notice, "is about a retraction or correction"),
        (a.several != b.several, "tells of several studies"),
    ):
        if differ:
            doubts.append(f"only one text {what}")
    return apart, doubts


def _one_journal(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(x in y or y in x for x in a for y in b)


def _listed(a: frozenset[str], b: frozenset[str]) -> str:
    return " and ".join(sorted([", ".join(sorted(a)), ", ".join(sorted(b))]))


def _said(found: _Evidence) -> list[str]:
    said = [f"{found.contained:.0%} of the shorter text's vocabulary stands in the longer one"]
    if found.figures:
        said.append(f"the same figures: {', '.join(sorted(found.figures, key=_bits, reverse=True)[:6])}")
    if found.names:
        said.append(f"the same names: {', '.join(name.title() for name in sorted(found.names)[:4])}")
    return said


def _match(likeness: Likeness, found: _Evidence, reasons: list[str], score: float | None = None) -> Match:
    alike = found.contained if score is None else score
    return Match(same=likeness, score=round(min(max(alike, 0.0), 1.0), 3), reasons=tuple(reasons))
