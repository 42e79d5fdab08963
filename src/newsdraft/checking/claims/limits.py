"""How much of a sentence and of its passages is compared, and what of them are quantities to be proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.quantities import quantities
from newsdraft.checking.quantity import Quantity
from newsdraft.model import Severity

COMPARED = 4000  # characters of a sentence, title or passage that are compared
MOST_NUMBERS = 100  # of one text


def strong(text: str) -> list[Quantity]:
    """The quantities of ``text`` that a passage must hold, as many as are compared."""
    return [quantity for quantity in quantities(text) if not quantity.weak][:MOST_NUMBERS]


def lent(passages: Sequence[str]) -> list[Quantity]:
    """Every quantity that ``passages`` hold, weak ones too."""
    return [quantity for passage in passages for quantity in quantities(passage)]


def overlong(sentence: Sentence) -> Iterator[Hit]:
    """What is not compared, because it is too long."""
    yield from too_long(sentence.text, "sentence")
    for name, passage in sentence.cited.items():
        if len(passage) > COMPARED:
            message = f"Only the first {COMPARED:,} characters of passage {name} are compared. Read the rest yourself."
            yield Hit("too-long-to-compare", name, message, severity=Severity.MINOR)


def too_long(text: str, what: str) -> Iterator[Hit]:
    """A hit where ``text`` is longer, or holds more numbers, than is compared."""
    count = sum(not quantity.weak for quantity in quantities(text[: 2 * COMPARED]))
    if len(text) > COMPARED:
        message = f"Only the first {COMPARED:,} characters of this {what} are compared. Shorten it."
        yield Hit("too-long-to-compare", what, message)
    elif count > MOST_NUMBERS:
        message = f"Only the first {MOST_NUMBERS} numbers of this {what} are compared. Shorten it."
        yield Hit("too-long-to-compare", what, message)


def shortened(sentence: Sentence) -> Sentence:
    """``sentence`` with what is compared of it and of its passages."""
    if len(sentence.text) <= COMPARED and all(len(text) <= COMPARED for text in sentence.passages):
        return sentence
    cited = {name: text[:COMPARED] for name, text in sentence.cited.items()}
    return replace(sentence, text=sentence.text[:COMPARED], cited=cited)
