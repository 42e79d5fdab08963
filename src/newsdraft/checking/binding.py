"""Which arm, or which time, each number of a sentence belongs to.

The sentence is read as a row of numbers and of mentions (``arms.mentions``), and bound by the shapes in which
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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from newsdraft.checking.arms import Arm, mentions
from newsdraft.checking.quantities import quantities
from newsdraft.checking.quantity import DATE, FREQUENCY, PROPORTION, RANKED, Quantity, normal
from newsdraft.checking.units import NUMBER, TIME


@dataclass(frozen=True, slots=True)
class Bound:
    """A number with its arm. ``numbers`` are one amount in several ways ("16 (80%)"). ``sure``: an explicit shape.

    ``at`` is the place of the number in its sentence's row; ``sentence`` the folded text of that sentence.
    """

    numbers: tuple[Quantity, ...]
    arm: Arm
    sure: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Amount:
    """One or several quantities that give one amount, and where it stands."""

    numbers: tuple[Quantity, ...]
    start: int
    end: int


_NOT_AMOUNTS = (DATE, *RANKED, "ordinal", "p", FREQUENCY, PROPORTION)
_SATELLITE = re.compile(
    r"(?:±|\+/-|\bS[DE]M?|\bσ|\bIQR|\bC\.?I\.?|\bCrI|\brange[ds]?|\binterval|\bfrom|\bQ[13]|\bn|\bmaximum|\bminimum|\bp|"
    r"\bF|\bt|\bdf|χ\^?2|\bdifference(?: of)?|\bES|\bMD)\s?[:=,\[(<>]{0,2}\s?[-+]?\s?$",
    re.I,
)
_KEY = re.compile(r"\b(?:S[DE]M?|IQR|C\.?I\.?\d*|Cl|CrI|[Rr]anged?|interval|Q1|SE)\b|σ")
_RANGE_GOES_ON = re.compile(r"%?\s?(?:-|to|,|;|and)\s?[-+]?\s?")
_TO_NEXT = re.compile(r"%?\s?(?:-|to|,)\s?[-+]?\d")
_PER = re.compile(r"\b(?:per|every) $")
_IN_ONE = re.compile(
    r"\s?[\[(]\s?(?:n\s?=\s?)?|\s?(?:patients|people|participants|women|men|cases)\s?\(\s?", re.I
)
_AT = re.compile(r"\b(?:at|after|by|within|until|through|during|over|past|of follow-up|first|last|every|day|week|month|year)"
                 r"(?: the| about| a| least)?\s$", re.I)  # fmt: skip
_BETWEEN = re.compile(
    r"[^.;]{0,60}?(?:\bvs\.?|\bversus|\bcompared (?:with|to)|\bas compared (?:with|to)|\bagainst|\band|\bthan|,)[^.;\d]{0,24}",
    re.I,
)
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
_COMPARED = re.compile(
    r"(?:\bcompared (?:with|to)|\bin comparison (?:with|to)|\brelative to|\bthan|\bversus|\bvs\.?|\bunlike|\bagainst)"
    r"(?: in| with| for| on| among)?(?: the| those| patients| people| women| men| given| receiving| who (?:got|received|took))*\s$",
    re.I,
)


@lru_cache(maxsize=1024)
def bound(sentence: str, known: frozenset[str] = frozenset()) -> tuple[Bound, ...]:
    """The numbers of ``sentence`` with the arms that they belong to, in order.

    ``known`` are telling words of arms that are mentioned elsewhere (``arms.mentions``).
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
    return any(alike(one, other) for at, one in enumerate(found) for other in found[:at])


def _of_two(found: Sequence[Bound]) -> Sequence[Bound]:
    return found if len({one.arm.key for one in found}) > 1 else ()


@lru_cache(maxsize=1024)
def bound_to_times(sentence: str, _: frozenset[str] = frozenset()) -> tuple[Bound, ...]:
    """The numbers of ``sentence`` with the points in time that they were measured at, in order."""
    text = normal(sentence)
    times = list(_times(text, quantities(sentence)))
    return tuple(bind(text, amounts_of(sentence), times)) if times else ()


_POINT = re.compile(
    r"\b(?:at|after|by|in|during|until)(?: the| about| a)?\s(?:(?:week|month|year|day)s?\s)?$", re.I
)
_BASELINE = re.compile(
    r"\b(?:at baseline|before (?:the )?(?:treatment|surgery|therapy|trial|intervention))\b", re.I
)


