"""What a sentence cites: something, that exists, and that may be cited where the sentence stands."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking.claims.limits import strong
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.names import drugs, proper_names, symbols, trial_ids
from newsdraft.model import Basis, DocumentKind, SectionKind, Severity
from newsdraft.text import words


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


_OWN_ONLY = {"lead", "conclusion", SectionKind.WHAT_HAPPENED.value.casefold()}


def references_in_place(sentence: Sentence) -> Iterator[Hit]:
    """Lead, conclusion and What Happened rest on the story's own documents."""
    if sentence.place.casefold() not in _OWN_ONLY:
        return
    part = sentence.place if sentence.place.istitle() else f"The {sentence.place}"
    for passage in sentence.cited:
        if sentence.sources.kinds.get(passage) is DocumentKind.REFERENCE:
            yield Hit(
                "reference-in-what-happened",
                passage,
                f"{part} cites {passage}, a reference note. Cite the story's own source, "
                "or move the sentence to Background.",
            )
