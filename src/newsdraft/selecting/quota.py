"""Which stories are drafted now: recency, quota of run and day, and a fair turn for every source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from newsdraft.model import Story, Value
from newsdraft.selecting.relevance import Verdict

# A date further ahead than this is a mistake of the feed; the story counts as of now.
_CLOCK_SLIP = timedelta(days=1)


class Candidate(Value):
    """A story that could be drafted, with the relevance of its entries (the best of them)."""

    story: Story
    score: float = 0.0
    verdict: Verdict = Verdict.DRAFT
    reasons: tuple[str, ...] = ()


class Limits(Value):
    """``made_today`` counts the drafts of the day (UTC) so far; ``recency_days`` is for the newest report."""

    per_run: int
    per_day: int
    made_today: int = 0
    recency_days: int


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

    Sources take turns, the source with the best story first, so that one busy feed cannot fill the quota.
    Stories that are surely about cancer come before uncertain ones; then score, then the newer one.
    """
    left: list[Left] = []
    fit: list[Candidate] = []
    for candidate in candidates:
        unfit = _unfit(candidate, limits, now)
        if unfit is None:
            fit.append(candidate)
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


def _rank(candidate: Candidate, now: datetime) -> tuple[bool, float, float, str]:
    newest = reported_at(candidate.story, now).timestamp()
    return (candidate.verdict is not Verdict.DRAFT, -candidate.score, -newest, candidate.story.id)


def _take_turns(ranked: Sequence[Candidate]) -> list[Candidate]:
    """One story of each source, then a second of each, and so on; the sure ones of all sources first."""
    seen: dict[tuple[bool, str], int] = {}
    turns = []
    for candidate in ranked:
        unsure = candidate.verdict is not Verdict.DRAFT
        source = candidate.story.entries[0].source if candidate.story.entries else ""
        turn = seen[unsure, source] = seen.get((unsure, source), -1) + 1
        turns.append((unsure, turn, candidate))
    return [candidate for _, _, candidate in sorted(turns, key=lambda each: each[:2])]


def _full(limits: Limits, *, by_day: bool) -> str:
    if by_day:
        used = f"today's quota of {_drafts(limits.per_day)} is used up (max_drafts_per_day)"
        return f"{used}; it waits for tomorrow"
    return f"this run's quota of {_drafts(limits.per_run)} is used up (max_drafts); it waits for the next run"


def _drafts(number: int) -> str:
    return "1 draft" if number == 1 else f"{number} drafts"
