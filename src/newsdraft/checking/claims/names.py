"""Trial ids, drugs and other names that no cited passage holds."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.names import absent_drugs, absent_names, absent_trial_ids, drugs, squashed, trial_ids
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
    gone_drugs = absent_drugs(sentence.text, sentence.passages)
    for name in absent_trial_ids(sentence.text, sentence.passages):
        yield _absent_name(sentence, "trial-id-not-in-passages", "trial number", name, None)
    for name in gone_drugs:
        eased = Severity.MAJOR if _near(sentence, name) else None
        yield _absent_name(sentence, "drug-not-in-passages", "drug", name, eased)
    for name in absent_names(sentence.text, sentence.passages):
        near = _near(sentence, name)
        if not (trial_ids(name) or drugs(name) or near >= SUBJECT):
            yield _absent_name(
                sentence, "name-not-in-passages", "name", name, Severity.MINOR if near else None
            )


def _near(sentence: Sentence, name: str) -> int:
    """In how many passages of the cited documents ``name`` stands; their title counts as three."""
    cited = [document for document in map(sentence.sources.document_of, sentence.cited) if document]
    own = {passage.id for document in cited for passage in document.passages}
    titled = any(squashed(name) in squashed(document.title) for document in cited)
    return SUBJECT * titled + sum(i in own for i in sentence.sources.holding_name(name))


def _absent_name(sentence: Sentence, rule: str, what: str, name: str, severity: Severity | None) -> Hit:
    other = [i for i in sentence.sources.holding_name(name) if i not in sentence.cited]
    advice = (
        f"It stands in {some(other)}: cite that too." if other else "Check it, cite its source or strike it."
    )
    message = f"The {what} “{name}” stands in no cited passage ({some(list(sentence.cited))}). {advice}"
    return Hit(rule, name, message, sentence.sources.texts[other[0]] if other else "", severity)
