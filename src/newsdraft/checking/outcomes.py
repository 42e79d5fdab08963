"""What each clause of a sentence says of an outcome, whoever's words it is told in: more, less, no change, denied.

A clause is read as a *telling*: the outcomes and other content words that it speaks of, the sign of the change on
each, and whether all that is denied ("did not help", "no better", "about as many", an interval that holds 1).
"Fewer people died", "people lived longer" and "mortality fell" come to the same: survival, 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from newsdraft.checking import outcome_words as lists
from newsdraft.checking.clauses import tokens
from newsdraft.checking.effect_words import stem
from newsdraft.checking.numerals import word_set
from newsdraft.checking.outcome_phrases import (
    END,
    GENERIC,
    ILL,
    LIGHT,
    SAME_AS,
    SIGNS,
    Symbol,
    names_outcome,
    symbols,
)
from newsdraft.checking.outcome_pieces import DUE_TO, FAR, NULL_TOKENS, SURE_TOKENS, Piece, pieces

_RELATIVE = word_set("that which")
_CARRIED = word_set("or nor")  # a denial before them bears on what follows, too
_SKIPPED = word_set("whether unclear maybe if")
_PARTLY = {("not", who) for who in ("all", "every", "everyone", "everybody", "always")}  # true of some
_OUTCOME, _EXPOSURE, _CONTENT, _NUMBER, _COMMON, _CARRIED_WEIGHT = 1.0, 0.6, 0.5, 0.7, 0.1, 0.9
_VERBS = word_set("were was had have has did could is are got died will would")  # behind the other side
_TELLING = word_set(
    "show shown shows showed prove proven proved find found demonstrate demonstrated mean confirm"
)
_SIZES = word_set("smaller larger bigger higher lower shorter longer greater")
_COMPARATIVE = word_set(
    "mor less fewer lower higher greater longer larger bigger smaller shorter later sooner earlier better "
    "worse slower slowli faster quicker rarer easier harder most few many rare stronger weaker commoner "
    "extra rarel"
)


@dataclass(frozen=True)
class Telling:
    """One clause. ``weights``: what it speaks of; ``signs``: the change on each outcome; ``state``: see below.

    ``changed``: a change is told, or a difference; ``denied``: it is denied, or said to be none; ``by_numbers``: the
    statistics say so; ``inherited``: the outcome stands in the clause before; ``said``: its words.
    """

    said: str
    weights: Mapping[str, float]
    signs: Mapping[str, int]
    changed: bool
    denied: bool
    by_numbers: bool
    inherited: bool = False


# --- numbers -----------------------------------------------------------------------------------------------------

_FIGURE = re.compile(r"(\d+(?:\.\d+)?)\s?(%|percent|months?|days?|weeks?|years?)")
_BEHIND = 60  # characters after a figure in which its group is named


def _compared(text: str) -> int:
    """1 or -1: whether the treated group's figure is the larger of two; 0 where the groups are not told apart."""
    figures = list(_FIGURE.finditer(text))
    if len(figures) != 2 or figures[0][2].rstrip("s") != figures[1][2].rstrip("s"):
        return 0
    first, second = figures
    behind = (text[first.end() : second.start()], text[second.end() :])
    of_control = [bool(set(re.findall(r"[a-z]+", part[:_BEHIND].lower())) & lists.CONTROL) for part in behind]
    if of_control[0] == of_control[1]:
        return 0
    larger = (float(first[1]) > float(second[1])) - (float(first[1]) < float(second[1]))
    return larger if of_control[1] else -larger


# --- clauses ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=2048)
def tellings(text: str) -> tuple[Telling, ...]:
    """What each clause of ``text`` says; none of a question."""
    if text.rstrip().endswith("?"):
        return ()
    found: list[Telling] = []
    compared, denying, untold = _compared(text), False, False
    cut = pieces(tokens(text))
    for piece, following in pairwise([*cut, Piece("")]):
        if _SKIPPED & set(piece.words) or _PARTLY & set(pairwise(piece.words)):
            continue
        carried = (denying and piece.cut in _CARRIED) or (untold and piece.cut == "that")
        read = _telling(piece, compared, carried=carried)
        denying = read.denied
        untold = read.denied and following.cut == "that" and bool(_TELLING & set(piece.words[-2:]))
        if untold:
            continue
        named = any(weight >= _OUTCOME for weight in read.weights.values())
        if found and not named and (read.denied or read.changed):
            read = _inheriting(read, found[-1])
            if read.denied and read.changed and piece.cut in _RELATIVE:
                found.pop()  # "a difference that was not significant"
        found.append(read)
    return tuple(found)


def _inheriting(read: Telling, before: Telling) -> Telling:
    """``read``, which names no outcome, with those before it: "a difference that was not significant"."""
    weights = {key: _CARRIED_WEIGHT * weight for key, weight in before.weights.items()}
    return replace(
        read, weights={**weights, **read.weights}, signs={**before.signs, **read.signs}, inherited=True
    )


