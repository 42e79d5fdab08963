"""What a sentence says of an outcome in its own words, beside what the cited passages say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from newsdraft.checking.numerals import word_set
from newsdraft.checking.outcomes import Telling, tellings
from newsdraft.text import words

TURNED, ADDED, DROPPED, NULL = "turned", "added", "dropped", "null"
# Our own judgement, set on retellings that are right and wrong (evals/retold).
_LEAST = 0.9  # weight that two clauses must share
_SHARE = 0.2  # part of the claim's clause that this must be
_NAMED = 0.7  # weight of an outcome that is named, also by the clause before
_FIRM = 1.05  # weight to be shared where a clause only states, and tells no change
_NEARLY = 0.8  # part of the best one's weight from which other clauses are heard
_DENIED = 0.6  # the same, of a denial beside a denial
_WHOLE = 1.5  # weight that a denial must share with a clause that it denies outright
# Words that deny without a "not".
_MISSING = word_set("lack lacks lacked missed miss misses absent unable unknown")
_LESS = _MISSING | word_set("fewer few less only rarely little unchanged first")


@dataclass(frozen=True)
class Differing:
    """A clause of a claim that says another thing than the clauses of the passages that speak of the same."""

    kind: str
    mine: Telling
    theirs: Telling
    passage: str


def differing(text: str, passages: tuple[str, ...]) -> list[Differing]:
    """Every clause of ``text`` that all clauses of ``passages`` on the same outcome contradict."""
    there = [(telling, passage) for passage in passages for telling in tellings(passage)]
    found = []
    denying = any(theirs.denied for theirs, _ in there) or any(_LESS & set(words(text)) for text in passages)
    for mine in tellings(text):
        if mine.inherited:
            continue
        near = _nearest(mine, there)
        verdicts = [verdict(mine, theirs) for theirs, _ in near]
        if near and all(verdicts):
            found.append(Differing(verdicts[0], mine, *near[0]))
        elif mine.denied and not denying:
            found += [Differing(ADDED, mine, *best) for best in _told_whole(mine, there)]
    return found


def _told_whole(mine: Telling, there: list[tuple[Telling, str]]) -> list[tuple[Telling, str]]:
    """The clause that shares most with a denial, where it shares so much that it must be what is denied."""
    best = max(there, key=lambda one: shared(mine, one[0]), default=None)
    if not best or (mine.changed and -1 in mine.signs.values()):
        return []  # a denial of less
    if best[0].changed and not mine.changed and -1 in best[0].signs.values():
        return []  # less of it is near to a denial
    return [best] if shared(mine, best[0]) >= _WHOLE else []


def _nearest(mine: Telling, there: list[tuple[Telling, str]]) -> list[tuple[Telling, str]]:
    """The clauses that speak of the same: what many of them name tells them apart less."""
    least = max(_LEAST, _SHARE * sum(mine.weights.values()))
    common = Counter(key for theirs, _ in there for key in theirs.weights)
    ranked = [
        (sum(weight / common[key] for key, weight in _both(mine, theirs)), theirs, passage)
        for theirs, passage in there
        if _same_outcome(mine, theirs) and shared(mine, theirs) >= least
    ]
    best = max((rank for rank, _, _ in ranked), default=0.0)
    ranked.sort(key=lambda one: -one[0])
    return [
        (theirs, passage)
        for rank, theirs, passage in ranked
        if rank >= (_DENIED if mine.denied and theirs.denied else _NEARLY) * best
    ] + [
        one
        for one in there
        if ranked and mine.denied and one[0].denied and one[0].changed and one[0].inherited
    ]


def _same_outcome(mine: Telling, theirs: Telling) -> bool:
    named = [key for key in mine.signs if mine.weights[key] >= _NAMED]
    return any(theirs.weights.get(key, 0.0) >= _NAMED for key in named)


def _both(mine: Telling, theirs: Telling) -> Iterator[tuple[str, float]]:
    for key, weight in mine.weights.items():
        if key in theirs.weights:
            yield key, min(weight, theirs.weights[key])


def shared(mine: Telling, theirs: Telling) -> float:
    """The weight of what both speak of."""
    return sum(weight for _, weight in _both(mine, theirs))


def verdict(mine: Telling, theirs: Telling) -> str:
    """What is wrong with ``mine`` where a passage says ``theirs``; "" where nothing is."""
    opposed = _opposed(mine, theirs)
    if mine.denied == theirs.denied:
        return TURNED if opposed and not mine.denied else ""
    if (
        mine.changed != theirs.changed
        and not (mine.changed and theirs.denied)
        and not _happened(mine, theirs)
    ):
        return ""  # an event is no difference
    if not mine.changed and shared(mine, theirs) < _FIRM:
        return ""
    if mine.denied:
        return "" if opposed or _MISSING & set(theirs.said.split()) else ADDED
    return NULL if theirs.by_numbers or theirs.changed else DROPPED


def _happened(mine: Telling, theirs: Telling) -> bool:
    """Whether the change is that the event happens more, which it cannot without happening."""
    return mine.denied and not mine.changed and 1 in theirs.signs.values()


def _opposed(mine: Telling, theirs: Telling) -> bool:
    if mine.changed != theirs.changed:
        return False
    products = [sign * theirs.signs.get(key, 0) for key, sign in mine.signs.items()]
    return min(products, default=0) < 0 and max(products) <= 0
