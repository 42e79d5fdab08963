"""Reading a sentence and its passages for the support score: stems, what the passages hold, how each word is held.

The passages *hold* a word of the sentence: copied with its neighbours, near one of the same
neighbours, in the same passage as one of them, alone, only alike in its letters, or not at all.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from newsdraft.checking.claims.limits import COMPARED, lent
from newsdraft.checking.plain_words import families
from newsdraft.checking.support_words import DIGITS, FORMS, FRAME, STOP
from newsdraft.text import words

MOST_PASSAGES, MOST_WORDS = 400, 200  # of what is compared
_REACH = 5  # content words between two that count as neighbours in a passage
_ALIKE = 0.55  # share of letter triples (Dice) from which a word counts as a form of another
_BEGINNING = 3  # letters that it shares with that word

_SUFFIXES = (
    ("ically", ""), ("ization", "iz"), ("isation", "iz"), ("ations", ""), ("ation", ""), ("ities", ""), ("ments", ""),
    ("iness", ""), ("ness", ""), ("ment", ""), ("ity", ""), ("ing", ""), ("ies", "y"), ("ied", "y"), ("ers", ""),
    ("ors", ""), ("ions", ""), ("ion", ""), ("ed", ""), ("er", ""), ("or", ""), ("ly", ""), ("al", ""), ("ive", ""),
    ("es", ""), ("s", ""), ("e", ""), ("y", ""),
)  # fmt: skip
_STEM = 7


class Hold(Enum):
    """How the passages hold a content word."""

    COPIED = "inside three words in a row that a passage holds"
    NEIGHBOUR = "close to one of the same neighbours"
    TOGETHER = "in one passage with a neighbour"
    ALONE = "there, but its neighbours stand elsewhere or nowhere"
    PLAIN = "not there, but a word is that it may plainly stand for"
    ALIKE = "not there, but a word with much the same letters is"
    FRAME = "not there; a word that introduces or joins"
    NAME = "not there; a capitalised word"
    NUMBER = "not there; a number"
    GONE = "not there"


DOUBT = {
    Hold.COPIED: 0.0,
    Hold.NEIGHBOUR: 0.02,
    Hold.TOGETHER: 0.6,
    Hold.ALONE: 0.6,
    Hold.PLAIN: 0.2,
    Hold.ALIKE: 0.1,
    Hold.FRAME: 0.02,
    Hold.NAME: 1.5,
    Hold.NUMBER: 1.5,
    Hold.GONE: 1.0,
}
"""How much doubt a word brings into a sentence: set by hand, by looking at sentences of the development halves."""

ABSENT = frozenset({Hold.NAME, Hold.NUMBER, Hold.GONE})


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """A crude stem of at most seven letters; numbers stay whole, without separators of thousands."""
    if word[0].isdigit():
        return word.replace(",", "")
    word = word.removesuffix("'s")
    word = FORMS.get(word, word).replace("'", "")
    for _ in range(2):
        for suffix, put in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 3 + (len(suffix) < 2):
                word = word[: len(word) - len(suffix)] + put
                break
        else:
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    if len(word) > 3 and word[-1] in "ey":
        word = word[:-1]
    return word[:_STEM]


@lru_cache(maxsize=1)
def _plain_stems() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, others in families().items():
        found[stem(word)] = found.get(stem(word), frozenset()) | {stem(other) for other in others}
    return found


def _plainly(item: str) -> frozenset[str]:
    """The stems that may stand for ``item`` in a patient's words or a specialist's."""
    return _plain_stems().get(item, frozenset())


_GLUED = re.compile(r"(\d[\d.,]*)([a-z]{1,2})")
_ORDINAL = ("st", "nd", "rd", "th")


def tokens(text: str) -> list[str]:
    """The words of ``text`` with small numbers, ordinals and "2am" in one spelling ("2", "am")."""
    found: list[str] = []
    for word in words(text):
        parts = _GLUED.fullmatch(word)
        if parts is None:
            found.append(DIGITS.get(word, word))
        else:
            found += [part for part in parts.groups() if part not in _ORDINAL]
    return found


def content(tokens_: Iterable[str]) -> list[str]:
    """The stems of what is no stop word, in order."""
    return [stem(token) for token in tokens_ if token not in STOP]


@lru_cache(maxsize=20000)
def _triples(word: str) -> frozenset[str]:
    marked = f"^{word}$"
    return frozenset(marked[at : at + 3] for at in range(len(marked) - 2))


class Passage:
    """What one passage holds."""

    def __init__(self, text: str) -> None:
        """Index ``text`` as far as it is compared."""
        self.tokens = tokens(text[:COMPARED])
        self.joined = f" {' '.join(self.tokens)} "
        stems = content(self.tokens)
        self.stems = frozenset(stems)
        self.near = {
            (one, other) for at, one in enumerate(stems) for other in stems[at + 1 : at + 1 + _REACH]
        }
        self.runs = set(zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False))


@lru_cache(maxsize=4096)
def _passage(text: str) -> Passage:
    return Passage(text)


class Ground:
    """What passages hold together, for many sentences."""

    def __init__(self, passages: Sequence[str]) -> None:
        """Join what each of ``passages`` holds."""
        compared = [text[:COMPARED] for text in passages[:MOST_PASSAGES]]
        self.passages = [_passage(text) for text in compared]
        self.holders: dict[str, set[int]] = defaultdict(set)
        for number, passage in enumerate(self.passages):
            for item in passage.stems:
                self.holders[item].add(number)
        self.near = set().union(*(passage.near for passage in self.passages))
        self.runs = set().union(*(passage.runs for passage in self.passages))
        self.quantities = lent(compared)
        self._beginning: dict[str, list[str]] = defaultdict(list)
        for item in self.holders:
            self._beginning[item[:_BEGINNING]].append(item)

    def weight(self, item: str) -> float:
        """How telling a stem is: more so the fewer of the passages hold it."""
        return math.log(1 + (len(self.passages) + 1) / (len(self.holders.get(item, ())) + 0.5))

    def alike(self, item: str) -> float:
        """The greatest likeness (Dice, of letter triples) of a stem of the passages that begins like ``item``."""
        if len(item) < 4 or item[0].isdigit():
            return 0.0
        own = _triples(item)
        others = (_triples(other) for other in self._beginning.get(item[:_BEGINNING], ()) if len(other) > 3)
        return max((2 * len(own & other) / (len(own) + len(other)) for other in others), default=0.0)

    def holds(self, item: str) -> bool:
        """Whether a passage holds a stem, or one that may plainly stand for it."""
        return item in self.holders or any(other in self.holders for other in _plainly(item))

    def close(self, one: str, other: str) -> bool:
        """Whether two stems stand close to each other in a passage, in either order."""
        return (one, other) in self.near or (other, one) in self.near

    def together(self, one: str, other: str) -> bool:
        """Whether one passage holds both stems."""
        return not self.holders[one].isdisjoint(self.holders[other])


@lru_cache(maxsize=256)
def ground(passages: tuple[str, ...]) -> Ground:
    """``Ground(passages)``, kept for the next sentences with the same passages."""
    return Ground(passages)


@dataclass(frozen=True)
class Reading:
    """A sentence beside its passages: its tokens, which of them are copied, its content words and how each is held."""

    tokens: tuple[str, ...]
    copied: tuple[bool, ...]
    places: tuple[int, ...]  # of the content words among the tokens
    stems: tuple[str, ...]
    holds: tuple[Hold, ...]

    @property
    def absent(self) -> list[str]:
        """The words and names that no passage holds in any form; framing words and numbers are left out."""
        return self._held(Hold.NAME, Hold.GONE)

    @property
    def reworded(self) -> list[str]:
        """The words for which a passage only has one that they may plainly stand for."""
        return self._held(Hold.PLAIN)

    def _held(self, *gone: Hold) -> list[str]:
        found = (self.tokens[at] for at, hold in zip(self.places, self.holds, strict=True) if hold in gone)
        return list(dict.fromkeys(found))


_CAPITALISED = re.compile(r"(?<=[a-z0-9,;:'\"”] )[A-Z][\w'-]{1,60}")


def read(text: str, known: Ground) -> Reading:
    """``text`` beside ``known``."""
    tokens_ = tokens(text)[:MOST_WORDS]
    copied = _copied(tokens_, known)
    places = [at for at, token in enumerate(tokens_) if token not in STOP]
    stems = [stem(tokens_[at]) for at in places]
    names = {stem(word) for match in _CAPITALISED.findall(text) for word in words(match)}
    holds = [
        _hold_there(number, copied[at], stems, known)
        if stems[number] in known.holders
        else _hold_gone(tokens_[at], stems[number], names, known)
        for number, at in enumerate(places)
    ]
    return Reading(tuple(tokens_), tuple(copied), tuple(places), tuple(stems), tuple(holds))


def _copied(tokens_: Sequence[str], known: Ground) -> list[bool]:
    copied = [False] * len(tokens_)
    for at, run in enumerate(zip(tokens_, tokens_[1:], tokens_[2:], strict=False)):
        if run in known.runs:
            copied[at : at + 3] = [True] * 3
    return copied


def _hold_there(number: int, copied: bool, stems: Sequence[str], known: Ground) -> Hold:
    if copied:
        return Hold.COPIED
    own = stems[number]
    around = [*stems[max(0, number - 2) : number], *stems[number + 1 : number + 3]]
    there = [item for item in around if item in known.holders]
    if any(known.close(own, item) for item in there):
        return Hold.NEIGHBOUR
    return Hold.TOGETHER if any(known.together(own, item) for item in there) else Hold.ALONE


def _hold_gone(token: str, item: str, names: set[str], known: Ground) -> Hold:
    if item[0].isdigit():
        return Hold.NUMBER
    if known.alike(item) >= _ALIKE:
        return Hold.ALIKE
    if known.holds(item):
        return Hold.PLAIN
    if item in names:
        return Hold.NAME
    return Hold.FRAME if token in FRAME else Hold.GONE
