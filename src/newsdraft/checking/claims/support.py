"""Sentences that their cited passages hardly carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.support import support_score, unsupported_words
from newsdraft.checking.support_features import claim_of
from newsdraft.checking.support_reading import content, tokens
from newsdraft.checking.wording import some
from newsdraft.model import Basis

WEAK = 0.4
"""The score under which a sentence may be flagged."""
FEWEST, LEAST = 4, 0.4
"""A flagged sentence has so many unsupported words, and they are this share of its content words. All three limits
are set on labelled sentences for fewer than one false alarm in a post of forty sentences (docs/quality.md)."""
_NAMED = 5  # words that a message names


def support(sentence: Sentence) -> Iterator[Hit]:
    """A sentence of which little stands in its cited passages. Questions state nothing and are left alone."""
    asks = sentence.text.rstrip("\"'”’*_ ").endswith("?")
    if not sentence.cited or asks or sentence.basis is not Basis.PASSAGES:
        return
    gone = unsupported_words(sentence.text, sentence.passages)
    if _too_few(gone, sentence.text) or support_score(sentence.text, sentence.passages) >= WEAK:
        return
    words = ", ".join(f"“{_as_written(word, sentence.text)}”" for word in gone[:_NAMED])
    more = f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
    yield Hit(
        "weak-support",
        "",
        f"Little of this sentence stands in its passages ({some(list(sentence.cited))}): they do not speak of "
        f"{words}{more}. Read them again; then cite the passage that says it, say only what they say, or strike it.",
    )


def _too_few(gone: Sequence[str], text: str) -> bool:
    return len(gone) < FEWEST or len(gone) < LEAST * len(content(tokens(claim_of(text))))


def _as_written(word: str, text: str) -> str:
    """``word`` with the capitals that it has in ``text``."""
    found = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    return found[0] if found else word
