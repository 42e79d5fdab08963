"""Which stories are drafted now: recency, quota of run and day, a fair turn for every source and kind of cancer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from newsdraft.model import Story, Value
from newsdraft.selecting.relevance import Verdict

# A date further ahead than this is a mistake of the feed; the story counts as of now.
_CLOCK_SLIP = timedelta(days=1)


# What a source whose drafts were all approved (or all rejected) gains (or loses) in score, at the very most. It is
# less than what tells a title about cancer from a passing mention: editors' taste orders stories, it admits none.
_APPROVAL = 0.1


class Decided(Value):
    """What editors decided about the drafts of one source so far."""

    approved: int = 0
    rejected: int = 0


class Candidate(Value):
    """A story that could be drafted, with the relevance of its entries (the best of them) and its kinds of cancer."""

    story: Story
    score: float = 0.0
    verdict: Verdict = Verdict.DRAFT
    reasons: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class Limits(Value):
    """``made_today`` counts the drafts of the day (UTC) so far; ``recency_days`` is for the newest report.

    ``decided`` is what editors decided about earlier drafts, by the name of the source.
    """

    per_run: int
    per_day: int
    made_today: int = 0
    recency_days: int
    decided: Mapping[str, Decided] = {}


class LeftKind(StrEnum):
    """Why a story was not chosen; ``waits`` may be chosen in a later run."""

    OFF_TOPIC = "off topic"
    TOO_OLD = "too old"
    WAITS = "waits"


class Left(Value):
    """A story that was not chosen, and why, in plain words."""

    candidate: Candidate
    kind: LeftKind
    reason: str


class Choice(Value):
    """What to draft, in order, and what was left."""

    chosen: tuple[Candidate, ...] = ()
    left: tuple[Left, ...] = ()


def choose(candidates: Sequence[Candidate], limits: Limits, now: datetime) -> Choice:
    """Choose what to draft in this run.

    Sources and kinds of cancer take turns, the best story first, so that neither one busy feed nor one subject fills
    the quota. Stories that are surely about cancer come before uncertain ones; then score, to which the editors'
    decisions on earlier drafts of the source add a little, then the newer one.
    """
    left: list[Left] = []
    fit: list[Candidate] = []
    for candidate in candidates:
        unfit = _unfit(candidate, limits, now)
        if unfit is None:
            fit.append(_with_approval(candidate, limits.decided))
        else:
            left.append(unfit)
    turns = _take_turns(sorted(fit, key=lambda candidate: _rank(candidate, now)))
    today = max(limits.per_day - limits.made_today, 0)
    room = min(limits.per_run, today)
    reason = _full(limits, by_day=today < limits.per_run)
    left += [Left(candidate=candidate, kind=LeftKind.WAITS, reason=reason) for candidate in turns[room:]]
    return Choice(chosen=tuple(turns[:room]), left=tuple(left))


def reported_at(story: Story, now: datetime) -> datetime:
    """When a story was last reported. A story without any date, or with one in the future, counts as now."""
    dates = [entry.published for entry in story.entries if entry.published is not None]
    newest = max(dates, default=now)
    return now if newest > now + _CLOCK_SLIP else newest


def _unfit(candidate: Candidate, limits: Limits, now: datetime) -> Left | None:
    if candidate.verdict is Verdict.SKIP:
        reason = "; ".join(candidate.reasons) or "not about cancer"
        return Left(candidate=candidate, kind=LeftKind.OFF_TOPIC, reason=reason)
    age = now - reported_at(candidate.story, now)
    if age > timedelta(days=limits.recency_days):
        reason = f"last reported {age.days} days ago; recency_days is {limits.recency_days}"
        return Left(candidate=candidate, kind=LeftKind.TOO_OLD, reason=reason)
    return None


def _with_approval(candidate: Candidate, decided: Mapping[str, Decided]) -> Candidate:
    """The score with what editors thought of the source: the share approved by Laplace's rule, (a + 1) / (n + 2)."""
    said = decided.get(_source(candidate))
    if said is None or not (number := said.approved + said.rejected):
        return candidate
    gain = _APPROVAL * (2 * (said.approved + 1) / (number + 2) - 1)
    score = round(min(max(candidate.score + gain, 0.0), 1.0), 3)
    reason = f"editors approved {said.approved} of {_drafts(number)} from this source"
    return candidate.model_copy(update={"score": score, "reasons": (*candidate.reasons, reason)})


def _source(candidate: Candidate) -> str:
    return candidate.story.entries[0].source if candidate.story.entries else ""


def _rank(candidate: Candidate, now: datetime) -> tuple[bool, float, float, str]:
    newest = reported_at(candidate.story, now).timestamp()
    return (candidate.verdict is not Verdict.DRAFT, -candidate.score, -newest, candidate.story.id)


def _take_turns(ranked: Sequence[Candidate]) -> list[Candidate]:
    """One story of each source and kind of cancer, then a second of each, and so on; all the sure ones first."""
    seen: Counter[tuple[bool, str, str]] = Counter()
    turns = []
    for candidate in ranked:
        unsure = candidate.verdict is not Verdict.DRAFT
        mine = [
            (unsure, "source", _source(candidate)),
            *((unsure, "topic", each) for each in candidate.topics),
        ]
        turns.append((unsure, max(seen[each] for each in mine), candidate))
        seen.update(mine)
    return [candidate for _, _, candidate in sorted(turns, key=lambda each: each[:2])]


def _full(limits: Limits, *, by_day: bool) -> str:
    if by_day:
        used = f"today's quota of {_drafts(limits.per_day)} is used up (max_drafts_per_day)"
        return f"{used}; it waits for tomorrow"
    return f"this run's quota of {_drafts(limits.per_run)} is used up (max_drafts); it waits for the next run"


def _drafts(number: int) -> str:
    return "1 draft" if number == 1 else f"{number} drafts"
