"""Leases: the right of one process to work on a story, or to poll, until it lets go, dies or falls silent.

A lease's token grows each time that it is taken. Whatever is written under a lease carries its token, and is refused
once there is a newer one: a process that was stopped for longer than its lease, and goes on, changes nothing. This
rests on no clock; a clock that is wrong makes others wait, or take over too early, and no more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Lock, Thread
from typing import Protocol

from sqlalchemy import Connection, RowMapping, select, update

from newsdraft.errors import LeaseHeld, LeaseLost, StoreError
from newsdraft.model import PipelineState
from newsdraft.store.finding import stamp
from newsdraft.store.schema import leases, stories

log = logging.getLogger(__name__)

POLLING = "polling"  # who holds it asks the feeds, sorts what they bring and chooses
# A story that was in work when its process died so often is parked; one time fewer, and it is worked on alone and last.
MAX_CRASHES = 3
RENEWALS = 3  # so many times within its length a lease is renewed
# Only a story that is on its way can have brought a process down.
_ON_ITS_WAY = (PipelineState.NEW, PipelineState.SELECTED, PipelineState.READ, PipelineState.DRAFTED)


@dataclass(frozen=True)
class Lease:
    """A lease that was taken; ``name`` is the id of a story, or what is done."""

    name: str
    token: int


class Presence(Protocol):
    """Who this process is, and whether another one is dead (None: not known)."""

    owner: str

    def is_dead(self, owner: str) -> bool | None:
        """Whether the process of that name has ended."""


class LeaseStore(Protocol):
    """What the database does for leases, each in one transaction; ``LeaseBook`` in ``booking.py``."""

    def lease(self, name: str) -> RowMapping | None: ...  # noqa: D102
    def open_leases(self) -> Sequence[RowMapping]: ...  # noqa: D102
    def take_lease(self, found: RowMapping | None, name: str, owner: str, until: datetime) -> bool: ...  # noqa: D102
    def end_crashed(self, found: RowMapping, now: datetime) -> bool: ...  # noqa: D102
    def let_go(self, lease: Lease) -> None: ...  # noqa: D102
    def renew_leases(self, owner: str, until: datetime) -> None: ...  # noqa: D102
    def give_back(self, owner: str) -> None: ...  # noqa: D102


# --- within a transaction ---------------------------------------------------------------------------------


def check(connection: Connection, lease: Lease) -> None:
    """LeaseLost when the lease was taken over."""
    newest = connection.execute(select(leases.c.token).where(leases.c.name == lease.name)).scalar()
    if newest != lease.token:
        raise LeaseLost(
            "another newsdraft took this over meanwhile; nothing of it was written here",
            where=lease.name,
            hint="this process was stopped for too long; the other one goes on with it",
        )


def put(connection: Connection, found: RowMapping | None, values: dict[str, object]) -> bool:
    """Give the lease that was ``found`` new values and the next token; False when it has changed since."""
    name = values["name"]
    if found is None:
        if connection.execute(select(leases.c.name).where(leases.c.name == name)).first():
            return False
        connection.execute(leases.insert().values(**values, token=1))
        return True
    same = (leases.c.name == name) & (leases.c.token == found["token"])
    done = connection.execute(update(leases).where(same).values(**values, token=found["token"] + 1))
    return bool(done.rowcount)


def count_crash(connection: Connection, story_id: str, now: datetime) -> None:
    """Count that a process died while this story was in work; park it after ``MAX_CRASHES``."""
    mine = (stories.c.id == story_id) & stories.c.state.in_([state.value for state in _ON_ITS_WAY])
    before = connection.execute(select(stories.c.crashes).where(mine)).scalar()
    if before is None:
        return
    values: dict[str, object] = {"crashes": before + 1}
    if before + 1 >= MAX_CRASHES:
        reason = f"parked: newsdraft died {before + 1} times in a row while it worked on this"
        values |= {"state": PipelineState.FAILED.value, "reason": reason, "updated_at": stamp(now)}
    connection.execute(update(stories).where(mine).values(**values))


# --- a process --------------------------------------------------------------------------------------------


class Leases:
    """The leases of this process; a thread renews them for as long as there are any."""

    def __init__(
        self, database: LeaseStore, presence: Presence, clock: Callable[[], datetime], seconds: float
    ) -> None:
        self._database = database
        self._presence = presence
        self._clock = clock
        self._length = timedelta(seconds=seconds)
        self._closed = Event()
        self._starting = Lock()
        self._heart: Thread | None = None

    def bury_the_dead(self) -> None:
        """End the leases of processes that are dead, or that fell silent on another host; count their crashes."""
        now = self._clock()
        for row in self._database.open_leases():
            dead = self._presence.is_dead(row["owner"])
            if dead or (dead is None and row["until"] <= stamp(now)):
                self._database.end_crashed(row, now)

    @contextmanager
    def held(self, name: str) -> Iterator[Lease]:
        """Hold a lease for the length of the block; LeaseHeld when another process, or thread of this one, does."""
        lease = self.take(name)
        try:
            yield lease
        finally:
            self._let_go(lease)

    def take(self, name: str) -> Lease:
        """The lease of this name; LeaseHeld when another one has it."""
        now = self._clock()
        found = self._database.lease(name)
        if found is not None and found["until"]:
            found = self._taken_over(found, now)
        if found is not None and found["until"] and found["until"] > stamp(now):
            raise _held(name)
        if not self._database.take_lease(found, name, self._presence.owner, now + self._length):
            raise _held(name)
        self._beat()
        return Lease(name, (found["token"] if found else 0) + 1)

    def _taken_over(self, found: RowMapping, now: datetime) -> RowMapping | None:
        """``found``, or what it has become when its owner is dead. One that was stopped has not crashed."""
        dead = self._presence.is_dead(found["owner"])
        if dead or (dead is None and found["until"] <= stamp(now)):
            self._database.end_crashed(found, now)
            return self._database.lease(found["name"])
        return found

    def _let_go(self, lease: Lease) -> None:
        try:
            self._database.let_go(lease)
        except StoreError as error:  # it runs out by itself
            log.warning("a lease could not be given up: %s", error)

    def _beat(self) -> None:
        with self._starting:
            if self._heart is None:
                self._heart = Thread(target=self._renew, name="leases", daemon=True)
                self._heart.start()

    def _renew(self) -> None:
        while not self._closed.wait(self._length.total_seconds() / RENEWALS):
            try:
                self._database.renew_leases(self._presence.owner, self._clock() + self._length)
            except StoreError as error:
                log.warning("leases could not be renewed: %s", error)

    def give_back(self) -> None:
        """Give up all leases at once, also those of threads that go on: what these write is refused from now on."""
        self._database.give_back(self._presence.owner)

    def close(self) -> None:
        """Renew no more."""
        self._closed.set()
        if self._heart:
            self._heart.join()


def _held(name: str) -> LeaseHeld:
    return LeaseHeld("another newsdraft works on this", where=name, hint="try again when it has finished")
