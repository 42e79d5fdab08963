"""The phrases of a clause that name an outcome or say what became of it, whatever form their words have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking import outcome_words as lists
from newsdraft.checking.lexicon import table
from newsdraft.checking.numerals import word_set

_ENDINGS = ("ing", "ed", "ly", "e")


@lru_cache(maxsize=16384)
def root(word: str) -> str:
    """``word`` without the ending of its form: "growing", "grows" → "grow"."""
    word = word.removesuffix("'s")
    word = word.removesuffix("s") if len(word) > 4 and not word.endswith("ss") else word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _phrases(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for line in text.strip().splitlines():
        key, _, listed = line.partition(":")
        for phrase in listed.split(","):
            yield tuple(root(word) for word in phrase.split()), key.strip()


Meaning = tuple[str, str]  # kind: "outcome", "change", "same as"; key


def _lexicon() -> dict[tuple[str, ...], list[Meaning]]:
    found: dict[tuple[str, ...], list[Meaning]] = {}
    for kind, text in (("outcome", lists.OUTCOMES), ("change", lists.CHANGES)):
        for phrase, key in _phrases(text):
            found.setdefault(phrase, []).append((kind, key))
    return {phrase: list(dict.fromkeys(known)) for phrase, known in found.items()}


_LEXICON = _lexicon()


def _sizes() -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for phrase in _LEXICON:
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


_SIZES = _sizes()  # how many words the phrases have that begin with a word, most first
SAME_AS = {root(other): root(key) for key, others in table(lists.SAME_AS).items() for other in others}
LIGHT = frozenset(map(root, lists.LIGHT))
GENERIC = frozenset(map(root, lists.GENERIC))
ILL = word_set("cancer diseas illness")
SIGNS = {"up": 1, "down": -1, "better": 1, "worse": -1, "most": 1, "few": -1}


@dataclass(frozen=True)
class Symbol:
    """A phrase of a clause: where it stands, how many words it has, the root of the first, its meanings."""

    at: int
    size: int
    word: str
    meanings: tuple[Meaning, ...]


END = Symbol(0, 1, "the", ())


@lru_cache(maxsize=4096)
def symbols(row: tuple[str, ...]) -> tuple[Symbol, ...]:
    """The phrases of ``row``, the longest first, and the words that stand in no list."""
    roots = tuple(root(word) for word in row)
    found, at = [], 0
    while at < len(row):
        size, meanings = _longest(roots, at)
        found.append(Symbol(at, size, roots[at], meanings))
        at += size
    return tuple(found)


def _longest(roots: tuple[str, ...], at: int) -> tuple[int, tuple[Meaning, ...]]:
    for size in _SIZES.get(roots[at], ()):
        known = _LEXICON.get(roots[at : at + size]) if at + size <= len(roots) else None
        if known:
            return size, tuple(known)
    return 1, ()


def names_outcome(found: Sequence[Symbol]) -> bool:
    """Whether an outcome is among them, not only what people were exposed to."""
    return any(kind == "outcome" and key[-1] != "=" for symbol in found for kind, key in symbol.meanings)
