"""Numbers and comparisons that a passage gives for another arm, time, outcome or group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from newsdraft.checking.amounts import alike
from newsdraft.checking.arms import side
from newsdraft.checking.binding import Bound, bound, bound_to_times, contrasted, contrasted_times
from newsdraft.checking.compare import Fit, fit
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.contrasts import agrees, contrasts, reversed_by
from newsdraft.checking.opposites import in_the_others_place
from newsdraft.checking.parallel import exchanged
from newsdraft.checking.quantities import quantities
from newsdraft.checking.ranking import contradicts, ranked
from newsdraft.checking.told import Told, denies, frame, of_another, rows, told
from newsdraft.checking.units import NUMBER, RATIO
from newsdraft.checking.wording import shown
from newsdraft.model import Severity
from newsdraft.text import sentences

_NONE: frozenset[str] = frozenset()
_WHOLE = 0.006  # two shares rounded to whole percents make up the whole
_MOST_KNOWN = 300  # bound numbers of all passages that a claim is compared with


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sentences(text))


def arms(sentence: Sentence) -> Iterator[Hit]:
    """Numbers that the passages give for another arm or time, and comparisons the other way round."""
    whole = [_parts(passage) for passage in sentence.passages]
    passages = [part for passage in whole for part in passage]
    for part in _parts(sentence.text):
        if part in passages:
            continue
        if (hit := _exchange(part, passages)) is not None:
            yield hit
            continue
        yield from _misplaced("number-of-other-arm", part, whole, sentence, (bound, contrasted))
        yield from _misplaced(
            "number-of-other-time", part, whole, sentence, (bound_to_times, contrasted_times)
        )
        yield from _reversed(part, passages)
        yield from _told_of_another(part, passages, sentence)
        yield from _ranked_otherwise(part, passages)
        yield from _beside_the_opposite(part, passages)


def _exchange(part: str, passages: Sequence[str]) -> Hit | None:
    """Two numbers or names in each other's place, where no passage has the sentence as it is."""
    found = [(found, passage) for passage in passages if (found := exchanged(part, passage)) is not None]
    if not found:
        return None
    exchange, passage = found[0]
    what = "numbers" if exchange.numbers else "names"
    message = (
        f"“{exchange.one}” and “{exchange.other}” stand in each other's place: the passage has these {what} "
        f"the other way round (“{shown(passage, 200)}”). Put them back."
    )
    return Hit("numbers-exchanged", f"{exchange.one}|{exchange.other}", message, passage)


# --- bound numbers ---------------------------------------------------------------------------------------


ClaimReader = Callable[[str, frozenset[str]], tuple[Bound, ...]]
PassageReader = Callable[[tuple[str, ...], frozenset[str]], tuple[Bound, ...]]


def _misplaced(
    rule: str,
    part: str,
    passages: Sequence[tuple[str, ...]],
    sentence: Sentence,
    read: tuple[ClaimReader, PassageReader],
) -> Iterator[Hit]:
    """Numbers of ``part`` that the passages give for another arm, however these are read.

    The claim is read with the words that tell the passages' arms. Where that finds a conflict, the passages are read
    with these words too: a conflict that comes of reading the two in different ways is none.
    """
    read_claim, read_passage = read
    known = [bound for passage in passages for bound in read_passage(passage, _NONE)][:_MOST_KNOWN]
    if not known:
        return
    telling = frozenset(word for bound in known for word in bound.arm.stems if len(word) > 2)
    for claim in read_claim(part, telling):
        if _said_of_both(claim, part):
            continue
        conflict = _conflict(claim, known)
        if (
            conflict is None
            or _denied_elsewhere(claim, part, conflict)
            or _stands_free(claim, known, sentence)
        ):
            continue
        again = [bound for passage in passages for bound in read_passage(passage, telling)]
        if _conflict(claim, again) is not None:
            yield _of_another(rule, claim, *conflict)


def _said_of_both(claim: Bound, part: str) -> bool:
    """ "The drug with hormone therapy (12 people) or a placebo with hormone therapy (13)": tells no arm apart."""
    return not claim.arm.point and part.casefold().count(claim.arm.text.casefold()) > 1


def _denied_elsewhere(claim: Bound, part: str, conflict: tuple[Bound, Bound]) -> bool:
    """ "Women who got no invitation" beside arms that only "not" tells apart: the denial is not in the arm's words."""
    one, other = (bound.arm for bound in conflict)
    return one.without != other.without and not claim.arm.without and denies(part)


def _same(one: Bound, other: Bound) -> bool:
    return any(fit(mine, theirs) is Fit.SAME for mine in one.numbers for theirs in other.numbers)


def _conflict(claim: Bound, known: Sequence[Bound]) -> tuple[Bound, Bound] | None:
    """The passage's holder of the claim's number, and what it gives for the claim's arm; None if that agrees."""
    holders = [bound for bound in known if _same(claim, bound)]
    result: tuple[Bound, Bound] | None = None
    for holder in holders:
        rivals = [
            r
            for r in known
            if r.sentence == holder.sentence and alike(r.numbers, holder.numbers) and not _same(claim, r)
        ]
        rivals = [rival for rival in rivals if not _complements(holder, rival)]
        sides = [
            (side(claim.arm, rival.arm, holder.arm), rival)
            for rival in rivals
            if rival.arm.key != holder.arm.key
        ]
        if not sides or any(told < 0 for told, _ in sides):
            return None
        result = result or next(((holder, rival) for told, rival in sides if told > 0), None)
        if all(told == 0 for told, _ in sides):
            return None
    return result


