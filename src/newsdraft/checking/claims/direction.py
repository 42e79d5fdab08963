"""Which way an effect went: turned round, denied where the passage asserts it, asserted where it denies it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdraft.checking.claims.retold import differing
from newsdraft.checking.clauses import Denial, Word, agreement, denials, occurrences
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.direction import LEFT_OUT, Signal, signals
from newsdraft.checking.effect_words import AMOUNT, EFFECT, EXTREME, LEVEL, QUALITY
from newsdraft.checking.wording import shown
from newsdraft.model import Severity

# How well two contexts must agree (0 to 1): our own judgement, set on planted errors and clean summaries.
SURE, LIKELY = 0.6, 0.45  # for a signal: to block, to report
ALIKE = 0.8  # for two signals that are both denied
SAME = 0.75  # for a denied word that is no signal
_WORD_FOR_WORD = 0.95  # for an added denial to block: a right one is often told in other words
_NEARLY = 0.9  # the part of the best one's rank from which others are heard, too
_MAYBE = 0.7  # the same for a denial that leaves out its verb
_SIDED, _SAME_WORD = 0.3, 0.05  # what the same side, and the same word, add to a rank
_CLOSEST, _CLOSE = (
    3,
    5,
)  # stems that stand nearest to the claim's signal and to the passage's: one must be shared
TURNED, ADDED, DROPPED, NULL = "turned", "added", "dropped", "null"
_RULES = {
    TURNED: "direction-turned",
    ADDED: "negation-added",
    DROPPED: "negation-dropped",
    NULL: "null-told-as-effect",
}

_DIFFERS = {
    TURNED: "the effect goes the other way. Say it as the passage does, or name who is compared with whom.",
    ADDED: "the sentence denies what the passage asserts. Take the denial out, or cite the passage that denies it.",
    DROPPED: "the sentence asserts what the passage denies. Put the denial back.",
    NULL: "no difference, or none that is significant, was found. Say that no clear difference was found.",
}
_SHOWN = 400  # characters of a passage that a finding shows


@dataclass(frozen=True)
class Match:
    """A passage's signal beside a claim's, and how well their contexts agree (0 to 1)."""

    signal: Signal
    passage: str
    score: float
    rank: float


def direction(sentence: Sentence) -> Iterator[Hit]:
    """What the cited passages contradict where they speak of the same outcome: a sign, or a denial."""
    judged = _judgements(sentence)
    hits = list(_signals(sentence, judged)) or list(_denials(sentence))
    if hits or any(not kind for one in judged for kind, _ in one.verdicts):
        yield from hits  # where the words themselves agree, other words for them are not read against them
    else:
        yield from _retold(sentence)


def _retold(sentence: Sentence) -> Iterator[Hit]:
    """The same outcome told in other words: likely, never certain."""
    told_anew = differing(sentence.text, sentence.passages) if sentence.of_health else ()
    for found in told_anew:
        quoted = f"The sentence says “{found.mine.said}”, the cited passage “{found.theirs.said}”"
        yield Hit(
            _RULES[found.kind],
            found.mine.said,
            f"{quoted}: {_DIFFERS[found.kind]}",
            shown(found.passage, _SHOWN),
            Severity.MAJOR,
        )


def _judgements(sentence: Sentence) -> list[Judged]:
    there = [(signal, text) for text in sentence.passages for signal in signals(text)]
    return [_judged(signal, _nearest(signal, there)) for signal in signals(sentence.text)]


def _signals(sentence: Sentence, judged: Sequence[Judged]) -> Iterator[Hit]:
    there = [signal for text in sentence.passages for signal in signals(text)]
    told = {id(match.signal) for one in judged for kind, match in one.verdicts if not kind}
    for one in judged:
        if one.verdicts and all(kind and id(match.signal) not in told for kind, match in one.verdicts):
            if _denied_already(one, judged):
                continue
            elliptic = any(other.word == LEFT_OUT for other in there)
            yield _hit(*one.verdicts[0], one.signal, elliptic=elliptic)


def _denied_already(one: Judged, judged: Sequence[Judged]) -> bool:
    """ "Not significant, and weaker" of "weaker and did not reach significance": the denial stands, elsewhere."""
    elsewhere = any(other.signal.null and other.signal.word.startswith("significan") for other in judged)
    return elsewhere and not one.signal.null and all(kind == DROPPED for kind, _ in one.verdicts)


@dataclass(frozen=True)
class Judged:
    """A claim's signal with what each passage's signal that fits it best says of it."""

    signal: Signal
    verdicts: list[tuple[str, Match]]


def _judged(signal: Signal, near: Sequence[Match]) -> Judged:
    return Judged(signal, [(verdict(signal, match.signal, match.score), match) for match in near])


def _denials(sentence: Sentence) -> Iterator[Hit]:
    """A word that is denied on one side only, though the words around it are the same."""
    for denial in denials(sentence.text):
        if not _also_denied(denial, sentence.passages):
            yield from _one_sided(ADDED, denial, _fits(denial, sentence.passages))
    for passage in sentence.passages:
        for denial in denials(passage):
            if not _also_denied(denial, [sentence.text]):
                found = [
                    (score, word, passage) for score, word, _ in _fits(denial, [sentence.text], narrow=True)
                ]
                yield from _one_sided(DROPPED, denial, found)


def _fits(denial: Denial, texts: Sequence[str], *, narrow: bool = False) -> list[tuple[float, Word, str]]:
    """How well each place where the denied word stands in ``texts`` fits; ``narrow``: a claim may say less."""
    wanted = denial.context.weights
    found = []
    for text in texts:
        for word in occurrences(text, denial.stem):
            theirs = word.context.weights
            score = agreement(wanted, theirs)
            found.append((min(agreement(theirs, wanted), 2 * score) if narrow else score, word, text))
    return found


def _also_denied(denial: Denial, texts: Sequence[str]) -> bool:
    """Whether a denied signal of ``texts`` says the same in other words."""
    return denial.of_signal and any(
        signal.null and agreement(denial.context.weights, signal.context.weights) >= LIKELY
        for text in texts
        for signal in signals(text)
    )


def _one_sided(kind: str, denial: Denial, found: Sequence[tuple[float, Word, str]]) -> Iterator[Hit]:
    best = max((score for score, _, _ in found), default=0.0)
    near = [(word, text) for score, word, text in found if score >= _NEARLY * best]
    if best >= SAME and not any(word.denied for word, _ in near):
        where = "The sentence" if kind == ADDED else "The cited passage"
        message = f"{where} says “{denial.said}”, the other side does not: {_DIFFERS[kind]}"
        unsure = kind == ADDED and best < _WORD_FOR_WORD
        severity = Severity.MAJOR if unsure else None
        yield Hit(_RULES[kind], denial.stem, message, shown(near[0][1], _SHOWN), severity)


def _nearest(signal: Signal, there: Sequence[tuple[Signal, str]]) -> list[Match]:
    """The passages' signals whose context fits best, the best one first."""
    ranked = sorted(
        (_match(signal, *item) for item in there if _comparable(signal, item[0])), key=lambda m: -m.rank
    )
    if not ranked or (signal.axis in (LEVEL, EXTREME) and _stands_there(signal, ranked)):
        return []
    near = [match for match in ranked if match.rank >= _NEARLY * ranked[0].rank]
    near += [
        match for match in ranked if match.signal.word == LEFT_OUT and match.rank >= _MAYBE * ranked[0].rank
    ]
    best = near[0]
    if best.score < LIKELY or not best.signal.context.nearest(_CLOSE) & signal.context.nearest(_CLOSEST):
        return []
    return near


