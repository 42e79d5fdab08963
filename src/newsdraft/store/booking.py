"""What processes say of their work: the model calls that they make, and the leases that they have."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select, update

from newsdraft.model import ModelCall
from newsdraft.store.finding import stamp
from newsdraft.store.leasing import Lease, count_crash, put
from newsdraft.store.schema import calls, leases, stories


class CallBook(ABC):
    """The part of the database that knows what was asked of models, and what it cost."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Connection]:
        """One transaction."""

    def add_call(
        self, call_id: str, key: str, story_id: str, run_id: str | None, sent_at: datetime, owner: str = ""
    ) -> None:
        """Put a call on record before it is made; ``owner`` is the process that makes it."""
        row = {"id": call_id, "key": key, "story_id": story_id, "run_id": run_id, "owner": owner}
        row["sent_at"] = stamp(sent_at)
        with self.transaction() as connection:
            connection.execute(calls.insert().values(**row, state="sent"))

    def set_call_state(self, call_id: str, state: str) -> None:
        """``arrived`` when its answer is in the spool, ``failed`` or ``lost`` when none came."""
        with self.transaction() as connection:
            connection.execute(update(calls).where(calls.c.id == call_id).values(state=state))

    def settle_call(self, call: ModelCall, key: str, run_id: str | None) -> None:
        """Keep what became of an answer. A reused answer whose first call was never settled settles that one."""
        with self.transaction() as connection:
            if call.reused:
                open_call = (calls.c.key == key) & calls.c.state.in_(["sent", "arrived"])
                earlier = connection.execute(select(calls.c.id).where(open_call)).scalars().first()
                if earlier:
                    call = call.model_copy(update={"id": earlier, "reused": False})
            settled = {"state": "settled", "call": call.model_dump_json(), "usd": call.usd}
            done = connection.execute(update(calls).where(calls.c.id == call.id).values(**settled))
            if not done.rowcount:
                row = {"id": call.id, "key": key, "story_id": call.story_id, "run_id": run_id}
                connection.execute(calls.insert().values(**row, sent_at=stamp(call.at), **settled))

    def open_calls(self) -> list[RowMapping]:
        """Calls that were sent and never answered for: id, key and owner (None from before version 4)."""
        with self.transaction() as connection:
            query = select(calls.c.id, calls.c.key, calls.c.owner).where(calls.c.state == "sent")
            return list(connection.execute(query).mappings().all())

    def settled_calls(
        self, *, run_id: str | None = None, since: datetime | None = None, story_id: str | None = None
    ) -> list[ModelCall]:
        """Settled calls: of one run, since a time, of one story."""
        query = select(calls.c.call).where(calls.c.state == "settled").order_by(calls.c.sent_at)
        if run_id is not None:
            query = query.where(calls.c.run_id == run_id)
        if story_id is not None:
            query = query.where(calls.c.story_id == story_id)
        if since is not None:
            query = query.where(calls.c.sent_at >= stamp(since))
        with self.transaction() as connection:
            return [ModelCall.model_validate_json(text) for text in connection.execute(query).scalars()]


class LeaseBook(ABC):
    """The part of the database that knows who works on what, and what was in work when a process died."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Connection]:
        """One transaction."""

    def lease(self, name: str) -> RowMapping | None:
        """The lease of this name: name, owner, until (empty when nobody has it), token; None if there never was one."""
        with self.transaction() as connection:
            return connection.execute(select(leases).where(leases.c.name == name)).mappings().first()

    def open_leases(self) -> Sequence[RowMapping]:
        """The leases that nobody has let go of."""
        with self.transaction() as connection:
            return connection.execute(select(leases).where(leases.c.until != "")).mappings().all()

    def take_lease(self, found: RowMapping | None, name: str, owner: str, until: datetime) -> bool:
        """Take a lease that was ``found`` so; False when it has changed since."""
        with self.transaction() as connection:
            return put(connection, found, {"name": name, "owner": owner, "until": stamp(until)})

    def end_crashed(self, found: RowMapping, now: datetime) -> bool:
        """End the lease of a dead process, and count the crash of its story; False when it has changed since."""
        with self.transaction() as connection:
            ended = put(connection, found, {"name": found["name"], "owner": found["owner"], "until": ""})
            if ended:
                count_crash(connection, found["name"], now)
            return ended

    def let_go(self, lease: Lease) -> None:
        """Give up a lease; nothing happens when it is another's by now."""
        mine = (leases.c.name == lease.name) & (leases.c.token == lease.token)
        with self.transaction() as connection:
            connection.execute(update(leases).where(mine).values(until=""))

    def renew_leases(self, owner: str, until: datetime) -> None:
        """Let all that an owner has last until then."""
        theirs = (leases.c.owner == owner) & (leases.c.until != "")
        with self.transaction() as connection:
            connection.execute(update(leases).where(theirs).values(until=stamp(until)))

    def crashes(self, least: int = 1) -> dict[str, int]:
        """How often each story was in work when a process died, since it last got on; those with ``least`` or more."""
        query = select(stories.c.id, stories.c.crashes).where(stories.c.crashes >= least)
        with self.transaction() as connection:
            return {row.id: row.crashes for row in connection.execute(query)}