def _telling(piece: Piece, compared: int, *, carried: bool) -> Telling:
    marks = _of_the_disease(symbols(_own_side(piece.words)))
    changes = _changes(marks)
    kinds = [_change(symbol) for symbol in changes]
    sign, kind = _product(changes)
    denials = kinds.count("not") + carried
    same = "same" in kinds
    if not sign and compared and not same:
        sign, kind = compared, "up"
    by_numbers = bool(piece.numbers & NULL_TOKENS) and not piece.numbers & SURE_TOKENS
    told = bool(sign) or bool({*SIGNS, "differ", "same"} & set(kinds)) or by_numbers
    return Telling(
        said=" ".join(piece.words),
        weights=_weights(marks),
        signs=_signs(marks, sign, good=kind in ("better", "worse")),
        changed=told,
        denied=(bool(denials % 2) != same) or by_numbers,
        by_numbers=by_numbers,
    )


def _changes(marks: Sequence[Symbol]) -> Sequence[Symbol]:
    """The symbols that say what became of an outcome; sizes of other things only where nothing else does."""
    changes = [one for one in marks if _change(one)]
    kept = [one for one, after in pairwise([*marks, END]) if _change(one) and not _attribute(one, after)]
    return kept if any(_change(one) in SIGNS for one in kept) else changes


def _attribute(symbol: Symbol, after: Symbol) -> bool:
    """Whether a size is that of a thing which is no outcome: "a smaller area", "the larger tumors"."""
    thing = not after.meanings and after.word not in GENERIC and bool(stem(after.word))
    return symbol.word in _SIZES and thing


def _own_side(words: list[str]) -> tuple[str, ...]:
    """The words up to the other side of a comparison, which is no part of what is told."""
    if "than" not in words[1:]:
        return tuple(words)
    start = words.index("than")
    end = next((at for at in range(start + 1, len(words)) if words[at] in _VERBS), len(words))
    return tuple(words[:start] + words[end:])


def _change(symbol: Symbol) -> str:
    return next((key for kind, key in symbol.meanings if kind == "change"), "")


def _product(changes: Sequence[Symbol]) -> tuple[int, str]:
    """The sign of all changes together, light ones only where there is no other; the kind of the last of them."""
    signed = [symbol for symbol in changes if _change(symbol) in SIGNS]
    strong = [symbol for symbol in signed if symbol.word not in LIGHT or symbol.size > 1] or signed[:1]
    verbs = sum(symbol.word not in _COMPARATIVE for symbol in strong)
    if verbs > 1 or any(after.at - before.at > FAR for before, after in pairwise(strong)):
        return 0, ""  # too much at once
    sign, kind = (1, "") if strong else (0, "")
    for symbol in strong:
        sign *= SIGNS[_change(symbol)]
        kind = _change(symbol) if kind not in ("better", "worse") else kind
    return sign, kind


def _weights(marks: Sequence[Symbol]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for symbol in marks:
        for key, weight in _named(symbol):
            weights[key] = max(weight, weights.get(key, 0.0))
    return weights


def _of_the_disease(marks: Sequence[Symbol]) -> Sequence[Symbol]:
    """``marks``, where they name no outcome, with the cancer itself as one: "cancer was less common"."""
    if names_outcome(marks):
        return marks
    return [
        replace(symbol, meanings=(("outcome", "disease+"),))
        if SAME_AS.get(symbol.word, symbol.word) in ILL
        else replace(symbol, meanings=(*symbol.meanings, ("outcome", "benefit+")))
        if symbol.word == "help"
        else symbol
        for symbol in marks
    ]


def _named(symbol: Symbol) -> Iterator[tuple[str, float]]:
    for kind, key in symbol.meanings:
        if kind == "outcome":
            yield key[:-1], _EXPOSURE if key.endswith("=") and key != "overall=" else _OUTCOME
    if not symbol.meanings and (stem(symbol.word) or symbol.word in GENERIC):
        word = SAME_AS.get(symbol.word, symbol.word)
        generic = symbol.word in GENERIC or word in GENERIC
        yield word, _COMMON if generic else _NUMBER if word[0].isdigit() else _CONTENT


def _told_of(marks: Sequence[Symbol]) -> Sequence[Symbol]:
    """``marks`` without the reasons: what stands before "led to" and behind "because of"."""
    words = [symbol.word for symbol in marks]
    end = words.index(DUE_TO) if DUE_TO in words else len(words)
    start = next((at for at, word in enumerate(words) if word in ("led to", "led", "lead")), 0)
    return marks[start:end]


def _signs(marks: Sequence[Symbol], sign: int, *, good: bool) -> dict[str, int]:
    """The sign on each outcome that is named; a change for the better is less of what is bad."""
    found: dict[str, int] = {}
    for symbol in _told_of(marks):
        for kind, key in symbol.meanings:
            if kind == "outcome" and not key.endswith("="):
                name, towards = key[:-1], 1 if key.endswith("+") else -1
                change = sign * (lists.GOOD.get(name, 0) if good else towards)
                found.setdefault(name, change or (towards if not sign and name in lists.STANDING else 0))
    return found
