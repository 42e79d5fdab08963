"""The database: what newsdraft knows of feeds, entries, stories, steps and runs.

Every method is one short transaction; none spans a network or a model call. Values go in and come out as the
types of ``model.py`` or as JSON text; the store knows nothing of the stages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, func, select, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from newsdraft.errors import StoreError
from newsdraft.model import Entry, PipelineState, Story
from newsdraft.store.answers import AnswerShelf
from newsdraft.store.booking import CallBook, LeaseBook
from newsdraft.store.engines import RESTORE, cause, connect, is_damaged, make_engine, shown
from newsdraft.store.finding import (
    StoryFinder,
    forget_steps,
    give_entries,
    kept_doi,
    name_entry,
    refresh_text,
    stamp,
)
from newsdraft.store.keeping import add_entries, set_skipped, set_states, unsorted_after
from newsdraft.store.leasing import Lease, check
from newsdraft.store.migrating import migrate
from newsdraft.store.schema import IN_ORDER, entries, feeds, runs, steps, stories
from newsdraft.store.turns import TurnBook


def open_database(url: str) -> Database:
    """Open (and if need be create) the database at a SQLAlchemy ``url``; StoreError if that cannot be."""
    return bring_up(url)[0]


def bring_up(url: str) -> tuple[Database, int | None]:
    """``open_database``, and the version of the schema that was found there (None for an empty database)."""
    engine = make_engine(url)
    try:
        found = migrate(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        hint = "check that the folder exists and may be written, or set database_url"
        if engine.dialect.name == "postgresql":
            hint = (
                "check that the server runs, and that host, name, user and password of database_url are right"
            )
        elif is_damaged(error):
            hint = RESTORE
        raise StoreError(
            f"the database cannot be opened: {cause(error)}", where=shown(url), hint=hint
        ) from error
    return Database(engine), found


class Database(StoryFinder, AnswerShelf, CallBook, LeaseBook, TurnBook):
    """All reads and writes of one database.

    One object may be shared by threads; what ``under`` and ``together`` give belongs to the thread that asked.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._within: Connection | None = None
        self._leases: tuple[Lease, ...] = ()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def under(self, lease: Lease) -> Database:
        """This database for work under a lease: LeaseLost for all that is asked of it once the lease is another's."""
        fenced = copy(self)
        fenced._leases = (*self._leases, lease)  # noqa: SLF001 - a copy of ours
        return fenced

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction; StoreError when the database refuses it, LeaseLost when a lease was taken over."""
        with _refusals():
            if self._within:
                with self._within.begin_nested():
                    yield self._within
            else:
                with connect(self.engine) as connection, connection.begin():
                    for lease in self._leases:
                        check(connection, lease)
                    yield connection

    @contextmanager
    def together(self) -> Iterator[Database]:
        """This database for several of its methods in one transaction. No network call belongs inside."""
        with self.transaction() as connection:
            whole = copy(self)
            whole._within = connection  # noqa: SLF001 - a copy of ours
            yield whole

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """A block whose writes are seen inside it and then undone: what a run would do, without doing it.

        It holds one transaction, so no network call belongs inside.
        """
        with _refusals(), connect(self.engine) as connection:
            undone = connection.begin()
            self._within = connection
            try:
                yield
            finally:
                self._within = None
                undone.rollback()

    def still_ours(self) -> None:
        """LeaseLost when a lease that this is under was taken over."""
        with self.transaction():
            pass

    # feeds

    def feed_states(self) -> dict[str, str]:
        """The JSON state of every feed by the name of its source."""
        with self.transaction() as connection:
            return {row.name: row.state for row in connection.execute(select(feeds))}

    # entries

    def record_polls(self, states: Mapping[str, str], found: Sequence[Entry], now: datetime) -> list[Entry]:
        """Keep the new states of feeds, by name, and their new entries in one transaction.

        Returns the entries not seen before. State and entries together: were the state kept first and the machine
        died, an unchanged feed would never give its entries again.
        """
        if not states:
            return []
        with self.transaction() as connection:
            set_states(connection, states, now)
            return add_entries(connection, found, now)

    def unsorted_entries(self, size: int = 500) -> Iterator[list[Entry]]:
        """Entries that no story has and that were not skipped, oldest first, ``size`` at a time.

        Those of a run that died before sorting are among them. Each is given once, whatever becomes of it meanwhile.
        """
        last = None
        while True:
            with self.transaction() as connection:
                rows = unsorted_after(connection, last, size)
            if not rows:
                return
            last = rows[-1]
            yield [Entry.model_validate_json(row["entry"]) for row in rows]

    def skip_entries(self, skipped: Sequence[tuple[Entry, str]]) -> None:
        """Remember why each entry was left, all in one transaction."""
        if skipped:
            with self.transaction() as connection:
                set_skipped(connection, skipped)

    def join_entry(self, entry: Entry, story_id: str) -> None:
        """Make an entry part of a story."""
        with self.transaction() as connection:
            same = (entries.c.source == entry.source) & (entries.c.key == entry.key)
            connection.execute(update(entries).where(same).values(story_id=story_id))
            name_entry(connection, entry)
            refresh_text(connection, story_id)

    # stories

    def add_story(self, story: Story, doi: str | None = None) -> None:
        """Keep a new story with its entries, in one transaction."""
        row = {
            "id": story.id,
            "title": story.title,
            "state": story.state.value,
            "reason": story.reason,
            "doi": kept_doi(doi),
            "created_at": stamp(story.created_at),
            "updated_at": stamp(story.created_at),
        }
        with self.transaction() as connection:
            connection.execute(stories.insert().values(**row))
            add_entries(connection, story.entries, story.created_at)
            for entry in story.entries:
                same = (entries.c.source == entry.source) & (entries.c.key == entry.key)
                connection.execute(update(entries).where(same).values(story_id=story.id, skipped=None))
                name_entry(connection, entry)
            refresh_text(connection, story.id)

    def story(self, story_id: str) -> Story:
        """One story; StoreError if there is none of that id."""
        with self.transaction() as connection:
            row = connection.execute(select(stories).where(stories.c.id == story_id)).mappings().first()
            if row is None:
                raise StoreError("there is no story of this id", where=story_id)
            return self._story(connection, row)

    def _story(self, connection: Connection, row: RowMapping) -> Story:
        query = select(entries.c.entry).where(entries.c.story_id == row["id"]).order_by(*IN_ORDER)
        found = tuple(Entry.model_validate_json(text) for text in connection.execute(query).scalars())
        return Story(
            id=row["id"],
            title=row["title"],
            entries=found,
            state=PipelineState(row["state"]),
            reason=row["reason"],
            created_at=datetime.fromisoformat(row["created_at"]),
        )

    def stories_in(self, *states: PipelineState) -> list[Story]:
        """Stories in any of ``states``, oldest first."""
        return self._stories(stories.c.state.in_([state.value for state in states]))

    def _stories(self, condition: Any) -> list[Story]:
        with self.transaction() as connection:
            query = select(stories).where(condition).order_by(stories.c.created_at, stories.c.id)
            rows = connection.execute(query).mappings().all()
            return [self._story(connection, row) for row in rows]

    def stories_since(self, since: datetime, *states: PipelineState) -> list[Story]:
        """Stories that came into any of ``states``, or had a failed attempt in it, since then; oldest first."""
        in_them = stories.c.state.in_([state.value for state in states])
        return self._stories(in_them & (stories.c.updated_at >= stamp(since)))

    def count_skipped(self, since: datetime) -> int:
        """How many entries that came since then were left as off topic."""
        query = (
            select(func.count())
            .select_from(entries)
            .where(entries.c.skipped.is_not(None), entries.c.seen_at >= stamp(since))
        )
        with self.transaction() as connection:
            return int(connection.execute(query).scalar() or 0)

    def story_at(self, url: str) -> Story | None:
        """The story that has an entry of this address, if any (the newest)."""
        query = (
            select(stories)
            .join(entries, entries.c.story_id == stories.c.id)
            .where(entries.c.url == url)
            .order_by(stories.c.created_at.desc())
        )
        with self.transaction() as connection:
            row = connection.execute(query).mappings().first()
            return self._story(connection, row) if row else None

    def set_story(
        self, story_id: str, now: datetime, *, if_in: Sequence[PipelineState] = (), **values: object
    ) -> bool:
        """Change columns of a story (``state``, ``reason``, ``detail``, ``doi``, ``errors``, ``crashes``).

        With ``if_in`` only while it is in one of these states; says whether it was.
        """
        if isinstance(state := values.get("state"), PipelineState):
            values["state"] = state.value
        if isinstance(doi := values.get("doi"), str):
            values["doi"] = kept_doi(doi)
        query = update(stories).where(stories.c.id == story_id).values(**values, updated_at=stamp(now))
        if if_in:
            query = query.where(stories.c.state.in_([state.value for state in if_in]))
        with self.transaction() as connection:
            return bool(connection.execute(query).rowcount)

    def count_error(self, story_id: str, now: datetime, reason: str) -> int:
        """Note a failed attempt; returns how many there were in a row."""
        with self.transaction() as connection:
            count = 1 + int(
                connection.execute(select(stories.c.errors).where(stories.c.id == story_id)).scalar() or 0
            )
            values = {"errors": count, "reason": reason, "updated_at": stamp(now)}
            connection.execute(update(stories).where(stories.c.id == story_id).values(**values))
            return count

    def merge_story(self, story_id: str, into: str, now: datetime, reason: str) -> None:
        """Give a story's entries to another one, which reports the same study."""
        with self.transaction() as connection:
            give_entries(connection, story_id, into, now, reason)

    def filed_since(self, since: datetime) -> int:
        """How many stories were filed since then."""
        query = (
            select(func.count())
            .select_from(stories)
            .where(stories.c.state == PipelineState.FILED.value, stories.c.updated_at >= stamp(since))
        )
        with self.transaction() as connection:
            return int(connection.execute(query).scalar() or 0)

    # steps

    def remembered(self, story_id: str, name: str, input_hash: str) -> str | None:
        """The output (JSON) of a step that was done with the same input, or None."""
        same = (steps.c.story_id == story_id) & (steps.c.name == name) & (steps.c.input_hash == input_hash)
        with self.transaction() as connection:
            return connection.execute(select(steps.c.output).where(same)).scalar()

    def last_output(self, story_id: str, name: str) -> str | None:
        """The output (JSON) of a step, whatever it was made from, or None."""
        same = (steps.c.story_id == story_id) & (steps.c.name == name)
        with self.transaction() as connection:
            return connection.execute(select(steps.c.output).where(same)).scalar()

    def to_be_filed(self, name: str) -> list[str]:
        """Ids of the stories that have an output of the step ``name`` and are not filed, oldest first."""
        query = (
            select(stories.c.id)
            .join(steps, steps.c.story_id == stories.c.id)
            .where(steps.c.name == name, stories.c.state == PipelineState.DRAFTED.value)
            .order_by(stories.c.created_at, stories.c.id)
        )
        with self.transaction() as connection:
            return list(connection.execute(query).scalars())

    def remember(self, story_id: str, name: str, input_hash: str, output: str, now: datetime) -> None:
        """Keep a step's output under its name and the hash of its input. A story that gets on has no crashes."""
        row = {"story_id": story_id, "name": name, "input_hash": input_hash, "output": output}
        with self.transaction() as connection:
            connection.execute(steps.delete().where((steps.c.story_id == story_id) & (steps.c.name == name)))
            connection.execute(steps.insert().values(**row, done_at=stamp(now)))
            connection.execute(update(stories).where(stories.c.id == story_id).values(crashes=0))

    def forget_steps(self, story_id: str) -> None:
        """Let a story be worked on from the start; answers that were paid for stay in the spool."""
        with self.transaction() as connection:
            forget_steps(connection, story_id)

    # runs

    def begin_run(self, run_id: str, now: datetime) -> None:
        """Put a run on record before it does anything."""
        with self.transaction() as connection:
            connection.execute(runs.insert().values(id=run_id, started=stamp(now)))

    def end_run(self, run_id: str, now: datetime, receipt: str) -> None:
        """Keep a run's receipt (JSON)."""
        with self.transaction() as connection:
            values = {"finished": stamp(now), "receipt": receipt}
            connection.execute(update(runs).where(runs.c.id == run_id).values(**values))

    def last_runs(self, count: int | None = None, since: datetime | None = None) -> list[RowMapping]:
        """The latest runs, or those that began since a time, newest first: id, started, finished, receipt."""
        with self.transaction() as connection:
            query = select(runs).order_by(runs.c.started.desc()).limit(count)
            if since is not None:
                query = query.where(runs.c.started >= stamp(since))
            return list(connection.execute(query).mappings().all())


@contextmanager
def _refusals() -> Iterator[None]:
    """What the database refuses within the block, as StoreError."""
    try:
        yield
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StoreError(
                f"the connection to the database broke: {cause(error)}",
                hint="see that the server runs, then run it again; what was kept before is there",
            ) from error
        raise _refused(error) from error
    except SQLAlchemyError as error:
        raise _refused(error) from error


def _refused(error: SQLAlchemyError) -> StoreError:
    if is_damaged(error):
        return StoreError(f"the database is damaged: {cause(error)}", hint=RESTORE)
    return StoreError(
        f"the database refused a write: {cause(error)}",
        hint="check disk space and permissions; nothing of this step was kept, so run it again",
    )
