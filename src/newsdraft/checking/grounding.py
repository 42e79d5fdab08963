"""The checks of one sentence against the passages that it cites.

Each is a pure function ``Sentence -> hits``. ``EVIDENCE_CHECKS`` need only the sentence and its passages, so
they run on any text; ``CLAIM_CHECKS`` also know the post's sources, the place and the basis. A new check
(direction, negation, certainty, causal strength) is one more function in one of these lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from newsdraft.checking.basis import CONFIRM, has_shape, people
from newsdraft.checking.compare import Fit, best_fit
from newsdraft.checking.context import ClaimCheck, Hit, Sentence, Sources
from newsdraft.checking.markup import markup_in
from newsdraft.checking.names import (
    absent_drugs,
    absent_names,
    absent_trial_ids,
    drugs,
    proper_names,
    squashed,
    symbols,
    trial_ids,
)
from newsdraft.checking.quantities import quantities
from newsdraft.checking.quantity import Quantity
from newsdraft.checking.units import NUMBER
from newsdraft.checking.wording import copied_run, quotations, shown, stands_in
from newsdraft.model import Basis, BlockKind, DocumentKind, SectionKind, Severity
from newsdraft.text import words

COMPARED = 4000  # characters of a sentence, title or passage that are compared
MOST_NUMBERS = 100  # of one text
_COUNTED = 4  # "the two drugs" often counts what a passage lists: up to here in words it is no block
_SUBJECT = 3  # passages of a document that name its subject
_SHOWN = 3  # passage ids named in a message before "and others"


def strong(text: str) -> list[Quantity]:
    """The quantities of ``text`` that a passage must hold, as many as are compared."""
    return [quantity for quantity in quantities(text) if not quantity.weak][:MOST_NUMBERS]


def _lent(passages: Sequence[str]) -> list[Quantity]:
    return [quantity for passage in passages for quantity in quantities(passage)]


def overlong(sentence: Sentence) -> Iterator[Hit]:
    """What is not compared, because it is too long."""
    yield from too_long(sentence.text, "sentence")
    for name, passage in sentence.cited.items():
        if len(passage) > COMPARED:
            message = f"Only the first {COMPARED:,} characters of passage {name} are compared. Read the rest yourself."
            yield Hit("too-long-to-compare", name, message, severity=Severity.MINOR)


def too_long(text: str, what: str) -> Iterator[Hit]:
    """A hit where ``text`` is longer, or holds more numbers, than is compared."""
    count = sum(not quantity.weak for quantity in quantities(text[: 2 * COMPARED]))
    if len(text) > COMPARED:
        message = f"Only the first {COMPARED:,} characters of this {what} are compared. Shorten it."
        yield Hit("too-long-to-compare", what, message)
    elif count > MOST_NUMBERS:
        message = f"Only the first {MOST_NUMBERS} numbers of this {what} are compared. Shorten it."
        yield Hit("too-long-to-compare", what, message)


# --- numbers ---------------------------------------------------------------------------------------------


def numbers(sentence: Sentence) -> Iterator[Hit]:
    """Numbers that no cited passage holds, or that it holds with the opposite bound."""
    if not sentence.cited:
        return
    lent = _lent(sentence.passages)
    stated = strong(sentence.text)
    for number, quantity in enumerate(stated):
        found, nearest = best_fit(quantity, lent)
        if found is Fit.SAME or (
            found is Fit.OTHER_UNIT and nearest and _unit_goes_on(quantity, nearest, stated[:number])
        ):
            continue
        if found is Fit.OTHER_BOUND and nearest is not None:
            yield _other_bound(quantity, nearest)
        else:
            yield _absent_number(sentence, quantity, nearest)


def _unit_goes_on(quantity: Quantity, nearest: Quantity, before: Sequence[Quantity]) -> bool:
    """ "9.1 months with one drug, 4.4 with the other": the unit of a number before it is meant."""
    bare = quantity.dimension == NUMBER and not quantity.unit
    return bare and any(other.unit and other.unit == nearest.unit for other in before)


def _phrase(quantity: Quantity) -> str:
    signs = {
        "<": "less than ",
        "<=": "at most ",
        ">": "more than ",
        ">=": "at least ",
        "~": "about ",
        "~<": "nearly ",
    }
    return signs.get(quantity.operator, "") + quantity.text.strip()


def _other_bound(quantity: Quantity, nearest: Quantity) -> Hit:
    return Hit(
        "number-bound-differs",
        _phrase(quantity),
        f"The sentence says “{_phrase(quantity)}”; the cited passage says “{_phrase(nearest)}”. "
        "Use the passage's bound.",
        nearest.text,
    )


def _absent_number(sentence: Sentence, quantity: Quantity, nearest: Quantity | None) -> Hit:
    shown = quantity.text.strip()
    cited = _some(list(sentence.cited))
    other = [i for i in sentence.sources.holding_quantity(quantity) if i not in sentence.cited]
    said = f"“{shown}” stands in no cited passage ({cited})."
    if nearest is not None and nearest.text.strip() != shown:
        said += f" The digits stand there as “{nearest.text.strip()}”, which measures something else."
    advice = "Correct it, or cite the passage that says it."
    counted = _counts(quantity)
    if counted:
        advice = "Confirm that it counts what the passage lists, or correct it."
    elif other:
        advice = (
            f"It stands in {_some(other)}, not cited: cite that if it means the same, or correct the number."
        )
    elif sentence.sources.texts:
        said += " It stands in no other passage of the sources either."
        advice = "Correct it or strike it."
    severity = Severity.MAJOR if counted else None
    evidence = sentence.sources.texts.get(other[0], "") if other else ""
    return Hit("number-not-in-passages", shown, f"{said} {advice}", evidence, severity)


def _counts(quantity: Quantity) -> bool:
    """A small count in words, which may count what a passage lists."""
    bare = not quantity.unit and not quantity.operator
    return quantity.in_words and quantity.value <= _COUNTED and bare


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_SHOWN]) + (f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else "")


# --- names -----------------------------------------------------------------------------------------------


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
        if not (trial_ids(name) or drugs(name) or near >= _SUBJECT):
            yield _absent_name(
                sentence, "name-not-in-passages", "name", name, Severity.MINOR if near else None
            )


def _near(sentence: Sentence, name: str) -> int:
    """In how many passages of the cited documents ``name`` stands; their title counts as three."""
    cited = [document for document in map(sentence.sources.document_of, sentence.cited) if document]
    own = {passage.id for document in cited for passage in document.passages}
    titled = any(squashed(name) in squashed(document.title) for document in cited)
    return _SUBJECT * titled + sum(i in own for i in sentence.sources.holding_name(name))


def _absent_name(sentence: Sentence, rule: str, what: str, name: str, severity: Severity | None) -> Hit:
    other = [i for i in sentence.sources.holding_name(name) if i not in sentence.cited]
    advice = (
        f"It stands in {_some(other)}: cite that too." if other else "Check it, cite its source or strike it."
    )
    message = f"The {what} “{name}” stands in no cited passage ({_some(list(sentence.cited))}). {advice}"
    return Hit(rule, name, message, sentence.sources.texts[other[0]] if other else "", severity)


# --- words -----------------------------------------------------------------------------------------------


def verbatim(sentence: Sentence) -> Iterator[Hit]:
    """Quoted words that do not stand like that in a cited passage."""
    pieces = quotations(sentence.text)
    if sentence.block is BlockKind.QUOTE and not pieces and not re.match(r"\s*[-–—]", sentence.text):
        pieces = [sentence.text] if len(words(sentence.text)) > 2 else []
    for piece in pieces:
        if stands_in(piece, sentence.passages):
            continue
        other = [
            i
            for i, text in sentence.sources.texts.items()
            if i not in sentence.cited and stands_in(piece, [text])
        ]
        advice = (
            f"It stands in {_some(other)}, which is not cited: cite it."
            if other
            else "Quote the passage word for word, or say it without quotation marks."
        )
        yield Hit(
            "quotation-not-verbatim",
            piece,
            f"The quoted words “{shown(piece)}” stand in no cited passage. {advice}",
        )


def copying(sentence: Sentence) -> Iterator[Hit]:
    """A long run of a source's words outside quotation marks."""
    if sentence.block is BlockKind.QUOTE:
        return
    run = copied_run(sentence.text, sentence.sources.shingles)
    if run:
        count = len(run.split())
        yield Hit(
            "copied-text",
            run,
            f"{count} words in a row are the source's own: “{shown(run)}”. "
            "Say it in other words, or quote it.",
            run,
        )


