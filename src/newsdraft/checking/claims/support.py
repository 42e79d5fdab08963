"""Sentences that their cited passages hardly carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.support import reworded_words, support_score, unsupported_words
from newsdraft.checking.support_features import claim_of
from newsdraft.checking.support_reading import content, tokens
from newsdraft.checking.topics import topics
from newsdraft.checking.wording import some
from newsdraft.model import Basis, Severity

WEAK = 0.4
"""The score under which a sentence may be flagged."""
FEWEST, LEAST = 4, 0.4
"""A flagged sentence has so many unsupported words, and they are this share of its content words. All three limits
are set on labelled sentences for fewer than one false alarm in a post of forty sentences (docs/quality.md)."""
_FEWEST_NEW, _MUCH, _MUCH_OF_SEVERAL = 2, 0.4, 0.3
"""Unsupported words of a sentence that brings up a matter of its own: at least so many, and this share of its content
words where it is one matter, where there are several. Set on invented sentences beside right ones (evals/retold)."""
_NAMED = 5  # words that a message names


def support(sentence: Sentence) -> Iterator[Hit]:
    """A sentence of which little stands in its cited passages. Questions state nothing and are left alone."""
    asks = sentence.text.rstrip("\"'”’*_ ").endswith("?")
    if not sentence.cited or asks or sentence.basis is not Basis.PASSAGES:
        return
    gone = unsupported_words(sentence.text, sentence.passages)
    if brought := _brought_up(gone, sentence):
        yield _added(brought, sentence)
        return
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


def _brought_up(gone: Sequence[str], sentence: Sentence) -> list[str]:
    """The words of matters that no cited passage touches, where much of the rest stands in none either."""
    reworded = reworded_words(sentence.text, sentence.passages)
    strange, words = len(gone) + len(reworded), content(tokens(claim_of(sentence.text)))
    if strange < max(_FEWEST_NEW, _MUCH_OF_SEVERAL * len(words)):
        return []
    known = {name for text in sentence.passages for name in topics(text)}
    brought = [
        word
        for name, word in topics(sentence.text).items()
        if name not in known and set(reworded).isdisjoint(tokens(word))
    ]
    return brought if len(brought) > 1 or strange >= _MUCH * len(words) else []


def _added(brought: Sequence[str], sentence: Sentence) -> Hit:
    words = ", ".join(f"“{word}”" for word in brought[:_NAMED])
    return Hit(
        "weak-support",
        "added",
        f"The sentence brings up {words}, of which its passages ({some(list(sentence.cited))}) say nothing, and little "
        "of the rest stands there. Cite the passage that says it, or strike it.",
        severity=Severity.MAJOR,
    )


def _too_few(gone: Sequence[str], text: str) -> bool:
    return len(gone) < FEWEST or len(gone) < LEAST * len(content(tokens(claim_of(text))))


def _as_written(word: str, text: str) -> str:
    """``word`` with the capitals that it has in ``text``."""
    found = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    return found[0] if found else word
