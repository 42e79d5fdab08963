"""What each clause of a sentence says of an outcome, whoever's words it is told in: more, less, no change, denied.

A clause is read as a *telling*: the outcomes and other content words that it speaks of, the sign of the change on
each, and whether all that is denied ("did not help", "no better", "about as many", an interval that holds 1).
"Fewer people died", "people lived longer" and "mortality fell" come to the same: survival, 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from newsdraft.checking import outcome_words as lists
from newsdraft.checking.clauses import tokens
from newsdraft.checking.effect_words import BREAKS, stem
from newsdraft.checking.lexicon import table

_CUTS = frozenset((",", "and", "or", "nor", "which", "who", "that", "so", "when", "where"))
_RELATIVE = frozenset(("that", "which"))
_CARRIED = frozenset(("or", "nor"))  # a denial before them bears on what follows, too
_SKIPPED = frozenset(("whether", "unclear", "maybe", "if"))
_NULL_TOKENS, _SURE_TOKENS = frozenset(("p_null", "ci_null")), frozenset(("p_sig", "ci_sig"))
_OUTCOME, _EXPOSURE, _CONTENT, _NUMBER, _COMMON, _CARRIED_WEIGHT = 1.0, 0.6, 0.5, 0.7, 0.1, 0.9
_VERBS = frozenset("were was had have has did could is are got died will would".split())  # behind the other side
_KEEPING = frozenset("keep keeps kept keeping save saved saves spare spared".split())
_LOSING, _LOST = frozenset("lose loses lost losing".split()), frozenset("weight hair blood appetite".split())
_PEOPLE = frozenset("people patient women men person participant".split())
_TELLING = frozenset("show shown shows showed prove proven proved find found demonstrate demonstrated mean confirm".split())
_OWN = 4  # words of a piece that is more than one more of a list
_DUE_TO = "dueto"
_SPARING = _KEEPING | frozenset("prevent prevented prevents protect protected protects".split())
_COMPARATIVE = frozenset(
    "mor less fewer lower higher greater longer larger bigger smaller shorter later sooner earlier better worse slower "
    "slowli faster quicker rarer easier harder most few many rare stronger weaker commoner extra rarel".split()
)
_SIZES = frozenset("smaller larger bigger higher lower shorter longer greater".split())
_FAR = 6  # words between two changes that are told as one
_PHRASE_WORDS = 6
_ENDINGS = ("ing", "ed", "ly", "e")


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


# --- phrases ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=16384)
def root(word: str) -> str:
    """``word`` without the ending of its form: "growing", "grows" → "grow"."""
    word = word.removesuffix("'s")
    word = word.removesuffix("s") if len(word) > 4 and not word.endswith("ss") else word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _phrases(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for line in text.strip().splitlines():
        key, _, listed = line.partition(":")
        for phrase in listed.split(","):
            yield tuple(root(word) for word in phrase.split()), key.strip()


_Meaning = tuple[str, str]  # kind: "outcome", "change", "same as"; key


def _lexicon() -> dict[tuple[str, ...], list[_Meaning]]:
    found: dict[tuple[str, ...], list[_Meaning]] = {}
    for kind, text in (("outcome", lists.OUTCOMES), ("change", lists.CHANGES)):
        for phrase, key in _phrases(text):
            found.setdefault(phrase, []).append((kind, key))
    return found


_LEXICON = _lexicon()
_SAME_AS = {
    root(other): root(key) for key, others in table(lists.SAME_AS).items() for other in others
}
_LIGHT = frozenset(map(root, lists.LIGHT))
_GENERIC = frozenset(map(root, lists.GENERIC))
_ILL = frozenset(("cancer", "diseas", "illness"))
_SIGNS = {"up": 1, "down": -1, "better": 1, "worse": -1, "most": 1, "few": -1}


@dataclass(frozen=True)
class _Symbol:
    """A phrase of a clause: where it stands, how long it is, what it means."""

    at: int
    size: int
    word: str
    meanings: tuple[_Meaning, ...]


_END = _Symbol(0, 1, "the", ())


def _symbols(row: tuple[str, ...]) -> list[_Symbol]:
    roots = tuple(root(word) for word in row)
    found, at = [], 0
    while at < len(row):
        size, meanings = _longest(roots, at)
        found.append(_Symbol(at, size, roots[at], meanings))
        at += size
    return found


def _longest(roots: tuple[str, ...], at: int) -> tuple[int, tuple[_Meaning, ...]]:
    for size in range(min(_PHRASE_WORDS, len(roots) - at), 0, -1):
        known = _LEXICON.get(roots[at : at + size])
        if known:
            return size, tuple(known)
    return 1, ()


# --- numbers -----------------------------------------------------------------------------------------------------

_FIGURE = re.compile(r"(\d+(?:\.\d+)?)\s?(%|percent|months?|days?|weeks?|years?)")
_BEHIND = 60  # characters after a figure in which its group is named


def _compared(text: str) -> int:
    """1 or -1: whether the treated group's figure is the larger of two in one unit; 0 where groups are not told apart."""
    figures = list(_FIGURE.finditer(text))
    if len(figures) != 2 or figures[0][2].rstrip("s") != figures[1][2].rstrip("s"):
        return 0
    first, second = figures
    of_control = [
        bool(set(text[one.end() : min(end, one.end() + _BEHIND)].lower().replace(",", " ").split()) & lists.CONTROL)
        for one, end in ((first, second.start()), (second, len(text)))
    ]
    if of_control[0] == of_control[1]:
        return 0
    larger = (float(first[1]) > float(second[1])) - (float(first[1]) < float(second[1]))
    return larger if of_control[1] else -larger


