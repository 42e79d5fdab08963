"""Trial ids, drugs and other names that no cited passage holds."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.journals import holds_journal, journals
from newsdraft.checking.names import (
    absent_bodies,
    absent_drugs,
    absent_names,
    absent_trial_ids,
    dropped_parts,
    drugs,
    squashed,
    trial_ids,
)
from newsdraft.checking.nearmiss import misspelt_drugs, near_miss, sister
from newsdraft.checking.wording import some
from newsdraft.model import Severity

SUBJECT = 3  # passages of a document that name its subject


def names(sentence: Sentence) -> Iterator[Hit]:
    """Trial ids, drugs and other names that no cited passage holds.

    A passage often says "the drug" or "the team" for what its document names before. So a drug that another
    passage of a cited document holds is major, not block; another name is minor, and none at all where it is
    the document's subject (in its title or in three passages).
    """
    if not sentence.cited:
        return
    for name in absent_trial_ids(sentence.text, sentence.passages):
        yield _absent_name(sentence, "trial-id-not-in-passages", "trial number", name, None)
    for name in absent_drugs(sentence.text, (*sentence.passages, *_titles(sentence))):
        eased = Severity.MAJOR if _near(sentence, name) else None
        yield _absent_name(sentence, "drug-not-in-passages", "drug", name, eased)
    for name, meant in misspelt_drugs(sentence.text, sentence.passages):
        if not drugs(name):
            message = f"The sentence has “{name}”. Did you mean “{meant}”, the drug of the cited passage?"
            yield Hit("drug-not-in-passages", name, message, meant)
    for name, whole in dropped_parts(sentence.text, sentence.passages):
        message = (
            f"The sentence names “{name}”; the cited passage names “{whole}”, another drug. Name it whole."
        )
        yield Hit("drug-part-dropped", name, message, whole)
    gone = absent_names(sentence.text, sentence.passages)
    for name in (*gone, *absent_bodies(sentence.text, sentence.passages)):
        near = _near(sentence, name)
        if not (trial_ids(name) or drugs(name) or near >= SUBJECT):
            severity = Severity.MINOR if near else _sibling(name, sentence.passages)
            yield _absent_name(sentence, "name-not-in-passages", "name", name, severity)


def _sibling(name: str, passages: tuple[str, ...]) -> Severity | None:
    """A gene whose sister stands in the passages was taken for it: BRCA2 for BRCA1."""
    return Severity.BLOCK if sister(name, passages) else None


def _titles(sentence: Sentence) -> list[str]:
    """The titles of the cited documents: a passage says "the drug" of the one that its title names."""
    return [document.title for document in map(sentence.sources.document_of, sentence.cited) if document]


def _near(sentence: Sentence, name: str) -> int:
    """In how many passages of the cited documents ``name`` stands; their title counts as three."""
    cited = [document for document in map(sentence.sources.document_of, sentence.cited) if document]
    own = {passage.id for document in cited for passage in document.passages}
    titled = any(squashed(name) in squashed(document.title) for document in cited)
    return SUBJECT * titled + sum(i in own for i in sentence.sources.holding_name(name))


def _absent_name(sentence: Sentence, rule: str, what: str, name: str, severity: Severity | None) -> Hit:
    other = [i for i in sentence.sources.holding_name(name) if i not in sentence.cited]
    meant = near_miss(name, sentence.passages)
    advice = (
        f"Did you mean “{meant}”, which stands there?"
        if meant
        else f"It stands in {some(other)}: cite that too."
        if other
        else "Check it, cite its source or strike it."
    )
    message = f"The {what} “{name}” stands in no cited passage ({some(list(sentence.cited))}). {advice}"
    return Hit(rule, name, message, sentence.sources.texts[other[0]] if other else "", severity)


def journal(sentence: Sentence) -> Iterator[Hit]:
    """A journal in which the passages do not say that it was published, while they name another."""
    known = {mention.key for text in sentence.passages for mention in journals(text)}
    for mention in journals(sentence.text):
        if known and not any(holds_journal(mention.key, text) for text in sentence.passages):
            other = next(iter(sorted(known)))
            message = f"The sentence names the journal “{mention.text}”; the cited passage names “{other}”. Correct it."
            yield Hit("journal-differs", mention.text, message, other)
