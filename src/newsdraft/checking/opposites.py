"""Numbers beside one of two groups that are each other's opposite: men and women, high and low, with and without.

Where a sentence names each of the two once and has two numbers of one form, the first number goes with the first
name, in whatever words the rest is told, or each with the name right behind it; a single number goes with a single
name. A number that every passage gives for the one and the sentence for the other is likely in the wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from newsdraft.checking.quantities import quantities
from newsdraft.checking.quantity import Quantity
from newsdraft.checking.units import NUMBER, RATIO

_SIZED = r"(?=[- ](?:risk|doses?|levels?|scores?|expression|PD-?L1))"
_PAIRS: dict[str, tuple[str, str]] = {
    "sex": (r"men|males?|boys", r"women|females?|girls"),
    "size": (rf"high(?:er|est)?{_SIZED}|a lot of", rf"low(?:er|est)?{_SIZED}|little(?= [A-Z]| of)"),
    "having": (r"with(?= (?:the |an? )?[\w-]+)", r"without"),
    "control": (r"placebo|control group|dummy \w+", r"(?!(?:the|placebo|control|each|this|other|same)\b)[\w-]+ group"),
    "age": (r"younger|under \d\d", r"older|over \d\d"),
}  # fmt: skip
_NAMES = {
    pair: tuple(re.compile(rf"\b(?:{names})\b", re.IGNORECASE if pair != "size" else 0) for names in both)
    for pair, both in _PAIRS.items()
}
_CLOSE = 12  # characters between "31 were" and "men"
_SMALLEST = 2.0  # counts from which a number tells two groups apart: "one" is a pronoun as often


@dataclass(frozen=True)
class Placed:
    """A number with the group that it stands beside: ``pair`` names the two, ``side`` which of them it is."""

    text: str
    keys: frozenset[tuple[str, float]]
    pair: str
    side: int


@lru_cache(maxsize=2048)
def placed(sentence: str) -> tuple[Placed, ...]:
    """The numbers of ``sentence`` whose group is plain."""
    return tuple(one for pair in _NAMES for one in _placed(sentence, pair))


def _placed(sentence: str, pair: str) -> Iterator[Placed]:
    named = sorted(_named(sentence, pair))
    sides = [side for _, side in named]
    if not sides or len(sides) > 2 or len(set(sides)) < len(sides):
        return
    for form in _by_form(sentence):
        behind = [_right_before(at, form) for at, _ in named]
        numbers = form if len(form) == len(sides) > 1 else [q for q in behind if q is not None]
        if len(numbers) == len(sides):
            for quantity, side in zip(numbers, sides, strict=True):
                yield Placed(quantity.text.strip(), _keys(quantity), pair, side)


def _right_before(at: int, numbers: Sequence[Quantity]) -> Quantity | None:
    """The number that ends just before ``at``."""
    return next((q for q in reversed(numbers) if 0 <= at - q.end <= _CLOSE), None)


def _named(sentence: str, pair: str) -> Iterator[tuple[int, int]]:
    for side, names in enumerate(_NAMES[pair]):
        yield from ((match.start(), side) for match in names.finditer(sentence))


def _by_form(sentence: str) -> list[list[Quantity]]:
    """Counts, shares and fractions of ``sentence``, each form by itself; beside fractions counts may be their parts."""
    told = [
        q
        for q in quantities(sentence)
        if not q.weak and q.dimension in (NUMBER, RATIO) and (q.parts or q.value < 1 or q.value >= _SMALLEST)
    ]
    told.sort(key=lambda q: (_form(q), q.start))
    forms = [list(same) for _, same in groupby(told, key=_form)]
    fractions = any(len(q.parts) == 2 for q in told)
    return [form for form in forms if not (fractions and form[0].dimension == NUMBER)]


def _form(quantity: Quantity) -> tuple[str, bool]:
    return quantity.dimension, len(quantity.parts) == 2


def _keys(quantity: Quantity) -> frozenset[tuple[str, float]]:
    """By what a number is known again: "97 of 220" as 97 and as its share."""
    share = (
        {(RATIO, round(quantity.value, 4))} if quantity.dimension == RATIO and not quantity.parts else set()
    )
    count = {(NUMBER, quantity.parts[0])} if len(quantity.parts) == 2 else set()
    whole = {(NUMBER, quantity.value)} if quantity.dimension == NUMBER else set()
    return frozenset(share | count | whole)


def in_the_others_place(claim: str, passages: Sequence[str]) -> tuple[Placed, str] | None:
    """A number of ``claim`` that stands beside the opposite of the group of all passages, with such a passage."""
    known = [(one, passage) for passage in passages for one in placed(passage)]
    for mine in placed(claim) if known else ():
        held = [(one, text) for one, text in known if one.pair == mine.pair and one.keys & mine.keys]
        if held and all(one.side != mine.side for one, _ in held):
            return mine, held[0][1]
    return None
