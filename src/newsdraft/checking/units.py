"""Units that health news uses: what each measures, and its size in the base unit of that measure.

A small table of our own instead of a units library, for import cost and because prose needs other answers
than physics: a month is 28 to 31 days, a year 360 to 366. Factors are the definitions of the SI, the
avoirdupois pound (0.45359237 kg) and the curie (3.7e10 Bq). Base units: day, gram, litre, metre, square
metre, gray, sievert, becquerel, mole, volt-free counts. Letters of one unit that differ only by case are
told apart where both are in use ("mM" and "mm"); otherwise case is ignored, since headlines and tables
change it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking.numerals import word_set


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures (``dimension``; parts joined by "/"), its size in base units, its own name."""

    dimension: str
    factor: float
    name: str


RATIO = "ratio"
POINTS = "points"
TIMES = "times"
TIME = "time"
NUMBER = "number"

DAYS_OF_MONTH = 365.25 / 12
CALENDAR = {"month": (28.0, 31.0, DAYS_OF_MONTH), "year": (360.0, 366.0, 365.25)}
"""Days that one month or year may stand for (least, most, mean): four weeks to 31 days, 12 x 30 to 366."""

# dimension: name: (factor, spellings)
_TABLE: dict[str, dict[str, tuple[float, str]]] = {
    RATIO: {"percent": (0.01, "% percent per_cent pct")},
    POINTS: {
        "point": (0.01, "percentage_point percentage_points percent_point percent_points pp point points")
    },
    TIMES: {"times": (1.0, "times fold -fold")},
    TIME: {
        "second": (1 / 86400, "seconds sec secs"),
        "minute": (1 / 1440, "minute minutes min mins"),
        "hour": (1 / 24, "hour hours hr hrs h"),
        "day": (1.0, "day days d"),
        "week": (7.0, "week weeks wk wks"),
        "fortnight": (14.0, "fortnight fortnights"),
        "month": (DAYS_OF_MONTH, "month months mo mos"),
        "year": (365.25, "year years yr yrs"),
        "decade": (3652.5, "decade decades"),
        "century": (36525.0, "century centuries"),
    },
    "mass": {
        "nanogram": (1e-9, "ng nanogram nanograms"),
        "microgram": (1e-6, "μg mcg ug microgram micrograms microgramme microgrammes"),
        "milligram": (1e-3, "mg mgs milligram milligrams milligramme milligrammes"),
        "gram": (1.0, "g gram grams gramme grammes gm"),
        "kilogram": (1e3, "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes"),
        "tonne": (1e6, "tonne tonnes"),
        "ounce": (28.349523125, "oz ounce ounces"),
        "pound": (453.59237, "lb lbs pound pounds"),
        "stone": (6350.29318, "stone"),
    },
    "volume": {
        "microlitre": (1e-6, "μl mcl ul mm3 mm^3 microlitre microlitres microliter microliters"),
        "millilitre": (1e-3, "ml cc cm3 cm^3 millilitre millilitres milliliter milliliters"),
        "decilitre": (0.1, "dl decilitre deciliter"),
        "litre": (1.0, "l litre litres liter liters"),
        "cubic metre": (1e3, "m3 m^3"),
    },
    "length": {
        "nanometre": (1e-9, "nm nanometre nanometres nanometer nanometers"),
        "micrometre": (1e-6, "μm micron microns micrometre micrometres micrometer micrometers"),
        "millimetre": (1e-3, "mm millimetre millimetres millimeter millimeters"),
        "centimetre": (1e-2, "cm centimetre centimetres centimeter centimeters"),
        "metre": (1.0, "metre metres meter meters"),
        "kilometre": (1e3, "km kilometre kilometres kilometer kilometers"),
        "inch": (0.0254, "inch inches"),
        "foot": (0.3048, "foot feet ft"),
        "mile": (1609.344, "mile miles"),
    },
    "area": {"square centimetre": (1e-4, "cm2 cm^2"), "square metre": (1.0, "m2 m^2")},
    "absorbed": {"centigray": (0.01, "cgy"), "gray": (1.0, "gy gray grays")},
    "equivalent": {"millisievert": (1e-3, "msv millisievert millisieverts"), "sievert": (1.0, "sv")},
    "activity": {
        "kilobecquerel": (1e3, "kbq"),
        "megabecquerel": (1e6, "mbq"),
        "gigabecquerel": (1e9, "gbq"),
        "microcurie": (3.7e4, "μci"),
        "millicurie": (3.7e7, "mci"),
        "curie": (3.7e10, "ci curie curies"),
    },
    "amount": {
        "nanomole": (1e-9, "nmol"),
        "micromole": (1e-6, "μmol umol"),
        "millimole": (1e-3, "mmol"),
        "mole": (1.0, "mol"),
    },
    "molar": {"nanomolar": (1e-9, "nM"), "micromolar": (1e-6, "μM uM"), "millimolar": (1e-3, "mM")},
    "activity units": {"unit": (1.0, "iu units mu")},
    "pressure": {"mmHg": (1.0, "mmhg")},
    "energy": {"kilocalorie": (1.0, "kcal calories calorie")},
    "beats": {"bpm": (1.0, "bpm")},
    "money": {
        "dollar": (1.0, "dollars dollar usd"),
        "euro": (1.0, "euros euro"),
        "sterling": (1.0, "gbp"),
    },
}
DAYS = {name: days for name, (days, _) in _TABLE[TIME].items()}
"""The length of each unit of time in days."""

# What is counted, before a slash ("cells/μL"): no unit of its own.
_COUNTED = "cells cell platelets copies events deaths cases patients people"
# Short spellings that are words or initials when they stand alone; they count only after a digit.
AFTER_DIGIT_ONLY = word_set("h d l g min mo sec sv ci gm pp mu ug ul d cc m")


def _spellings() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for dimension, units in _TABLE.items():
        for name, (factor, spellings) in units.items():
            for spelling in spellings.split():
                table[spelling.replace("_", " ")] = Unit(dimension, factor, name)
    return table


UNITS = _spellings()
_CASELESS = {key.lower(): unit for key, unit in reversed(UNITS.items())}

_NAMES = "|".join(re.escape(name) for name in sorted(UNITS, key=len, reverse=True))
_ONE = rf"(?:{_NAMES})(?![A-Za-z0-9^])"
_LINK = r"\s?(?:/|per\s|a\s(?=day|week|month|year))\s?"
UNIT_TEXT = re.compile(
    rf"(?:(?P<first>{_ONE})|(?:{_COUNTED.replace(' ', '|')})?(?=\s?/\s?[^\W\d]))(?P<rest>(?:{_LINK}{_ONE})*)",
    re.IGNORECASE,
)
_PART = re.compile(rf"(?:/|per\s|a\s)\s?({_ONE})", re.IGNORECASE)


def one_unit(spelling: str) -> Unit | None:
    """The unit of that spelling, its own case first."""
    return UNITS.get(spelling) or _CASELESS.get(spelling.lower())


@lru_cache(maxsize=4096)
def compound(first: str, rest: str) -> Unit | None:
    """The unit of "mg" and "/kg/day": dimensions joined, factors divided; None if there is no unit at all."""
    head = one_unit(first) if first else Unit(NUMBER, 1.0, "")
    parts = [one_unit(part) for part in _PART.findall(rest)]
    if head is None or (not first and not parts):
        return None
    dimension, factor, name = head.dimension, head.factor, head.name
    for part in parts:
        if part is not None:
            dimension, factor = f"{dimension}/{part.dimension}", factor / part.factor
            name = f"{name}/{part.name}"
    return Unit(dimension, factor, name)
