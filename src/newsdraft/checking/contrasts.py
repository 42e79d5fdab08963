"""Who is compared with whom, and which of the two has more: "higher with A than with B" against the reverse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking.arms import Arm, side, stem
from newsdraft.checking.mentions import mentions
from newsdraft.checking.numerals import word_set
from newsdraft.checking.quantity import normal

_FAMILIES = {
    "amount": ("higher greater more larger increased raised elevated bigger commoner likelier oftener",
               "lower less fewer smaller reduced decreased rarer"),
    "length": ("longer later", "shorter earlier quicker faster sooner"),
    "quality": ("better superior improved healthier safer stronger milder",
                "worse inferior poorer weaker"),
}  # fmt: skip
_WORDS = {
    word: (family, sign)
    for family, (up, down) in _FAMILIES.items()
    for words, sign in ((up, 1), (down, -1))
    for word in words.split()
}
_COMPARATIVE = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b", re.I)
_MARK = re.compile(
    r"\b(?:than|(?:as )?compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?|relative to)(?=\s)", re.I
)
_DENIED = re.compile(r"\b(?:not|no|nor|neither|never|n't|cannot|without|similar|whether|if)\b|n't\b", re.I)
_CLAUSE = re.compile(r"; |: |, (?:and|but|while|whereas|although|though|yet) |\. ")
_NOT_MEASURES = word_set(
    """
    patient people group arm risk rat level score mean median valu average percent participant treat treatment study
    trial result significant difference number the a an of in on at for with to was were is had have has than as by
    and or who those these that be been compar versus more less high low great few long short better worse
    statistic slight much far lik likelihood common often frequent frequency led caus gave brought
    got saw had about chance proportion incidence month week day year time after dur between
    """
)
_SAME = {"die": "death", "died": "death", "mortality": "death", "dead": "death", "deadly": "death", "fatal": "death",
         "live": "surviv", "lived": "surviv", "survival": "surviv", "surviving": "surviv", "alive": "surviv",
         "relapse": "relaps", "recurrence": "relaps", "recurred": "relaps", "returned": "relaps",
         "return": "relaps"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contrast:
    """A comparison: who is said to have more (or longer, or better), who less, of what, in which words."""

    family: str
    sign: int
    more: Arm
    less: Arm
    measure: frozenset[str]
    text: str


@lru_cache(maxsize=1024)
def contrasts(sentence: str) -> tuple[Contrast, ...]:
    """The comparisons of two arms that ``sentence`` makes, none that it denies or asks."""
    text = normal(sentence)
    if not _MARK.search(text) or not _COMPARATIVE.search(text):
        return ()
    found, start = [], 0
    for end in [*(match.end() for match in _CLAUSE.finditer(text)), len(text)]:
        contrast = _contrast(text[start:end])
        found += [contrast] if contrast else []
        start = end
    return tuple(found)


def _contrast(clause: str) -> Contrast | None:
    words = list(_COMPARATIVE.finditer(clause))
    mark = _MARK.search(clause, words[0].end()) if len(words) == 1 else None
    if mark is None or _DENIED.search(clause) or mark.start() - words[0].end() > 120:
        return None
    arms = mentions(clause)
    other = next((arm for arm in arms if mark.end() <= arm.start <= mark.end() + 40), None)
    between = [arm for arm in arms if words[0].end() <= arm.start and arm.end <= mark.start()]
    before = [arm for arm in arms if arm.end <= words[0].start() and arm.sure]
    one = (
        between[0]
        if between and between[0].sure
        else before[0]
        if before
        else between[0]
        if between
        else None
    )
    if one is None or other is None or one.key == other.key:
        return None
    family, sign = _WORDS[words[0].group().lower()]
    more, less = (one, other) if sign > 0 else (other, one)
    return Contrast(family, sign, more, less, _measure(clause, one, other), clause.strip())


def _measure(clause: str, *arms: Arm) -> frozenset[str]:
    for arm in arms:
        clause = clause[: arm.start] + " " * (arm.end - arm.start) + clause[arm.end :]
    found = (word.lower() for word in re.findall(r"[^\W\d_]{3,}", clause))
    stems = {_SAME.get(word) or stem(word) for word in found}
    named = frozenset().union(*(arm.stems for arm in arms))
    return frozenset(stems - _NOT_MEASURES - named - set(_WORDS))


def reversed_by(claim: Contrast, known: Contrast) -> bool:
    """Whether ``claim`` gives more to the arm that has less by ``known``, of the same measure."""
    shared = claim.measure & known.measure
    if (
        claim.family != known.family
        or not shared
        or 2 * len(shared) < min(len(claim.measure), len(known.measure))
    ):
        return False
    return side(claim.more, known.less, known.more) == 1 and side(claim.less, known.more, known.less) == 1


def agrees(claim: Contrast, known: Contrast) -> bool:
    """Whether ``known`` says of its two arms what ``claim`` says, of whatever measure."""
    return (
        claim.family == known.family
        and side(claim.more, known.more, known.less) == 1
        and side(claim.less, known.less, known.more) == 1
    )
