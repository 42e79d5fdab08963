"""From feeds to stories: poll, keep what is new, leave what is off topic, join reports of the same story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from newsdraft.model import Entry, PipelineState, Source, SourceKind, Story
from newsdraft.pipeline.context import Context
from newsdraft.pipeline.receipt import EntryCount, FeedFailure, Left, Merged, SourceCount
from newsdraft.polling import FeedState, Poll, PollOutcome, poll
from newsdraft.selecting import Candidate, Relevance, Verdict, group, judge

# A report of a story that is older than this is a new story: follow-ups come after months.
JOIN_WINDOW = timedelta(days=60)
ORIGINAL_FIRST = [
    SourceKind.JOURNAL,
    SourceKind.PREPRINT,
    SourceKind.REGULATOR,
    SourceKind.PRESS_RELEASE,
    SourceKind.BLOG,
    SourceKind.NEWS,
]


@dataclass
class Gathered:
    """What polling and sorting brought."""

    sources: SourceCount = field(default_factory=SourceCount)
    entries: EntryCount = field(default_factory=EntryCount)
    stories: list[Story] = field(default_factory=list)
    skipped: list[Left] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    possible: list[Merged] = field(default_factory=list)


def ask_feeds(context: Context, sources: Sequence[Source], *, now_due: bool = False) -> list[Poll]:
    """Ask every enabled feed that is due, or with ``now_due`` every one. Nothing is written."""
    states = context.database.feed_states()
    feeds = [
        (source, FeedState.model_validate_json(states[source.name]) if source.name in states else None)
        for source in sources
        if source.enabled
    ]
    return (
        poll(feeds, context.web, context.clock(), context.settings.poll_workers, force=now_due)
        if feeds
        else []
    )


def gather(context: Context, sources: Sequence[Source], polls: Sequence[Poll]) -> Gathered:
    """Keep what the feeds gave and sort the new entries into stories."""
    result = Gathered(sources=_count(polls))
    new = 0
    for answer in polls:
        state = answer.state.model_dump_json()
        new += len(context.database.record_poll(answer.source.name, state, answer.entries, context.clock()))
    result.entries = EntryCount(seen=sum(len(answer.entries) for answer in polls), new=new)
    _sort(context, {source.name: source for source in sources}, result)
    return result


ASKED = (PollOutcome.FETCHED, PollOutcome.UNCHANGED, PollOutcome.FAILED)


def _count(polls: Sequence[Poll]) -> SourceCount:
    outcomes = [answer.outcome for answer in polls]
    return SourceCount(
        polled=sum(outcome in ASKED for outcome in outcomes),
        unchanged=outcomes.count(PollOutcome.UNCHANGED),
        waiting=outcomes.count(PollOutcome.NOT_DUE),
        failed=tuple(
            FeedFailure(source=answer.source.name, error=answer.error or answer.outcome.value)
            for answer in polls
            if answer.outcome in (PollOutcome.FAILED, PollOutcome.RETIRED)
        ),
        notices=tuple(f"{answer.source.name}: {notice}" for answer in polls for notice in answer.notices),
    )


def _sort(context: Context, sources: dict[str, Source], result: Gathered) -> None:
    """Sort every entry that has no place yet, also those of a run that died before it came to them."""
    wanted: list[Entry] = []
    for entry in context.database.unsorted_entries():
        relevance = judge(entry, sources.get(entry.source))
        if relevance.verdict is Verdict.SKIP:
            reason = why_skipped(relevance)
            context.database.skip_entry(entry, reason)
            result.skipped.append(Left(title=entry.title, url=entry.url, reason=reason))
        else:
            wanted.append(entry)
    _group(context, sorted(wanted, key=by_originality), result)


def why_skipped(relevance: Relevance) -> str:
    """Why an entry was left, in words: a rule or cue that rules it out, or too little about cancer."""
    said = "; ".join(relevance.reasons)
    if relevance.score == 0 and said:
        return said
    return f"too little in it is about cancer (score {relevance.score:.2f}{', ' + said if said else ''})"


def by_originality(entry: Entry) -> int:
    """Originals before reports of them, so that a report finds the original already there."""
    return ORIGINAL_FIRST.index(entry.kind)


def _group(context: Context, wanted: Sequence[Entry], result: Gathered) -> None:
    now = context.clock()
    known = context.database.recent_stories(now - JOIN_WINDOW) if wanted else []
    grouping = group(wanted, known, now)
    titles = {story.id: story.title for story in (*known, *grouping.new)}
    for story in grouping.new:
        doi = next((entry.doi for entry in story.entries if entry.doi), None)
        context.database.add_story(story, doi)
        result.stories.append(story)
        for entry in story.entries[1:]:
            result.merged.append(_joined(entry, story.title, "another report of the same story"))
    for join in grouping.joins:
        context.database.join_entry(join.entry, join.story_id)
        result.merged.append(_joined(join.entry, titles[join.story_id], "; ".join(join.match.reasons)))
    for maybe in grouping.possible:
        result.possible.append(_joined(maybe.entry, titles[maybe.story_id], "; ".join(maybe.match.reasons)))


def _joined(entry: Entry, into: str, reason: str) -> Merged:
    return Merged(title=entry.title, url=entry.url, into=into, reason=reason)


def candidates(context: Context, sources: dict[str, Source]) -> list[Candidate]:
    """The stories that wait to be drafted, each with the relevance of its most relevant report."""
    found = []
    for story in context.database.stories_in(PipelineState.NEW):
        best = max(
            (judge(entry, sources.get(entry.source)) for entry in story.entries),
            key=lambda relevance: relevance.score,
        )
        found.append(Candidate(story=story, score=best.score, verdict=best.verdict, reasons=best.reasons))
    return found


def today(now: datetime) -> datetime:
    """The start of the day (UTC) that a daily quota counts from."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
