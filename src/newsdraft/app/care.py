"""The use-cases of the person who keeps a project running."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import urlsplit

from pydantic import AwareDatetime, computed_field
from ulid import ULID

from newsdraft.app.opening import opened, opened_database
from newsdraft.config import load_settings, load_sources
from newsdraft.errors import DamagedDraft, DecisionRefused, DraftNotFound
from newsdraft.model import Entry, PipelineState, ReviewStatus, Story, Value
from newsdraft.pipeline import Context, Receipt
from newsdraft.pipeline.gather import ask_feeds
from newsdraft.pipeline.receipt import Spending, add_up
from newsdraft.polling import Poll, PollOutcome, is_dead
from newsdraft.project import Project
from newsdraft.reviewing import DraftStore
from newsdraft.store import Database, canonical
from newsdraft.store.database import bring_up
from newsdraft.store.leasing import POLLING
from newsdraft.store.schema import VERSION


class FeedHealth(Value):
    """How one feed is doing.

    ``state`` is ``ok``, ``failed`` or ``retired`` by the answer that was just given, or ``dead`` where it failed and
    has been failing for a week. ``last_success`` and ``failures`` (in a row) count it too. ``per_week`` is items a week
    by the dates in the feed; ``error`` says in plain words what is wrong.
    """

    name: str
    url: str
    state: str
    entries: int
    per_week: float
    error: str | None = None
    last_success: AwareDatetime | None = None
    failures: int = 0
    failing_since: AwareDatetime | None = None


def check_sources(project: Project) -> list[FeedHealth]:
    """Ask every enabled feed at once, due or not, in the order of the list.

    What it says is not kept, so that a run misses nothing.
    """
    sources = load_sources(project.sources)
    with opened(project, {}) as context:
        now = context.clock()
        found = {
            answer.source.name: _health(answer, now) for answer in ask_feeds(context, sources, now_due=True)
        }
    return [found[source.name] for source in sources if source.name in found]


def _health(answer: Poll, now: datetime) -> FeedHealth:
    state = answer.state
    good = answer.outcome in (PollOutcome.FETCHED, PollOutcome.UNCHANGED)
    dead = answer.outcome is PollOutcome.FAILED and is_dead(state, now)
    return FeedHealth(
        name=answer.source.name,
        url=state.url,
        state="ok" if good else "dead" if dead else answer.outcome.value,
        entries=len(answer.entries),
        per_week=state.items_per_week or 0.0,
        error=answer.error,
        last_success=state.last_success,
        failures=state.failures,
        failing_since=state.failing_since,
    )


class PastRun(Value):
    """One run on record; without a receipt it did not finish.

    ``spending`` is what is on record now: also of a run that died, whose lost calls were found by a later one.
    """

    run: str
    started: AwareDatetime
    receipt: Receipt | None = None
    spending: Spending | None = None


class ApprovedPosts(Value):
    """What the posts that were approved or published have cost: ``usd`` is None where a price is not known."""

    posts: int
    usd: float | None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def usd_per_post(self) -> float | None:
        """The mean cost of one; None where nothing is known or nothing was approved."""
        return None if self.usd is None or not self.posts else self.usd / self.posts


def last_runs(project: Project, count: int) -> list[PastRun]:
    """The latest runs, newest first."""
    with opened_database(project) as database:
        found = [past_run(row["id"], row["started"], row["receipt"]) for row in database.last_runs(count)]
        return [run.model_copy(update={"spending": _spending(database, run.run)}) for run in found]


def _spending(database: Database, run_id: str) -> Spending:
    return add_up(database.settled_calls(run_id=run_id), database.lost_calls(run_id))


def approved_posts(project: Project) -> ApprovedPosts:
    """What approved posts have cost, rejected drafts left out."""
    store = DraftStore(project.drafts)
    store.refresh()
    done = [store.find(row.id) for row in store.rows((ReviewStatus.APPROVED, ReviewStatus.PUBLISHED))]
    spent = add_up(call for view in done for call in view.draft.calls)
    return ApprovedPosts(posts=len(done), usd=spent.usd)


def past_run(run: str, started: datetime, receipt: str | None) -> PastRun:
    """A run as the database has it."""
    kept = Receipt.model_validate_json(receipt) if receipt else None
    return PastRun(run=run, started=started, receipt=kept)


def retry_story(project: Project, story_id: str) -> str:
    """Let the next run work on a failed or held story again; returns its title."""
    with opened(project, {}) as context:
        stories = context.database.stories_in(PipelineState.FAILED, PipelineState.HELD)
        for story in stories:
            if story.id == story_id:
                with context.holding(story_id) as mine:
                    mine.database.forget_steps(story_id)
                    mine.database.set_story(
                        story_id,
                        context.clock(),
                        state=PipelineState.SELECTED,
                        errors=0,
                        crashes=0,
                        reason="",
                    )
                return story.title
        waiting = "; ".join(f"{story.id} ({story.title})" for story in stories) or "none"
        raise DraftNotFound(
            "no failed or held story has this id",
            where=story_id,
            hint=f"those that can be retried: {waiting}",
        )


class Migrated(Value):
    """The version of the schema that the database had (None: it was empty), and the one that it has."""

    found: int | None
    schema_version: int


def migrate(project: Project) -> Migrated:
    """Bring the database up to this newsdraft's schema; StoreError for one that a newer newsdraft has used."""
    database, found = bring_up(load_settings(project.root).database_url)
    database.close()
    return Migrated(found=found, schema_version=VERSION)