# --- citing ----------------------------------------------------------------------------------------------


def cites_what_exists(sentence: Sentence) -> Iterator[Hit]:
    """Passage ids that no source has."""
    for passage in sentence.unknown:
        yield Hit(
            "cited-passage-missing",
            passage,
            f"The sentence cites {passage}, and no source of this draft has such a passage. "
            "Cite another, or strike it.",
        )


def cites_something(sentence: Sentence) -> Iterator[Hit]:
    """A factual sentence that cites nothing. Questions and fragments of three words state no fact."""
    states = sentence.basis is Basis.PASSAGES and not sentence.cited and not sentence.unknown
    if not states or sentence.text.rstrip("\"'”’*_ ").endswith("?") or len(words(sentence.text)) <= 3:
        return
    holds = _facts(sentence.text)
    message = "The sentence cites no passage. Cite what it rests on, or strike it."
    if holds:
        advice = "Cite the passage that says it, or strike it."
        message = f"The sentence cites no passage, and says “{holds[0]}”. {advice}"
    yield Hit("claim-uncited", "", message, severity=Severity.BLOCK if holds else Severity.MAJOR)


def _facts(text: str) -> list[str]:
    """The numbers and names of ``text``."""
    return [
        *(q.text.strip() for q in strong(text)),
        *trial_ids(text),
        *drugs(text),
        *symbols(text),
        *proper_names(text),
    ]