# --- clauses -----------------------------------------------------------------------------------------------------


@dataclass
class _Piece:
    """The words between two cuts, and the cut before them."""

    cut: str
    words: list[str] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)

    @property
    def told(self) -> bool:
        """Whether it says that something changed, or denies it."""
        return any(
            kind == "change" and key != "plain"
            for symbol in _symbols(tuple(self.words))
            for kind, key in symbol.meanings
        )

    @property
    def named(self) -> bool:
        """Whether it names an outcome."""
        return _outcomes(_symbols(tuple(self.words)))


def _outcomes(symbols: Sequence[_Symbol]) -> bool:
    return any(kind == "outcome" and key[-1] != "=" for symbol in symbols for kind, key in symbol.meanings)


def _from_happening(after: tuple[str, ...]) -> bool:
    return any(
        one == "from" and (other.endswith("ing") or other == "recurrence") for one, other in pairwise(after)
    )


def _happening(after: tuple[str, ...]) -> bool:
    """Whether "without" denies that something happened: "without increasing", "without side effects"."""
    words = [word for word in after if word not in ("a", "an", "the")][:1]
    return any(
        word.endswith("ing") or word in ("more", "fewer", "any") or _outcomes(_symbols((word,))) for word in words
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
            yield _DUE_TO
        elif word == "or" and after == ("death",):
            skipped = at + 1  # "growth or death" is the growth, and no word on survival
        elif word == "more" and _PEOPLE & set(after) and _SPARING & set(row[max(0, at - _FAR) : at]):
            continue  # "spared more women" spares more
        elif at != skipped:
            yield word


def _pieces(row: tuple[str, ...]) -> list[_Piece]:
    pieces, depth = [_Piece("")], 0
    for word in _plain(row):
        depth += (word == "(") - (word == ")")
        if word in "()":
            continue
        if depth or word in _NULL_TOKENS | _SURE_TOKENS:
            if word in _NULL_TOKENS | _SURE_TOKENS:
                pieces[-1].numbers.add(word)
        elif word in BREAKS or word in _CUTS:
            pieces.append(_Piece(word, ["not"] if word == "nor" and not any(piece.words for piece in pieces) else []))
        else:
            pieces[-1].words.append(word)
    return _joined([piece for piece in pieces if "the only" not in " ".join(piece.words)])


def _apart(before: _Piece, piece: _Piece) -> bool:
    """Whether of two pieces, one of which tells of no change, each says a thing of its own."""
    if piece.cut == "so":
        return True
    if piece.told and not before.told:
        return piece.cut in ("and", "which")
    both = piece.named and before.named
    if piece.cut == "," and before.told and piece.named and len(piece.words) >= _OWN:
        return True
    return before.told and both and piece.cut == "and"


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    """Pieces that say of no change are one with the piece before, or with the one after where they come first."""
    done: list[_Piece] = []
    for piece in pieces:
        before = done[-1] if done else None
        neither = before and piece.cut == "nor" and "neither" in before.words
        apart = before and _apart(before, piece)
        if before and piece.cut not in BREAKS and (neither or not (piece.told and before.told or apart)):
            before.words += piece.words
            before.numbers |= piece.numbers
        elif piece.words or piece.numbers:
            done.append(piece)
    return done


@lru_cache(maxsize=2048)
def tellings(text: str) -> tuple[Telling, ...]:
    """What each clause of ``text`` says; none of a question."""
    if text.rstrip().endswith("?"):
        return ()
    found: list[Telling] = []
    compared, denying, untold = _compared(text), False, False
    pieces = _pieces(tokens(text))
    for piece, following in zip(pieces, [*pieces[1:], _Piece("")], strict=True):
        if _SKIPPED & set(piece.words):
            continue
        read = _telling(piece, compared, carried=(denying and piece.cut in _CARRIED) or (untold and piece.cut == "that"))
        denying = read.denied
        untold = read.denied and following.cut == "that" and bool(_TELLING & set(piece.words[-2:]))
        if untold:
            continue
        if found and not any(weight >= _OUTCOME for weight in read.weights.values()) and (read.denied or read.changed):
            read = _inheriting(read, found[-1])
            if read.denied and read.changed and piece.cut in _RELATIVE:
                found.pop()  # "a difference that was not significant"
        found.append(read)
    return tuple(found)


def _inheriting(read: Telling, before: Telling) -> Telling:
    """``read``, which names no outcome, with those of the clause before it: "a difference that was not significant"."""
    weights = {key: _CARRIED_WEIGHT * weight for key, weight in before.weights.items()}
    return replace(read, weights={**weights, **read.weights}, signs={**before.signs, **read.signs}, inherited=True)


def _telling(piece: _Piece, compared: int, *, carried: bool) -> Telling:
    symbols = _of_the_disease(_symbols(_own_side(piece.words)))
    changes = [symbol for symbol, after in pairwise([*symbols, _END]) if _change(symbol) and not _attribute(symbol, after)]
    if not any(_change(symbol) in _SIGNS for symbol in changes):
        changes = [symbol for symbol in symbols if _change(symbol)]
    sign, kind = _product(changes)
    denials = sum(_change(symbol) == "not" for symbol in changes) + carried
    same = any(_change(symbol) == "same" for symbol in changes)
    if not sign and compared and not same:
        sign, kind = compared, "up"
    by_numbers = bool(piece.numbers & _NULL_TOKENS) and not piece.numbers & _SURE_TOKENS
    told = bool(sign) or any(_change(symbol) in _SIGNS for symbol in changes) or any(_change(symbol) == "differ" for symbol in changes) or same or by_numbers
    return Telling(
        said=" ".join(piece.words),
        weights=_weights(symbols),
        signs=_signs(symbols, sign, good=kind in ("better", "worse")),
        changed=told,
        denied=(bool(denials % 2) != same) or by_numbers,
        by_numbers=by_numbers,
    )


def _attribute(symbol: _Symbol, after: _Symbol) -> bool:
    """Whether a size is that of a thing which is no outcome: "a smaller area", "the larger tumors"."""
    thing = not after.meanings and after.word not in _GENERIC and bool(stem(after.word))
    return symbol.word in _SIZES and thing


def _own_side(words: list[str]) -> tuple[str, ...]:
    """The words up to the other side of a comparison, which is no part of what is told."""
    if "than" not in words[1:]:
        return tuple(words)
    start = words.index("than")
    end = next((at for at in range(start + 1, len(words)) if words[at] in _VERBS), len(words))
    return tuple(words[:start] + words[end:])


def _change(symbol: _Symbol) -> str:
    return next((key for kind, key in symbol.meanings if kind == "change"), "")


def _product(changes: list[_Symbol]) -> tuple[int, str]:
    """The sign of all changes together, light ones only where there is no other; the kind of the last of them."""
    signed = [symbol for symbol in changes if _change(symbol) in _SIGNS]
    strong = [symbol for symbol in signed if symbol.word not in _LIGHT or symbol.size > 1] or signed[:1]
    if sum(symbol.word not in _COMPARATIVE for symbol in strong) > 1 or any(after.at - before.at > _FAR for before, after in pairwise(strong)):
        return 0, ""
    sign, kind = (1, "") if strong else (0, "")
    for symbol in strong:
        sign *= _SIGNS[_change(symbol)]
        kind = _change(symbol) if kind not in ("better", "worse") else kind
    return sign, kind


def _weights(symbols: list[_Symbol]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for symbol in symbols:
        for key, weight in _named(symbol):
            weights[key] = max(weight, weights.get(key, 0.0))
    return weights


def _of_the_disease(symbols: list[_Symbol]) -> list[_Symbol]:
    """``symbols``, where they name no outcome, with the cancer itself as one: "cancer was less common"."""
    if _outcomes(symbols):
        return symbols
    return [
        replace(symbol, meanings=(("outcome", "disease+"),))
        if _SAME_AS.get(symbol.word, symbol.word) in _ILL
        else replace(symbol, meanings=(*symbol.meanings, ("outcome", "benefit+")))
        if symbol.word == "help"
        else symbol
        for symbol in symbols
    ]


def _named(symbol: _Symbol) -> Iterator[tuple[str, float]]:
    for kind, key in symbol.meanings:
        if kind == "outcome":
            yield key[:-1], _EXPOSURE if key.endswith("=") and key != "overall=" else _OUTCOME
    if not symbol.meanings and (stem(symbol.word) or symbol.word in _GENERIC):
        word = _SAME_AS.get(symbol.word, symbol.word)
        generic = symbol.word in _GENERIC or word in _GENERIC
        yield word, _COMMON if generic else _NUMBER if word[0].isdigit() else _CONTENT


def _told_of(symbols: list[_Symbol]) -> list[_Symbol]:
    """``symbols`` without the reasons: what stands before "led to" and behind "because of"."""
    words = [symbol.word for symbol in symbols]
    end = words.index(_DUE_TO) if _DUE_TO in words else len(words)
    start = next((at for at, word in enumerate(words) if word in ("led to", "led", "lead")), 0)
    return symbols[start:end]


def _signs(symbols: list[_Symbol], sign: int, *, good: bool) -> dict[str, int]:
    """The sign on each outcome that is named; a change for the better is less of what is bad."""
    found: dict[str, int] = {}
    for symbol in _told_of(symbols):
        for kind, key in symbol.meanings:
            if kind == "outcome" and not key.endswith("="):
                name, towards = key[:-1], 1 if key.endswith("+") else -1
                change = sign * (lists.GOOD.get(name, 0) if good else towards)
                found.setdefault(name, change or (towards if not sign and name in lists.STANDING else 0))
    return found
