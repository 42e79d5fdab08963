"""Numbers that no cited passage holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsdraft.checking.claims.limits import lent, strong
from newsdraft.checking.compare import Fit, best_fit
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.quantity import Quantity
from newsdraft.checking.units import NUMBER
from newsdraft.checking.wording import some
from newsdraft.model import Severity

_SHUT_OUT = re.compile(
    r"\b(?:nobody|no one|none|never|not|cannot|exclud\w+|except|ineligible|too young|too old|barred)\b|n't\b",
    re.I,
)
_PAIR, _FEW = 2, 12
_COUNTED = 4  # "the two drugs" often counts what a passage lists: up to here in words it is no block


def numbers(sentence: Sentence) -> Iterator[Hit]:
    """Numbers that no cited passage holds, or that it holds with the opposite bound."""
    if not sentence.cited:
        return
    known = lent(sentence.passages)
    stated = strong(sentence.text)
    for number, quantity in enumerate(stated):
        found, nearest = best_fit(quantity, known)
        if found is Fit.SAME or (
            found is Fit.OTHER_UNIT and nearest and _unit_goes_on(quantity, nearest, stated[:number])
        ):
            continue
        if found is Fit.OTHER_BOUND and nearest is not None and _other_side(quantity, nearest, sentence):
            continue
        if found is Fit.OTHER_BOUND and nearest is not None:
            yield _other_bound(quantity, nearest)
        else:
            yield _absent_number(sentence, quantity, nearest)


def _unit_goes_on(quantity: Quantity, nearest: Quantity, before: Sequence[Quantity]) -> bool:
    """ "9.1 months with one drug, 4.4 with the other": the unit of a number before it is meant."""
    bare = quantity.dimension == NUMBER and not quantity.unit
    return bare and any(other.unit and other.unit == nearest.unit for other in before)


def _other_side(quantity: Quantity, nearest: Quantity, sentence: Sentence) -> bool:
    """ "Nobody younger than 18" and "excluded: under 18" say of the other side what "18 or older" says."""
    sides = {quantity.operator, nearest.operator}
    texts = (sentence.text, *sentence.passages)
    return sides in ({"<", ">="}, {">", "<="}) and any(_SHUT_OUT.search(text) for text in texts)


def _phrase(quantity: Quantity) -> str:
    signs = {
        "<": "less than ",
        "<=": "at most ",
        ">": "more than ",
        ">=": "at least ",
        "~": "about ",
        "~<": "nearly ",
    }
    return signs.get(quantity.operator, "") + quantity.text.strip()


def _other_bound(quantity: Quantity, nearest: Quantity) -> Hit:
    return Hit(
        "number-bound-differs",
        _phrase(quantity),
        f"The sentence says “{_phrase(quantity)}”; the cited passage says “{_phrase(nearest)}”. "
        "Use the passage's bound.",
        nearest.text,
    )


def _absent_number(sentence: Sentence, quantity: Quantity, nearest: Quantity | None) -> Hit:
    shown = quantity.text.strip()
    cited = some(list(sentence.cited))
    other = [i for i in sentence.sources.holding_quantity(quantity) if i not in sentence.cited]
    said = f"“{shown}” stands in no cited passage ({cited})."
    if nearest is not None and nearest.text.strip() != shown:
        said += f" The digits stand there as “{nearest.text.strip()}”, which measures something else."
    advice = "Correct it, or cite the passage that says it."
    counted = counts(quantity)
    if counted:
        advice = "Confirm that it counts what the passage lists, or correct it."
    elif other:
        advice = (
            f"It stands in {some(other)}, not cited: cite that if it means the same, or correct the number."
        )
    elif sentence.sources.texts:
        said += " It stands in no other passage of the sources either."
        advice = "Correct it or strike it."
    severity = _weight_of_count(quantity, sentence) if counted else None
    evidence = sentence.sources.texts.get(other[0], "") if other else ""
    return Hit("number-not-in-passages", shown, f"{said} {advice}", evidence, severity)


def _weight_of_count(quantity: Quantity, sentence: Sentence) -> Severity:
    """ "The two drugs" of a passage that names both is no more than worth a look, unless it counts something itself."""
    counted = any(q.dimension == NUMBER and _PAIR < q.value <= _FEW for q in lent(sentence.passages))
    return Severity.MINOR if quantity.value == _PAIR and not counted else Severity.MAJOR


def counts(quantity: Quantity) -> bool:
    """A small count in words, which may count what a passage lists."""
    bare = not quantity.unit and not quantity.operator
    return quantity.in_words and quantity.value <= _COUNTED and bare
