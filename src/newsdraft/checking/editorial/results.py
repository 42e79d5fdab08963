"""Whether What Happened says how many and how much."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking.context import Hit, Whole
from newsdraft.checking.quantities import quantities
from newsdraft.checking.quantity import DATE, RANKED, Quantity
from newsdraft.checking.units import NUMBER
from newsdraft.checking.wording import plain
from newsdraft.model import SectionKind

# A date, a phase or a stage tells nothing of a result.
_NOT_RESULTS = frozenset({DATE, *RANKED})


def _tells(quantity: Quantity) -> bool:
    """Whether a figure tells how many or how much: no date, and not the "one" or "two" of "one group, two drugs"."""
    small_word = quantity.in_words and quantity.dimension == NUMBER and quantity.value <= 3
    return quantity.dimension not in _NOT_RESULTS and not small_word and not quantity.weak


def results_in_numbers(whole: Whole) -> Iterator[Hit]:
    """What Happened holds at least one figure that is no date: how many people, how much, how long."""
    texts = [
        plain(claim.text) for place, claim in whole.post.claims() if place == SectionKind.WHAT_HAPPENED.value
    ]
    found = [quantity for text in texts for quantity in quantities(text) if _tells(quantity)]
    if texts and not found:
        message = (
            "What Happened gives no number. Say how many people, animals or samples there were, and how big the "
            "difference was; or say that the source does not tell."
        )
        yield Hit("numbers-absent", "", message, where=SectionKind.WHAT_HAPPENED.value)
