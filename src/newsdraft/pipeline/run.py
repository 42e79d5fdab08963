"""One scheduled run: gather, choose, read, draft, and a receipt of it all."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from newsdraft.errors import LeaseHeld, LeaseLost, NewsdraftError
from newsdraft.model import Held, PipelineState, Source, Story
from newsdraft.pipeline.attempt import UNFINISHED, Elsewhere, Failed, Stopped, attempt
from newsdraft.pipeline.context import Context, Jobs
from newsdraft.pipeline.decided import decided_by_source
from newsdraft.pipeline.gather import Gathered, ask_feeds, by_originality, candidates, gather, today
from newsdraft.pipeline.process import MADE, Filed, Outcome, file_draft, prepare, process, read_pages
from newsdraft.pipeline.receipt import FiledDraft, Left, Merged, Receipt, StoryCount, add_up
from newsdraft.store import Database
from newsdraft.store.leasing import MAX_CRASHES, POLLING

if TYPE_CHECKING:
    from newsdraft.selecting import Candidate
    from newsdraft.selecting import Left as NotChosen

Step = Callable[[Context, str], Outcome | None]
CameOfIt = Outcome | Stopped | Failed | Elsewhere | None
READERS = 4  # pages wait for their sites most of the time; each site is still asked one page after the other
_WAITING = (PipelineState.NEW,)
LOOK_SECONDS = 1.0
NOBODY_SECONDS = 60.0


def run_once(
    context: Context,
    sources: Sequence[Source],
    run_id: str,
    *,
    max_drafts: int | None = None,
    dry_run: bool = False,
    wait: bool = False,
) -> Receipt:
    """Poll the sources and draft what is due; ``dry_run`` asks the feeds and changes nothing.

    Where workers draft, ``wait`` stays until they have and files what they made; else the next run files it.

    A key that is refused, an endpoint that is down, an empty quota or a spending cap ends the drafting of this
    run; the stories that were not reached wait for the next one.

    Any number of runs share the work: one at a time polls and chooses, each story is worked on by whoever holds its
    lease.
    """
    work = _Run(context, run_id, dry_run=dry_run)
    if dry_run:
        work.rehearse(sources, max_drafts)
        return work.receipt()
    work.file_made()
    work.gather(sources, max_drafts)
    together, alone = work.due()
    work.draft(together, wait=wait)
    for story in alone:
        work.draft([story], wait=wait)
    return work.receipt()


class _Run:
    """The bookkeeping of one run."""

    def __init__(self, context: Context, run_id: str, *, dry_run: bool) -> None:
        self.context = context
        self.run_id = run_id
        self.dry_run = dry_run
        self.started = context.clock()
        self.gathered = Gathered()
        self.selected: list[Left] = []
        self.waiting: list[Left] = []
        self.held: list[Left] = []
        self.failed: list[Left] = []
        self.drafts: list[FiledDraft] = []
        self.stopped: str | None = None
        self.key_refused = False

    def rehearse(self, sources: Sequence[Source], max_drafts: int | None) -> None:
        """Gather and choose, and undo it."""
        with closing(ask_feeds(self.context, sources)) as asked:
            polls = list(asked)  # a rehearsal holds a transaction, and must not wait for the network
        with self.context.database.rehearsal():
            self.gathered = gather(self.context, sources, polls, rehearsal=True)
            self._choose(self.context, sources, max_drafts)

    def gather(self, sources: Sequence[Source], max_drafts: int | None) -> None:
        """Ask the feeds, sort what they bring and choose, unless another run is at that."""
        try:
            with self.context.holding(POLLING) as mine, closing(ask_feeds(mine, sources)) as asked:
                self.gathered = gather(mine, sources, asked)
                self._choose(mine, sources, max_drafts)
        except (LeaseHeld, LeaseLost):
            self.gathered.notices.append("another run was asking the feeds, so this one left them to it")

    def due(self) -> tuple[list[Story], list[Story]]:
        """The stories that were chosen, by this run or before, originals first.

        Apart from them those that were in work at two crashes: each is worked on alone, after all others.
        """
        suspects = self.context.database.crashes(MAX_CRASHES - 1)
        begun = sorted(self.context.database.stories_in(*UNFINISHED), key=_originality)
        return (
            [story for story in begun if story.id not in suspects],
            [story for story in begun if story.id in suspects],
        )

    def _choose(self, context: Context, sources: Sequence[Source], max_drafts: int | None) -> None:
        """Choose the best of the stories that wait, beside those that an earlier run began."""
        waiting = candidates(context, {source.name: source for source in sources})
        if waiting:
            most = context.settings.max_drafts if max_drafts is None else max_drafts
            begun = len(context.database.stories_in(*UNFINISHED))
            self._select(context, waiting, max(0, most - begun))

    def _select(self, context: Context, waiting: Sequence[Candidate], most: int) -> None:
        """At most ``most`` of the stories that wait; the reasons for and against go on record."""
        from newsdraft.selecting import Limits, choose  # noqa: PLC0415 - most runs find nothing to select

        database, settings, now = context.database, context.settings, context.clock()
        limits = Limits(
            per_run=most,
            per_day=settings.max_drafts_per_day,
            made_today=database.filed_since(today(now)),
            recency_days=settings.recency_days,
            # Only where not all can be drafted does it matter who comes first.
            decided=decided_by_source(context) if len(waiting) > most else {},
        )
        choice = choose(waiting, limits, now)
        for candidate in choice.chosen:
            # An editor may have had it drafted meanwhile.
            if database.set_story(candidate.story.id, now, if_in=_WAITING, state=PipelineState.SELECTED):
                self.selected.append(_left(candidate.story, "; ".join(candidate.reasons)))
        for left in choice.left:
            self._leave(context, left.candidate.story, left)

    def _leave(self, context: Context, story: Story, left: NotChosen) -> None:
        """Leave a story: for a later run, or for good."""
        from newsdraft.selecting import LeftKind  # noqa: PLC0415

        if left.kind is LeftKind.WAITS:
            self.waiting.append(_left(story, left.reason))
            return
        skipped = {"state": PipelineState.SKIPPED, "reason": left.reason}
        context.database.set_story(story.id, context.clock(), if_in=_WAITING, **skipped)
        self.gathered.skipped.append(_left(story, left.reason))

    def file_made(self) -> None:
        """File what workers made since the last run, and what a run that died had made."""
        database = self.context.database
        for story in database.stories_of(database.to_be_filed(MADE)):
            self._try(story, file_draft)

    def draft(self, chosen: Sequence[Story], *, wait: bool) -> None:
        """Read every chosen story first, so that reports of one paper meet; then write and file.

        Pages are read several at a time; what becomes of the stories is decided one after the other, in their order.
        """
        read = self._at_once(READERS, partial(attempt, self.context, step=read_pages), chosen)
        readable = [
            story
            for story, came_of_it in read
            if self._record(story, came_of_it) and self._try(story, prepare)
        ]
        if self.context.settings.workers:
            self._hand_over(readable, wait=wait)
            return
        self._side_by_side(readable)

    def _side_by_side(self, stories: Sequence[Story]) -> None:
        """Write and file several stories at the same time; what came of them is put on record in their order."""
        most = self.context.settings.model_calls_at_once if stories and self._opened_for_threads() else 1
        for story, came_of_it in self._at_once(most, self._unless_stopped, stories):
            self._record(story, came_of_it)

    def _at_once(
        self, most: int, do: Callable[[str], CameOfIt], stories: Sequence[Story]
    ) -> Iterator[tuple[Story, CameOfIt]]:
        """``do`` with the id of each story, so many side by side; what came of them in the order of the stories."""
        pool = ThreadPoolExecutor(most, "story")
        try:
            ids = [story.id for story in stories]
            yield from zip(stories, pool.map(do, ids), strict=True)
        except KeyboardInterrupt:
            # A call that is under way is not waited for: its answer, if it comes, is kept, and nothing else is.
            self.context.leases.give_back()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        except BaseException:
            # The calls of other stories that are under way are paid for: their answers are waited for and kept.
            pool.shutdown(cancel_futures=True)
            raise
        pool.shutdown()

    def _opened_for_threads(self) -> bool:
        """Make what all threads share, once; False where nothing is asked of a model, or it cannot be asked.

        Of that the first story tells, since it asks again.
        """
        if self.context.settings.effective_writer != "model":
            return False
        try:
            for shared in (self.context.writer, self.context.judge, self.context.policy):
                shared()
        except NewsdraftError:
            return False
        return True

    def _unless_stopped(self, story_id: str) -> CameOfIt:
        if self.stopped:
            return Stopped(
                reason="drafting stopped before it", told=self.stopped, key_refused=self.key_refused
            )
        came_of_it = attempt(self.context, story_id, process)
        if isinstance(came_of_it, Stopped):
            self.stopped, self.key_refused = came_of_it.told, came_of_it.key_refused
        return came_of_it

    def _hand_over(self, stories: Sequence[Story], *, wait: bool) -> None:
        """See that workers make drafts of these stories; with ``wait``, until they have, and file them."""
        if self.stopped or not stories:
            self._leave_waiting(stories, "drafting stopped before it")
            return
        with self.context.jobs() as jobs:
            jobs.ask_for([story.id for story in stories], self.run_id)
            if not wait:
                self._leave_waiting(stories, "a worker drafts it; the next run files the draft")
                return
            nobody = wait_for(jobs, {story.id for story in stories})
        for story in stories:
            self._take_back(self.context.database.story(story.id), nobody)

    def _take_back(self, story: Story, nobody: bool) -> None:
        """Put on record what a worker made of a story, and file its draft."""
        match story.state:
            case PipelineState.HELD:
                self.held.append(_left(story, story.reason))
            case PipelineState.FAILED:
                self.failed.append(_left(story, story.reason))
            case PipelineState.SKIPPED:
                self.gathered.skipped.append(_left(story, story.reason))
            case PipelineState.DRAFTED if self.context.database.last_output(story.id, MADE):
                self._try(story, file_draft)
            case _:
                said = "no worker took it" if nobody else "a worker has not made its draft"
                self.waiting.append(_left(story, story.reason or said))

    def _leave_waiting(self, stories: Sequence[Story], reason: str) -> None:
        self.waiting += [_left(story, reason) for story in stories]

    def _try(self, story: Story, step: Step) -> bool:
        """Do one step of a story and put what came of it on record; True if the story goes on."""
        return self._record(story, attempt(self.context, story.id, step))

    def _record(self, story: Story, came_of_it: CameOfIt) -> bool:
        match came_of_it:
            case Stopped() as stop:
                self.stopped, self.key_refused = stop.told, stop.key_refused
                self.waiting.append(_left(story, stop.reason))
                return False
            case Failed() as failed:
                self.failed.append(_left(story, failed.reason))
                return False
            case Elsewhere() as elsewhere:
                self._leave_waiting([story] if elsewhere.at_work else [], elsewhere.reason)
                return False
            case outcome:
                return self._note(story, outcome)

    def _note(self, story: Story, outcome: Outcome | None) -> bool:
        match outcome:
            case None:
                return True
            case Filed():
                self.drafts.append(filed_draft(self.context, outcome))
            case Held():
                self.held.append(_left(story, f"{outcome.reason.value}: {outcome.message}"))
            case _:
                into = self.context.database.story(outcome.into).title
                url = story.entries[0].url
                self.gathered.merged.append(
                    Merged(title=story.title, url=url, into=into, reason=outcome.reason)
                )
        return False

    def receipt(self) -> Receipt:
        """The record of the run so far."""
        gathered = self.gathered
        return Receipt(
            run=self.run_id,
            started=self.started,
            finished=self.context.clock(),
            dry_run=self.dry_run,
            sources=gathered.sources.model_copy(
                update={"notices": (*gathered.sources.notices, *gathered.notices)}
            ),
            entries=gathered.entries,
            stories=StoryCount(
                new=len(gathered.stories),
                selected=tuple(self.selected),
                merged=tuple(gathered.merged),
                possible=tuple(gathered.possible),
                skipped=tuple(gathered.skipped),
                held=tuple(self.held),
                failed=tuple(self.failed),
                waiting=tuple({left.story: left for left in self.waiting}.values()),
                parked=tuple(_left(story, story.reason) for story in parked_stories(self.context.database)),
            ),
            drafts=tuple(self.drafts),
            spending=add_up(
                self.context.database.settled_calls(run_id=self.run_id),
                self.context.database.lost_calls(self.run_id),
            ),
            stopped=self.stopped,
            key_refused=self.key_refused,
        )


def wait_for(jobs: Jobs, story_ids: set[str]) -> bool:
    """Wait until none of these stories has a job; True if nobody was there who would do them.

    That is so when for ``NOBODY_SECONDS`` no job was in hand.
    """
    seen_at_work = time.monotonic()
    while True:
        waiting, at_work = jobs.outstanding()
        if not waiting & story_ids:
            return False
        if at_work:
            seen_at_work = time.monotonic()
        elif time.monotonic() - seen_at_work > NOBODY_SECONDS:
            return True
        time.sleep(LOOK_SECONDS)


def parked_stories(database: Database) -> list[Story]:
    """The stories that nobody works on any more because newsdraft died of them again and again."""
    found = database.stories_of(database.crashes(MAX_CRASHES))
    return [story for story in found if story.state is PipelineState.FAILED]


def _left(story: Story, reason: str) -> Left:
    return Left(title=story.title, url=story.entries[0].url, reason=reason, story=story.id)


def _originality(story: Story) -> tuple[int, str]:
    return min(by_originality(entry) for entry in story.entries), story.id


def filed_draft(context: Context, filed: Filed) -> FiledDraft:
    """A filed draft as the receipt lists it."""
    draft = filed.draft
    documents = draft.dossier.documents
    counts = Counter(finding.severity.value for finding in draft.findings)
    return FiledDraft(
        id=draft.id,
        path=str(filed.path.relative_to(context.drafts.folder.parent)),
        title=draft.post.title,
        url=documents[0].url if documents else "",
        findings={severity: counts.get(severity, 0) for severity in ("block", "major", "minor")},
    )
