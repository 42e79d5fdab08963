"""Quotations that are not verbatim, words that are copied, markup that does not belong in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.markup import markup_in
from newsdraft.checking.wording import copied_run, quotations, shown, some, stands_in
from newsdraft.model import BlockKind
from newsdraft.text import words


def verbatim(sentence: Sentence) -> Iterator[Hit]:
    """Quoted words that do not stand like that in a cited passage."""
    pieces = quotations(sentence.text)
    if sentence.block is BlockKind.QUOTE and not pieces and not re.match(r"\s*[-–—]", sentence.text):
        pieces = [sentence.text] if len(words(sentence.text)) > 2 else []
    for piece in pieces:
        if stands_in(piece, sentence.passages):
            continue
        other = [
            i
            for i, text in sentence.sources.texts.items()
            if i not in sentence.cited and stands_in(piece, [text])
        ]
        advice = (
            f"It stands in {some(other)}, which is not cited: cite it."
            if other
            else "Quote the passage word for word, or say it without quotation marks."
        )
        yield Hit(
            "quotation-not-verbatim",
            piece,
            f"The quoted words “{shown(piece)}” stand in no cited passage. {advice}",
        )


def copying(sentence: Sentence) -> Iterator[Hit]:
    """A long run of a source's words outside quotation marks."""
    if sentence.block is BlockKind.QUOTE:
        return
    run = copied_run(sentence.text, sentence.sources.shingles)
    if run:
        count = len(run.split())
        yield Hit(
            "copied-text",
            run,
            f"{count} words in a row are the source's own: “{shown(run)}”. "
            "Say it in other words, or quote it.",
            run,
        )


def markup(sentence: Sentence) -> Iterator[Hit]:
    """Markup inside the sentence."""
    yield from markup_in(sentence.text)