def _complements(one: Bound | Told, other: Bound | Told) -> bool:
    """60 % free of relapse in one arm and 40 % in the other: "40 % relapsed" is then said of the first, rightly."""
    shares = ([q.value for q in bound.numbers if q.dimension == RATIO] for bound in (one, other))
    return any(abs(mine + theirs - 1) < _WHOLE for mine, theirs in product(*shares))


def _stands_free(claim: Bound, known: Sequence[Bound], sentence: Sentence) -> bool:
    """Whether a passage also holds the number where it is tied to nothing: then it may be meant."""
    number = claim.numbers[0]
    tied = sum(fit(number, q) is Fit.SAME for bound in known for q in bound.numbers)
    held = sum(
        not q.weak and fit(number, q) is Fit.SAME
        for passage in sentence.passages
        for q in quantities(passage)
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


def _told_of_another(part: str, passages: Sequence[str], sentence: Sentence) -> Iterator[Hit]:
    """A number among the words that a passage has for another number of the same row."""
    known = [row for passage in passages for row in rows(passage)]
    for claim in told(part) if known else ():
        held = [(one, row) for row in known for one in row if _same_told(claim, one)]
        conflicts = [_rival(claim, holder, row) for holder, row in held]
        rivals = [rival for rival in conflicts if rival is not None]
        if not rivals or len(rivals) < len(held) or _stands_elsewhere(claim, held, sentence):
            continue
        number, right = claim.numbers[0].text.strip(), rivals[0].numbers[0].text.strip()
        message = (
            f"The words around “{number}” are those that the passage has around “{right}” "
            f"(“{shown(rivals[0].sentence, 200)}”). Check which number belongs to which."
        )
        yield Hit("number-of-other-arm", number, message, rivals[0].sentence, Severity.MAJOR)


def _ranked_otherwise(part: str, passages: Sequence[str]) -> Iterator[Hit]:
    """A comparison in words alone, against the two numbers that a passage gives."""
    for claim in ranked(part):
        for row in (row for passage in passages for row in rows(passage)):
            found = contradicts(claim, row, frame(row))
            if found is not None:
                more, less = (one.numbers[0].text.strip() for one in found)
                message = (
                    f"“{shown(claim.text, 120)}” has the two the other way round: the passage gives “{more}” and "
                    f"“{less}” (“{shown(found[0].sentence, 200)}”). Check which is which."
                )
                yield Hit("comparison-reversed", claim.text, message, found[0].sentence)
                break


def _beside_the_opposite(part: str, passages: Sequence[str]) -> Iterator[Hit]:
    """A number beside "women" or "high" where the passages have it beside "men" or "low"."""
    found = in_the_others_place(part, passages)
    if found is not None:
        number, passage = found
        message = (
            f"“{number.text}” stands beside the other one of two groups: the passage has it the other way round "
            f"(“{shown(passage, 200)}”). Check which number belongs to which."
        )
        yield Hit("number-of-other-arm", number.text, message, passage, Severity.MAJOR)


def _same_told(one: Told, other: Told) -> bool:
    """Whether both give one number; "27 of 152" is given by "27", too."""
    counts = {q.parts[0] for q in other.numbers if len(q.parts) == 2}
    return any(
        fit(mine, theirs) is Fit.SAME or (mine.dimension == NUMBER and mine.value in counts)
        for mine in one.numbers
        for theirs in other.numbers
    )


def _rival(claim: Told, holder: Told, row: Sequence[Told]) -> Told | None:
    others = [
        other
        for other in row
        if other is not holder and not (_same_told(claim, other) or _complements(holder, other))
    ]
    return next((other for other in others if of_another(claim, holder, other)), None)


def _stands_elsewhere(claim: Told, held: Sequence[object], sentence: Sentence) -> bool:
    """Whether the passages hold the number oftener than the rows do: then another place may be meant."""
    number = claim.numbers[0]
    places = sum(
        not q.weak and fit(number, q) is Fit.SAME
        for passage in sentence.passages
        for q in quantities(passage)
    )
    return places > len(held)


def _named(bound: Bound) -> str:
    without = bound.arm.without and "not" not in bound.arm.text and "without" not in bound.arm.text
    return f"those not of “{bound.arm.text}”" if without and bound.arm.stems else f"“{bound.arm.text}”"


# --- comparisons -----------------------------------------------------------------------------------------


def _reversed(part: str, passages: Sequence[str]) -> Iterator[Hit]:
    known = [contrast for passage in passages for contrast in contrasts(passage)]
    telling = frozenset(word for c in known for word in c.more.stems | c.less.stems if len(word) > 2)
    for claim in contrasts(part, telling) if known else ():
        against = [contrast for contrast in known if reversed_by(claim, contrast)]
        if against and not any(agrees(claim, contrast) for contrast in known):
            message = (
                f"The sentence puts “{claim.more.text}” above “{claim.less.text}”; the passage has it the other "
                f"way round (“{shown(against[0].text, 160)}”). Check which is which."
            )
            yield Hit("comparison-reversed", f"{claim.more.text}|{claim.less.text}", message, against[0].text)
