"""The use-case of whoever looks after the site: what happened since a time, and what wants a person."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from pydantic import AwareDatetime

from newsdraft.app.care import PastRun, past_run
from newsdraft.app.opening import opened_database
from newsdraft.app.queue import DamagedFile, damaged_file
from newsdraft.config import load_sources
from newsdraft.model import DecisionKind, PipelineState, ReviewStatus, Story, Value
from newsdraft.pipeline.gather import dead_feed
from newsdraft.pipeline.receipt import DeadFeed, Merged, Spending, add_up
from newsdraft.polling import FeedState, is_dead
from newsdraft.project import Project
from newsdraft.reviewing import DraftRow, DraftStore
from newsdraft.store import Database

UNDER_WAY = (PipelineState.SELECTED, PipelineState.READ, PipelineState.DRAFTED)
TO_DO = (ReviewStatus.IN_REVIEW, ReviewStatus.CHANGES_REQUESTED, ReviewStatus.APPROVED)
DECIDED = (
    DecisionKind.APPROVED,
    DecisionKind.CHANGES_REQUESTED,
    DecisionKind.REJECTED,
    DecisionKind.PUBLISHED,
)


class WaitingDraft(Value):
    """A draft that wants a person: to review it, or (``approved``) to publish it. ``days`` since it was filed."""

    id: str
    title: str
    path: str
    status: ReviewStatus
    days: float
    findings: dict[str, int]
    claimed_by: str | None = None
    new: bool = False


class DecidedDraft(Value):
    """A decision of a person about a draft."""

    id: str
    title: str
    decision: DecisionKind
    by: str
    at: AwareDatetime
    note: str = ""


class LeftStory(Value):
    """A story that was held or failed, why, and the command that brings it back.

    ``set_aside`` stories are not tried again by themselves.
    """

    story: str
    title: str
    url: str
    reason: str
    command: str
    set_aside: bool = True


class Digest(Value):
    """What happened from ``since`` to ``until``; drafts that wait and dead feeds are those of ``until``.

    ``off_topic`` counts entries. ``stopped`` says why runs ended early; ``unfinished`` counts runs without a receipt
    (one may be at work). ``held_before`` and ``failed_before`` count those that are older.
    """

    since: AwareDatetime
    until: AwareDatetime
    runs: int
    unfinished: int
    stopped: tuple[str, ...]
    waiting: tuple[WaitingDraft, ...]
    decided: tuple[DecidedDraft, ...]
    damaged: tuple[DamagedFile, ...]
    held: tuple[LeftStory, ...]
    held_before: int
    failed: tuple[LeftStory, ...]
    failed_before: int
    off_topic: int
    possible: tuple[Merged, ...]
    dead_feeds: tuple[DeadFeed, ...]
    failing_feeds: int
    spending: Spending


def digest(project: Project, period: timedelta) -> Digest:
    """The last ``period`` of a project. Reads only, so it may be asked while a run is at work."""
    until = datetime.now(UTC)
    since = until - period
    store = DraftStore(project.drafts)
    store.refresh()
    rows = store.rows()
    with opened_database(project) as database:
        runs = [
            past_run(row["id"], row["started"], row["receipt"]) for row in database.last_runs(since=since)
        ]
        states = list(known_feeds(project, database))
        held = database.stories_since(since, PipelineState.HELD)
        failed = database.stories_since(since, PipelineState.FAILED)
        return Digest(
            since=since,
            until=until,
            runs=len(runs),
            unfinished=sum(run.receipt is None for run in runs),
            stopped=tuple(
                dict.fromkeys(run.receipt.stopped for run in runs if run.receipt and run.receipt.stopped)
            ),
            waiting=_waiting(project, rows, since, until),
            decided=_decided(store, rows, since),
            damaged=tuple(damaged_file(project, item) for item in store.damaged()),
            held=tuple(held_story(story) for story in held),
            held_before=len(database.stories_in(PipelineState.HELD)) - len(held),
            failed=(*map(failed_story, failed), *_to_be_tried(database, since)),
            failed_before=len(database.stories_in(PipelineState.FAILED)) - len(failed),
            off_topic=database.count_skipped(since),
            possible=tuple(_open_questions(database, runs)),
            dead_feeds=tuple(dead_feed(name, state) for name, state in states if is_dead(state, until)),
            failing_feeds=sum(state.failures > 0 and not is_dead(state, until) for _, state in states),
            spending=add_up(database.settled_calls(since=since)),
        )


def _waiting(
    project: Project, rows: Iterable[DraftRow], since: datetime, until: datetime
) -> tuple[WaitingDraft, ...]:
    """The drafts that want a person: the oldest first, and of one age those with most to fix."""
    waiting = [
        WaitingDraft(
            id=row.id,
            title=row.title,
            path=str((project.drafts / row.name).relative_to(project.root)),
            status=row.status,
            days=round(max(0.0, (until - (row.filed_at or until)) / timedelta(days=1)), 1),
            findings=row.findings,
            claimed_by=row.claimed_by,
            new=(row.filed_at or until) >= since,
        )
        for row in rows
        if row.status in TO_DO
    ]
    return tuple(sorted(waiting, key=lambda draft: (-draft.days, -draft.findings["block"], draft.title)))


def _decided(store: DraftStore, rows: Iterable[DraftRow], since: datetime) -> tuple[DecidedDraft, ...]:
    lines = [
        DecidedDraft(id=row.id, title=row.title, decision=line.kind, by=line.by, at=line.at, note=line.note)
        for row in rows
        for line in store.history(row.id)
        if line.kind in DECIDED and line.at >= since
    ]
    return tuple(sorted(lines, key=lambda line: line.at))


def held_story(story: Story) -> LeftStory:
    """A held story, with the command that drafts it nevertheless."""
    # An address is a stranger's text; quoted, a shell takes all of it for one word.
    return _left(story, f"newsdraft draft {shlex.quote(_url(story))} --overrule")


def failed_story(story: Story) -> LeftStory:
    """A failed story, with the command that has it tried again."""
    return _left(story, f"newsdraft retry {story.id}")


def _to_be_tried(database: Database, since: datetime) -> list[LeftStory]:
    """Stories whose last attempt failed, and that the next run tries again."""
    under_way = database.stories_since(since, *UNDER_WAY)
    return [_left(story, "", set_aside=False) for story in under_way if story.reason]


def _left(story: Story, command: str, *, set_aside: bool = True) -> LeftStory:
    return LeftStory(
        story=story.id,
        title=story.title,
        url=_url(story),
        reason=story.reason,
        command=command,
        set_aside=set_aside,
    )


def _url(story: Story) -> str:
    return story.entries[0].url if story.entries else ""


def _open_questions(database: Database, runs: Sequence[PastRun]) -> Iterator[Merged]:
    """Pairs that may be one story, oldest first, unless an editor or a later run has settled them since."""
    seen = set()
    for run in reversed(runs):
        for pair in run.receipt.stories.possible if run.receipt else ():
            if pair.story and pair.into_story and (pair.story, pair.into_story) not in seen:
                seen.add((pair.story, pair.into_story))
                there = {
                    story.id for story in database.stories_of([pair.story, pair.into_story]) if story.entries
                }
                if len(there) == 2 and pair.into_story not in database.kept_apart(pair.story):
                    yield pair


def known_feeds(project: Project, database: Database) -> Iterator[tuple[str, FeedState]]:
    """What is known of each feed that is switched on and still has the address that it was asked at."""
    states = database.feed_states()
    for source in load_sources(project.sources):
        if source.enabled and source.name in states:
            state = FeedState.model_validate_json(states[source.name])
            if source.query is not None or state.feed == source.feed:
                yield source.name, state