def _stands_there(signal: Signal, ranked: Sequence[Match]) -> bool:
    """ "High" and "low" are labels as often as findings: they are turned only where the word itself is gone."""
    return any(match.signal.axis == signal.axis and match.signal.sign == signal.sign for match in ranked)


def _match(mine: Signal, theirs: Signal, passage: str) -> Match:
    score = agreement(mine.context.weights, theirs.context.weights)
    sided = agreement(mine.context.sided, theirs.context.sided)
    return Match(theirs, passage, score, score + _SIDED * sided + _SAME_WORD * (mine.word == theirs.word))


def _comparable(one: Signal, other: Signal) -> bool:
    if one.axis == other.axis:
        return True
    if EFFECT in (one.axis, other.axis):
        effect, axis = (one, other.axis) if one.axis == EFFECT else (other, one.axis)
        return effect.null and axis in (AMOUNT, QUALITY)
    return {one.axis, other.axis} <= {AMOUNT, QUALITY} and bool(one.good and other.good)


def verdict(mine: Signal, theirs: Signal, score: float) -> str:
    """What is wrong with ``mine`` where a passage says ``theirs``; "" where nothing is."""
    if EFFECT in (mine.axis, theirs.axis):
        return _effect(mine, theirs)
    signs = (mine.sign, theirs.sign) if mine.axis == theirs.axis else (mine.good, theirs.good)
    opposed = (signs[0] != signs[1]) != swapped(mine, theirs)
    if mine.good and theirs.good and mine.good == theirs.good:
        opposed = False  # fewer deaths and longer survival
    if mine.null and theirs.null:
        return _both_null(mine, theirs, score, opposed=opposed)
    if mine.null:
        return "" if opposed else ADDED
    if theirs.null:
        return NULL if opposed or theirs.by_numbers else DROPPED
    return TURNED if opposed else ""


def _both_null(mine: Signal, theirs: Signal, score: float, *, opposed: bool) -> str:
    """Of two that deny, or whose numbers show nothing: the direction may still be turned, the denial dropped."""
    if score < ALIKE:
        return ""
    if opposed:
        return TURNED
    return DROPPED if mine.by_numbers and not theirs.by_numbers else ""


def _effect(mine: Signal, theirs: Signal) -> str:
    if mine.null == theirs.null:
        return ""
    return ADDED if mine.null else NULL


def swapped(mine: Signal, theirs: Signal) -> bool:
    """Whether the two sides of a comparison changed places: "higher in A than B", "lower in B than A"."""
    ours, others = mine.beside - theirs.beside, theirs.beside - mine.beside
    return bool(ours & theirs.before) and bool(others & mine.before)


def _hit(kind: str, match: Match, signal: Signal, *, elliptic: bool) -> Hit:
    """``elliptic``: a passage leaves out the verb of a denial ("but not in women"), so its reading is less sure."""
    unsure = match.score < SURE or signal.hedged or signal.axis == LEVEL or len(signal.context.weights) < 2
    unsure = unsure or (elliptic and kind != TURNED)
    quoted = f"The sentence says “{signal.said}”, the cited passage “{match.signal.said}”"
    return Hit(
        _RULES[kind],
        f"{signal.word}/{match.signal.word}",
        f"{quoted}: {_DIFFERS[kind]}",
        shown(match.passage, _SHOWN),
        Severity.MAJOR if unsure else None,
    )
