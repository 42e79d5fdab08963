"""What the support score measures of a sentence beside its passages, each as one number."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from newsdraft.checking.claims.limits import COMPARED, strong
from newsdraft.checking.compare import Fit, best_fit
from newsdraft.checking.support_reading import ABSENT, DOUBT, Ground, Hold, Reading, read, stem
from newsdraft.checking.support_words import NEGATIONS, OPPOSITES

_LIST_NUMBER = re.compile(r"^\W{0,5}(?:\d{1,2}[.)]|step \d{1,2}[.:]?)\s", re.IGNORECASE)
# "Based on the given passages," "According to the article," "Passage 2 says that": no claim of its own.
_OPENING = re.compile(
    r"""
    ^\W{0,5}
    (?:(?:therefore|thus|however|overall|additionally|in[ ](?:summary|conclusion|addition)|note|answer|also)[,:]\s+)?
    (?:(?:based[ ](?:solely[ ])?(?:up)?on|according[ ]to|from|in|given)[ ](?:(?:the|these|this|all)[ ])?
       (?:\w{1,20}[ ]){0,2}?(?:passages?|information|text|context|article|sources?)
       (?:[ ](?:provided|given|above|\d))*,?\s+)?
    (?:(?:the[ ])?(?:article|author|passages?|text)(?:[ ]\d(?:(?:,|[ ]and)[ ]\d)*)?[ ](?:also[ ]|further[ ])?
       (?:\w{2,20}s|mentioned|stated|described)[ ](?:that[ ])?)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_POINTER = re.compile(
    r"\(?\bpassages? \d{1,2}(?:(?:,|,? and) (?:passage )?\d{1,2}){0,5}\b,?\)?|\(\d{1,4} words\)",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(r":\W{0,3}$")
_FRAMING = 0.3  # weight of a framing word in coverage
_PART = 0.5  # of a word: what the logarithms of counts begin at


def claim_of(text: str) -> str:
    """``text`` without list number, opening phrase and pointers to passages: what is left makes the claim."""
    text = _LIST_NUMBER.sub("", text[:COMPARED])
    return _POINTER.sub(" ", _OPENING.sub("", text, count=1))


def features(text: str, known: Ground) -> dict[str, float]:
    """The features of ``text`` beside the passages of ``known`` (at least one), by name (see ``WEIGHTS``)."""
    claim = claim_of(text)
    reading = read(claim, known)
    return {
        **_doubts(reading),
        **_coverage(reading, known),
        **_facts(claim, known),
        **_turns(reading, known),
        "leads in": float(_LEADS_IN.search(text[-10:]) is not None),
    }


def _share(count: float, of: float, otherwise: float) -> float:
    return count / of if of else otherwise


def _doubts(reading: Reading) -> dict[str, float]:
    holds = reading.holds
    tail = [hold in ABSENT for hold in holds[2 * len(holds) // 3 :]]
    return {
        "doubt": math.log(_PART + sum(DOUBT[hold] for hold in holds)),
        "absent at the end": _share(sum(tail), len(tail), 0.0),
        "longest copy": _share(_longest(reading.copied), len(reading.copied), 0.0),
    }


def _longest(flags: Iterable[bool]) -> int:
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest


def _coverage(reading: Reading, known: Ground) -> dict[str, float]:
    """How much of the sentence's weight one passage and all of them hold, and how many neighbours stand in order."""
    stems = reading.stems
    weights = [
        known.weight(item) * (_FRAMING if hold is Hold.FRAME else 1)
        for item, hold in zip(stems, reading.holds, strict=True)
    ]
    pairs, total = list(zip(stems, weights, strict=True)), sum(weights)
    one = max(sum(weight for item, weight in pairs if item in passage.stems) for passage in known.passages)
    anywhere = sum(weight for item, weight in pairs if item in known.holders)
    near = [(item, other) for at, item in enumerate(stems) for other in stems[at + 1 : at + 3]]
    return {
        "in one passage": _share(one, total, 1.0),
        "in order": _share(sum(pair in known.near for pair in near), len(near), _share(anywhere, total, 1.0)),
    }


def _facts(claim: str, known: Ground) -> dict[str, float]:
    gone = sum(best_fit(quantity, known.quantities)[0] is not Fit.SAME for quantity in strong(claim))
    return {"numbers gone": float(min(gone, 2))}


# --- does it turn the passage round? ---------------------------------------------------------------------


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for sides in OPPOSITES:
        for one, other in (sides, sides[::-1]):
            for item in map(stem, one):
                found[item] = found.get(item, frozenset()) | {stem(word) for word in other}
    return found


_OPPOSITE = _opposites()


def _turns(reading: Reading, known: Ground) -> dict[str, float]:
    """An opposite of the best passage's words where the word itself is not there; a negation."""
    held = max(
        (each.stems for each in known.passages), key=lambda held: sum(item in held for item in reading.stems)
    )
    opposite = any(_opposed(item, held) for item in reading.stems)
    return {"opposite": float(opposite), "negated": float(_negated(reading.tokens))}


def _opposed(item: str, held: frozenset[str]) -> bool:
    return item in _OPPOSITE and item not in held and not _OPPOSITE[item].isdisjoint(held)


def _negated(tokens: Sequence[str]) -> bool:
    return any(token in NEGATIONS or token.endswith("n't") for token in tokens)
