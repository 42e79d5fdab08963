"""The quantities of a sentence: our own typed grammar for numbers in health news.

``quantities("Response rose from 12% to about 40 percent in 24 of 60 patients")`` gives each number with
what it measures (see ``units``), its operator, its role (hazard ratio, p value, age ...) and the words it
was read from. It knows ranges, ±, percent and percentage points, fold and times, ratio words ("one in
five", "doubled"), n/N, doses and schedules, durations, dates, phases, stages, grades, lines of therapy and
numbers in words. Whether two quantities are the same is the matter of ``compare``.

What is on purpose not a quantity: digits inside names (CD8, PD-L1, KEYNOTE-189, 5-FU), trial ids,
addresses, telephone numbers; the "one" of "one of the"; "95%" before "CI". The last two are kept as *weak*:
a passage may lend them, a claim does not need them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from newsdraft.checking import patterns
from newsdraft.checking.derived import derived
from newsdraft.checking.numerals import (
    PARTS,
    ROMAN,
    SCALES,
    SMALL_WORDS,
    Numeral,
    numerals,
    value_of,
)
from newsdraft.checking.quantity import DATE, EXACT, FREQUENCY, PROPORTION, Canvas, Quantity, normal
from newsdraft.checking.schedules import schedules
from newsdraft.checking.units import (
    AFTER_DIGIT_ONLY,
    NUMBER,
    RATIO,
    TIME,
    TIMES,
    UNIT_TEXT,
    Unit,
    compound,
    one_unit,
)

PIECE = 2000  # characters that are read together


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of ``text`` by position; offsets point into ``normal(text)``.

    A long text is read in pieces, so that the time stays in proportion to its length. Never raises.
    """
    if len(text) <= PIECE:
        return _read(normal(text))
    found: list[Quantity] = []
    offset = start = 0
    while start < len(text):
        space = text.rfind(" ", start + 1, start + PIECE) if len(text) - start > PIECE else -1
        end = space if space > start else start + PIECE
        piece = normal(text[start:end])
        found += (replace(q, start=q.start + offset, end=q.end + offset) for q in _read(piece))
        offset, start = offset + len(piece) + (end == space), end
    return tuple(found)


def _read(text: str) -> tuple[Quantity, ...]:
    canvas = Canvas(text)
    for pattern in patterns.NOT_QUANTITIES:
        for _ in canvas.take(pattern):
            pass
    found: list[Quantity] = []
    for reader in (
        _dates,
        _ranks,
        schedules,
        _proportions,
        _ratios,
        _ratio_words,
        _p_values,
        _numbers,
        _units_alone,
    ):
        found.extend(reader(canvas))
    found.sort(key=lambda quantity: quantity.start)
    return (*found, *derived(found, canvas.whole))


# --- dates -----------------------------------------------------------------------------------------------


def _date(match: re.Match[str], year: int, month: int, day: int) -> Quantity:
    return Quantity(
        match.group(), match.start(), match.end(), float(year), dimension=DATE, parts=(year, month, day)
    )


def _dates(canvas: Canvas) -> Iterator[Quantity]:
    for match in canvas.take(patterns.ISO_DATE):
        yield _date(match, int(match["y"]), int(match["m"]), int(match["d"]))
    for match in canvas.take(patterns.SLASH_DATE):
        first, second = int(match["a"]), int(match["b"])
        month, day = (second, first) if first > 12 else (first, second)
        yield _date(match, int(match["y"]), month, day)
    for pattern in (patterns.DAY_MONTH, patterns.MONTH_DAY, patterns.MONTH_YEAR):
        for match in canvas.take(pattern):
            parts = match.groupdict()
            month = patterns.MONTHS[parts["m"][:3].lower()]
            for day in filter(None, (parts.get("d") or "0", parts.get("d2"))):
                yield _date(match, int(parts.get("y") or 0), month, int(day))


# --- phase, stage, grade, line ---------------------------------------------------------------------------


def _rank(text: str) -> tuple[float, str] | None:
    match = patterns.RANK_VALUE.fullmatch(text)
    if match is None:
        return None
    body = match["body"].lower()
    value = ROMAN.get(body) or SMALL_WORDS.get(body)
    return (float(body) if body.isdigit() else float(value or 0)), (match["suffix"] or "").lower()


def _ranks(canvas: Canvas) -> Iterator[Quantity]:
    for match in canvas.take(patterns.RANK):
        for value in patterns.RANK_VALUE.finditer(match["values"]):
            rank = _rank(value.group())
            if rank is not None:
                yield Quantity(
                    match.group(),
                    match.start(),
                    match.end(),
                    rank[0],
                    dimension=match["kind"].lower(),
                    suffix=rank[1],
                )
    for match in canvas.take(patterns.LINE):
        rank_value = patterns.ORDINALS[match["rank"].lower()]
        yield Quantity(match.group(), match.start(), match.end(), rank_value, dimension="line")


