"""The checks of one sentence against the passages that it cites.

Each is a pure function ``Sentence -> hits``, in the module of what it looks at. ``EVIDENCE_CHECKS`` need only the
sentence and its passages, so they run on any text; ``CLAIM_CHECKS`` also know the post's sources, the place and
the basis. A new check is one more function in one of these lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsdraft.checking.claims.advice import advises
from newsdraft.checking.claims.approval import approval
from newsdraft.checking.claims.arms import arms
from newsdraft.checking.claims.basis import basis
from newsdraft.checking.claims.causal import causal, equality
from newsdraft.checking.claims.certainty import certainty
from newsdraft.checking.claims.citing import cites_something, cites_what_exists, references_in_place
from newsdraft.checking.claims.dates import dates
from newsdraft.checking.claims.design import study_type
from newsdraft.checking.claims.direction import direction
from newsdraft.checking.claims.limits import overlong, shortened
from newsdraft.checking.claims.names import journal, names
from newsdraft.checking.claims.numbers import numbers
from newsdraft.checking.claims.people import everyone, other_people
from newsdraft.checking.claims.population import (
    cancer,
    population,
    restriction_dropped,
    species,
)
from newsdraft.checking.claims.support import support
from newsdraft.checking.claims.wording import attributed, copying, markup, persons, speaker, verbatim
from newsdraft.checking.context import ClaimCheck, Hit, Sentence

_SENSE: tuple[ClaimCheck, ...] = (direction, certainty, causal, equality)
_REACH: tuple[ClaimCheck, ...] = (
    species,
    population,
    everyone,
    other_people,
    cancer,
    restriction_dropped,
    study_type,
    approval,
    advises,
    journal,
    speaker,
    persons,
)
EVIDENCE_CHECKS: tuple[ClaimCheck, ...] = (numbers, dates, arms, names, verbatim, support, *_SENSE, *_REACH)
_CITING: tuple[ClaimCheck, ...] = (
    cites_what_exists,
    cites_something,
    basis,
    references_in_place,
    copying,
    attributed,
    markup,
)
CLAIM_CHECKS: tuple[ClaimCheck, ...] = (*_CITING, *EVIDENCE_CHECKS)


def run(checks: Sequence[ClaimCheck], sentence: Sentence) -> Iterator[Hit]:
    """Every hit of ``checks`` on ``sentence``, each rule and detail once."""
    seen: set[tuple[str, str]] = set()
    yield from overlong(sentence)
    sentence = shortened(sentence)
    for check in checks:
        for hit in check(sentence):
            if (hit.rule, hit.detail) not in seen:
                seen.add((hit.rule, hit.detail))
                yield hit
