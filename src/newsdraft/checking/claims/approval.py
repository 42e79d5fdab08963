"""What standing with a regulator a sentence gives a drug or test, beside what its passages give it."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking.aligned import disagreeing_clauses
from newsdraft.checking.approval_traits import APPROVAL_TRAITS, STANDING
from newsdraft.checking.approvals import (
    ACCELERATED,
    APPROVED,
    FULL,
    GUIDELINE,
    Standing,
    bodies,
    same_body,
    standings,
)
from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.traits import disagreements
from newsdraft.checking.wording import outside_quotes, some
from newsdraft.model import Basis, Severity

_DESIGNATION = 2  # the rank of designations, which are none above another


def approval(sentence: Sentence) -> Iterator[Hit]:
    """A standing above the passages', another designation, or another regulator."""
    if not sentence.cited or sentence.basis is not Basis.PASSAGES:
        return
    told = outside_quotes(sentence.text)
    claimed = [standing for standing in standings(told) if not standing.denied and standing.rank > 1]
    found: list[Hit] = []
    if claimed:
        known = [standing for text in sentence.passages for standing in standings(text)]
        found = [*_too_high(sentence, claimed, known), *_other_body(sentence, told)]
    yield from found or _stands_otherwise(sentence, told)


def _stands_otherwise(sentence: Sentence, told: str) -> Iterator[Hit]:
    """Allowed, asked for, refused, or under other conditions than the passages say, in whatever words."""
    for trait in (STANDING, *APPROVAL_TRAITS):
        differ = disagreeing_clauses if trait is STANDING else disagreements
        for found in differ(trait, told, sentence.passages):
            yield Hit(
                "approval-differs",
                found.claimed.lower(),
                f"The sentence says “{found.claimed}”; the cited passage says “{found.said}”. {trait.advice}",
                found.said,
                Severity.MAJOR,
            )
            return


def _too_high(sentence: Sentence, claimed: list[Standing], known: list[Standing]) -> Iterator[Hit]:
    given = [standing for standing in known if not standing.denied]
    for standing in claimed:
        if _holds(standing, given):
            continue
        lower = max(given, key=lambda s: s.rank, default=None) or next(iter(known), None)
        if lower is None:
            yield _unsaid(sentence, standing)
            return
        eased = standing.name == APPROVED and any(s.name == ACCELERATED for s in given)
        not_yet = "not yet " if lower.denied and lower.rank > _DESIGNATION else ""
        yield Hit(
            "approval-differs",
            standing.text.lower(),
            f"The sentence says “{standing.text}”; the cited passage says “{lower.text}” "
            f"({not_yet}{lower.name}). Use the passage's words.",
            lower.text,
            Severity.MAJOR if eased else None,
        )
        return


def _holds(standing: Standing, given: list[Standing]) -> bool:
    if standing.name in (APPROVED, GUIDELINE):
        return any(s.name in (APPROVED, FULL) or s.name == standing.name for s in given)
    return any(s.name == standing.name for s in given)


def _unsaid(sentence: Sentence, standing: Standing) -> Hit:
    """The passages say nothing of it: sure where the sentence names who gave it."""
    near = [
        text
        for text in sentence.sources.own.texts.values()
        if _holds(standing, [s for s in standings(text) if not s.denied])
    ]
    sure = (bodies(sentence.text) or standing.rank == _DESIGNATION) and not near
    return Hit(
        "approval-differs",
        standing.text.lower(),
        f"The sentence says “{standing.text}”; no cited passage ({some(list(sentence.cited))}) says so. "
        + (
            "Another passage of the source does: cite it."
            if near
            else "Cite the passage that does, or strike it."
        ),
        near[0] if near else "",
        None if sure else Severity.MAJOR,
    )


def _other_body(sentence: Sentence, told: str) -> Iterator[Hit]:
    known = {name: words for text in sentence.passages for name, words in bodies(text).items()}
    for name, words in bodies(told).items():
        if known and not any(same_body(name, other) for other in known):
            yield Hit(
                "approval-differs",
                f"by {name}",
                f"The sentence names {words}; the cited passage names {next(iter(known.values()))}. "
                "Say which regulator it was.",
                next(iter(known.values())),
            )
