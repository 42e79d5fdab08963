"""A sentence cut into pieces that each tell one thing, with what patients and papers say differently made alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from newsdraft.checking.effect_words import BREAKS
from newsdraft.checking.numerals import word_set
from newsdraft.checking.outcome_phrases import names_outcome, symbols

_CUTS = word_set(", and or nor which who that so when where")
NULL_TOKENS, SURE_TOKENS = word_set("p_null ci_null"), word_set("p_sig ci_sig")
_KEEPING = word_set("keep keeps kept keeping save saved saves spare spared")
_LOSING, _LOST = (
    word_set("lose loses lost losing"),
    word_set("weight hair blood appetite"),
)
_PEOPLE = word_set("people patient women men person participant")
_OWN = 4  # words of a piece that is more than one more of a list
DUE_TO = "dueto"
_SPARING = _KEEPING | word_set("prevent prevented prevents protect protected protects")
FAR = 6  # words between two changes that are told as one


@dataclass
class Piece:
    """The words between two cuts, and the cut before them."""

    cut: str
    words: list[str] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)

    @property
    def told(self) -> bool:
        """Whether it says that something changed, or denies it."""
        return any(
            kind == "change" and key != "plain"
            for symbol in symbols(tuple(self.words))
            for kind, key in symbol.meanings
        )

    @property
    def named(self) -> bool:
        """Whether it names an outcome."""
        return names_outcome(symbols(tuple(self.words)))


def _from_happening(after: tuple[str, ...]) -> bool:
    return any(
        one == "from" and (other.endswith("ing") or other == "recurrence") for one, other in pairwise(after)
    )


def _happening(after: tuple[str, ...]) -> bool:
    """Whether "without" denies that something happened: "without increasing", "without side effects"."""
    words = [word for word in after if word not in ("a", "an", "the")][:1]
    return any(
        word.endswith("ing") or word in ("more", "fewer", "any") or names_outcome(symbols((word,)))
        for word in words
    )


def _plain(row: tuple[str, ...]) -> Iterator[str]:
    """The words with "keep … from" made "prevent", "without increasing" made "not", "because of" no new clause."""
    skipped = -1
    for at, word in enumerate(row):
        after = row[at + 1 : at + 2]
        if word in _KEEPING and _from_happening(row[at + 1 : at + 8]):
            yield "prevent"
        elif word in _LOSING and not _LOST & set(row[at + 1 : at + 4]):
            yield "lacking"
        elif word == "without":
            yield from (";", "not") if _happening(row[at + 1 : at + 3]) else ("lacking",)
        elif word in ("lack", "lacks") and not {"a", "the", "of", "any"} & set(row[max(0, at - 1) : at]):
            yield "not"
        elif word == "because" and after == ("of",):
            yield DUE_TO
        elif word == "or" and after == ("death",):
            skipped = at + 1  # "growth or death" is the growth, and no word on survival
        elif word == "more" and _PEOPLE & set(after) and _SPARING & set(row[max(0, at - FAR) : at]):
            continue  # "spared more women" spares more
        elif at != skipped:
            yield word


def pieces(row: tuple[str, ...]) -> list[Piece]:
    """The pieces of a sentence; of what stands in brackets only whether the statistics show something."""
    found, depth = [Piece("")], 0
    for word in _plain(row):
        depth += (word == "(") - (word == ")")
        if word in "()":
            continue
        if depth or word in NULL_TOKENS | SURE_TOKENS:
            if word in NULL_TOKENS | SURE_TOKENS:
                found[-1].numbers.add(word)
        elif word in BREAKS or word in _CUTS:
            opening = word == "nor" and not any(piece.words for piece in found)
            found.append(Piece(word, ["not"] if opening else []))
        else:
            found[-1].words.append(word)
    return _joined([piece for piece in found if "the only" not in " ".join(piece.words)])


def _apart(before: Piece, piece: Piece) -> bool:
    """Whether of two pieces, one of which tells of no change, each says a thing of its own."""
    if piece.cut == "so":
        return True
    if piece.told and not before.told:
        return piece.cut in ("and", "which")
    both = piece.named and before.named
    if piece.cut == "," and before.told and piece.named and len(piece.words) >= _OWN:
        return True
    return before.told and both and piece.cut == "and"


def _joined(cut: list[Piece]) -> list[Piece]:
    """Pieces that tell of no change are one with the piece before, or with the one after where they come first."""
    done: list[Piece] = []
    for piece in cut:
        before = done[-1] if done else None
        neither = before and piece.cut == "nor" and "neither" in before.words
        apart = before and _apart(before, piece)
        if before and piece.cut not in BREAKS and (neither or not ((piece.told and before.told) or apart)):
            before.words += piece.words
            before.numbers |= piece.numbers
        elif piece.words or piece.numbers:
            done.append(piece)
    return done
