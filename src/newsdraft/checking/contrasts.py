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
_REACH, _NEAR = 120, 40  # characters from the word to "than", and from "than" to who is meant
_PAIRED = re.compile(r"\b(?:in|with|for|among|on|by|after|the|those)\b", re.I)
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
# Of what is measured: words that turn "more" of it into less of the same thing.
_TURNING = frozenset(
    stem(word)
    for word in word_set(
        """
        reduction decrease decline drop fall loss improvement relief gain increase rise change difference free
        freedom protection prevention avoidance absence recovery cure efficacy effect benefit
        """
    )
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
def contrasts(sentence: str, known: frozenset[str] = frozenset()) -> tuple[Contrast, ...]:
    """The comparisons of two arms that ``sentence`` makes, none that it denies or asks.

    ``known`` are telling words of arms that are mentioned elsewhere (``mentions``).
    """
    text = normal(sentence)
    if not _MARK.search(text) or not _COMPARATIVE.search(text):
        return ()
    found, start = [], 0
    for end in [*(match.end() for match in _CLAUSE.finditer(text)), len(text)]:
        contrast = _contrast(text[start:end], known)
        found += [contrast] if contrast else []
        start = end
    return tuple(found)


def _contrast(clause: str, known: frozenset[str]) -> Contrast | None:
    words = list(_COMPARATIVE.finditer(clause))
    if not words or len(words) > 1 or _DENIED.search(clause):
        return None
    word = words[0]
    pair = _compared(clause, word, mentions(clause, known))
    if pair is None or pair[0].key == pair[1].key:
        return None
    family, sign = _WORDS[word.group().lower()]
    more, less = pair if sign > 0 else pair[::-1]
    return Contrast(family, sign, more, less, _measure(clause, *pair), clause.strip())


def _compared(clause: str, word: re.Match[str], arms: list[Arm]) -> tuple[Arm, Arm] | None:
    """Who is said to be so, and than whom: "A had higher X than B", "higher in A than in B", "than B, A had higher"."""
    mark = _MARK.search(clause, word.end())
    if mark is None:
        return _compared_first(clause, word, arms)
    if mark.start() - word.end() > _REACH:
        return None
    other = next((arm for arm in arms if mark.end() <= arm.start <= mark.end() + _NEAR), None)
    between = [arm for arm in arms if word.end() <= arm.start and arm.end <= mark.start()]
    before = [arm for arm in arms if arm.end <= word.start() and arm.sure]
    if other is None:
        return None
    # "A had a greater fall in pain than B" compares A; "greater in A than in B" has the same word before both.
    paired = _PAIRED.search(clause[mark.end() : other.start]) is not None
    candidates = [*(arm for arm in between if arm.sure and paired), *before, *between]
    return (candidates[0], other) if candidates else None


def _compared_first(clause: str, word: re.Match[str], arms: list[Arm]) -> tuple[Arm, Arm] | None:
    """The same of "compared with B, A ... higher"; nothing where more than one arm stands on either side."""
    mark = _MARK.search(clause, 0, word.start())
    comma = clause.find(",", mark.end(), word.start()) if mark else -1
    if mark is None or comma < 0:
        return None
    first = [arm for arm in arms if mark.end() <= arm.start and arm.end <= comma]
    second = [arm for arm in arms if comma <= arm.start and arm.end <= word.start()]
    return (second[0], first[0]) if len(first) == len(second) == 1 else None


def _measure(clause: str, *arms: Arm) -> frozenset[str]:
    for arm in arms:
        clause = clause[: arm.start] + " " * (arm.end - arm.start) + clause[arm.end :]
    found = (word.lower() for word in re.findall(r"[^\W\d_]{3,}", clause))
    stems = {_SAME.get(word) or stem(word) for word in found}
    named = frozenset().union(*(arm.stems for arm in arms))
    return frozenset(stems - _NOT_MEASURES - named - set(_WORDS))


def reversed_by(claim: Contrast, known: Contrast) -> bool:
    """Whether ``claim`` gives more to the arm that has less by ``known``, of the same measure."""
    if claim.measure & _TURNING != known.measure & _TURNING:
        return False  # a greater fall in pain is less pain
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