# --- ratios ----------------------------------------------------------------------------------------------


def _proportions(canvas: Canvas) -> Iterator[Quantity]:
    """ "2:1", "2-to-1", "a ratio of 2 to 1", "randomised 2 to 1": how two groups stand to each other, in this order."""
    for match in canvas.take(patterns.PROPORTION):
        one, other = value_of(match["a"] or match["c"]), value_of(match["b"] or match["d"])
        if other:
            parts = (one, other)
            yield Quantity(
                match.group(), match.start(), match.end(), one / other, EXACT, PROPORTION, parts=parts
            )


def _ratios(canvas: Canvas) -> Iterator[Quantity]:
    """ "One in five", "24 of 60", "8/70", "two-thirds", "a quarter of"."""
    for pattern in (patterns.IN_EVERY, patterns.OUT_OF, patterns.FRACTION):
        for match in pattern.finditer(canvas.left):
            top, bottom = value_of(match["a"]), value_of(match["b"]) * _scale(match)
            if (
                not 0 < bottom < math.inf
                or top > bottom
                or "\x00" in canvas.left[match.start() : match.end()]
            ):
                continue
            canvas.blot(match.start(), match.end())
            yield _fraction(
                canvas, match, top, bottom, "in" if pattern is patterns.IN_EVERY else match["link"].strip()
            )
    for match in canvas.take(patterns.PART_WORDS):
        top = 1.0 if match["top"] is None or match["top"].lower() in ("a", "one") else value_of(match["top"])
        part = match["part"].lower()
        bottom = float(PARTS.get(part) or PARTS[part.removesuffix("s")])
        yield _fraction(canvas, match, top, bottom, "word")


def _scale(match: re.Match[str]) -> float:
    """The million of "1 in 5 million"; 1 where there is none."""
    return SCALES[match["scale"].lower()] if match.groupdict().get("scale") else 1.0


def _fraction(canvas: Canvas, match: re.Match[str], top: float, bottom: float, link: str) -> Quantity:
    """A fraction; before a unit of time it is a duration ("half a month", "1/2 an hour")."""
    value, role = top / bottom, link if link in ("of", "out of", "in", "word", "/") else "of"
    operator = _operator(canvas.whole, match.start())
    unit = patterns.A_UNIT.match(canvas.left, match.end())
    measured = one_unit(unit["unit"]) if unit and role in ("/", "word") else None
    base = Quantity(match.group(), match.start(), match.end(), value, EXACT, RATIO, operator=operator)
    if unit is not None and measured is not None:
        canvas.blot(unit.start(), unit.end())
        size = value * measured.factor
        return replace(base, value=size, step=size / 100, dimension=measured.dimension, unit=measured.name)
    return replace(base, role=role, in_words=role == "word", parts=(top, bottom))


def _ratio_words(canvas: Canvas) -> Iterator[Quantity]:
    for match in canvas.take(patterns.MULTIPLE_WORDS):
        word = match["word"].lower()
        value = next(size for stem, size in patterns.MULTIPLES.items() if word.startswith(stem))
        operator = _operator(canvas.whole, match.start())
        kind = RATIO if value < 1 else TIMES
        yield Quantity(
            match.group(), match.start(), match.end(), value, EXACT, kind, operator=operator, in_words=True
        )


# --- numbers ---------------------------------------------------------------------------------------------


def _p_values(canvas: Canvas) -> Iterator[Quantity]:
    for match in canvas.take(patterns.P_VALUE):
        number = numerals(match["value"])[0]
        sign = {"=": "", "of": "", "was": ""}.get(match["sign"].strip(), match["sign"].strip())
        yield Quantity(
            match.group(), match.start(), match.end(), number.value, number.step, "p", operator=sign
        )


def _numbers(canvas: Canvas) -> list[Quantity]:
    text = canvas.left
    found = [_measured(text, canvas.whole, number) for number in numerals(text)]
    return _lend_units([quantity for quantity in found if quantity is not None], text)


def _measured(text: str, whole: str, number: Numeral) -> Quantity | None:
    """The quantity at ``number``: its unit stands right of it, operator and role left of it."""
    unit, end = _unit_after(text, number)
    if unit is None and _is_part_of_a_name(text, number):
        return None
    money = patterns.CURRENCY.search(text, max(0, number.start - 4), number.start)
    if money:
        unit = Unit("money", 1.0, patterns.CURRENCIES[money["sign"]])
    at_time = None if unit else patterns.AT_TIME.search(text, max(0, number.start - 6), number.start)
    if at_time:  # "at week 8"
        unit = one_unit(at_time["unit"])
    role = _role(whole, number, unit)
    if role == "age" and unit is None:
        unit = one_unit("years")
    dimension, factor, name = (unit.dimension, unit.factor, unit.name) if unit else (NUMBER, 1.0, "")
    level = dimension == RATIO and patterns.CI_AFTER.match(whole, end) is not None
    return Quantity(
        whole[number.start : end],
        number.start,
        end,
        number.value * factor,
        number.step * factor,
        "ordinal" if number.ordinal else dimension,
        name,
        _operator(whole, number.start, dimension) or _operator_after(whole, end),
        role,
        weak=level or (number.in_words and number.value == 1 and unit is None),
        in_words=number.in_words,
        direction=_direction(whole, end) if dimension in (RATIO, TIMES) else 0,
        factor=factor,
    )


