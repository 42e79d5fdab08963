"""How sure a sentence is of what it says: it may be so, it seems so, it was found, it is proven.

The ladder follows the levels of commitment that annotated corpora of scientific text use (speculation, weak and strong
commitment: BioScope, Vincze et al., BMC Bioinformatics 2008;9(S11):S9), with what health news adds at the top
("proves", "cures").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from newsdraft.checking.clauses import tokens
from newsdraft.checking.effect_words import BREAKS, stem
from newsdraft.checking.numerals import word_set

MAY, SEEMS, FOUND, PROVEN = 1, 2, 3, 4
NAMES = {
    MAY: "that it may be so",
    SEEMS: "that it seems so",
    FOUND: "that it is so",
    PROVEN: "that it is certain",
}

_MAY = word_set(
    "may might could maybe perhaps possibly possible potentially conceivably hypothesise hypothesize hypothesised "
    "hypothesized speculate speculated speculates hope hopes hoped believe believes believed think unclear unknown "
    "whether theoretically"
)
_SEEMS = word_set(
    "suggest suggests suggested suggesting indicate indicates indicated appear appears appeared seem seems seemed "
    "likely unlikely probably preliminary imply implies expected apparently presumably "
    "hint hints hinted"
)
_PROVEN = word_set(
    "prove proves proved proven proof confirm confirms confirmed definitely certainly undoubtedly guarantee guarantees "
    "guaranteed definitive definitively conclusive conclusively cure cures cured undeniable indisputable"
)
_WILL = word_set("will")
_REACH = 14  # words that a hedge is read to bear on
_NOT_MONTH = word_set("in since by until of on from")


@lru_cache(maxsize=1024)
def marks(text: str) -> tuple[tuple[int, int], ...]:
    """The words of ``text`` that say how sure it is, as (place among its tokens, level)."""
    row = tokens(text)
    return tuple((at, level) for at in range(len(row)) if (level := _level(row, at)))


def _level(row: Sequence[str], at: int) -> int:
    word = row[at]
    if word in _MAY:
        return 0 if _no_hedge(row, at) else MAY
    if word in _SEEMS:
        more = at > 0 and row[at - 1] in (
            "more",
            "less",
            "most",
            "as",
            "equally",
        )  # "more likely" is a comparison
        return 0 if more else SEEMS
    if word in _PROVEN or word in _WILL:
        before = row[max(0, at - 5) : at]
        return 0 if {"not", "no", "never", "to", "if"} & set(before) else PROVEN
    return 0


def _no_hedge(row: Sequence[str], at: int) -> bool:
    """Whether a "may" is the month, and a "could" what someone was able to do ("could not be tested")."""
    after = row[at + 1] if at + 1 < len(row) else ""
    before = row[at - 1] if at else ""
    if row[at] == "may":
        return after[:1].isdigit() or before[:1].isdigit() or before in _NOT_MONTH
    return row[at] == "could" and after == "not"


def level(text: str) -> int:
    """How sure ``text`` is as a whole: its weakest hedge, else ``PROVEN`` where a word says so, else ``FOUND``.

    "Will" counts as certain; whether it tells an effect or a plan is for the caller to see.
    """
    levels = [found for _, found in marks(text)]
    hedges = [found for found in levels if found < FOUND]
    return min(hedges) if hedges else PROVEN if PROVEN in levels else FOUND


def hedged_stems(text: str) -> dict[str, int]:
    """The content stems of ``text`` that a hedge bears on, each with the level of that hedge.

    A hedge bears on the words after it, up to the end of its clause; one at the end ("…, the study suggests") on all.
    """
    row = tokens(text)
    found: dict[str, int] = {}
    for at, sure in marks(text):
        if sure >= FOUND:
            continue
        for word in row if row[at] in _TAIL_WORDS and len(row) - at <= _TAIL else _clause(row, at):
            if key := stem(word):
                found[key] = min(sure, found.get(key, FOUND))
    return found


_TAIL = 4  # words at the end of a sentence in which "the study suggests" bears on all of it
_TAIL_WORDS = word_set(
    "suggest suggests suggested indicate indicates indicated believe believes think hope hopes seems"
)


def _clause(row: Sequence[str], at: int) -> list[str]:
    words = []
    for word in row[at + 1 : at + 1 + _REACH]:
        if word in BREAKS:
            break
        words.append(word)
    return words


def content(text: str) -> frozenset[str]:
    """The content stems of ``text``, without the words that say how sure it is."""
    skipped = {at for at, _ in marks(text)}
    return frozenset(key for at, word in enumerate(tokens(text)) if at not in skipped and (key := stem(word)))
