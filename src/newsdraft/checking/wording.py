"""The words of a sentence beside a source's: quotations, copied runs, overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from newsdraft.checking.numerals import word_set
from newsdraft.text import fold, words

MIN_QUOTED = 3
"""Shorter quotations ("so-called" words, titles) need not be verbatim sentences of a source."""
MIN_COPIED = 12
"""Words in a row that count as copying: the desk's own limit (issue of the editorial rules)."""

_NAMED = 3  # passage ids that a message names

_MARKS = re.compile(r'"')
_CURLY = re.compile(r"\u2018([^\u2018\u2019]*(?:\u2019\w[^\u2018\u2019]*)*)\u2019(?!\w)")
_SINGLE, _SINGLES = re.compile("\ue000([^\ue000\ue001]*)\ue001"), re.compile("[\ue000\ue001]")
_CUT = re.compile(r"\[[^\]]*\]|\(\s*\.\.\.\s*\)|\.\.\.|(?:\. ){2,}\.")


def plain(text: str) -> str:
    """``text`` without the marks of markdown emphasis."""
    return re.sub(r"(?<![\w\\])(?:\*{1,3}|_{1,3})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3})(?!\w)", "", text)


def _split_quoted(text: str) -> tuple[list[str], list[str]]:
    """What stands inside quotation marks, and what outside. A mark without its pair runs to the end.

    Single marks count only where they are curly and stand outside double ones: straight ones are apostrophes.
    """
    folded = fold(_CURLY.sub("\ue000\\1\ue001", text))
    pieces = _MARKS.split(folded)
    if len(pieces) % 2 == 0 and _closes_first(folded):
        pieces = ["", *pieces]  # the quotation began in an earlier sentence
    inside = [_SINGLES.sub("'", piece) for piece in pieces[1::2]]
    outside = [piece for part in pieces[0::2] for piece in _SINGLE.sub('"', part).split('"')]
    singles = [match for part in pieces[0::2] for match in _SINGLE.findall(part)]
    return [*inside, *singles], [_SINGLES.sub("'", piece) for piece in outside]


def _closes_first(folded: str) -> bool:
    """Whether the first mark closes a quotation: nothing but a word or its full stop stands before it."""
    at = folded.index('"')
    return at > 0 and not folded[at - 1].isspace() and folded[at - 1] not in "(["


@lru_cache(maxsize=1024)
def outside_quotes(text: str) -> str:
    """What ``text`` says in its own words, without what stands in quotation marks; the marks are left."""
    return ' "" '.join(_split_quoted(text)[1])


_FUNCTION = word_set(
    """
    a an and are as at be been being but by can could did do does for from had has have he her his
    how i if in into is it its may might more most no not of on or our she should so some such than
    that the their them then there these they this those to under was we were what when where which
    while who will with would you your also about after all said says say one two other new people
    patients women men given
    """
)


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """The content words of ``text``, by their first six letters."""
    return frozenset(word.removesuffix("'s").rstrip("s")[:6] for word in words(text) if word not in _FUNCTION)


def shown(text: str, limit: int = 90) -> str:
    """``text`` as a message shows it."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def some(ids: Sequence[str]) -> str:
    """The first three of ``ids``, "and N more", as a message names passages."""
    return ", ".join(ids[:_NAMED]) + (f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else "")


def quotations(text: str) -> list[str]:
    """The quoted words of ``text``, without their marks, cut at ellipses and brackets.

    A quotation of one or two words is left out; of a longer one every piece counts, be it one word.
    """
    return [piece for quoted in whole_quotations(text) for piece in _pieces(quoted)]


def whole_quotations(text: str) -> list[str]:
    """The quotations of three words or more in ``text``, with their ellipses and brackets, without their marks."""
    return [
        quoted
        for quoted in _split_quoted(text)[0]
        if sum(len(words(p)) for p in _pieces(quoted)) >= MIN_QUOTED
    ]


def _pieces(quoted: str) -> list[str]:
    return [piece for piece in map(str.strip, _CUT.split(quoted)) if words(piece)]


def is_title(piece: str) -> bool:
    """Whether quoted words may be a title: every word of four letters has a capital ("Here I Stand")."""
    long = [word for word in re.findall(r"[^\W\d_]+", piece) if len(word) > 3]  # small words have none
    return bool(long) and piece[:1].isupper() and all(word[0].isupper() for word in long)


def stands_in(piece: str, passages: Sequence[str]) -> bool:
    """Whether the words of ``piece`` stand in this order, without a gap, in the passages read in a row."""
    return f" {' '.join(words(piece))} " in f" {' '.join(words(' '.join(passages)))} "


def shingles(texts: Iterable[str], size: int = MIN_COPIED) -> frozenset[tuple[str, ...]]:
    """Every run of ``size`` words of each text."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        tokens = words(text)
        found.update(tuple(tokens[at : at + size]) for at in range(len(tokens) - size + 1))
    return frozenset(found)


def copied_run(text: str, known: frozenset[tuple[str, ...]], size: int = MIN_COPIED) -> str:
    """The longest run of ``text`` outside quotation marks that stands in ``known`` shingles; "" if none."""
    best: list[str] = []
    for piece in _split_quoted(text)[1]:
        tokens = words(piece)
        run: list[str] = []
        for at in range(len(tokens) - size + 1):
            if tuple(tokens[at : at + size]) not in known:
                run = []
                continue
            run = [*run, tokens[at + size - 1]] if run else tokens[at : at + size]
            if len(run) > len(best):
                best = run
    return " ".join(best)
