"""How old those are of whom a text speaks, in years, from words ("toddlers") and from numbers ("aged 6 to 11 years").

The spans of words are wide on purpose: an age is told as another only where no reading of both can be true. Numbers
are read as trials give ages (ICH E11(R1) and E7: newborn to 27 days, infants to 23 months, children 2 to 11 years,
adolescents 12 to 17, older people 65 and more).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking.lexicon import Lexicon, folded, table
from newsdraft.checking.traits import denied_before

OLDEST = 120.0
_WORDS = Lexicon(
    table(
        """
        0-0.3: newborns, newborn, newborn babies, neonates
        0-0.3: preterm infants, premature infants, premature babies, preterm babies
        0-2: babies, baby, infants, infant
        0-5: toddlers, toddler, very young children, preschoolers, preschool children
        0-8: small children, young children, little children, little ones, nursery children
        4-18: schoolchildren, school children, school-age children, school-aged children
        4-18: children at school, pupils, schoolboys, schoolgirls
        0-18: children, child, kids, boys, girls, paediatric patients, pediatric patients, minors
        11-20: teenagers, teenager, teens, adolescents, adolescent, adolescence
        16-35: university students, college students, undergraduates
        12-45: young adults, young people, young men, young women, younger adults
        18-120: adults, adult, grown-ups, grown-up, grownups
        38-68: middle-aged, middle age, middle-aged people
        55-120: older people, older adults, older women, older men, older patients
        55-120: old people, elderly, the elderly, seniors, pensioners, postmenopausal
        """
    )
)
# Words that tell of grown people or of children without being about age: they let one speak of either.
_HINTS = Lexicon(
    table(
        """
        10-120: women, woman, men, man, mothers, fathers, pregnant
        10-120: pregnancy, pregnancies, workers, nurses, veterans, soldiers, couples
        16-120: doctors, husbands, wives, spouses, smokers, grandparents, teachers, employees
        0-18: childhood, paediatric, pediatric, school, schools
        0-2: birth, newly born, preterm, neonatal
        11-20: young, youth
        50-120: older, retired, nursing home, nursing homes, menopause, ageing, aging
        """
    )
)
_OF_ALL = re.compile(
    r"\b(?:(?:of|at) (?:any|every|all) ages?|all ages|whatever their age|regardless of age|young and old)\b",
    re.I,
)
_NUMBER = r"(?P<{}>\d{{1,3}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?P<unit>[ -]?(?:years?|months?|weeks?|days?))?"
_RANGE = re.compile(
    rf"\b(?:aged?|ages|between|from|people of|those of|men of"
    rf"|women of) (?:between )?{_NUMBER.format('low')}(?: years?)? ?(?:to|-|and(?! (?:over|older|above"
    rf"|more))) ?{_NUMBER.format('high')}\b"
    rf"{_UNIT}(?P<aged>(?: of age| old)?)",
    re.I,
)
_LEAST = re.compile(
    rf"\b(?:(?P<before>aged?|from the age of|older than|over the age of|at least|people of|over"
    rf"|past) )?{_NUMBER.format('low')}{_UNIT}(?P<aged>(?: of age| old)?) ?(?:or|and) (?:older|over|above"
    rf"|more|up)\b"
    rf"|\b(?:older than|over the age of|from the age of|(?:men|women|people|patients|adults|those) (?:over"
    rf"|past)) {_NUMBER.format('least')}\b",
    re.I,
)
_MOST = re.compile(
    rf"\b(?:younger than|under the age of|up to the age of|children under|people under"
    rf"|patients under) {_NUMBER.format('high')}\b{_UNIT}",
    re.I,
)
_AGED = re.compile(r"age|people|those|(?:wo)?men", re.I)
_SMALL = {
    w: n
    for n, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
_YEARS = {"y": 1.0, "m": 1 / 12, "w": 1 / 52, "d": 1 / 365}


@dataclass(frozen=True)
class Age:
    """From ``low`` to ``high`` years, as the ``words`` say; ``denied`` where it is said that it is not they."""

    low: float
    high: float
    words: str
    denied: bool

    def meets(self, other: Age) -> bool:
        """Whether somebody can be of both."""
        return self.low < other.high and other.low < self.high


@lru_cache(maxsize=4096)
def ages(text: str) -> tuple[Age, ...]:
    """The ages that ``text`` tells of, in words and in numbers."""
    flat = folded(text)
    return (*_told(_WORDS, flat), *_counted(flat))


@lru_cache(maxsize=4096)
def hinted(text: str) -> tuple[Age, ...]:
    """The ages that ``text`` only lets one think of."""
    return tuple(_told(_HINTS, folded(text)))


def of_all_ages(text: str) -> str:
    """The words with which ``text`` says that it holds for every age, or ""."""
    found = _OF_ALL.search(folded(text))
    return found[0] if found else ""


def another_age(told: str, passages: Sequence[str]) -> tuple[str, str] | None:
    """The words of ``told`` for an age that none in ``passages`` can be of, with theirs; None where there are none."""
    known = [age for text in passages for age in ages(text)]
    lent = [age for text in passages for age in hinted(text)]
    if not known:
        return None
    for claimed in ages(told):
        if not claimed.denied and not any(claimed.meets(age) for age in (*known, *lent)):
            return claimed.words, known[0].words
    every = of_all_ages(told)
    bounded = next((age for age in known if age.low > 0 or age.high < OLDEST), None)
    if every and bounded and not any(map(of_all_ages, passages)):
        return every, bounded.words
    return None


def _told(lexicon: Lexicon, flat: str) -> Iterator[Age]:
    for mention in lexicon.find(flat):
        low, _, high = mention.key.partition("-")
        yield Age(float(low), float(high), mention.text, denied_before(flat, mention.start))


def _counted(flat: str) -> Iterator[Age]:
    for match in _RANGE.finditer(flat):
        if match["unit"] or match["aged"] or _AGED.match(match[0]):
            unit = _scale(match["unit"])
            yield _age(flat, match, _value(match["low"]) * unit, (_value(match["high"]) + 1) * unit)
    for match in _LEAST.finditer(flat):
        if match["least"]:
            yield _age(flat, match, _value(match["least"]), OLDEST)
        elif match["unit"] or match["before"]:
            yield _age(flat, match, _value(match["low"]) * _scale(match["unit"]), OLDEST)
    for match in _MOST.finditer(flat):
        yield _age(flat, match, 0.0, _value(match["high"]) * _scale(match["unit"]))


def _age(flat: str, match: re.Match[str], low: float, high: float) -> Age:
    return Age(low, high, match[0], denied_before(flat, match.start()))


def _scale(unit: str | None) -> float:
    return _YEARS[unit.strip(" -").lower()[0]] if unit else 1.0


def _value(number: str) -> float:
    return float(_SMALL.get(number.lower()) or number)
