"""Sentences that are surer than the passages that they cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from newsdraft.checking.certainty import FOUND, MAY, NAMES, PROVEN, SEEMS, content, hedged_stems, level, marks
from newsdraft.checking.clauses import tokens
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.cues import cues
from newsdraft.checking.direction import signals
from newsdraft.checking.numerals import word_set
from newsdraft.checking.statements import Statement, same_subject, statements
from newsdraft.checking.wording import shown
from newsdraft.model import Severity

CARRIES = 0.5  # share of a sentence's content words that a passage must have to speak of the same
_CARRIES_ANYTHING = 0.8  # the same for a sentence that tells no effect: an event, a plan, a fact
_LEAST = 3  # content words that it must share
_HEDGED = 0.6  # share of the shared words that must stand under a hedge
_SHOWN = 400


def certainty(sentence: Sentence) -> Iterator[Hit]:
    """A sentence that is surer than every cited passage that speaks of the same, or that has a clause which is."""
    graded = list(_graded(sentence))
    serious = any(hit.severity is not Severity.MINOR for hit in graded)
    yield from graded if serious else list(islice(_raised(sentence), 1)) or graded


_GROUND = re.compile(r"(?:because|since|so)\b")  # a "perhaps" before it bears on it, too


def _raised(sentence: Sentence) -> Iterator[Hit]:
    """The clauses that leave nothing open where all clauses of the passages on the same do."""
    if not sentence.of_health:
        return
    before = None
    for mine in statements(sentence.text):
        bears_on = before is not None and before.doubted and _GROUND.match(mine.text)
        before = mine
        if bears_on:
            continue
        near = same_subject(mine, sentence.passages)
        if any(mine.text == one.text for passage in sentence.passages for one in statements(passage)):
            continue  # the passage's own clause is as sure as the passage
        if not near or not all(one.left_open for one in near) or not _surer(mine, near):
            continue
        yield Hit(
            "certainty-raised",
            f"clause {mine.text.lower()[:60]}",
            f"The sentence states “{shown(mine.text)}”, the cited passage leaves it open: “{shown(near[0].text)}”. "
            "Say as much as the passage does: may, is planned, is not known.",
            shown(near[0].text, _SHOWN),
            Severity.MAJOR,
        )


def _surer(mine: Statement, near: list[Statement]) -> bool:
    if mine.begun and all(one.planned for one in near):
        return True
    return not mine.doubted or mine.promised or mine.proof


def _graded(sentence: Sentence) -> Iterator[Hit]:
    mine = level(sentence.text)
    if mine < FOUND:
        return
    wanted = content(sentence.text)
    carries = CARRIES if _tells_effect(sentence.text) else _CARRIES_ANYTHING
    told = [(found, text) for text in sentence.passages if (found := _carried(wanted, text, carries))]
    if not told:
        return
    theirs, passage = max(told)
    severity = _severity(mine, theirs)
    if severity is None or (mine == PROVEN and theirs == FOUND and not _claims_proof(sentence.text)):
        return
    yield Hit(
        "certainty-raised",
        f"{mine}>{theirs}",
        f"The sentence says {NAMES[mine]}, the cited passage only {NAMES[theirs]}. {_ADVICE[theirs]}",
        shown(passage, _SHOWN),
        severity,
    )


_EFFECTS = word_set("causes cause causing caused cause_of result_in helps good blame effect")
_FINDS = word_set("detects detected detect identifies identified finds spots works proven")


def _tells_effect(text: str) -> bool:
    """Whether the sentence says that something has an effect or can do something; plans and events are not graded."""
    return bool(signals(text)) or bool(cues(text) & _EFFECTS) or bool(_FINDS & set(tokens(text)))


_ADVICE = {
    MAY: "Write that it may or might be so.",
    SEEMS: "Write that the study suggests it.",
    FOUND: "Write what was found, without “proves”, “confirms” or “cures”.",
}


def _severity(mine: int, theirs: int) -> Severity | None:
    """Told as certain what may be so blocks; told plainly what a study suggests is usual, and minor."""
    if theirs >= mine:
        return None
    if theirs == MAY:
        return Severity.BLOCK if mine == PROVEN else Severity.MAJOR
    return Severity.MINOR if mine == FOUND else Severity.MAJOR


def _carried(wanted: frozenset[str], passage: str, carries: float) -> int:
    """How sure ``passage`` is of what the sentence says; 0 where it speaks of something else."""
    shared = wanted & content(passage)
    if len(shared) < max(_LEAST, carries * len(wanted)):
        return 0
    under = hedged_stems(passage)
    weak = [under[key] for key in shared if key in under]
    if len(weak) >= _HEDGED * len(shared):
        return min(weak)
    return PROVEN if level(passage) == PROVEN else FOUND


def _claims_proof(text: str) -> bool:
    """Whether a word of proof stands there, not only "will", which tells plans as often as effects."""
    row = tokens(text)
    return any(found == PROVEN and row[at] != "will" for at, found in marks(text))