# --- one story or two ------------------------------------------------------------------------------------

GOING = (PipelineState.NEW, PipelineState.SELECTED, PipelineState.READ, PipelineState.DRAFTED)
HAS_DRAFT = PipelineState.FILED


class Regrouped(Value):
    """What joining or splitting did. ``reports`` are the addresses that moved; ``notes`` say what happens next."""

    story: str
    title: str
    other: str
    other_title: str
    reports: tuple[str, ...]
    notes: tuple[str, ...]


def join_stories(project: Project, ref: str, into_ref: str) -> Regrouped:
    """Make one story of two: the reports of the first become part of the second, and stay so.

    Stories go by id, the beginning of one, or a report's address. Raises DraftNotFound for an unknown one and
    DecisionRefused where only the other way round keeps one draft, LeaseHeld where a run is at one of them.
    """
    with opened(project, {}) as opening, _regrouping(opening, ref, into_ref) as context:
        story, into = _story(context, ref), _story(context, into_ref)
        if refusal := _why_not_join(story, into):
            raise DecisionRefused(refusal[0], where=ref, hint=refusal[1])
        now = context.clock()
        reason = f"joined to “{into.title}” by an editor"
        context.database.join_stories(story.id, into.id, now, reason)
        if story.state in GOING and into.state not in (*GOING, HAS_DRAFT):
            context.database.set_story(into.id, now, state=PipelineState.SELECTED, reason="", errors=0)
        return Regrouped(
            story=story.id,
            title=story.title,
            other=into.id,
            other_title=into.title,
            reports=_addresses(story.entries),
            notes=_after_joining(context, story, into),
        )


@contextmanager
def _regrouping(context: Context, *refs: str) -> Iterator[Context]:
    """Hold these stories, while no run sorts new reports into any."""
    with context.holding(POLLING) as mine:
        found = [story for ref in refs if (story := mine.database.find_story(ref))]
        with mine.holding(*dict.fromkeys(story.id for story in found)) as all_of_it:
            yield all_of_it


def _story(context: Context, ref: str) -> Story:
    story = context.database.find_story(ref)
    if story is None:
        raise DraftNotFound(
            "no story, or more than one, goes by this",
            where=ref,
            hint="give a story's id as the receipt shows it (newsdraft runs --json), or the address of a report",
        )
    return story


