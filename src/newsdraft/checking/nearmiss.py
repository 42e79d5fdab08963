"""Names that miss a name of the passages by a letter or two, or by a number: what the writer may have meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdraft.checking.names import bare_of, drugs, known_of, stem_of, symbols
from newsdraft.text import words

_PARTS, _LONGEST = 6, 40  # words of a name, and letters of a word, that are compared
_LONG = 7  # letters from which two edits make a near miss, before that one


def near_miss(name: str, passages: Sequence[str]) -> str:
    """A word or gene of ``passages`` that ``name`` misses by a letter or two, or ""; five letters at least."""
    known = known_of(tuple(passages))
    for part in name.split()[:_PARTS]:
        bare = bare_of(part.strip(".,"))[:_LONGEST]
        if other := sister(bare, passages):
            return other
        if len(bare) >= 5 and bare.lower() not in known.stems.get(stem_of(bare.lower()), frozenset()):
            allowed = 1 + (len(bare) >= _LONG)
            near = (w for w in known.words if _is_near(bare, w, allowed))
            if word := next(near, ""):
                return word
    return ""


def sister(symbol: str, passages: Sequence[str]) -> str:
    """A gene of ``passages`` that differs from ``symbol`` by its number alone ("BRCA1" and "BRCA2"), or ""."""
    family = _family(symbol)
    known = symbols(known_of(tuple(passages)).text) if family else []
    return next((other for other in known if _family(other) == family and other != symbol), "")


def _is_near(bare: str, word: str, allowed: int) -> bool:
    return _capital_fits(bare, word) and 0 < edits(bare.lower(), word.lower(), allowed) <= allowed


def _capital_fits(one: str, other: str) -> bool:
    return one[0].isupper() == other[0].isupper() or one.lower() == one


def _family(symbol: str) -> str:
    """The letters of a gene's name before its number ("BRCA" of "BRCA1"); "" for what has none."""
    match = re.fullmatch(r"([A-Z]{2,}[a-z]?)-?\d+[A-Z]?", symbol)
    return str(match[1]) if match else ""


def edits(one: str, other: str, limit: int) -> int:
    """The number of letters to add, drop or change to make one word the other; above ``limit`` it stops counting."""
    if abs(len(one) - len(other)) > limit or len(one) > _LONGEST:
        return limit + 1
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        before, row = row, [at]
        for to, against in enumerate(other, 1):
            row.append(min(before[to] + 1, row[-1] + 1, before[to - 1] + (char != against)))
        if min(row) > limit:
            return limit + 1
    return row[-1]


def misspelt_drugs(text: str, passages: Sequence[str]) -> list[tuple[str, str]]:
    """Words of ``text`` that miss a drug of the passages by a letter or two, each with that drug."""
    known = known_of(tuple(passages))
    named = [name for passage in passages for name in drugs(passage) if len(name) >= _LONG and name.isalpha()]
    told = dict.fromkeys(words(text)) if named else ()
    return [
        (word, name)
        for word in told
        if len(word) >= _LONG and word not in known.stems.get(stem_of(word), frozenset())
        for name in dict.fromkeys(named)
        if 0 < edits(word, name, 2) <= 2 and word != f"{name}s"
    ]