def basis(sentence: Sentence) -> Iterator[Hit]:
    """What rests on design, absence or inference has that shape, holds no fact of its own, and is confirmed."""
    if sentence.basis is Basis.PASSAGES:
        return
    lent = _lent(sentence.passages)
    own = [q.text.strip() for q in strong(sentence.text) if best_fit(q, lent)[0] is not Fit.SAME]
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
    return titled or len(own.holding_name(name)) >= _SUBJECT


def references_in_place(sentence: Sentence) -> Iterator[Hit]:
    """What Happened rests on the story's own documents."""
    if sentence.place.casefold() != SectionKind.WHAT_HAPPENED.value.casefold():
        return
    for passage in sentence.cited:
        if sentence.sources.kinds.get(passage) is DocumentKind.REFERENCE:
            yield Hit(
                "reference-in-what-happened",
                passage,
                f"What Happened cites {passage}, a reference note. Cite the story's own source, "
                "or move the sentence to Background.",
            )


# --- markup ----------------------------------------------------------------------------------------------


def markup(sentence: Sentence) -> Iterator[Hit]:
    """Markup inside the sentence."""
    yield from markup_in(sentence.text)


def shortened(sentence: Sentence) -> Sentence:
    """``sentence`` with what is compared of it and of its passages."""
    if len(sentence.text) <= COMPARED and all(len(text) <= COMPARED for text in sentence.passages):
        return sentence
    cited = {name: text[:COMPARED] for name, text in sentence.cited.items()}
    return replace(sentence, text=sentence.text[:COMPARED], cited=cited)


EVIDENCE_CHECKS: tuple[ClaimCheck, ...] = (numbers, names, verbatim)
_CITING: tuple[ClaimCheck, ...] = (
    cites_what_exists,
    cites_something,
    basis,
    references_in_place,
    copying,
    markup,
)
CLAIM_CHECKS: tuple[ClaimCheck, ...] = (*_CITING, *EVIDENCE_CHECKS)


def run(
    checks: Sequence[Callable[[Sentence], Iterator[Hit]]] | Sequence[ClaimCheck], sentence: Sentence
) -> Iterator[Hit]:
    """Every hit of ``checks`` on ``sentence``, each rule and detail once."""
    seen: set[tuple[str, str]] = set()
    yield from overlong(sentence)
    sentence = shortened(sentence)
    for check in checks:
        for hit in check(sentence):
            if (hit.rule, hit.detail) not in seen:
                seen.add((hit.rule, hit.detail))
                yield hit


def facts_not_in_sources(text: str, sources: Sources) -> Iterator[tuple[str, str, Severity | None]]:
    """The numbers, trial ids, drugs and names of ``text`` that ``sources`` hold nowhere, each with its kind."""
    text = text[:COMPARED]
    titles = [quantity for document in sources.documents for quantity in quantities(document.title)]
    for quantity in strong(text):
        if not sources.holding_quantity(quantity) and best_fit(quantity, titles)[0] is not Fit.SAME:
            yield "number", quantity.text.strip(), Severity.MAJOR if _counts(quantity) else None
    held = sources.with_titles
    for name in absent_trial_ids(text, held):
        yield "trial-id", name, None
    for name in absent_drugs(text, held):
        yield "drug", name, None
    for name in absent_names(text, held):
        if not (trial_ids(name) or drugs(name)):
            yield "name", name, None
