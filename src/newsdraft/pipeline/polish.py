"""A written post on its way to the editor: checked, read a second time, repaired once, checked again.

What a repair cannot mend stays as it was, flagged. Neither the repair nor the second reading can make a finding of
the checks go away: the checks look at the post as it stands in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from newsdraft.model import Claim, Dossier, Finding, ModelCall, Post, SecondReading, Severity, Value

# Loaded where a draft is due: most runs find nothing to draft.
if TYPE_CHECKING:
    from newsdraft.pipeline.context import Context
    from newsdraft.writing import Failure, Judge, Judged, Mended, Repair, Writer

Step = TypeVar("Step", bound=Value)
Remember = Callable[[str, str, Callable[[], Value]], str]
"""Runs a step once: (its name, what it was given, how to make it) to the JSON of what it made."""


class Polished(Value):
    """A post as an editor gets it, with what was found in it, what the judge said, and what it took."""

    post: Post
    findings: tuple[Finding, ...]
    reading: SecondReading | None = None
    notices: tuple[str, ...] = ()
    calls: tuple[ModelCall, ...] = ()


def polish(
    context: Context,
    post: Post,
    dossier: Dossier,
    *,
    known: SecondReading | None = None,
    repair: bool,
    remember: Remember,
) -> Polished:
    """Check, judge, repair and check ``post``. Verdicts of ``known``, an earlier reading, are not paid for again."""
    from newsdraft.checking import Earlier, check_draft  # noqa: PLC0415

    writer = context.writer()
    check = partial(
        check_draft,
        dossier=dossier,
        writer=writer.name,
        policy=context.policy(),
        today=context.clock().date(),
        earlier=[Earlier(title, lead) for title, lead in context.drafts.told(but=dossier.story_id)],
    )
    judged = _judge(post, dossier, context.judge(), known, remember)
    reading = judged.reading if judged else None
    calls = judged.calls if judged else ()
    notices: tuple[str, ...] = ()
    failures = failing(post, check(post, reading=reading)) if repair else []
    if failures:
        mending = _repair(post, dossier, writer, failures, remember)
        post, said = keep_better(post, mending.mended, check)
        notices, calls = (*mending.notices, *said), (*calls, *mending.calls)
    findings = tuple(check(post, reading=reading))
    return Polished(post=post, findings=findings, reading=reading, notices=notices, calls=calls)


def _judge(
    post: Post, dossier: Dossier, judge: Judge | None, known: SecondReading | None, remember: Remember
) -> Judged | None:
    if judge is None:
        return None
    from newsdraft.writing import Judged  # noqa: PLC0415

    claims = known.unscored(post) if known else [claim for _, claim in post.claims()]
    if not claims:
        return Judged(reading=known) if known else None
    appraise = not (known and known.answers(post))
    given = "\n".join([judge.name, dossier.model_dump_json(), *(claim.model_dump_json() for claim in claims)])
    judged = Judged.model_validate_json(
        remember("judge", given, lambda: judge.judge(post, dossier, claims, appraise=appraise))
    )
    return judged.model_copy(update={"reading": _together(judged.reading, known, claims)})


def _together(new: SecondReading, known: SecondReading | None, asked: Sequence[Claim]) -> SecondReading:
    """The new verdicts with the earlier ones on sentences that were not asked about."""
    if known is None:
        return new
    ids = {claim.id for claim in asked}
    kept = tuple(judgement for judgement in known.judgements if judgement.claim not in ids)
    # The questions on the whole were asked again where the earlier answers hold no more.
    answers = new if new.appraisals else known
    return new.model_copy(
        update={
            "judgements": (*kept, *new.judgements),
            "appraisals": answers.appraisals,
            "appraised": answers.appraised,
        }
    )


# --- the repair ------------------------------------------------------------------------------------------

_FAILS = (Severity.BLOCK, Severity.MAJOR)


def failing(post: Post, findings: Sequence[Finding]) -> list[Failure]:
    """The sentences, title and description that block or should be fixed, each with what was found in it.

    Also those of which the second reading found only a part in their passages: small to an editor who compares
    them, but what a rewriting mends best.
    """
    from newsdraft.checking import PARTLY  # noqa: PLC0415
    from newsdraft.writing import HEADLINES, Failure  # noqa: PLC0415

    texts = {"title": post.title, "description": post.description}
    texts |= {claim.id: claim.text for _, claim in post.claims()}
    problems: dict[str, list[str]] = {}
    for finding in findings:
        number = finding.claim or (finding.where if finding.where in HEADLINES else None)
        if number in texts and (finding.severity in _FAILS or finding.rule == PARTLY):
            problems.setdefault(number, []).append(finding.message)
    return [
        Failure(number=number, text=text, problems=tuple(problems[number]))
        for number, text in texts.items()
        if number in problems
    ]


def _repair(
    post: Post, dossier: Dossier, writer: Writer, failures: Sequence[Failure], remember: Remember
) -> Repair:
    from newsdraft.writing import Repair  # noqa: PLC0415

    parts = [writer.name, dossier.model_dump_json(), post.model_dump_json()]
    given = "\n".join([*parts, *(failure.model_dump_json() for failure in failures)])
    made = remember("repair", given, lambda: writer.repair(post, dossier, failures))
    return Repair.model_validate_json(made)


def keep_better(
    post: Post, mended: Sequence[Mended], check: Callable[[Post], list[Finding]]
) -> tuple[Post, tuple[str, ...]]:
    """``post`` with each of ``mended`` that leaves it with no more findings than before, and a line that says so."""
    from newsdraft.writing import with_mended  # noqa: PLC0415

    before = check(post)
    taken = 0
    # What blocks goes first: a part that keeps one sentence at least should keep a sound one.
    for one in sorted(mended, key=lambda one: not _blocked(one.number, before)):
        candidate = with_mended(post, one)
        after = check(candidate)
        if candidate != post and _is_better(one.number, before, after):
            post, before, taken = candidate, after, taken + 1
    return post, (_told(taken, len(mended)),) if mended else ()


def _is_better(number: str, before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether a post is better without the findings on ``number``: fewer blocks where it had one, never more of any.

    A sentence that lost its citations holds fewer findings and blocks all the same, so blocks are counted first.
    """
    was, now = _weight(before), _weight(after)
    return now[0] < was[0] if _blocked(number, before) else now <= was


def _blocked(number: str, findings: Sequence[Finding]) -> bool:
    return any(
        number in (finding.claim, finding.where) and finding.severity is Severity.BLOCK
        for finding in findings
    )


def _weight(findings: Sequence[Finding]) -> tuple[int, int]:
    severities = [finding.severity for finding in findings]
    return severities.count(Severity.BLOCK), severities.count(Severity.MAJOR)


def _told(taken: int, given: int) -> str:
    left = f"; {given - taken} of its answers were no better and were left out" if taken < given else ""
    some = "1 sentence was" if taken == 1 else f"{taken} sentences were"
    return f"After the first check {some} written anew or struck{left}."
