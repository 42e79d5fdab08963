"""What a sentence says became of an outcome: signals of direction, of quality, of no difference, and denials.

A *signal* is a word such as "improved", "fewer", "differ", with its sign, with what denies it ("did not", "failed
to", a p value of 0.05 or more, a ratio's interval that holds 1), and with its *context*: the stems of the words
around it, weighed by how near they stand. Signals of two sentences are compared where their contexts agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from newsdraft.checking.clauses import (
    MOST,
    Context,
    Mark,
    Row,
    context,
    is_denied,
    left_out,
    said,
    tokens,
    unasserted,
)
from newsdraft.checking.effect_words import (
    AMOUNT,
    BREAKS,
    EFFECT,
    HEDGES,
    NULLING,
    POLARITY,
    QUALITY,
    meaning,
    stem,
)
from newsdraft.checking.numerals import word_set

LEFT_OUT = "not"  # the word of a signal that stands for a verb left out

_FAR, _SHORT = (AMOUNT, QUALITY, EFFECT), 1  # other words are labels too: "no high dose" denies the dose
_LINKS = word_set(
    "and or in of with without was were is are be been had has have who got the than to not no by for on at"
)
_CLOSES_WITHIN = 14  # words from "the increase" to "was not significant"
_HEDGED_WITHIN, _SURE_WITHIN, _GOOD_WITHIN = (
    5,
    3,
    5,
)  # words from a signal to "may", "significantly", its outcome
_SIDE, _OTHER_SIDE = 16, 6  # words from a signal to "than", and words after it that name the other side


_NOT_ATTRIBUTED = _LINKS | word_set(
    "as when whether regardless among between if both enough across during after before"
)


@dataclass(frozen=True)
class Signal:
    """One word that says what became of an outcome.

    ``sign`` is 1 or -1, ``good`` 1 for the better, -1 for the worse, 0 if not known. ``null``: it is denied, or said to
    be no effect. ``hedged``: it only
    may be so. ``beside``: the stems of what it is compared with ("than placebo"), ``before`` those of its own side.
    """

    word: str
    said: str
    axis: str
    sign: int
    good: int
    null: bool
    by_numbers: bool
    hedged: bool
    context: Context
    beside: frozenset[str]
    before: frozenset[str]


@lru_cache(maxsize=1024)
def signals(text: str) -> tuple[Signal, ...]:
    """The signals of ``text`` in order; none of a question, nor of what a study set out to find."""
    if text.rstrip().endswith("?"):
        return ()
    row = tokens(text)
    places = [at for at, word in enumerate(row) if meaning(word) and not _no_result(row, at)]
    marks = _merged(row, places[:MOST])
    closing = _closing(row, marks)
    found = []
    for number, (at, axis, sign) in enumerate(marks):
        if at in closing.values() or unasserted(row, at):
            continue
        following = next(
            (mark[0] for mark in marks[number + 1 :] if not _in_brackets(row, at, mark)), len(row)
        )
        denied = is_denied(row, at, marks) if axis in _FAR else is_denied(row, at, marks, _SHORT)
        denied = denied or (at in closing and is_denied(row, closing[at], marks))
        found.append(_signal(row, (at, axis, sign), denied, following))
    return (*found, *_left_out(row, marks))


_SAME = word_set("same similar identical comparable equivalent equal")
_MEASURED = word_set(
    """
    results result rate rates number numbers share proportion percentage survival risk risks chance
    chances odds levels level length time amount frequency improvement improvements benefit benefits
    response responses score scores extent degree outcome outcomes effect effects efficacy
    effectiveness reduction reductions increase decrease decline side quality safety mortality death
    deaths recurrence pain incidence size overall progression median
    """
)
_BOUNDS = word_set("more higher greater longer older")
_NEAR_BOUND = 3  # words from a number to "or more"
_GROUPS = word_set("both between across among groups group arms arm either")
_TO_GROUPS = 8  # words from "the same" to "in both groups"


def _no_result(row: Row, at: int) -> bool:
    """Whether the word is no word on a result: "similar drugs", "a similar link", "150 minutes or more"."""
    word, after = row[at], row[at + 1 : at + 2]
    if word in _BOUNDS and row[at - 1 : at] == ("or",):
        return any(other[0].isdigit() for other in row[max(0, at - _NEAR_BOUND) : at])
    if word not in _SAME or not after or not after[0].isalpha() or after[0] in _MEASURED | _NOT_ATTRIBUTED:
        return False
    return not _GROUPS & set(row[at : at + _TO_GROUPS])


def _in_brackets(row: Row, at: int, mark: Mark) -> bool:
    """Whether the signal ``mark`` only names the statistics of the one at ``at``: "longer (difference 3 months; …)"."""
    between = row[at : mark[0]]
    return row[mark[0]].startswith("differ") and between.count("(") > between.count(")")


def _left_out(row: Row, marks: list[Mark]) -> Iterator[Signal]:
    """The verb that a denial leaves out: "survival improved; quality of life did not", "but not in women"."""
    for place, word in enumerate(row):
        before = [mark for mark in marks if mark[0] < place]
        if word == LEFT_OUT and before and left_out(row, place):
            yield replace(_signal(row, (place, *before[-1][1:]), True, place + 1), good=0)


def _signal(row: Row, mark: Mark, denied: bool, following: int) -> Signal:
    at, axis, sign = mark
    sure = any(word.startswith("significan") for word in row[max(0, at - _SURE_WITHIN) : at + 1])
    null = denied != (sign == 0)  # "not similar" is a difference
    by_numbers = not null and not sure and axis != EFFECT and _statistics(row, at, following)
    return Signal(
        word=row[at],
        said=said(row, max(0, at - 3), min(len(row) - 1, at + 3)),
        axis=axis,
        sign=sign or 1,
        good=_good(row, at, axis, sign),
        null=null or by_numbers,
        by_numbers=by_numbers,
        hedged=any(word in HEDGES for word in row[max(0, at - _HEDGED_WITHIN) : at]),
        context=context(row, at),
        beside=_beside(row, at),
        before=frozenset(filter(None, map(stem, _until_than(row, at)))),
    )


def _merged(row: Row, places: list[int]) -> list[Mark]:
    """The signals with "greater reduction", "less effective" and "significant difference" made one."""
    marks: list[Mark] = []
    for at in places:
        axis, sign = meaning(row[at]) or (EFFECT, 1)
        if marks and _joined(row, marks[-1][0], at):
            _, first_axis, first_sign = marks.pop()
            if first_axis == EFFECT and axis == EFFECT:
                sign = min(first_sign, sign)
            elif first_axis != EFFECT:
                axis, sign = (axis if axis != EFFECT else first_axis), first_sign * (sign or 1)
            elif first_sign == 0:
                marks.append((places[places.index(at) - 1], EFFECT, 0))  # "similar improvement" says both
        marks.append((at, axis, sign))
    return marks


def _joined(row: Row, first: int, second: int) -> bool:
    """Whether two signals stand side by side as one: "significantly lower", "greater risk reduction"."""
    between = row[first + 1 : second]
    if (meaning(row[first]) or (EFFECT,))[0] not in _FAR or row[first].endswith("ing"):
        return False  # "the high dose reduced", "inhibiting the protein increases"
    if len(between) > 2 or any(not word[0].isalnum() for word in between):
        return False
    return not _LINKS & set(between)


def _closing(row: Row, marks: list[Mark]) -> dict[int, int]:
    """For a signal, the later word on its significance: "the increase was not significant"."""
    found: dict[int, int] = {}
    for (at, axis, _), (later, other, _) in pairwise(marks):
        opens = axis != EFFECT or row[at].startswith("differ")
        closes = other == EFFECT and row[later].startswith("significan")
        between = row[at + 1 : later]
        if opens and closes and len(between) <= _CLOSES_WITHIN and not BREAKS & set(between):
            found[at] = later
    return found


def _statistics(row: Row, at: int, following: int) -> bool:
    """Whether the statistics up to the next signal, or a "trend towards" before it, say that nothing was shown."""
    after = row[at:following]
    said = {word for word in after if word in ("p_null", "ci_null", "p_sig", "ci_sig")}
    trend = bool(set(row[max(0, at - 5) : at]) & NULLING) and "p_sig" not in said
    return trend or (bool(said) and said <= {"p_null", "ci_null"})


def _good(row: Row, at: int, axis: str, sign: int) -> int:
    if axis == QUALITY:
        return sign
    if axis != AMOUNT or not sign:
        return 0
    for place in _outwards(at, len(row), _GOOD_WITHIN):
        if row[place] in POLARITY:
            return sign * POLARITY[row[place]]
    return 0


def _outwards(at: int, size: int, reach: int) -> Iterator[int]:
    """The places after ``at``, then those before it, nearest first."""
    yield from range(at, min(size, at + reach + 1))
    yield from range(at - 1, max(-1, at - reach - 2), -1)


def _beside(row: Row, at: int) -> frozenset[str]:
    """The stems after the first "than" that follows the signal."""
    for place in range(at + 1, min(len(row), at + _SIDE)):
        if row[place] in BREAKS:
            break
        if row[place] == "than":
            return frozenset(
                key
                for word in row[place + 1 : place + 1 + _OTHER_SIDE]
                if (key := stem(word)) and not key[0].isdigit()
            )
    return frozenset()


def _until_than(row: Row, at: int) -> tuple[str, ...]:
    """The words of the signal's side of a comparison."""
    for place in range(at + 1, min(len(row), at + _SIDE)):
        if row[place] == "than":
            return row[max(0, at - 12) : place]
    return row[max(0, at - 12) : at + 8]
