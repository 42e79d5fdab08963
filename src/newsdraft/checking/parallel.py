"""A sentence that repeats a source's, but for two numbers, or two names, in exchanged places.

Both sentences are laid side by side, word by word, with every number as one blank. Where the words go alike and two
numbers of one kind have changed places, each now belongs to the other's arm, outcome, time or group, whatever these
are called. Where the numbers go alike and two names have changed places, the same has happened. Where both have,
the sentence says the same in another order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from newsdraft.checking.arms import stem
from newsdraft.checking.compare import Fit, fit
from newsdraft.checking.numerals import word_set
from newsdraft.checking.quantities import quantities
from newsdraft.checking.quantity import Quantity, normal

ALIKE = 0.85
"""The least share of words in the same order: below it the sentence is told anew (our judgement, measured on
reworded sentences with ``evals/arm_checks.py``)."""
_LONGEST = 200  # words: what is longer is not laid side by side
_SHORTEST = 4
_MOST_EXCHANGED = 6
_BLANK = "#"
_TOKEN = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*|[+<>=]")
_SLIGHT = word_set(
    "the a an of in on at for with by to was were is are had has have been be did do it that and"
)
_ORDERING = re.compile(
    r"\b(?:than|respectively|\w+er|more|less|fewer|better|worse|superior|inferior|reduced|increased|improved|respective)\b",
    re.I,
)


Steps = Sequence[tuple[str, int, int, int, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a sentence as stems, a blank for each number; where each stands; the numbers by place."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    numbers: dict[int, Quantity]
    text: str
    count: Counter[str]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What has changed places, as the claim writes it. ``numbers``: two numbers, otherwise two names."""

    one: str
    other: str
    numbers: bool


@lru_cache(maxsize=1024)
def row(sentence: str) -> Row:
    """``sentence`` as it is laid beside another."""
    text = normal(sentence)
    strong = [q for q in quantities(sentence) if not q.weak and q.end > q.start]
    spots: list[tuple[int, int, str, Quantity | None]] = []
    last = 0
    for quantity in strong:
        if quantity.start < last:
            continue
        spots += _words(text, last, quantity.start)
        spots.append((quantity.start, quantity.end, _BLANK, quantity))
        last = quantity.end
    spots += _words(text, last, len(text))
    words = tuple(spot[2] for spot in spots[:_LONGEST])
    numbers = {at: spot[3] for at, spot in enumerate(spots[:_LONGEST]) if spot[3] is not None}
    return Row(words, tuple(spot[:2] for spot in spots[:_LONGEST]), numbers, text, Counter(words))


def _words(text: str, start: int, end: int) -> list[tuple[int, int, str, Quantity | None]]:
    return [(m.start(), m.end(), stem(m.group()), None) for m in _TOKEN.finditer(text, start, end)]


def exchanged(claim: str, passage: str) -> Exchange | None:
    """What of ``passage`` stands in exchanged places in ``claim``; None where nothing does, or the words differ."""
    mine, theirs = row(claim), row(passage)
    if len(mine.words) < _SHORTEST or not (len(mine.numbers) > 1 or _ORDERING.search(mine.text)):
        return None
    if (mine.count & theirs.count).total() < ALIKE * max(len(mine.words), 0.5 * len(theirs.words)):
        return None
    steps = _steps(theirs.words, mine.words)
    alike = sum(j2 - j1 for kind, _, _, j1, j2 in steps if kind == "equal")
    if alike < (ALIKE - 0.15) * len(mine.words):
        return None
    wrong = _wrong(mine, theirs, steps)
    if wrong:
        return None if _moved(mine, theirs, steps) else _numbers_exchanged(wrong)
    return _names_exchanged(mine, theirs, steps)


def _steps(theirs: tuple[str, ...], mine: tuple[str, ...]) -> Steps:
    if theirs == mine:
        return [("equal", 0, len(theirs), 0, len(mine))]
    return SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes()


def _moved(mine: Row, theirs: Row, steps: Steps) -> bool:
    """Whether a telling word of the passage stands elsewhere in the claim."""
    gone, come = set[str](), set[str]()
    for kind, i1, i2, j1, j2 in steps:
        if kind != "equal":
            gone |= set(theirs.words[i1:i2])
            come |= set(mine.words[j1:j2])
    return bool((gone & come) - _SLIGHT - {_BLANK})


def _wrong(mine: Row, theirs: Row, steps: Steps) -> list[tuple[Quantity, Quantity]]:
    """The numbers in the same places that are not the same: the claim's and the passage's."""
    pairs = (
        (mine.numbers[j1 + n], theirs.numbers[i1 + n])
        for kind, i1, i2, j1, _ in steps
        if kind == "equal"
        for n in range(i2 - i1)
        if mine.words[j1 + n] == _BLANK
    )
    return [(claim, passage) for claim, passage in pairs if fit(claim, passage) is not Fit.SAME]


def _numbers_exchanged(wrong: Sequence[tuple[Quantity, Quantity]]) -> Exchange | None:
    """Two numbers that changed places; a share where the passage has a count beside its share has moved nowhere."""
    alike = [(claim, passage) for claim, passage in wrong if _same_kind(claim, passage)]
    if not 2 <= len(wrong) <= _MOST_EXCHANGED:
        return None
    for claim, _ in alike:
        for other, passage in alike:
            if other is not claim and fit(claim, passage) is Fit.SAME and _same_kind(claim, other):
                return Exchange(claim.text.strip(), other.text.strip(), numbers=True)
    return None


def _same_kind(one: Quantity, other: Quantity) -> bool:
    return one.dimension == other.dimension


def _names_exchanged(mine: Row, theirs: Row, steps: Steps) -> Exchange | None:
    changed = [step for step in steps if step[0] != "equal"]
    replaced = [step for step in changed if step[0] == "replace"]
    if len(replaced) != 2 or len(changed) > 2:
        return None
    (_, a1, a2, b1, b2), (_, c1, c2, d1, d2) = replaced
    same = theirs.words[a1:a2] == mine.words[d1:d2] and theirs.words[c1:c2] == mine.words[b1:b2]
    telling = {*mine.words[b1:b2], *mine.words[d1:d2]} - _SLIGHT - {_BLANK}
    if not same or not telling or not _ordered(mine, b2, d1):
        return None
    return Exchange(_shown(mine, b1, b2), _shown(mine, d1, d2), numbers=False)


def _ordered(mine: Row, start: int, end: int) -> bool:
    """Whether it matters which of two names comes first: a number stands between them, or a comparison is made."""
    between = any(start <= at < end for at in mine.numbers)
    return between or len(mine.numbers) > 1 or _ORDERING.search(mine.text) is not None


def _shown(mine: Row, start: int, end: int) -> str:
    return mine.text[mine.spans[start][0] : mine.spans[end - 1][1]]