def _unit_after(text: str, number: Numeral) -> tuple[Unit | None, int]:
    if number.ordinal:
        return None, number.end
    gap = patterns.BEFORE_UNIT.match(text, number.end)
    start = gap.end() if gap else number.end
    match = UNIT_TEXT.match(text, start)
    if match is None or not match.group():
        return None, number.end
    first = match["first"] or ""
    if first.lower() in AFTER_DIGIT_ONLY and number.in_words:
        return None, number.end
    unit = compound(first, match["rest"])
    return (unit, match.end()) if unit else (None, number.end)


def _is_part_of_a_name(text: str, number: Numeral) -> bool:
    """Digits glued to letters ("5-FU", "3D", "IL-2", "COVID-19") are a name's, not an amount."""
    before = patterns.NAME_BEFORE.search(text, max(0, number.start - 12), number.start)
    if before and before["word"].lower() not in patterns.PLAIN_PREFIXES:
        return True
    return patterns.NAME_AFTER.match(text, number.end) is not None and not number.in_words


def _role(whole: str, number: Numeral, unit: Unit | None) -> str:
    left = whole[max(0, number.start - 40) : number.start]
    if unit is None and (effect := patterns.EFFECT.search(left)):
        return patterns.EFFECTS[re.sub(r"[^a-z]", "", effect["kind"].lower())]
    is_year = unit is not None and unit.name == "year"
    if patterns.AGE_BEFORE.search(left) and (unit is None or is_year):
        return "age"
    if is_year and patterns.AGE_AFTER.match(whole, number.end):
        return "age"
    return ""


def _operator(whole: str, start: int, dimension: str = "") -> str:
    left = whole[max(0, start - 32) : start].lower()
    match = patterns.OPERATOR.search(left)
    if match is None:
        return ""
    words = " ".join(match["op"].split())
    if words == "over" and dimension == TIME:  # "over two years" is during, not more than
        return ""
    return patterns.OPERATORS[words]


def _operator_after(whole: str, end: int) -> str:
    match = patterns.OPERATOR_AFTER.match(whole, end)
    return "" if match is None else ">=" if match["more"] else "<="


def _direction(whole: str, end: int) -> int:
    match = patterns.DIRECTION.match(whole, end)
    return 0 if match is None else 1 if match["up"] else -1


def _lend_units(found: list[Quantity], text: str) -> list[Quantity]:
    """In "5 to 7 months", "10, 20 and 30 mg" and "4.1 ± 0.6 kg" the last unit holds for all."""
    for index in range(len(found) - 2, -1, -1):
        here, after = found[index], found[index + 1]
        bare = here.dimension == NUMBER and not here.unit and not here.role
        if not bare or not after.unit or after.dimension == "ordinal":
            continue
        if patterns.JOINS.fullmatch(text, here.end, after.start) and not _looks_like_year(here):
            found[index] = replace(
                here,
                value=here.value * after.factor,
                step=here.step * after.factor,
                dimension=after.dimension,
                unit=after.unit,
                borrowed=True,
                factor=after.factor,
            )
    return found


def _looks_like_year(quantity: Quantity) -> bool:
    return 1900 <= quantity.value <= 2099 and re.fullmatch(r"\d{4}", quantity.text) is not None


# --- what lends a value only -----------------------------------------------------------------------------


def _units_alone(canvas: Canvas) -> Iterator[Quantity]:
    """ "A month", "per year", "the last decade", "none": they lend a value; only decades must be proved."""
    for match in canvas.take(patterns.UNIT_ALONE):
        unit = one_unit(match["unit"])
        if unit is not None:
            size = unit.factor
            weak = unit.name not in ("decade",) or not patterns.CLOSED_PERIOD.match(match.group())
            yield Quantity(match.group(), match.start(), match.end(), size, size, TIME, unit.name, weak=weak)
            yield Quantity(
                match.group(), match.start(), match.end(), 1.0, 1.0, FREQUENCY, unit.name, weak=True
            )
    for match in canvas.take(patterns.NOTHING):
        yield Quantity(match.group(), match.start(), match.end(), 0.0, weak=True)
    for match in canvas.take(patterns.SINGLE):
        yield Quantity(match.group(), match.start(), match.end(), 1.0, weak=True)
