"""From feeds to stories: poll, keep what is new, leave what is off topic, join reports of the same story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newsdraft.model import Entry, PipelineState, Source, SourceKind, Story
from newsdraft.pipeline.context import Context
from newsdraft.pipeline.receipt import DeadFeed, EntryCount, FeedFailure, Left, Merged, SourceCount
from newsdraft.polling import FeedState, Poll, PollOutcome, is_dead, poll
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


# One transaction for so many feeds, or for their entries: a disk takes longer to be sure of a write than to write.
FEEDS_AT_ONCE, ENTRIES_AT_ONCE = 25, 500


def ask_feeds(
    context: Context, sources: Sequence[Source], *, now_due: bool = False
) -> Generator[Poll, None, None]:
    """Ask every enabled feed that is due, or with ``now_due`` every one; as they answer. Nothing is written."""
    from newsdraft.config import at_services  # noqa: PLC0415

    states = context.database.feed_states()
    feeds = [
        (source, FeedState.model_validate_json(states[source.name]) if source.name in states else None)
        for source in at_services(sources, context.settings)
        if source.enabled
    ]
    return poll(feeds, context.web, context.clock(), context.settings.poll_workers, force=now_due)


def gather(
    context: Context, sources: Sequence[Source], polls: Iterable[Poll], *, rehearsal: bool = False
) -> Gathered:
    """Keep what the feeds gave and sort the new entries into stories; a ``rehearsal`` asks no model."""
    result = Gathered(rehearsal=rehearsal)
    places = {source.name: place for place, source in enumerate(sources)}
    tally = _Tally(context.clock())
    for batch in _batches(polls):
        asked = [answer for answer in batch if answer.outcome is not PollOutcome.NOT_DUE]
        states = {answer.source.name: answer.state.model_dump_json() for answer in asked}
        found = [entry for answer in batch for entry in answer.entries]
        new = context.database.record_polls(states, found, context.clock())
        tally.add(batch, len(new))
    result.sources, result.entries = tally.sources(places), tally.entries
    _sort(context, {source.name: source for source in sources}, result)
    return result


def _batches(polls: Iterable[Poll]) -> Iterator[list[Poll]]:
    """What is kept together. A feed is never parted from its entries."""
    batch: list[Poll] = []
    entries = 0
    for answer in polls:
        batch.append(answer)
        entries += len(answer.entries)
        if len(batch) >= FEEDS_AT_ONCE or entries >= ENTRIES_AT_ONCE:
            yield batch
            batch, entries = [], 0
    if batch:
        yield batch


ASKED = (PollOutcome.FETCHED, PollOutcome.UNCHANGED, PollOutcome.FAILED)


class _Tally:
    """What the receipt says of the feeds, counted as they come in, so that no entry has to stay in memory."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.entries = EntryCount()
        self.outcomes: Counter[PollOutcome] = Counter()
        self.failed: list[FeedFailure] = []
        self.dead: list[DeadFeed] = []
        self.notices: list[tuple[str, str]] = []

    def add(self, batch: Sequence[Poll], new: int) -> None:
        """Count some feeds, of whose entries ``new`` had not been seen before."""
        seen = sum(len(answer.entries) for answer in batch)
        self.entries = EntryCount(seen=self.entries.seen + seen, new=self.entries.new + new)
        self.outcomes.update(answer.outcome for answer in batch)
        for answer in batch:
            name, state = answer.source.name, answer.state
            self.notices += [(name, notice) for notice in answer.notices]
            if answer.outcome in (PollOutcome.FAILED, PollOutcome.RETIRED):
                self.failed.append(FeedFailure(source=name, error=answer.error or answer.outcome.value))
            if is_dead(state, self.now):
                self.dead.append(dead_feed(name, state))

    def sources(self, places: Mapping[str, int]) -> SourceCount:
        """The counts, feeds in the order of ``sources.yaml``."""
        return SourceCount(
            polled=sum(self.outcomes[outcome] for outcome in ASKED),
            unchanged=self.outcomes[PollOutcome.UNCHANGED],
            waiting=self.outcomes[PollOutcome.NOT_DUE],
            failed=tuple(sorted(self.failed, key=lambda each: places.get(each.source, -1))),
            dead=tuple(sorted(self.dead, key=lambda each: places.get(each.source, -1))),
            notices=tuple(
                f"{name}: {notice}"
                for name, notice in sorted(self.notices, key=lambda each: places.get(each[0], -1))
            ),
        )


def dead_feed(name: str, state: FeedState) -> DeadFeed:
    """A feed that a person should look at, as the receipt and the digest name it."""
    return DeadFeed(
        source=name,
        error=state.last_error or "",
        since=state.failing_since,
        last_success=state.last_success,
        failures=state.failures,
        retired=state.retired,
    )


def _sort(context: Context, sources: dict[str, Source], result: Gathered) -> None:
    """Sort every entry that has no place yet, also those of a run that died before it came to them."""
    wanted: list[Entry] = []
    unsure: list[Entry] = []
    for unsorted in context.database.unsorted_entries():
        weighed = _weighed(unsorted, sources)
        _skip(context, weighed.off_topic, result)
        wanted += weighed.wanted
        unsure += weighed.unsure
    wanted += _triaged(context, unsure, result)
    if wanted:
        _group(context, sorted(wanted, key=by_originality), result)
        context.database.forget_old_texts(context.clock() - JOIN_WINDOW)


@dataclass
class _Weighed:
    """Entries by their relevance; those off topic with the reason."""

    wanted: list[Entry] = field(default_factory=list)
    unsure: list[Entry] = field(default_factory=list)
    off_topic: list[tuple[Entry, str]] = field(default_factory=list)


def _weighed(unsorted: Sequence[Entry], sources: Mapping[str, Source]) -> _Weighed:
    from newsdraft.selecting import Verdict, judge  # noqa: PLC0415 - most runs find nothing to sort

    weighed = _Weighed()
    for entry in unsorted:
        relevance = judge(entry, sources.get(entry.source))
        if relevance.verdict is Verdict.SKIP:
            weighed.off_topic.append((entry, why_skipped(relevance)))
        elif relevance.verdict is Verdict.UNCERTAIN:
            weighed.unsure.append(entry)
        else:
            weighed.wanted.append(entry)
    return weighed


def _skip(context: Context, off_topic: Sequence[tuple[Entry, str]], result: Gathered) -> None:
    context.database.skip_entries(off_topic)
    result.skipped += [Left(title=entry.title, url=entry.url, reason=why) for entry, why in off_topic]


def _triaged(context: Context, unsure: list[Entry], result: Gathered) -> list[Entry]:
    """The uncertain entries that a model does not sort out; all of them where none is asked."""
    if not unsure or context.triage is None or result.rehearsal:
        return unsure
    from newsdraft.writing import Worth  # noqa: PLC0415

    answer = context.triage(unsure)
    result.notices.extend(answer.notices)
    sorted_out = [each for each in answer.answers if each.worth is Worth.NO]
    _skip(context, [(each.entry, f"a model sorted it out: {each.reason}") for each in sorted_out], result)
    return [each.entry for each in answer.answers if each.worth is not Worth.NO]


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
            again = {"state": PipelineState.NEW, "reason": "", "errors": 0, "crashes": 0}
            context.database.set_story(join.story_id, now, if_in=_RESTING, **again)
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
