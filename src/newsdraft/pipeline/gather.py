"""From feeds to stories: poll, keep what is new, leave what is off topic, join reports of the same story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newsdraft.model import Entry, PipelineState, Source, SourceKind, Story
from newsdraft.pipeline.context import Context
from newsdraft.pipeline.receipt import EntryCount, FeedFailure, Left, Merged, SourceCount
from newsdraft.polling import FeedState, Poll, PollOutcome, poll
from newsdraft.store import Database

# Loaded where there is something to select from: most runs find nothing new.
if TYPE_CHECKING:
    from newsdraft.selecting import Candidate, Relevance

# A report of a story that is older than this is a new story: follow-ups come after months.
JOIN_WINDOW = timedelta(days=60)
# A story that was left without a draft gets another chance with each new report: the release after its embargo, a
# free page after a paywalled one. What spoke against it is looked at again when it is read.
_RESTING = (PipelineState.HELD, PipelineState.SKIPPED, PipelineState.FAILED)
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
    notices: list[str] = field(default_factory=list)
    rehearsal: bool = False


def ask_feeds(context: Context, sources: Sequence[Source], *, now_due: bool = False) -> list[Poll]:
    """Ask every enabled feed that is due, or with ``now_due`` every one. Nothing is written."""
    from newsdraft.config import at_services  # noqa: PLC0415

    states = context.database.feed_states()
    sources = at_services(sources, context.settings)
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


def gather(
    context: Context, sources: Sequence[Source], polls: Sequence[Poll], *, rehearsal: bool = False
) -> Gathered:
    """Keep what the feeds gave and sort the new entries into stories; a ``rehearsal`` asks no model."""
    result = Gathered(sources=_count(polls), rehearsal=rehearsal)
    states = {answer.source.name: answer.state.model_dump_json() for answer in polls}
    nothing = {answer.source.name: states[answer.source.name] for answer in polls if not answer.entries}
    context.database.record_states(nothing, context.clock())
    new = 0
    for answer in polls:
        if answer.entries:
            name = answer.source.name
            new += len(context.database.record_poll(name, states[name], answer.entries, context.clock()))
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
    unsorted = context.database.unsorted_entries()
    if not unsorted:
        return
    from newsdraft.selecting import Verdict, judge  # noqa: PLC0415

    wanted: list[Entry] = []
    unsure: list[Entry] = []
    for entry in unsorted:
        relevance = judge(entry, sources.get(entry.source))
        if relevance.verdict is Verdict.SKIP:
            _skip(context, entry, why_skipped(relevance), result)
        else:
            (unsure if relevance.verdict is Verdict.UNCERTAIN else wanted).append(entry)
    wanted += _triaged(context, unsure, result)
    _group(context, sorted(wanted, key=by_originality), result)
    context.database.forget_old_texts(context.clock() - JOIN_WINDOW)


def _skip(context: Context, entry: Entry, reason: str, result: Gathered) -> None:
    context.database.skip_entry(entry, reason)
    result.skipped.append(Left(title=entry.title, url=entry.url, reason=reason))


def _triaged(context: Context, unsure: list[Entry], result: Gathered) -> list[Entry]:
    """The uncertain entries that a model does not sort out; all of them where none is asked."""
    if not unsure or context.triage is None or result.rehearsal:
        return unsure
    from newsdraft.writing import Worth  # noqa: PLC0415

    answer = context.triage(unsure)
    result.notices.extend(answer.notices)
    kept = []
    for sorted_one in answer.answers:
        if sorted_one.worth is Worth.NO:
            _skip(context, sorted_one.entry, f"a model sorted it out: {sorted_one.reason}", result)
        else:
            kept.append(sorted_one.entry)
    return kept


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
    from newsdraft.selecting import group  # noqa: PLC0415

    now = context.clock()
    known = _known(context.database, wanted, now)
    grouping = group(wanted, known, now)
    titles = {story.id: story.title for story in (*known, *grouping.new)}
    for story in grouping.new:
        doi = next((entry.doi for entry in story.entries if entry.doi), None)
        context.database.add_story(story, doi)
        result.stories.append(story)
        for entry in story.entries[1:]:
            result.merged.append(_joined(entry, story.title, "another report of the same story"))
    resting = {story.id for story in known if story.state in _RESTING}
    for join in grouping.joins:
        context.database.join_entry(join.entry, join.story_id)
        if join.story_id in resting:
            context.database.set_story(join.story_id, now, state=PipelineState.NEW, reason="", errors=0)
        result.merged.append(_joined(join.entry, titles[join.story_id], "; ".join(join.match.reasons)))
    for maybe in grouping.possible:
        said = "; ".join(maybe.match.reasons)
        merged = _joined(maybe.entry, titles[maybe.story_id], said, maybe.own_story_id, maybe.story_id)
        result.possible.append(merged)


def _known(database: Database, wanted: Sequence[Entry], now: datetime) -> list[Story]:
    """The stored stories that any of the new entries may belong to, oldest first."""
    since = now - JOIN_WINDOW
    found = {story.id: story for entry in wanted for story in database.candidates(entry, since)}
    return sorted(found.values(), key=lambda story: (story.created_at, story.id))


def _joined(
    entry: Entry, into: str, reason: str, story: str | None = None, into_story: str | None = None
) -> Merged:
    return Merged(
        title=entry.title, url=entry.url, into=into, reason=reason, story=story, into_story=into_story
    )


def candidates(context: Context, sources: dict[str, Source]) -> list[Candidate]:
    """The stories that wait to be drafted, each with the relevance of its most relevant report."""
    stories = context.database.stories_in(PipelineState.NEW)
    if not stories:
        return []
    from newsdraft.selecting import Candidate, cancers_of, judge  # noqa: PLC0415

    found = []
    for story in stories:
        best = max(
            (judge(entry, sources.get(entry.source)) for entry in story.entries),
            key=lambda relevance: relevance.score,
        )
        topics = cancers_of(story.entries[0]) if story.entries else ()
        found.append(
            Candidate(
                story=story,
                score=best.score,
                verdict=best.verdict,
                reasons=best.reasons,
                topics=topics,
            )
        )
    return found


def today(now: datetime) -> datetime:
    """The start of the day (UTC) that a daily quota counts from."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
