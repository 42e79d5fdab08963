"""How far passages carry a sentence, as one number, without a model."""

from __future__ import annotations

import math
from collections.abc import Sequence

from newsdraft.checking.claims.limits import COMPARED
from newsdraft.checking.support_features import claim_of, features
from newsdraft.checking.support_reading import Ground, content, ground, read, tokens
from newsdraft.checking.support_weights import INTERCEPT, WEIGHTS

VERBATIM = 0.95
"""The least score of a sentence that stands word for word in a passage."""
FOREIGN = 0.3
"""The greatest score of a sentence none of whose words stands in a passage."""


def support_score(text: str, passages: Sequence[str]) -> float:
    """How far ``passages`` carry ``text``, from 0 (not at all) to 1; under 0.5 an editor should look.

    A logistic of nine features of its words, their neighbours and its numbers (``WEIGHTS``). Two cases are not
    left to it: what stands word for word in a passage gets at least ``VERBATIM``, and a sentence none of whose
    content words stands there at most ``FOREIGN``. 0 without words or without passages. Only the first 4,000
    characters of each text and the first 400 passages are compared. Never raises.
    """
    text = text[:COMPARED]
    if not tokens(text) or not any(map(tokens, passages)):
        return 0.0
    known = ground(tuple(passages))
    measured = features(text, known)
    doubt = INTERCEPT + sum(WEIGHTS[name] * value for name, value in measured.items())
    score = 1 / (1 + math.exp(max(-30.0, min(30.0, doubt))))
    if _verbatim(text, known):
        return max(score, VERBATIM)
    return min(score, FOREIGN) if not measured["leads in"] and _foreign(text, known) else score


def unsupported_words(text: str, passages: Sequence[str]) -> list[str]:
    """The content words and names of ``text`` that no passage holds in any form, in order, each once."""
    return read(claim_of(text), ground(tuple(passages))).absent if passages else []


def reworded_words(text: str, passages: Sequence[str]) -> list[str]:
    """The content words of ``text`` for which the passages have only others that they may plainly stand for."""
    return read(claim_of(text), ground(tuple(passages))).reworded if passages else []


def _verbatim(text: str, known: Ground) -> bool:
    wanted = f" {' '.join(tokens(text))} "
    return any(wanted in passage.joined for passage in known.passages)


def _foreign(text: str, known: Ground) -> bool:
    stems = content(tokens(text))
    return bool(stems) and not any(map(known.holds, stems))
