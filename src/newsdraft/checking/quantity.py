"""A quantity as a value, and the text that quantities are read from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking import patterns
from newsdraft.checking.numerals import halves_in_digits
from newsdraft.checking.units import NUMBER
from newsdraft.text import fold

DATE = "date"
FREQUENCY = "frequency"
PROPORTION = "proportion"  # of two groups, in this order
EXACT = 1e-12  # the step of a fraction, which has no last digit
RANKED = ("phase", "stage", "grade", "line", "type")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with its meaning.

    ``value`` and ``step`` (the size of the last written digit) are in base units of ``dimension``; ``unit``
    is the unit's own name. ``operator`` is one of "", "<", "<=", ">", ">=", "~" (about), "~<" (nearly).
    ``role`` says what the number is: "hr", "or", "rr", "p", "age", "per" or "". ``weak``: a claim need not
    prove it. ``borrowed``: the unit was taken from a neighbour ("5 and 7 months"). ``parts`` are the two
    numbers of a fraction, or the (year, month, day) of a date with 0 for what is not said; ``suffix`` is
    the letter of a stage; ``factor`` is the size of the unit that was written.
    """

    text: str
    start: int
    end: int
    value: float
    step: float = 1.0
    dimension: str = NUMBER
    unit: str = ""
    operator: str = ""
    role: str = ""
    weak: bool = False
    borrowed: bool = False
    in_words: bool = False
    direction: int = 0
    parts: tuple[float, ...] = ()
    suffix: str = ""
    factor: float = 1.0


class Canvas:
    """A text from which what has been read is blotted out, so that offsets stay and nothing is read twice."""

    def __init__(self, text: str) -> None:
        """Begin with the whole ``text`` unread."""
        self.whole = text
        self.left = text

    def blot(self, start: int, end: int) -> None:
        """Mark what stands from ``start`` to ``end`` as read."""
        self.left = self.left[:start] + "\x00" * (end - start) + self.left[end:]

    def take(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Each match of ``pattern`` in what is left, blotted out."""
        for match in pattern.finditer(self.left):
            self.blot(match.start(), match.end())
            yield match


@lru_cache(maxsize=2048)
def normal(text: str) -> str:
    """``text`` folded, with the ways in which numbers differ by typography made one."""
    text = patterns.NARROW_THOUSANDS.sub(",", text)
    text = patterns.MONEY_SCALE.sub(lambda m: f"{m['sum']} {patterns.MONEY_SCALES[m['scale'].lower()]}", text)
    text = patterns.SUPERSCRIPTS.sub(lambda m: "^" + m.group().translate(patterns.SUPERSCRIPT_DIGITS), text)
    for sign, plain in patterns.SIGNS.items():
        text = text.replace(sign, plain)
    text = fold(patterns.MIDDLE_DOT.sub(".", text))
    if not text.isascii():
        text = patterns.ENCLOSED.sub("", "".join(c if c.isascii() else _compatible(c) for c in text))
        text = " ".join(text.split())
    return halves_in_digits(patterns.OR_MORE_PER.sub(_bound_first, text))


def _bound_first(match: re.Match[str]) -> str:
    """ "150 minutes or more per week" as "at least 150 minutes per week", so that the unit is read whole."""
    bound = "at least" if match["way"].lower() == "more" else "at most"
    return f"{bound} {match['amount']} {match['per']}"


@lru_cache(maxsize=4096)
def _compatible(sign: str) -> str:
    """One character as its plain form: full width, circled, Roman and mathematical digits, fractions."""
    if sign in "ıİ":  # both match the pattern "i" and are no "i" in lower case
        return "i"
    plain = unicodedata.normalize("NFKC", sign)
    if "\u2044" in plain:
        return " " + plain.replace("\u2044", "/")
    number = unicodedata.numeric(plain, -1.0) if len(plain) == 1 and not plain.isdecimal() else -1.0
    is_sign = number >= 0 and unicodedata.category(plain) in ("No", "Nl") and number.is_integer()
    return str(int(number)) if is_sign else plain
