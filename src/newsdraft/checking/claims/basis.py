"""Sentences that rest on design, absence or inference: their shape, and the facts that they may not hold."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking.basis import CONFIRM, has_shape
from newsdraft.checking.claims.limits import lent, strong
from newsdraft.checking.claims.names import SUBJECT
from newsdraft.checking.compare import Fit, best_fit
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.names import (
    absent_drugs,
    absent_names,
    absent_trial_ids,
    drugs,
    people,
    squashed,
    trial_ids,
)
from newsdraft.model import Basis, Severity


def basis(sentence: Sentence) -> Iterator[Hit]:
    """What rests on design, absence or inference has that shape, holds no fact of its own, and is confirmed."""
    if sentence.basis is Basis.PASSAGES:
        return
    known = lent(sentence.passages)
    own = [q.text.strip() for q in strong(sentence.text) if best_fit(q, known)[0] is not Fit.SAME]
    own += absent_trial_ids(sentence.text, sentence.passages) + absent_drugs(sentence.text, sentence.passages)
    facts: dict[str, Severity | None] = dict.fromkeys(own)
    for name, severity in _own_names(sentence):
        facts.setdefault(name, severity)
    for fact, severity in facts.items():
        yield Hit(
            "basis-holds-fact",
            fact,
            f"The sentence is marked “{sentence.basis.value}”, which may hold no fact of its own, "
            f"and says “{fact}”. Cite the passage that says it, or strike it.",
            severity=severity,
        )
    if not has_shape(sentence.text, sentence.basis):
        yield Hit(
            "basis-unsupported",
            "",
            f"The sentence is marked as {sentence.basis.value}, but states a fact: cite the passage or strike it.",
        )
    rule, message = CONFIRM[sentence.basis]
    yield Hit(rule, "", message)


def _own_names(sentence: Sentence) -> Iterator[tuple[str, Severity | None]]:
    """Names that no cited passage holds: a person's blocks; the study's subject is left alone.

    An abbreviation may stand in any passage that the section cites.
    """
    persons = set(people(sentence.text))
    gone_nearby = absent_names(sentence.text, (*sentence.passages, *sentence.around))
    for name in absent_names(sentence.text, sentence.passages):
        if trial_ids(name) or drugs(name):
            continue
        if any(name in person for person in persons):
            yield name, None
        elif not _is_subject(sentence, name) and name in gone_nearby:
            yield name, Severity.MAJOR


def _is_subject(sentence: Sentence, name: str) -> bool:
    own = sentence.sources.own
    titled = any(squashed(name) in squashed(document.title) for document in own.documents)
    return titled or len(own.holding_name(name)) >= SUBJECT
