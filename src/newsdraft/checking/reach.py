"""The checks of a whole post for how far it reaches: its opening and title against the evidence level, its benefits."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking.benefits import absolute, relative
from newsdraft.checking.context import Hit, PostCheck, Whole
from newsdraft.checking.intervals import chance_as_effect, headline_asserts
from newsdraft.checking.stages import caused, in_sight, promised
from newsdraft.checking.wording import outside_quotes, shown
from newsdraft.model import Block, Claim, Post


def stage_in_sight(whole: Whole) -> Iterator[Hit]:
    """The title or the first words say that it is laboratory, animal, one-person or early work."""
    if whole.evidence is None:
        return
    told = [claim.text for _, claim in whole.post.claims()]
    most = int(whole.policy.limit("opening_words"))
    opening = " ".join(" ".join(told[:most]).split()[:most])
    if told and not in_sight(whole.evidence, f"{whole.post.title}. {opening}"):
        yield Hit(
            "stage-in-sight",
            whole.evidence.level.value,
            f"The evidence is: {whole.evidence.level.value}. Neither the title nor the first {most} words say so. "
            "Say early in whom or what it was seen, and how early it is.",
            whole.evidence.note,
            where="title",
        )


def within_evidence(whole: Whole) -> Iterator[Hit]:
    """Title, description, lead and conclusion claim no benefit or cause that the evidence level cannot show."""
    if whole.evidence is None:
        return
    for where, text in _places(whole.post):
        own = outside_quotes(text)
        verb = promised(whole.evidence, own)
        if verb:
            yield _beyond(
                whole,
                where,
                text,
                verb,
                "no result in people. Say that it was seen in the laboratory or animals",
            )
        cause = caused(whole.evidence, own) if where == "title" else ""
        if cause:
            yield _beyond(whole, where, text, cause, "no cause. Say that the two are linked")


def _beyond(whole: Whole, where: str, text: str, verb: str, limit: str) -> Hit:
    level = whole.evidence.level.value if whole.evidence else ""
    return Hit(
        "beyond-evidence-level",
        f"{where} {verb.lower()} {text[:40]}",
        f"The {where} says “{shown(text)}” (“{verb}”); the evidence ({level}) can show {limit}.",
        whole.evidence.note if whole.evidence else "",
        where=where,
    )


def _places(post: Post) -> Iterator[tuple[str, str]]:
    yield "title", post.title
    yield "description", post.description
    for where, blocks in (("lead", post.lead), ("conclusion", post.conclusion)):
        yield from ((where, claim.text) for claim in _claims(blocks))


def _claims(blocks: tuple[Block, ...]) -> list[Claim]:
    return [claim for block in blocks for claim in block.claims]


def absolute_beside_relative(whole: Whole) -> Iterator[Hit]:
    """A relative figure with no absolute one in its sentence or those beside it."""
    for place, blocks in whole.post.parts():
        told = [claim.text for claim in _claims(blocks)]
        for at, text in enumerate(told):
            said = relative(outside_quotes(text))
            if said and not any(map(absolute, told[max(0, at - 1) : at + 2])):
                yield Hit(
                    "relative-without-absolute",
                    text,
                    f"“{shown(said)}” is relative: nobody can tell of how many. Add how many of how many it was "
                    "in each group, or say that the source does not give it.",
                    where=place,
                )


REACH_CHECKS: tuple[PostCheck, ...] = (
    stage_in_sight,
    within_evidence,
    absolute_beside_relative,
    chance_as_effect,
    headline_asserts,
)
