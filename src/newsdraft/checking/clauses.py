"""A sentence as the checks of its meaning read it: its words, what they deny, and the words around each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from newsdraft.checking.effect_words import BREAKS, NEGATIONS, POLARITY, UNASSERTED, meaning, stem
from newsdraft.text import fold

MOST = 40  # signals and denials of one text that are read
_REACH = 9  # words between a denial and what it denies
_AFTER = 6  # words after a denial in which a signal is what it denies
_NEAR = 24  # words around a word that are its context
_BREAK_COSTS, _COMMA_COSTS = 6, 1
_HALF = 6  # words away at which a word of the context weighs half
_PLACES = frozenset(("in", "for", "among", "with", "after", "when", "on", "at"))
# "Not" stands near what it denies; "without" bears on a noun ("people without the mutation lived longer").
_REACH_OF = {"not": 6, "without": 4, "non": 2, "none": 6}
Row = tuple[str, ...]
Mark = tuple[int, str, int]  # where a signal stands, its axis, its sign
_ALPHA = 0.05  # the usual level of significance (ICH E9, 1998)

# --- numbers that say "no difference" ------------------------------------------------------------------------

_P = re.compile(
    r"\bp(?:[\s-]{0,2}values?)?\s{0,2}(?:was\s|of\s)?\s{0,2}([=<>]|\u2264|\u2265)?\s{0,2}(0?\.\d{1,6}|1\.0{1,3}|0\.\d{1,6})(?!\d)"
)
_CI = re.compile(
    r"\bci\b[^\d.+\-]{0,12}([-+]?\d{0,4}\.?\d{1,4})%?\s{0,2}(?:to|,|-|;|and)\s{0,2}([-+]?\d{0,4}\.?\d{1,4})"
)
RATIO_NAMED = re.compile(r"\b(?:hr|or|rr|irr|ahr|aor|ratio|relative risk|odds)\b")
RATIO_BEFORE = 60  # characters before an interval in which its ratio is named


def _p_value(match: re.Match[str]) -> str:
    sign, value = match[1] or "=", float(match[2])
    if sign in "<\u2264":
        return " p_sig " if value <= _ALPHA else " "
    if sign in ">\u2265":
        return " p_null " if value >= _ALPHA else " "
    return " p_null " if value > _ALPHA else " p_sig " if value < _ALPHA else " "


def holds_no_effect(low: float, high: float, *, ratio: bool) -> bool:
    """Whether an interval holds the value of no effect: 1 of a ratio, 0 of a difference (no ratio is below 0)."""
    return low < (1.0 if ratio and low >= 0 else 0.0) < high


def _interval(match: re.Match[str]) -> str:
    low, high = float(match[1]), float(match[2])
    is_ratio = (
        RATIO_NAMED.search(match.string, max(0, match.start() - RATIO_BEFORE), match.start()) is not None
    )
    if holds_no_effect(low, high, ratio=is_ratio):
        return " ci_null "
    return " ci_sig " if is_ratio or low < 0 else " "


# --- tokens ------------------------------------------------------------------------------------------------

_SMALL = r"\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|half|twice"
_SHOWING = "show|prove|say|tell|establish|mean|know|confirm"  # what a limit says that a study cannot do
_COMPARING = "more|less|fewer|greater|higher|lower|longer|shorter"
_PHRASES = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (r"\bnot (?:only|just|merely|simply)\b|\bno doubt\b|\bnot to mention\b|\bno matter\b", " "),
        (r"\bno longer\b", " nolonger "),
        (r"\bwhether or not\b", " whether "),
        (rf"\b(?:can(?:not| not|'t)|could(?: not|n't)|do(?:es)?(?: not|n't)) (?:yet )?(?:{_SHOWING})\b", " whether "),
        (r"\b(?:not|n't) (?:yet )?(?:clear|known|certain|sure|possible to say)\b|\btoo early to say\b", " unclear "),
        (r"\b(?:cannot|can't|could not) (?:be )?(?:rul\w+ out|exclud\w+)\b", " maybe "),
        (rf"\b(?:no )?(?:{_COMPARING}) than (?=(?:about |around )?(?:{_SMALL})\b)", " "),
        (r"\bmore research\b|\bmore studies\b|\bmore work\b|\bmore data\b|\bless is known\b|\bmore than just\b", " "),
        (r"\b(?:fail(?:s|ed|ing|ures?)? to|unable to|lack(?:s|ed|ing)? of|absence of|little or no|lacked)\b", " not "),
        (r"\bn\.s\.|\bns\b", " p_null "),
        (r"\bn[o']t\b(?=[a-z])", " not "),
        (r"\b(\w{2,8})n't\b", r" \1 not "),
        (r"\bwith effect from\b|\bin effect\b|\btakes? effect\b", " "),
        (r"\bmiss(?:ed|es)? (?=(?:its|the|their) (?:\w+ )?(?:end[- ]?point|goal|target))", " not meet "),
        (r"\bmet (?=(?:its|the|their) )", " meet "),
        (r"\bnon-?inferior\w*", " noninferior "),
        (r"\b(?:non-? ?|in)significan\w*", " not significant "),
        (r"\bside[- ]effects?\b", " adverse "),
        (r"\b(?:came|come|comes|coming|grew|grow|grows|growing) back\b|\breturn(?:s|ed|ing)?\b", " recurrence "),
        (r"\b(?:just|equally|about|roughly) as (?=likely|common|often|good|effective|safe|high|long)", " equally "),
        (r"\bquality of life\b", " qol "),
        (r"\btime to (?:\w+ )?(recurrence|progression|relapse|death|failure)\b", r" \1 free survival "),
        (r"\b(?:compared|comparison|relative) (?:with|to)\b|\bversus\b|\bvs\b\.?|\bas opposed to\b", " than "),
        (r"\b(?:rather than|instead of)\b", " ratherthan "),
    )
)  # fmt: skip
_TOKEN = re.compile(r"p_null|p_sig|ci_null|ci_sig|[^\W\d_]+(?:'[^\W\d_]+)?|\d[\d.,]*|[;:,()]")


@lru_cache(maxsize=1024)
def tokens(text: str) -> tuple[str, ...]:
    """The words of ``text`` in lower case, phrases made one word, p values and intervals as what they say."""
    plain = fold(text).lower().replace("\u00b7", ".")
    plain = _CI.sub(_interval, _P.sub(_p_value, plain))
    for pattern, instead in _PHRASES:
        plain = pattern.sub(instead, plain)
    return tuple(_TOKEN.findall(plain))


def said(row: Row, start: int, end: int) -> str:
    """The words from ``start`` to ``end`` as a message shows them."""
    return " ".join(_SHOWN_AS.get(word, word) for word in row[start : end + 1] if word not in _UNSHOWN)


_SHOWN_AS = {
    "adverse": "side effects",
    "qol": "quality of life",
    "ratherthan": "rather than",
    "nolonger": "no longer",
    "noninferior": "non-inferior",
}
_UNSHOWN = frozenset(("p_null", "p_sig", "ci_null", "ci_sig", "(", ")"))


# --- context -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Context:
    """The stems around a word with weights from 0 to 1 that fall with distance; ``sided`` tells left from right."""

    weights: Mapping[str, float]
    sided: Mapping[str, float]

    def nearest(self, count: int) -> frozenset[str]:
        """The stems that stand nearest."""
        return frozenset(sorted(self.weights, key=lambda key: -self.weights[key])[:count])


def agreement(mine: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    """The share of the weight of ``mine`` that ``theirs`` has, too."""
    total = sum(mine.values())
    return sum(min(weight, theirs.get(key, 0.0)) for key, weight in mine.items()) / total if total else 0.0


def context(row: Row, at: int) -> Context:
    """The context of the word at ``at``; a new clause is farther away."""
    weights: dict[str, float] = {}
    sided: dict[str, float] = {}
    for side, key, weight in _around(row, at):
        weights[key] = max(weights.get(key, 0.0), weight)
        sided[side + key] = max(sided.get(side + key, 0.0), weight)
    if row[at] in POLARITY:
        weights[stem(row[at])] = 1.0
    return Context(weights, sided)


def _around(row: Row, at: int) -> Iterator[tuple[str, str, float]]:
    for side, step in ((">", 1), ("<", -1)):
        far, place = 0, at + step
        while 0 <= place < len(row) and far <= _NEAR:
            word = row[place]
            far += 1 + (_BREAK_COSTS if word in BREAKS else _COMMA_COSTS if word == "," else 0)
            key = "" if meaning(word) else stem(word)
            if key:
                yield side, key, _HALF / (_HALF + far)
            place += step


# --- denials -----------------------------------------------------------------------------------------------


def is_denied(row: Row, at: int, marks: Sequence[Mark] = (), reach: int = _REACH) -> bool:
    """Whether a word denies the one at ``at``: it stands in its clause, and is not used up by a signal before it."""
    taken = {place for place, _, _ in marks}
    used = False
    for place in range(at - 1, max(-1, at - 1 - reach), -1):
        word = row[place]
        if word in NEGATIONS:
            return not used and at - place <= _REACH_OF.get(word, reach)
        if word in BREAKS:
            return False
        if word in (",", "and") and taken & set(range(max(0, place - reach), place)):
            used = used or _new_verb(row, place, at)
    return False


def _new_verb(row: Row, place: int, at: int) -> bool:
    """Whether after the comma or "and" at ``place`` something new is said, not one more thing denied."""
    return row[place] == "and" or any(
        word in ("was", "were", "had", "is", "are", "and") for word in row[place:at]
    )


def unasserted(row: Row, at: int) -> bool:
    """Whether the word at ``at`` stands under "whether", "to assess", "rather than"."""
    if "ratherthan" in row[max(0, at - 1) : at]:
        return True
    for word in reversed(row[max(0, at - 12) : at]):
        if word in BREAKS or word == ",":
            return False
        if word in UNASSERTED:
            return True
    return False


@dataclass(frozen=True)
class Word:
    """A content word with whether it is denied, and its context."""

    stem: str
    denied: bool
    context: Context


def left_out(row: Row, at: int) -> bool:
    """Whether the denial at ``at`` leaves out its verb: "quality of life did not.", "but not in women"."""
    after = row[at + 1] if at + 1 < len(row) else ";"
    return after in BREAKS or after in (",", ")") or (at > 0 and row[at - 1] == "but" and after in _PLACES)


@dataclass(frozen=True)
class Denial:
    """What a denial denies: the first content word after it. ``of_signal``: a signal is among what it denies."""

    stem: str
    said: str
    context: Context
    of_signal: bool


@lru_cache(maxsize=1024)
def denials(text: str) -> tuple[Denial, ...]:
    """The denials of ``text``; not those of a condition or of what a study set out to find."""
    row = tokens(text)
    places = [
        at
        for at, word in enumerate(row)
        if word in NEGATIONS and not (unasserted(row, at) or left_out(row, at))
    ][:MOST]
    return tuple(found for at in places if (found := _denial_at(row, at)))


def _denial_at(row: Row, at: int) -> Denial | None:
    clause = list(takewhile(lambda word: word not in BREAKS, row[at + 1 : at + 1 + _AFTER]))
    for number, word in enumerate(clause[:4]):
        if stem(word):
            of_signal = any(meaning(other) for other in clause)
            return Denial(
                stem(word), said(row, at, at + 1 + number), context(row, at + 1 + number), of_signal
            )
    return None


def occurrences(text: str, key: str) -> Iterator[Word]:
    """Every place of ``text`` where the stem ``key`` stands."""
    row = tokens(text)
    for at, word in enumerate(row):
        if stem(word) == key:
            yield Word(key, is_denied(row, at), context(row, at))
