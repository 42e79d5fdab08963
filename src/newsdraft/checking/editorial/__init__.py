"""What a good health desk would not print, whatever the sources say: hype, empty phrases, leaks, hard language.

These checks look at the post's own words, in sentences and in headlines. ``WORDING_CHECKS`` take one sentence, title
or heading (a ``Sentence``, whose passages they may look at for an exemption); ``DESK_CHECKS`` take the whole post.
"""

from __future__ import annotations

from newsdraft.checking.context import ClaimCheck, PostCheck
from newsdraft.checking.editorial.answers import desk_questions
from newsdraft.checking.editorial.earlier import told_before
from newsdraft.checking.editorial.experts import unnamed_experts
from newsdraft.checking.editorial.front import LOOKED_AT, front_hits
from newsdraft.checking.editorial.hype import dense_hype, designations, hype
from newsdraft.checking.editorial.leaks import leaks
from newsdraft.checking.editorial.phrases import boilerplate, promotion, softened_stage
from newsdraft.checking.editorial.plainness import jargon, long_sentences, passive_chains
from newsdraft.checking.editorial.references import overdue_references
from newsdraft.checking.editorial.results import results_in_numbers
from newsdraft.checking.editorial.study import standing_said, study_named
from newsdraft.checking.editorial.voices import sources_weighed

WORDING_CHECKS: tuple[ClaimCheck, ...] = (
    hype,
    leaks,
    boilerplate,
    promotion,
    softened_stage,
    unnamed_experts,
    long_sentences,
)
DESK_CHECKS: tuple[PostCheck, ...] = (
    dense_hype,
    designations,
    results_in_numbers,
    study_named,
    standing_said,
    sources_weighed,
    desk_questions,
    overdue_references,
    told_before,
    passive_chains,
    jargon,
)

__all__ = ["DESK_CHECKS", "LOOKED_AT", "WORDING_CHECKS", "front_hits"]
