"""The checks of what each section is for: the answer of How AI Fits, and how plain the whole post reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdraft.checking.context import Hit, PostCheck, Whole
from newsdraft.checking.readability import reading_grade
from newsdraft.checking.wording import plain, some
from newsdraft.model import Claim, DocumentKind, Post, SectionKind, Severity

_TERM = (
    r"(?:A\.?I\b|artificial intelligence|(?:machine|deep|computer|statistical) learning|neural networks?|algorithms?"
    r"|(?:computer )?(?:program|software|model|tool|system)s?\b|chatbots?|computer vision)"
)
_AI = re.compile(rf"\b{_TERM}", re.IGNORECASE)
# "AI was not used", "it does not mention AI", "no AI was used", "none of the documents": not "read by a program, not
# by doctors".
_NONE = re.compile(
    r"(?:\b(?:did|does|do|was|were|is|are|has|have|had) not|n't)\b[^.;:,]{0,30}"
    r"\b(?:us(?:e|ed|ing)|mention|involve|include|part|rely|report|say|describe|play|test|need|contain|apply)"
    rf"|\b(?:no|without|neither)\b[^.;:,]{{0,25}}\b{_TERM}|\b(?:none|nothing|nobody|neither)\b",
    re.IGNORECASE,
)


def ai_is_answered(whole: Whole) -> Iterator[Hit]:
    """How AI Fits says in its first sentence whether the study used AI; if it did not, only references follow."""
    claims = _claims_of(whole.post, SectionKind.HOW_AI_FITS)
    if not claims:
        return
    first = plain(claims[0].text)
    if not _AI.search(first):
        message = (
            "The first sentence of How AI Fits does not say whether the study used AI. Say that it did and how, "
            "or that it did not."
        )
        yield Hit("ai-not-answered", "", message, where=SectionKind.HOW_AI_FITS.value)
    elif _NONE.search(first):
        yield from _only_references(claims[1:], whole)


def _only_references(claims: list[Claim], whole: Whole) -> Iterator[Hit]:
    for claim in claims:
        own = [i for i in claim.passages if whole.sources.kinds.get(i) not in (None, DocumentKind.REFERENCE)]
        if own:
            message = (
                f"How AI Fits says that the study used no AI, and then cites the study itself ({some(own)}): "
                f"“{plain(claim.text)}” Move that sentence, or strike it."
            )
            yield Hit("ai-section-drifts", claim.text, message, where=SectionKind.HOW_AI_FITS.value)


def _claims_of(post: Post, kind: SectionKind) -> list[Claim]:
    return [
        claim
        for section in post.sections
        if section.kind is kind
        for block in section.blocks
        for claim in block.claims
    ]


def reads_plainly(whole: Whole) -> Iterator[Hit]:
    """The school grade that the post asks for. An extract is not judged: its sentences are to be rewritten."""
    grade = reading_grade([plain(claim.text) for _, claim in whole.post.claims()])
    aim, limit = whole.policy.limit("reading_grade_aim"), whole.policy.limit("reading_grade_limit")
    if grade <= aim or whole.writer == "extract":
        return
    message = (
        f"The post reads at grade {grade:.1f} (Flesch-Kincaid); the aim is {aim:g}. Part long sentences, and "
        "put plain words for long ones."
    )
    yield Hit("reading-grade", "", message, severity=Severity.MAJOR if grade > limit else None, where="post")


SECTION_CHECKS: tuple[PostCheck, ...] = (ai_is_answered, reads_plainly)
