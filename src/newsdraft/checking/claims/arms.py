"""Numbers and comparisons that a passage gives for another arm, time, outcome or group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from newsdraft.checking.arms import side
from newsdraft.checking.binding import Bound, alike, bound, bound_to_times, contrasted, contrasted_times
from newsdraft.checking.compare import Fit, fit
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.contrasts import agrees, contrasts, reversed_by
from newsdraft.checking.parallel import exchanged
from newsdraft.checking.quantities import quantities
from newsdraft.checking.wording import shown
from newsdraft.model import Severity
from newsdraft.text import sentences


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sentences(text))


def arms(sentence: Sentence) -> Iterator[Hit]:
    """Numbers that the passages give for another arm or time, and comparisons the other way round."""
    passages = [part for passage in sentence.passages for part in _parts(passage)]
    readings = [
        ("number-of-other-arm", [b for passage in passages for b in contrasted(passage)], bound),
        ("number-of-other-time", [b for passage in passages for b in contrasted_times(passage)], bound_to_times),
    ]
    for part in _parts(sentence.text):
        if (hit := _exchange(part, passages)) is not None:
            yield hit
            continue
        for rule, known, read in readings:
            for found in _misplaced(part, known, read):
                if not _stands_free(found[0], known, sentence):
                    yield _of_another(rule, *found)
        yield from _reversed(part, passages)


def _exchange(part: str, passages: Sequence[str]) -> Hit | None:
    """Two numbers or names in each other's place, where no passage has the sentence as it is."""
    found = [(found, passage) for passage in passages if (found := exchanged(part, passage)) is not None]
    if not found or part in passages:
        return None
    exchange, passage = found[0]
    what = "numbers" if exchange.numbers else "names"
    message = (
        f"“{exchange.one}” and “{exchange.other}” stand in each other's place: the passage has these {what} "
        f"the other way round (“{shown(passage, 200)}”). Put them back."
    )
    return Hit("numbers-exchanged", f"{exchange.one}|{exchange.other}", message, passage)


# --- bound numbers ---------------------------------------------------------------------------------------


def _misplaced(
    part: str, known: Sequence[Bound], read: Callable[[str, frozenset[str]], tuple[Bound, ...]]
) -> Iterator[tuple[Bound, Bound, Bound]]:
    """Each number of ``part`` that ``known`` gives for another arm, with who holds it and what it gives for this one."""
    if not known:
        return
    telling = frozenset(word for bound in known for word in bound.arm.stems if len(word) > 2)
    for claim in read(part, telling):
        conflict = _conflict(claim, known)
        if conflict is not None:
            yield (claim, *conflict)


def _same(one: Bound, other: Bound) -> bool:
    return any(fit(mine, theirs) is Fit.SAME for mine in one.numbers for theirs in other.numbers)


def _conflict(claim: Bound, known: Sequence[Bound]) -> tuple[Bound, Bound] | None:
    """The passage's holder of the claim's number, and what it gives for the claim's arm; None if that agrees."""
    holders = [bound for bound in known if _same(claim, bound)]
    result: tuple[Bound, Bound] | None = None
    for holder in holders:
        rivals = [r for r in known if r.sentence == holder.sentence and alike(r, holder) and not _same(claim, r)]
        sides = [(side(claim.arm, rival.arm, holder.arm), rival) for rival in rivals if rival.arm.key != holder.arm.key]
        if not sides or any(told < 0 for told, _ in sides):
            return None
        result = result or next(((holder, rival) for told, rival in sides if told > 0), None)
        if all(told == 0 for told, _ in sides):
            return None
    return result


def _stands_free(claim: Bound, known: Sequence[Bound], sentence: Sentence) -> bool:
    """Whether a passage also holds the number where it is tied to nothing: then it may be meant."""
    number = claim.numbers[0]
    tied = sum(fit(number, q) is Fit.SAME for bound in known for q in bound.numbers)
    held = sum(
        not q.weak and fit(number, q) is Fit.SAME for passage in sentence.passages for q in quantities(passage)
    )
    return held > tied


def _of_another(rule: str, claim: Bound, holder: Bound, rival: Bound) -> Hit:
    number, right = claim.numbers[0].text.strip(), rival.numbers[0].text.strip()
    sure = claim.sure and holder.sure and rival.sure
    message = (
        f"The sentence gives “{number}” for {_named(claim)}; the passage gives it for {_named(holder)}, and "
        f"“{right}” for {_named(rival)}. Check which number belongs to which."
    )
    return Hit(rule, number, message, holder.sentence, None if sure else Severity.MAJOR)


def _named(bound: Bound) -> str:
    without = bound.arm.without and "not" not in bound.arm.text and "without" not in bound.arm.text
    return f"those not of “{bound.arm.text}”" if without and bound.arm.stems else f"“{bound.arm.text}”"


# --- comparisons -----------------------------------------------------------------------------------------


def _reversed(part: str, passages: Sequence[str]) -> Iterator[Hit]:
    mine = contrasts(part)
    if not mine:
        return
    known = [contrast for passage in passages for contrast in contrasts(passage)]
    for claim in mine:
        against = [contrast for contrast in known if reversed_by(claim, contrast)]
        if against and not any(agrees(claim, contrast) for contrast in known):
            message = (
                f"The sentence puts “{claim.more.text}” above “{claim.less.text}”; the passage has it the other "
                f"way round (“{shown(against[0].text, 160)}”). Check which is which."
            )
            yield Hit("comparison-reversed", f"{claim.more.text}|{claim.less.text}", message, against[0].text)
