"""Which of two parts of a sentence has more, told without numbers: "lived longer", "more often", "fewer", "rarer".

A passage that gives both numbers ("21% with A and 35% with B had an attack") says which has more, and a claim that
compares the two in words alone can be held against that. Both must speak of the same outcome, and neither of a fall
where the other does not ("a greater fall in pain" is less pain).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking.quantity import normal
from newsdraft.checking.told import Told, denies, of_words, telling_words

_UP = "more|higher|greater|longer|later|larger|bigger|likelier|commoner|oftener"
_DOWN = "less|fewer|lower|shorter|earlier|smaller|rarer|sooner|faster"
_WORD = re.compile(rf"\b(?:(?P<up>{_UP})|{_DOWN})\b", re.I)
_THAN = re.compile(r"\b(?:than|compared (?:with|to)|versus)\b", re.I)
_NOT = re.compile(r"\bno\b|\bnot\b|n't\b|\bsimilar|\bwhether\b|\bif\b|\bequal", re.I)
_FALL = re.compile(
    r"\b(?:fell|falls?|fallen|drop\w*|declin\w*|decreas\w*|reduc\w*|lower(?:ed|s|ing)|lost|loss|shr[aiu]nk\w*|cut|"
    r"eas(?:ed|es)|improv\w*|better|gain\w*|rise|rose|increas\w*|grew|free|without)\b",
    re.I,
)
_CLAUSE = re.compile(
    r"[;:]|, (?:and|but|while|whereas|although|though)\b|\b(?:while|whereas|although)\b|\.(?=\s)"
)
_OUTCOMES = {
    "death": r"\bdie[ds]?\b|\bdeaths?\b|\bmortality\b|\bkilled\b|\bfatal",
    "survival": r"\bliv(?:e|ed|ing)\b|\bsurviv\w+|\balive\b",
    "relapse": r"\brelaps\w+|\brecur\w+|\b(?:came|come|comes|coming|grew) back\b|\breturned\b",
    "progression": r"\bprogress\w+|\bcancer (?:grew|growing|stayed in check)|\buntil the (?:cancer|tumou?r|disease)",
    "attack": r"\battacks?\b|\bexacerbations?\b|\bflares?\b|\bflare-ups?\b",
    "harm": r"\bside effects?\b|\badverse\b|\bcomplications?\b",
    "response": r"\brespon\w+|\bremissions?\b|\bshr[aiu]nk\w*",
    "leak": r"\bleak\w*",
    "infection": r"\binfect\w*",
    "stay": r"\bhospital stay\b|\bdays in (?:the )?hospital\b|\bin (?:the )?hospital\b",
    "sleep": r"\bsl(?:eep|ept)\w*",
    "quit": r"\bquit\w*|\bstopped smoking\b",
}
_OUTCOME = {name: re.compile(pattern, re.I) for name, pattern in _OUTCOMES.items()}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A comparison in words: what stands on either side of "than". ``more``: the first has more."""

    first: str
    second: str
    more: bool
    text: str


@lru_cache(maxsize=1024)
def ranked(sentence: str) -> tuple[Ranked, ...]:
    """The comparisons of ``sentence`` that name both sides and give no numbers, none that it denies."""
    text = normal(sentence)
    return tuple(found for clause in _CLAUSE.split(text) if clause and (found := _ranked(clause)))


def _ranked(clause: str) -> Ranked | None:
    words, marks = list(_WORD.finditer(clause)), list(_THAN.finditer(clause))
    if len(words) != 1 or len(marks) != 1 or re.search(r"\d", clause) or _NOT.search(clause):
        return None
    first, second = clause[: marks[0].start()], clause[marks[0].end() :]
    if words[0].start() > marks[0].start():  # "compared with B, A had more"
        second, _, first = second.partition(",")
    return Ranked(first, second, words[0]["up"] is not None, clause.strip())


def contradicts(claim: Ranked, row: Sequence[Told], frame: str) -> tuple[Told, Told] | None:
    """The parts of ``row`` with more and with less, where the claim has them the other way round.

    ``frame`` is the clause of the row, which must be of the claim's outcome.
    """
    if len(row) < 2 or not _same_outcome(claim, row, frame):
        return None
    pairs = [(one, other) for one in row for other in row if _is_side(claim, one, other)]
    if len(pairs) != 1:
        return None
    one, other = pairs[0]
    mine, theirs = one.numbers[-1].value, other.numbers[-1].value
    if mine == theirs or (mine > theirs) == claim.more:
        return None
    return (one, other) if mine > theirs else (other, one)


def _is_side(claim: Ranked, one: Told, other: Told) -> bool:
    """Whether the claim's first side is ``one`` and its second ``other``."""
    if one is other:
        return False
    first, second = telling_words(claim.first), telling_words(claim.second)
    own, others = one.words - other.words, other.words - one.words
    near, far = of_words(first, own, others), of_words(second, others, own)
    if near < 0 or far < 0:
        return False
    if one.without != other.without:
        near = near or _by_denial(claim.first, one, words=first)
        far = far or _by_denial(claim.second, other, words=second)
    return bool(near and far)


def _by_denial(text: str, part: Told, words: frozenset[str]) -> int:
    return int(part.without and (denies(text) or not words))


def _same_outcome(claim: Ranked, row: Sequence[Told], frame: str) -> bool:
    if bool(_FALL.search(claim.text)) != bool(_FALL.search(frame)):
        return False
    named = {name for name, pattern in _OUTCOME.items() if pattern.search(claim.text)}
    theirs = {name for name, pattern in _OUTCOME.items() if pattern.search(frame)}
    if named or theirs:
        return bool(named & theirs)
    of_arms = frozenset().union(*(part.words for part in row))
    return bool((telling_words(claim.text) & telling_words(frame)) - of_arms)
