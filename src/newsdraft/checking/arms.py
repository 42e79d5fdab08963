"""The groups that a sentence compares: the arms of a trial, and groups of people told apart by what they are.

``side`` tells which of two arms of one text an arm of another text is: by the words in which the two differ, by
"with" against "without", and by the words that all mean a control ("usual care", "placebo").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking.numerals import word_set


@dataclass(frozen=True, slots=True)
class Arm:
    """One mention of an arm: its telling words as stems, and where it stands (offsets into the folded text).

    ``without``: the group that did not get it, or is not so. ``sure``: a shape that hardly means anything else.
    ``point``: a point in time, to which numbers are bound like to an arm.
    """

    stems: frozenset[str]
    start: int
    end: int
    text: str
    without: bool = False
    sure: bool = True
    point: bool = False

    @property
    def key(self) -> tuple[frozenset[str], bool]:
        """What tells this arm from others of its text."""
        return self.stems, self.without


_ENDINGS = re.compile(r"(?:ations?|ing|ed|es|e|s|ly)$")
CONTROL = word_set("placebo control sham comparator untreat standard usual convention routin normal tradition "
                   "supportiv observ wait watchful")  # fmt: skip
TREATED = word_set("intervent experiment treat treatment activ new drug medicin therapy pill tablet vaccin stud test "
                   "verum")  # fmt: skip
_SAME = {"woman": "women", "femal": "women", "girl": "women", "man": "men", "mal": "men", "boy": "men",
         "chemo": "chemotherapy", "radi": "radiotherapy", "radiat": "radiotherapy", "combin": "plu", "add": "plu",
         "addit": "plu", "together": "plu", "both": "plu", "monotherapy": "alon", "singl": "alon",
         "vaccine": "vaccin", "jab": "vaccin", "operat": "surgery", "kid": "children", "smok": "smoker"}  # fmt: skip


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """``word`` in lower case without its ending, and one of several words for one kind of group."""
    lower = word.lower().removesuffix("'s").strip("'-")
    lower = _SAME.get(lower, lower)
    short = _ENDINGS.sub("", lower)
    short = short if len(short) >= 3 else lower
    return _SAME.get(short, short)


def side(arm: Arm, one: Arm, other: Arm) -> int:
    """1 when ``arm`` is ``one``, -1 when it is ``other``, 0 when that cannot be told."""
    if one.stems == other.stems and one.without != other.without:
        if arm.stems & one.stems:
            return 1 if arm.without == one.without else -1
        return _by_class(arm, one, other)
    hits = 0
    for stems, candidate, sign in (
        (one.stems - other.stems, one, 1),
        (other.stems - one.stems, other, -1),
    ):
        if arm.stems & stems - CONTROL:
            hits += sign if arm.without == candidate.without else -sign
    if hits or arm.stems & (one.stems ^ other.stems) - CONTROL:
        return max(-1, min(1, hits))
    if arm.key in (one.key, other.key):
        return 1 if arm.key == one.key else -1
    return _by_class(arm, one, other)


def is_control(arm: Arm) -> bool:
    """Whether the arm is called by a word for a control, or by what it did not get."""
    return bool(arm.stems & CONTROL) or arm.without


def _by_class(arm: Arm, one: Arm, other: Arm) -> int:
    if is_control(one) == is_control(other):
        return 0
    sign = 1 if is_control(one) else -1
    if is_control(arm):
        return sign
    return -sign if arm.stems and arm.stems <= TREATED else 0
