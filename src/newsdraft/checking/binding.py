"""Which arm, or which time, each number of a sentence belongs to.

The sentence is read as a row of numbers and of mentions (``mentions``), and bound by the shapes in which
reports put them:

- "12% in A and 15% in B": a preposition ties a number to what follows;
- "A had 12% and B 15%", "A: 12%; B: 15%", "A (12%)": a number belongs to what stands before it;
- "A and B: 12% and 15%, respectively", "higher in A than in B (12% vs 15%)": in the same order;
- "A had 12% compared with 15% for B": crosswise;
- "lower in A (12% vs 15%)": the second number is the other's.

What fits none of these stays unbound: nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from newsdraft.checking.amounts import Amount, alike, amounts_of, points_of
from newsdraft.checking.arms import Arm
from newsdraft.checking.mentions import mentions
from newsdraft.checking.quantity import Quantity, normal


@dataclass(frozen=True, slots=True)
class Bound:
    """A number with its arm. ``numbers`` are one amount in several ways ("16 (80%)"). ``sure``: an explicit shape.

    ``sentence`` is the folded text of its sentence.
    """

    numbers: tuple[Quantity, ...]
    arm: Arm
    sure: bool
    sentence: str


_BETWEEN = re.compile(
    r"[^.;]{0,60}?(?:\bvs\.?|\bversus|\b(?:as )?compared (?:with|to)|\bagainst|\band|\bthan|,)[^.;\d]{0,24}",
    re.I,
)
_VERSUS = re.compile(r"[\w%/.\s]{0,24}?,?\s?(?:vs\.?|versus|compared (?:with|to)|against)\s?[-+−]?\s?", re.I)
_NEXT_BRACKETS = re.compile(r"[)\]][^()\[\]]*[(\[]")
_LISTED = re.compile(
    r"(?:,? ?(?:and|or|vs\.?|versus|compared (?:with|to)|than|,|/)?(?: in| for| with| of| on| among| those)?(?: the)?)"
    r"(?: patients| people| women| men| given| receiving| on| group)?,? ?",
    re.I,
)
_RIGHT = re.compile(
    r"[\s)%\]]*(?:[(\[][^()\[\]]{0,120}[)\]]\s?)?,?\s?(?:[\w'./%-]+\s){0,6}?"
    r"(?:in|with|for|among|on|of|given|receiving|taking|from|who|treated|by|under|within|without|not|at|"
    r"after|before|during|until|over)\b[\w\s'-]*",
    re.I,
)
_TWO = 2
_LEFT_SPAN, _RIGHT_SPAN = 160, 110
_CONNECTS = re.compile(
    r"\b(?:and|but|vs\.?|versus|than|compared|while|whereas|against|rather|instead|unlike)\b|;", re.I
)
_SAYS = re.compile(
    r"\b(?:was|were|is|are|had|has|have|higher|lower|more|less|greater|fewer|longer|shorter)\b", re.I
)
_IN_TURN = re.compile(r"\brespectively\b", re.I)
_COMPARED = re.compile(
    r"(?:\bcompared (?:with|to)|\bin comparison (?:with|to)|\brelative to|\bthan|\bversus|\bvs\.?|\bunlike|\bagainst)"
    r"(?: in| with| for| on| among)?"
    r"(?: the| those| patients| people| women| men| given| receiving| who (?:got|received|took))*\s$",
    re.I,
)


@lru_cache(maxsize=1024)
def bound(sentence: str, known: frozenset[str] = frozenset()) -> tuple[Bound, ...]:
    """The numbers of ``sentence`` with the arms that they belong to, in order.

    ``known`` are telling words of arms that are mentioned elsewhere (``mentions``).
    """
    found = amounts_of(sentence)
    text = normal(sentence)
    return tuple(bind(text, found, mentions(text, known))) if found else ()


@lru_cache(maxsize=1024)
def contrasted(passage: tuple[str, ...], known: frozenset[str] = frozenset()) -> tuple[Bound, ...]:
    """The bound numbers of each sentence of ``passage`` that gives two of one kind for two arms."""
    result: list[Bound] = []
    before: list[Arm] = []
    for sentence in passage:
        contrast = _may_contrast(sentence)
        text = normal(sentence)
        arms = mentions(text, known) if contrast or len(passage) > 1 else []
        result += _of_two(bind(text, amounts_of(sentence), arms, before)) if contrast else []
        named = _in_order(text, [arm for arm in arms if arm.sure])
        before = named if len(named) == _TWO else before if len(named) < _TWO else []
    return tuple(result)


@lru_cache(maxsize=1024)
def contrasted_times(passage: tuple[str, ...], _: frozenset[str] = frozenset()) -> tuple[Bound, ...]:
    """The same for two points in time."""
    found = (_of_two(bound_to_times(sentence)) for sentence in passage if _may_contrast(sentence))
    return tuple(bound for of_one in found for bound in of_one)


def _may_contrast(sentence: str) -> bool:
    found = amounts_of(sentence)
    return any(alike(one.numbers, other.numbers) for at, one in enumerate(found) for other in found[:at])


def _of_two(found: Sequence[Bound]) -> Sequence[Bound]:
    return found if len({one.arm.key for one in found}) > 1 else ()


@lru_cache(maxsize=1024)
def bound_to_times(sentence: str, _: frozenset[str] = frozenset()) -> tuple[Bound, ...]:
    """The numbers of ``sentence`` with the points in time that they were measured at, in order."""
    text = normal(sentence)
    times = points_of(sentence)
    return tuple(bind(text, amounts_of(sentence), times)) if times else ()


def bind(text: str, found: Sequence[Amount], arms: Sequence[Arm], before: Sequence[Arm] = ()) -> list[Bound]:
    """Each amount of ``found`` that a shape ties to one of ``arms``.

    ``before`` are the two arms of the sentences before: "12% vs 15%" of a sentence without arms is in their order.
    """
    numbers = [a for a in found if not any(arm.start < a.end and a.start < arm.end for arm in arms)]
    result: list[Bound] = []
    for run in _runs(text, numbers, arms):
        together = _bind_run(text, run, arms, numbers) if len(run) > 1 else []
        versus = len(run) == _TWO and _versus(text, run)
        if not together and versus and len(before) == _TWO and not any(arm.sure for arm in arms):
            together = _zip(run, before, text, sure=False)
        result += together or ([] if versus else _bind_each(text, run, arms, numbers))
    return result


def _bind_each(text: str, run: list[Amount], arms: Sequence[Arm], numbers: Sequence[Amount]) -> list[Bound]:
    return [bound for amount in run if (bound := _bind_one(text, amount, arms, numbers))]


def _runs(text: str, found: Sequence[Amount], arms: Sequence[Arm]) -> list[list[Amount]]:
    """Amounts of one kind that follow each other with a word of comparison and no arm between."""
    runs: list[list[Amount]] = []
    for amount in found:
        last = runs[-1][-1] if runs else None
        joined = (
            last is not None
            and alike(last.numbers, amount.numbers)
            and not any(last.end <= arm.start and arm.end <= amount.start for arm in arms if arm.sure)
            and _BETWEEN.fullmatch(bare := _bare(text[last.end : amount.start])) is not None
            and not _NEXT_BRACKETS.search(bare)
        )
        if joined:
            runs[-1].append(amount)
        else:
            runs.append([amount])
    return runs


def _bare(text: str) -> str:
    """``text`` without what stands in brackets, deviations and intervals."""
    text = re.sub(r"[(\[][^()\[\]]{0,160}[)\]]", "", text[:400])
    return re.sub(r"(?:±|\+/-|, ?SD|\bSD)\s?[\d.,]+ ?%?|\b(?:per|in every) [\d,]+", "", text)


def _bind_run(text: str, run: list[Amount], arms: Sequence[Arm], numbers: Sequence[Amount]) -> list[Bound]:
    """The run in the order of a list of arms behind or before it; or crosswise; or one and the other."""
    size, first, last = len(run), run[0], run[-1]
    before = [arm for arm in arms if arm.end <= first.start and arm.sure]
    after = [arm for arm in arms if arm.start >= last.end]
    following = after[:size]
    if len(following) == size and _follows(text, last, following):
        return _zip(run, following, text, sure=all(arm.sure for arm in following))
    if size == _TWO and before and after and _crosswise(text, run, before[-1], after[0]):
        return _zip(run, [before[-1], after[0]], text, sure=True)
    named = _in_order(text, before)
    if len(named) >= size and len(_distinct(named)) == size and _listed(named[-size:], run, numbers):
        return _zip(run, named[-size:], text, sure=True)
    return _bind_two(text, run, named, after) if size == _TWO and _versus(text, run) else []


def _listed(named: Sequence[Arm], run: list[Amount], numbers: Sequence[Amount]) -> bool:
    """No amount of the kind stands between the arms: each of them would have its own."""
    start, end = min(arm.start for arm in named), max(arm.end for arm in named)
    return not any(start < other.start < end and alike(other.numbers, run[0].numbers) for other in numbers)


def _bind_two(text: str, run: list[Amount], named: Sequence[Arm], after: Sequence[Arm]) -> list[Bound]:
    """ "12% vs 15%" of the one arm that was named and the other; or of two arms that are compared later on."""
    later = list(_distinct([arm for arm in after if arm.sure]).values())
    if len(named) == 1 and not named[0].point and not later:
        arm = named[0]
        return _zip(run, [arm, replace(arm, without=not arm.without)], text, sure=False)
    if not named and len(later) == _TWO and _COMPARED.search(text[later[0].end : later[1].start]):
        return _zip(run, later, text, sure=False)
    return []


def _zip(run: list[Amount], arms: Sequence[Arm], text: str, *, sure: bool) -> list[Bound]:
    return [Bound(amount.numbers, arm, sure, text) for amount, arm in zip(run, arms, strict=True)]


def _distinct(arms: Sequence[Arm]) -> dict[tuple[frozenset[str], bool], Arm]:
    return {arm.key: arm for arm in arms}


def _follows(text: str, last: Amount, arms: Sequence[Arm]) -> bool:
    """Whether the arms stand as a list right behind the last amount ("... in A and B, respectively")."""
    gap = _bare(text[last.end : arms[0].start])
    told = _SAYS.search(gap) and not _IN_TURN.search(text, arms[-1].end)
    if told or len(gap) > _RIGHT_SPAN or _CONNECTS.search(gap) or not _RIGHT.fullmatch(gap):
        return False
    links = (text[one.end : two.start] for one, two in pairwise(arms))
    listed = all(_LISTED.fullmatch(_bare(link)) for link in links)
    return listed and len(_distinct(arms)) == len(arms)


def _crosswise(text: str, run: list[Amount], before: Arm, after: Arm) -> bool:
    return (
        before.key != after.key
        and _reaches_right(text, run[1], after)
        and _reaches_left(text, before, run[0])
    )


def _in_order(text: str, arms: Sequence[Arm]) -> list[Arm]:
    """The distinct arms in the order of a comparison: "compared with B, A had ..." speaks of A first."""
    named = list(_distinct(arms[-6:]).values())
    if len(named) == 2 and _COMPARED.search(text[max(0, named[0].start - 60) : named[0].start]):
        second = _COMPARED.search(text[max(0, named[1].start - 60) : named[1].start])
        return named if second else named[::-1]
    return named


def _versus(text: str, run: list[Amount]) -> bool:
    between = _bare(text[run[0].end : run[1].start])
    return _VERSUS.fullmatch(between) is not None


def _bind_one(text: str, amount: Amount, arms: Sequence[Arm], numbers: Sequence[Amount]) -> Bound | None:
    before = [arm for arm in arms if arm.end <= amount.start]
    after = [arm for arm in arms if arm.start >= amount.end]
    reach = min((other.start for other in numbers if other.start >= amount.end), default=len(text))
    near = [arm for arm in after if arm.start < reach]
    right = next((arm for arm in near if arm.sure), None) or (near[0] if near else None)
    left = next((arm for arm in reversed(before) if arm.sure), None)
    closed = left and re.fullmatch(r"\s?[(:]\s?", text[left.end : amount.start])
    rightward = right if right and not closed and _reaches_right(text, amount, right) else None
    if rightward and rightward.sure:
        return Bound(amount.numbers, rightward, True, text)
    if left and _reaches_left(text, left, amount) and (left.point or _nearest(left.end, amount, numbers)):
        return Bound(amount.numbers, left, True, text)
    return Bound(amount.numbers, rightward, False, text) if rightward else None


def _nearest(start: int, amount: Amount, numbers: Sequence[Amount]) -> bool:
    """No other amount of the same kind between the arm and this one."""
    return not any(
        start <= other.start < amount.start and alike(other.numbers, amount.numbers) for other in numbers
    )


def _reaches_right(text: str, amount: Amount, arm: Arm) -> bool:
    gap = _bare(text[amount.end : arm.start])
    if arm.sure and not gap.strip():  # "14 women"
        return True
    return len(gap) <= _RIGHT_SPAN and not _CONNECTS.search(gap) and _RIGHT.fullmatch(gap) is not None


def _reaches_left(text: str, arm: Arm, amount: Amount) -> bool:
    gap = _bare(text[arm.end : amount.start])
    return len(gap) <= _LEFT_SPAN and not _CONNECTS.search(gap) and "." not in gap.rstrip(".")
