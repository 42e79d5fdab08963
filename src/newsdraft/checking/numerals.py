"""Numbers as people write them, in digits and in words, with the step of their last digit."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())


_ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
SMALL_WORDS = {**_ONES, **_TENS}
SCALES = {"hundred": 1e2, "thousand": 1e3, "thousands": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9,
          "billions": 1e9, "trillion": 1e12,
          "dozen": 12.0, "bn": 1e9}  # fmt: skip
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
         "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100}  # fmt: skip

_ONE_TO_NINE = "one|two|three|four|five|six|seven|eight|nine"
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_ONE_TO_NINE}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
)
_SCALE = r"(?:hundred|thousands?|millions?|billions?|trillion|dozen|bn)"
WORDS = (
    rf"(?:(?:{_SMALL}|an?|half a)[- ]{_SCALE}(?:[- ](?:thousand|million))?(?:(?: and|,)? {_SMALL}"
    rf"(?:[- ]{_SCALE}"
    rf"(?: and {_SMALL})?)?)?|{_SMALL})"
)
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_POWER = r"(?:(?:\s?(?:x|×|\*)\s?10\s?)?\^\s?[-+]?\d+|e[-+]?\d+(?!\d))"
_NEVER = (
    r"∞|(?:NaN|inf|infinity|infinite)"
    r"(?=\s?(?:%|per ?cent\b|times\b|-?fold\b|[mk]?g\b|patients\b|years\b|months\b))"
)
LARGEST = 1e30  # what is greater, or of a greater power, is compared by its characters only
_LONGEST_POWER = 30
NUMERAL = re.compile(
    rf"(?<![\w.^])(?:(?P<digits>{DIGITS})(?:(?P<power>{_POWER})|(?P<plural>'?s)\b|(?P<ordinal>st|nd|rd|th)\b"
    rf"|(?:[- ](?P<scale>{_SCALE})\b)?)|(?P<words>{WORDS})\b|(?P<never>{_NEVER}))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and the size of one step of its last written digit; where it stands; digits or words.

    ``value`` is not a number (NaN) for what cannot be compared: infinity, and numbers beyond ``LARGEST``.
    """

    value: float
    step: float
    start: int
    end: int
    in_words: bool = False
    ordinal: bool = False
    plural: bool = False


def _of_digits(match: re.Match[str]) -> Numeral:
    plain = match["digits"].replace(",", "")
    decimals = len(plain.partition(".")[2])
    scale = SCALES[match["scale"].lower()] if match["scale"] else 1.0
    number = float(plain)
    if match["power"]:
        scale = _power(number, match["power"])
    value = number * scale
    if not abs(value) <= LARGEST:
        value = math.nan
    return Numeral(
        value,
        10.0**-decimals * scale,
        match.start(),
        match.end(),
        ordinal=bool(match["ordinal"]),
        plural=bool(match["plural"]),
    )


def _power(number: float, power: str) -> float:
    """What ``number`` is multiplied by: "^6" after 10, "x 10^6" or "e6" after any; NaN out of bounds."""
    digits = re.sub(r".*[\^eE]\s?", "", power)
    if len(digits) > 3 or abs(int(digits)) > _LONGEST_POWER:
        return math.nan
    exponent = int(digits)
    if not power.startswith("^"):
        return 10.0**exponent
    if not 0 < number <= LARGEST:
        return math.nan
    try:
        return float(number ** (exponent - 1))
    except OverflowError:
        return math.nan


def value_of(text: str) -> float:
    """The number that ``text`` writes in digits or spells."""
    digits = text[:1].isdigit() or text.startswith(".")
    return float(text.replace(",", "")) if digits else value_of_words(text)


def value_of_words(text: str) -> float:
    """The number that ``text`` spells ("two hundred and five" is 205, "half a million" is 500000)."""
    total = 0.0
    group: float | None = None
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in SMALL_WORDS:
            group = (group or 0.0) + SMALL_WORDS[word]
        elif word == "half":
            group = 0.5
        elif word in ("hundred", "dozen"):
            group = (1.0 if group is None else group) * SCALES[word]
        elif word in SCALES:
            total += (1.0 if group is None else group) * SCALES[word]
            group = 0.0
    return total + (group or 0.0)


_AND_A_HALF = re.compile(rf"\b(?P<whole>{DIGITS}|{_SMALL}) and (?:a|one)[- ]half\b", re.IGNORECASE)


_UNIT_AND_A_HALF = re.compile(
    r"\b(?:an?|one) (?P<unit>year|month|week|day|hour|decade|million|billion) and a half\b", re.IGNORECASE
)
_PART_OF_SCALE = re.compile(
    r"\b(?P<part>a quarter|one quarter|three[- ]quarters|half) of a (?P<scale>million|billion)\b",
    re.IGNORECASE,
)


def halves_in_digits(text: str) -> str:
    """``text`` with "two and a half" as "2.5", "a year and a half" as "1.5 years", "half of a million" likewise."""

    def digits(match: re.Match[str]) -> str:
        whole = value_of(match["whole"])
        return f"{whole + 0.5:.1f}" if whole < LARGEST else match.group()

    def part(match: re.Match[str]) -> str:
        first = match["part"].lower()
        share = 0.75 if first.startswith("three") else 0.5 if first == "half" else 0.25
        return f"{share:g} {match['scale']}"

    if "hal" not in text and "quarter" not in text:
        return text
    text = _UNIT_AND_A_HALF.sub(r"1.5 \g<unit>s", _PART_OF_SCALE.sub(part, text))
    return _AND_A_HALF.sub(digits, text)


def numerals(text: str) -> list[Numeral]:
    """Every number of ``text`` in order; ``text`` is folded, and what is no number is masked."""
    found = []
    for match in NUMERAL.finditer(text):
        if match["digits"]:
            found.append(_of_digits(match))
            continue
        if match["never"]:
            found.append(Numeral(math.nan, 1.0, match.start(), match.end()))
            continue
        value = value_of_words(match["words"])
        scaled = re.search(rf"{_SCALE}$", match["words"], re.IGNORECASE)
        step = SCALES[scaled.group().lower()] if scaled else 1.0
        found.append(Numeral(value, min(step, value or 1.0), match.start(), match.end(), in_words=True))
    return found
