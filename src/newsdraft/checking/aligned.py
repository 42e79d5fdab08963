"""Which clauses of the passages speak of what a clause of the claim does, where a trait is told of several things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsdraft.checking.certainty import content
from newsdraft.checking.effect_words import stem
from newsdraft.checking.statements import Statement, statements
from newsdraft.checking.traits import Disagreement, Trait, disagreements, tellings

# Words of places and people, each row as one.
_SAME = {
    stem(word): stem(row.split()[0])
    for row in (
        "american us usa united states fda",
        "european europe eu ema commission",
        "adults grown-ups grown ups adult",
        "adolescents teenagers teens",
        "children child kids paediatric pediatric",
        "canada canadian health",
        "japan japanese",
        "china chinese",
        "first initial beginning",
    )
    for word in row.split()
}
_PLACES_AND_PEOPLE = frozenset(_SAME.values())
_DENIAL = re.compile(r"\b(?:not|no|nor|never|none|neither|without)\b|n't\b", re.I)
_TELLING = 2  # words that a place or a group that both clauses name is worth


def disagreeing_clauses(trait: Trait, told: str, passages: Sequence[str]) -> Iterator[Disagreement]:
    """Where a clause of ``told`` is of another way than the clauses of ``passages`` that speak of the same thing.

    A claim that denies is left alone where a passage denies anything: "approved for A, not for B" has no more words.
    """
    mine = [one for one in statements(told) if tellings(trait, one.text)] if tellings(trait, told) else []
    if not mine:
        return
    known = [one for text in passages for one in statements(text) if tellings(trait, one.text)]
    denial = any(_DENIAL.search(text) for text in passages)
    for one in mine:
        if known and not (denial and any(telling.denied for telling in tellings(trait, one.text))):
            yield from disagreements(trait, one.text, [other.text for other in _nearest(one, known)])


def _nearest(mine: Statement, known: Sequence[Statement]) -> list[Statement]:
    shared = [
        sum(_TELLING if key in _PLACES_AND_PEOPLE else 1 for key in _things(mine) & _things(one))
        for one in known
    ]
    return [one for one, count in zip(known, shared, strict=True) if count == max(shared)]


def _things(clause: Statement) -> frozenset[str]:
    return frozenset(_SAME.get(key, key) for key in content(clause.text))
