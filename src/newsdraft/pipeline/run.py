"""One scheduled run: gather, choose, read, draft, and a receipt of it all."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from typing import TYPE_CHECKING

from newsdraft.errors import (
    BadAnswer,
    EndpointDown,
    ExtractError,
    FetchError,
    KeyRefused,
    NewsdraftError,
    QuotaExhausted,
    SpendingCap,
    WritingError,
)
from newsdraft.model import Held, PipelineState, Source, Story
from newsdraft.pipeline.context import Context
from newsdraft.pipeline.decided import decided_by_source
from newsdraft.pipeline.gather import Gathered, ask_feeds, by_originality, candidates, gather, today
from newsdraft.pipeline.process import Filed, Outcome, prepare, process
from newsdraft.pipeline.receipt import FiledDraft, Left, Merged, Receipt, StoryCount, add_up

if TYPE_CHECKING:
    from newsdraft.selecting import Candidate
    from newsdraft.selecting import Left as NotChosen

log = logging.getLogger(__name__)

# After this many failed attempts in a row a story is set aside; `newsdraft retry ID` brings it back.
MAX_ATTEMPTS = 3
Step = Callable[[Context, str], Outcome | None]
UNFINISHED = (PipelineState.SELECTED, PipelineState.READ, PipelineState.DRAFTED)


def run_once(
    context: Context,
    sources: Sequence[Source],
    run_id: str,
    *,
    max_drafts: int | None = None,
    dry_run: bool = False,
) -> Receipt:
    """Poll the sources and draft what is due; ``dry_run`` asks the feeds and changes nothing.

    A key that is refused, an endpoint that is down, an empty quota or a spending cap ends the drafting of this
    run; the stories that were not reached wait for the next one.
    """
    work = _Run(context, run_id, dry_run=dry_run)
    with closing(ask_feeds(context, sources)) as asked:
        # A rehearsal holds a transaction, and must not wait for the network.
        polls = list(asked) if dry_run else asked
        with context.database.rehearsal() if dry_run else nullcontext():
            work.gathered = gather(context, sources, polls, rehearsal=dry_run)
            chosen = work.choose(sources, max_drafts)
    if not dry_run:
        work.draft(chosen)
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

    def choose(self, sources: Sequence[Source], max_drafts: int | None) -> list[Story]:
        """The stories of this run: those that an earlier run began, then the best of those that wait."""
        begun = self.context.database.stories_in(*UNFINISHED)
        waiting = candidates(self.context, {source.name: source for source in sources})
        most = self.context.settings.max_drafts if max_drafts is None else max_drafts
        chosen = self._select(waiting, max(0, most - len(begun))) if waiting else []
        return sorted([*begun, *chosen], key=_originality)

    def _select(self, waiting: Sequence[Candidate], most: int) -> list[Story]:
        """At most ``most`` of the stories that wait; the reasons for and against go on record."""
        from newsdraft.selecting import Limits, choose  # noqa: PLC0415 - most runs find nothing to select

        database, settings, now = self.context.database, self.context.settings, self.context.clock()
        limits = Limits(
            per_run=most,
            per_day=settings.max_drafts_per_day,
            made_today=database.filed_since(today(now)),
            recency_days=settings.recency_days,
            # Only where not all can be drafted does it matter who comes first.
            decided=decided_by_source(self.context) if len(waiting) > most else {},
        )
        choice = choose(waiting, limits, now)
        for candidate in choice.chosen:
            database.set_story(candidate.story.id, now, state=PipelineState.SELECTED)
            self.selected.append(_left(candidate.story, "; ".join(candidate.reasons)))
        for left in choice.left:
            self._leave(left.candidate.story, left)
        return [candidate.story for candidate in choice.chosen]

    def _leave(self, story: Story, left: NotChosen) -> None:
        """Leave a story: for a later run, or for good."""
        from newsdraft.selecting import LeftKind  # noqa: PLC0415

        if left.kind is LeftKind.WAITS:
            self.waiting.append(_left(story, left.reason))
            return
        now = self.context.clock()
        self.context.database.set_story(story.id, now, state=PipelineState.SKIPPED, reason=left.reason)
        self.gathered.skipped.append(_left(story, left.reason))

    def draft(self, chosen: Sequence[Story]) -> None:
        """Read every chosen story first, so that reports of one paper meet; then write and file."""
        readable = [story for story in chosen if self._try(story, prepare)]
        for number, story in enumerate(readable):
            if self.stopped:
                self.waiting += [
                    _left(waiting, "drafting stopped before it") for waiting in readable[number:]
                ]
                return
            self._try(story, process)

    def _try(self, story: Story, step: Step) -> bool:
        """Do one step of a story and put what came of it on record; True if the story goes on."""
        try:
            outcome = step(self.context, story.id)
        except (KeyRefused, EndpointDown, QuotaExhausted, SpendingCap) as error:
            self.stopped = _in_one_line(error)
            self.key_refused = isinstance(error, KeyRefused)
            self.waiting.append(_left(story, error.message))
            return False
        except (FetchError, ExtractError, BadAnswer, WritingError) as error:
            self._fail(story, error.message)
            return False
        except NewsdraftError:
            raise  # the database or the drafts folder: it would be the same for every story
        except Exception as error:
            # A text that trips newsdraft itself must not keep every other story from being drafted, run after run.
            log.exception("an error in newsdraft itself, at %s", story.id)
            self._fail(
                story, f"an error in newsdraft itself ({type(error).__name__}: {error}); please report it"
            )
            return False
        return self._note(story, outcome)

    def _fail(self, story: Story, reason: str) -> None:
        now = self.context.clock()
        attempts = self.context.database.count_error(story.id, now, reason)
        if attempts >= MAX_ATTEMPTS:
            self.context.database.set_story(story.id, now, state=PipelineState.FAILED)
            reason = f"{reason} (set aside after {attempts} attempts: newsdraft retry {story.id})"
        log.warning("%s failed: %s", story.title, reason)
        self.failed.append(_left(story, reason))

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
                waiting=tuple(self.waiting),
            ),
            drafts=tuple(self.drafts),
            spending=add_up(self.context.database.settled_calls(run_id=self.run_id)),
            stopped=self.stopped,
            key_refused=self.key_refused,
        )


def _in_one_line(error: NewsdraftError) -> str:
    where = f"{error.where}: " if error.where else ""
    return f"{where}{error.message}{f' ({error.hint})' if error.hint else ''}"


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