def _times(text: str, read: Sequence[Quantity]) -> Iterator[Arm]:
    """The points in time of a sentence as what numbers may belong to."""
    found = [
        Arm(frozenset({"baseline"}), m.start(), m.end(), m.group(), point=True)
        for m in _BASELINE.finditer(text)
    ]
    for q in read:
        point = _POINT.search(text[max(0, q.start - 20) : q.start])
        if point is None or q.weak:
            continue
        if q.dimension == TIME:
            found.append(Arm(frozenset({f"{q.value:.3g} days"}), q.start, q.end, q.text, point=True))
        elif q.dimension == NUMBER and re.fullmatch(r"(?:19|20)\d\d", q.text):
            found.append(Arm(frozenset({q.text}), q.start, q.end, q.text, point=True))
    yield from sorted(found, key=lambda arm: arm.start)


@lru_cache(maxsize=1024)
def amounts_of(sentence: str) -> tuple[Amount, ...]:
    """The amounts that ``sentence`` reports: no dates, p values, deviations, intervals, points in time."""
    return tuple(_amounts(normal(sentence), quantities(sentence)))


def _amounts(text: str, found: Sequence[Quantity]) -> list[Amount]:
    result: list[Amount] = []
    last = -1  # where the last satellite ended
    for quantity in found:
        if quantity.weak or quantity.dimension in _NOT_AMOUNTS or quantity.role in ("p", "age"):
            continue
        left = text[max(0, quantity.start - 24) : quantity.start]
        if _PER.search(left):
            continue
        goes_on = last >= 0 and _RANGE_GOES_ON.fullmatch(text, last, quantity.start)
        if goes_on or _SATELLITE.search(left) or _in_interval(text, quantity.start):
            last = quantity.end
            continue
        if quantity.dimension == TIME and _AT.search(left):
            continue
        previous = result[-1] if result else None
        if previous and _range_of(text, previous, quantity):
            last = quantity.end
        elif (
            previous
            and quantity.start >= previous.end
            and _IN_ONE.fullmatch(text, previous.end, quantity.start)
        ):
            result[-1] = Amount((*previous.numbers, quantity), previous.start, quantity.end)
        elif not previous or quantity.start >= previous.end:
            result.append(Amount((quantity,), quantity.start, quantity.end))
    return result


def _range_of(text: str, amount: Amount, quantity: Quantity) -> bool:
    """Whether the quantity begins a range in brackets behind an amount of its kind ("37.6% (27.1% to 50.2%)")."""
    behind = re.fullmatch(r"\s?[\[(]\s?[-+]?", text[amount.end : quantity.start]) is not None
    same = any(quantity.dimension == q.dimension for q in amount.numbers)
    return behind and not quantity.parts and (same or _TO_NEXT.match(text, quantity.end) is not None)


def _in_interval(text: str, at: int) -> bool:
    """Whether the brackets that are open at ``at`` speak of a deviation or an interval before it."""
    opened = max(text.rfind("(", max(0, at - 160), at), text.rfind("[", max(0, at - 160), at))
    closed = max(text.rfind(")", max(0, at - 160), at), text.rfind("]", max(0, at - 160), at))
    return opened > closed and _KEY.search(text, opened, at) is not None


def alike(one: Amount | Bound, other: Amount | Bound) -> bool:
    """Whether two amounts measure the same kind of thing."""
    kinds = {(q.dimension, q.role if q.role in ("hr", "or", "rr") else "") for q in one.numbers}
    return any((q.dimension, q.role if q.role in ("hr", "or", "rr") else "") in kinds for q in other.numbers)


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
            and alike(last, amount)
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
    return not any(start < other.start < end and alike(other, run[0]) for other in numbers)


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
    if len(gap) > _RIGHT_SPAN or _CONNECTS.search(gap) or not _RIGHT.fullmatch(gap):
        return False
    links = (text[one.end : two.start] for one, two in zip(arms, arms[1:], strict=False))
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
    return (
        re.fullmatch(
            r"[\w%/.\s]{0,24}?,?\s?(?:vs\.?|versus|compared (?:with|to)|against)\s?[-+−]?\s?", between, re.I
        )
        is not None
    )


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
    return not any(start <= other.start < amount.start and alike(other, amount) for other in numbers)


def _reaches_right(text: str, amount: Amount, arm: Arm) -> bool:
    gap = _bare(text[amount.end : arm.start])
    if arm.sure and not gap.strip():  # "14 women"
        return True
    return len(gap) <= _RIGHT_SPAN and not _CONNECTS.search(gap) and _RIGHT.fullmatch(gap) is not None


def _reaches_left(text: str, arm: Arm, amount: Amount) -> bool:
    gap = _bare(text[arm.end : amount.start])
    return len(gap) <= _LEFT_SPAN and not _CONNECTS.search(gap) and "." not in gap.rstrip(".")