def _why_not_join(story: Story, into: Story) -> tuple[str, str] | None:
    """Why two stories cannot be joined this way, and what to do instead."""
    if story.id == into.id:
        return "both are the same story already", "there is nothing to do"
    for each in (story, into):
        if not each.entries:
            return (
                f"“{each.title}” has no reports any more: {each.reason}",
                "name the story that has them, or the address of a report",
            )
    if story.state is HAS_DRAFT and into.state is not HAS_DRAFT:
        return (
            "this story has a draft and the other one has none, so a second draft would be made",
            f"join them the other way round: newsdraft join {into.id} {story.id}",
        )
    return None


def _after_joining(context: Context, story: Story, into: Story) -> tuple[str, ...]:
    notes = []
    if into.state is HAS_DRAFT:
        draft = _draft_of(context, into)
        notes.append(
            f"the draft {draft or into.id} was made without these reports and stays as it is; no other is made"
        )
    elif into.state in GOING or story.state in GOING:
        notes.append("the next run reads them together")
    else:
        notes.append(f"the story is {into.state.value}; to work on it: newsdraft retry {into.id}")
    if story.state is HAS_DRAFT:
        draft = _draft_of(context, story) or story.id
        notes.append(f"the draft {draft} of the joined story stays in the queue: newsdraft reject {story.id}")
    return tuple(notes)


def split_report(project: Project, url: str) -> Regrouped:
    """Take a report out of its story and make it a story of its own, which the next run works on.

    Entries of the same page move together. Raises DraftNotFound where no story has a report of this address, and
    DecisionRefused where the story has no other, LeaseHeld where a run is at it.
    """
    with opened(project, {}) as opening, _regrouping(opening, url) as context:
        old = context.database.find_story(url) if urlsplit(url).scheme else None
        if old is None:
            raise DraftNotFound(
                "no story has a report of this address",
                where=url,
                hint="give the address as the receipt or the draft's sources show it",
            )
        taken = _of_page(old, url)
        if len(taken) == len(old.entries):
            raise DecisionRefused(
                f"this is the only report of “{old.title}”, so there is nothing to split",
                where=url,
                hint=f"to work on it again: newsdraft retry {old.id}",
            )
        now = context.clock()
        new = _split_off(taken, now)
        context.database.split_story(taken, new, old, now)
        return Regrouped(
            story=new.id,
            title=new.title,
            other=old.id,
            other_title=old.title,
            reports=_addresses(taken),
            notes=_after_splitting(context, old, taken),
        )


def _of_page(story: Story, url: str) -> tuple[Entry, ...]:
    address = canonical(url)
    return tuple(
        entry for entry in story.entries if entry.url == url or (address and canonical(entry.url) == address)
    )


def _split_off(taken: Sequence[Entry], now: datetime) -> Story:
    return Story(
        id=str(ULID()),
        title=taken[0].title,
        entries=tuple(taken),
        state=PipelineState.SELECTED,
        created_at=now,
    )


def _after_splitting(context: Context, old: Story, taken: Sequence[Entry]) -> tuple[str, ...]:
    notes = ["the next run works on the report by itself"]
    if old.state is HAS_DRAFT:
        draft = _draft_of(context, old, citing=taken)
        notes.append(
            f"the draft {draft} was made with this report among its sources and stays as it is: look at the "
            "sentences that cite it"
            if draft
            else "the draft of the other reports stays as it is"
        )
    elif old.state in GOING:
        notes.append("the next run reads the other reports without it")
    return tuple(notes)


def _draft_of(context: Context, story: Story, citing: Sequence[Entry] = ()) -> str | None:
    """The path of a story's draft, if it is there and, where ``citing`` is given, rests on one of those pages."""
    try:
        view = context.drafts.find(story.id)
        pages = {canonical(document.url) for document in view.documents}
    except (DraftNotFound, DamagedDraft):
        return None
    if citing and not pages & {canonical(entry.url) for entry in citing}:
        return None
    return str(view.path.relative_to(context.drafts.folder.parent))


def _addresses(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.url for entry in entries))
