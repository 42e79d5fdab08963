"""The second look, once pages were read: do two full texts report the same study?

A report in other words shares no long strings with its source, but it does share the rare words, the figures and
the people. So the measure is the cosine of TF-IDF vectors (Salton and Buckley 1988, "Term-weighting approaches in
automatic text retrieval"; logarithmic counts), and the facts decide: two texts are merged by themselves only where
figures and names agree and nothing speaks against it. A wrong merge hides a story, so what is merely alike is
"possible" and shown to the editor. The thresholds come from ``benchmarks/story_matching.py``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from newsdraft.model import Entry
from newsdraft.naming import plain, tokens
from newsdraft.selecting.likeness import UPDATE, Likeness, Match, Print, differences, fingerprint
from newsdraft.text import words

# A report in other words: this much alike, with that many figures and names in common.
_ALIKE, _KINDRED, _CLOSE = 0.30, 0.42, 0.62
_FIGURES, _FIGURES_SHARE, _FIGURES_FOR_POSSIBLE = 3, 0.5, 2
_NAMES = 1
# A copy: this share of the shorter text's five-word strings, and at least so many of them.
_COPY, _COPY_SIZE = 0.6, 60
_COPY_FIGURES = 0.85
_FIRST_WORDS = 700

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


def full_text(title: str, text: str, doi: str | None = None, journal: str | None = None) -> FullText:
    """What the article ``text`` under ``title`` is compared by; ``doi`` and ``journal`` where they are known."""
    text = plain(text)
    looks = fingerprint(Entry(source="", key="", url="", title=title, content=text, doi=doi), whole=True)
    counts = Counter(word for word in tokens(f"{title} {text}") if word not in _LITTLE)
    first = f"{title} {text[:_FIRST_WORDS]}".lower()
    return FullText(
        looks=looks,
        terms={word: 1 + math.log(count) for word, count in counts.items()},
        figures=frozenset(number for number in looks.numbers if _is_figure(number)),
        names=frozenset(_names(text)),
        journals=frozenset(_journals(text, journal)),
        updates=frozenset(" ".join(match.split()) for match in UPDATE.findall(first)),
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


def same_study(a: FullText, b: FullText, weight: Weight) -> Match:
    """Whether two full texts report the same study. The order of the two does not matter."""
    if a.looks.doi and a.looks.doi == b.looks.doi:
        return _match(Likeness.SAME, 1.0, [f"the same paper, DOI {a.looks.doi}"])
    alike = cosine(a.terms, b.terms, weight)
    figures, names = a.figures & b.figures, a.names & b.names
    share = len(figures) / max(1, min(len(a.figures), len(b.figures)))
    apart, doubts = _against(a, b)
    said = _said(alike, figures, names)
    if apart:
        close = alike >= _CLOSE and share >= _FIGURES_SHARE
        return _match(Likeness.POSSIBLE if close else Likeness.DIFFERENT, alike, [*apart, *said])
    sure = _is_copy(a, b, share) or (
        alike >= _KINDRED and len(figures) >= _FIGURES and share >= _FIGURES_SHARE and len(names) >= _NAMES
    )
    if sure:
        return _match(Likeness.POSSIBLE if doubts else Likeness.SAME, alike, [*said, *doubts])
    one_trial = sorted((a.looks.trials & b.looks.trials) | (a.looks.studies & b.looks.studies))
    if one_trial or _may_be(alike, figures, names, doubts):
        trials = [f"the same trial, {name}" for name in one_trial]
        return _match(Likeness.POSSIBLE, alike, [*trials, *said, *doubts])
    return _match(Likeness.DIFFERENT, alike, [*said, *doubts])


def _may_be(alike: float, figures: frozenset[str], names: frozenset[str], doubts: list[str]) -> bool:
    if alike >= _CLOSE:
        return True
    return alike >= _ALIKE and not doubts and (len(figures) >= _FIGURES_FOR_POSSIBLE or len(names) >= _NAMES)


def _is_copy(a: FullText, b: FullText, share: float) -> bool:
    x, y = a.looks.shingles, b.looks.shingles
    size = min(len(x), len(y))
    few = min(len(a.figures), len(b.figures)) < _FIGURES
    return size >= _COPY_SIZE and len(x & y) >= _COPY * size and (few or share >= _COPY_FIGURES)


def _against(a: FullText, b: FullText) -> tuple[list[str], list[str]]:
    """What rules a pair out, and what only makes it doubtful."""
    apart, doubts = differences(a.looks, b.looks)
    if a.journals and b.journals and not _one_journal(a.journals, b.journals):
        doubts.append(f"different journals: {_listed(a.journals, b.journals)}")
    if a.updates ^ b.updates:
        doubts.append(f"only one text speaks of: {', '.join(sorted(a.updates ^ b.updates))}")
    return apart, doubts


def _one_journal(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(x in y or y in x for x in a for y in b)


def _listed(a: frozenset[str], b: frozenset[str]) -> str:
    return " and ".join(sorted([", ".join(sorted(a)), ", ".join(sorted(b))]))


def _said(alike: float, figures: frozenset[str], names: frozenset[str]) -> list[str]:
    said = [f"the texts are {alike:.0%} alike"]
    if figures:
        said.append(f"the same figures: {', '.join(sorted(figures)[:6])}")
    if names:
        said.append(f"the same names: {', '.join(name.title() for name in sorted(names)[:4])}")
    return said


def _match(likeness: Likeness, score: float, reasons: list[str]) -> Match:
    return Match(same=likeness, score=round(min(max(score, 0.0), 1.0), 3), reasons=tuple(reasons))
