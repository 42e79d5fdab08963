"""Quotations that are not verbatim, words that are copied, markup that does not belong in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.markup import markup_in
from newsdraft.checking.speakers import bound, other_title, says_who, speakers
from newsdraft.checking.wording import (
    content,
    copied_run,
    is_title,
    outside_quotes,
    quotations,
    shown,
    some,
    stands_in,
    whole_quotations,
)
from newsdraft.model import BlockKind, Severity
from newsdraft.text import sentences, words

_LONG_QUOTE = 5  # words of a quotation that needs a speaker


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
            severity=Severity.MAJOR if is_title(piece) else None,
        )


def speaker(sentence: Sentence) -> Iterator[Hit]:
    """Quoted words that the passage gives to somebody else."""
    claimed = speakers(sentence.text)
    for quoted in whole_quotations(sentence.text) if claimed else ():
        for text in sentence.passages:
            told = _sentence_of(quotations(f'"{quoted}"')[0], text)
            theirs = speakers(told)
            if theirs and not any(name in words(told) for name in claimed):
                yield Hit(
                    "quotation-other-speaker",
                    quoted,
                    f"The sentence gives “{shown(quoted)}” to {_names(claimed)}; the cited passage gives it to "
                    f"{_names(theirs)}. Name the one who said it.",
                    told,
                )
                return


def _sentence_of(piece: str, passage: str) -> str:
    """The sentence of ``passage`` in which the quoted words stand; the whole where they span several, or ""."""
    if not stands_in(piece, [passage]):
        return ""
    told = (passage[start:end] for start, end in sentences(passage))
    return next((text for text in told if stands_in(piece, [text])), passage)


def _names(last_names: frozenset[str]) -> str:
    return " or ".join(sorted(name.title() for name in last_names))


def attributed(sentence: Sentence) -> Iterator[Hit]:
    """A quotation of five words or more in a sentence that names nobody who said it."""
    long = [quoted for quoted in whole_quotations(sentence.text) if len(words(quoted)) >= _LONG_QUOTE]
    if not long or sentence.block is BlockKind.QUOTE or says_who(sentence.text):
        return
    for quoted in long[:1]:
        message = (
            f"The sentence quotes “{shown(quoted)}” and does not say whose words these are. Name the speaker."
        )
        yield Hit("quotation-unattributed", quoted, message)


def persons(sentence: Sentence) -> Iterator[Hit]:
    """A person with another title, or of another institution, than the cited passage says."""
    told = outside_quotes(sentence.text)
    joined = " ".join(sentence.passages)
    titled = other_title(told, joined)
    if titled:
        message = (
            f"The sentence has “{titled[0]}”; the cited passage has “{titled[1]}”. Use the passage's title."
        )
        yield Hit("person-named-otherwise", titled[0], message)
    known = bound(joined)
    for name, body in bound(told).items():
        other = known.get(name)
        if other and content(body) - content(other) and content(other) - content(body):
            message = (
                f"The sentence has {name.title()} of “{body}”; the cited passage has {name.title()} of “{other}”. "
                "Correct the institution."
            )
            yield Hit("person-named-otherwise", body, message, other)


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
