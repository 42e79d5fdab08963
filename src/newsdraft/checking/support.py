"""How far passages carry a sentence, as one number, without a model."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from newsdraft.checking.claims.limits import lent, strong
from newsdraft.checking.compare import Fit, best_fit
from newsdraft.checking.names import absent_drugs, absent_names, absent_trial_ids
from newsdraft.checking.numerals import word_set
from newsdraft.text import words

_STOP = word_set(
    """
    a an and are as at be been being but by can could did do does for from had has have he her his
    how i if in into is it its may might more most no not of on or our she should so some such than
    that the their them then there these they this those to under was we were what when where which
    while who will with would you your also about after all said says say one two other new
    """
)
_PER_NUMBER, _PER_NAME = 0.5, 0.7
_ALL, _BEST, _PAIRS = 0.4, 0.4, 0.2


def _stem(word: str) -> str:
    """A crude stem that keeps numbers whole: the first six letters, without a plural s."""
    return word if word[0].isdigit() else word.removesuffix("'s").rstrip("s")[:6]


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in words(text) if word not in _STOP]


def _share(wanted: Sequence[object], there: set[object]) -> float:
    return sum(item in there for item in wanted) / len(wanted) if wanted else 1.0


def support_score(text: str, passages: Sequence[str]) -> float:
    """How far ``passages`` carry ``text``, from 0 (not at all) to 1.

    ``(0.4 A + 0.4 B + 0.2 P) * 0.5 ** n * 0.7 ** m``: A is the share of the sentence's content words (stems)
    that stand in any passage, B the greatest share in a single one, P the share of its neighbouring pairs of
    content words that are neighbours in a passage, too; n the numbers and m the names that no passage holds.
    The weights are our own, set on the development halves of labelled summaries. 0 without passages; a
    sentence of stop words alone gets 1 from A, B and P.
    """
    if not passages:
        return 0.0
    wanted = _stems(text)
    each = [_stems(passage) for passage in passages]
    everything: set[object] = {stem for stems in each for stem in stems}
    best = max(_share(wanted, set(stems)) for stems in each)
    pairs = list(pairwise(wanted))
    known: set[object] = {pair for stems in each for pair in pairwise(stems)}
    overlap = _ALL * _share(wanted, everything) + _BEST * best + _PAIRS * _share(pairs, known)
    return float(
        overlap * _PER_NUMBER ** _numbers_gone(text, passages) * _PER_NAME ** _names_gone(text, passages)
    )


def _numbers_gone(text: str, passages: Sequence[str]) -> int:
    known = lent(passages)
    return sum(best_fit(quantity, known)[0] is not Fit.SAME for quantity in strong(text))


def _names_gone(text: str, passages: Sequence[str]) -> int:
    return sum(len(gone(text, passages)) for gone in (absent_names, absent_drugs, absent_trial_ids))
