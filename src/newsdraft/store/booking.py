"""What processes say of their work: the model calls that they make, and the leases that they have."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, case, func, select, update

from newsdraft.model import ModelCall
from newsdraft.store.finding import stamp
from newsdraft.store.leasing import Lease, count_crash, put
from newsdraft.store.schema import calls, leases, stories

T = TypeVar("T")


class CallBook(ABC):
    """The part of the database that knows what was asked of models, and what it cost."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Connection]:
        """One transaction."""

    def book_call(
        self, row: dict[str, Any], at: datetime, refuse: Callable[[dict[str, tuple[float, int]]], T | None]
    ) -> T | None:
        """Put a call on record before it is made, unless ``refuse`` has a reason not to, which is returned.

        ``refuse`` is handed what has been spent as (US dollars, tokens) by period: ``run``, ``day``, ``month`` (UTC),
        ``draft``. Calls under way and lost ones count at their upper estimates. Reading and booking is one
        transaction, so two processes cannot both take the last of a cap.
        """
        day = at.replace(hour=0, minute=0, second=0, microsecond=0)
        periods = {
            "run": calls.c.run_id == row["run_id"],
            "day": calls.c.sent_at >= stamp(day),
            "month": calls.c.sent_at >= stamp(day.replace(day=1)),
            "draft": calls.c.story_id == row["story_id"],
        }
        with self.transaction() as connection:
            spent = {name: _spent(connection, condition) for name, condition in periods.items()}
            reason = refuse(spent)
            if reason is None:
                connection.execute(calls.insert().values(**row, sent_at=stamp(at), state="sent"))
            return reason

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
            tokens = _tokens(call)
            settled = {"state": "settled", "call": call.model_dump_json(), "usd": call.usd, "tokens": tokens}
            done = connection.execute(update(calls).where(calls.c.id == call.id).values(**settled))
            if not done.rowcount:
                row = {"id": call.id, "key": key, "story_id": call.story_id, "run_id": run_id}
                connection.execute(calls.insert().values(**row, sent_at=stamp(call.at), **settled))

    def open_calls(self) -> list[RowMapping]:
        """Calls that were sent and never answered for: id, key and owner (None from before version 4)."""
        with self.transaction() as connection:
            query = select(calls.c.id, calls.c.key, calls.c.owner).where(calls.c.state == "sent")
            return list(connection.execute(query).mappings().all())

    def lost_calls(self, run_id: str) -> int:
        """How many calls of a run were sent and brought no answer that is here: possibly billed."""
        query = select(func.count()).where(calls.c.run_id == run_id, calls.c.state == "lost")
        with self.transaction() as connection:
            return int(connection.execute(query).scalar() or 0)

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


def _tokens(call: ModelCall) -> int | None:
    """What a call counts toward a cap of tokens; None, which is its upper estimate, where the server did not say."""
    if call.reused:
        return 0
    if call.input_tokens is None or call.output_tokens is None:
        return None
    return call.input_tokens + call.output_tokens


def _spent(connection: Connection, condition: ColumnElement[bool]) -> tuple[float, int]:
    """US dollars and tokens of some calls; what did not come to an end, or told nothing, at its upper estimate."""
    ended = calls.c.state == "settled"
    usd = case((ended, func.coalesce(calls.c.usd, calls.c.upper_usd)), else_=calls.c.upper_usd)
    tokens = case((ended, func.coalesce(calls.c.tokens, calls.c.upper_tokens)), else_=calls.c.upper_tokens)
    query = select(func.sum(usd), func.sum(tokens)).where(condition, calls.c.state != "failed")
    found = connection.execute(query).one()
    return float(found[0] or 0.0), int(found[1] or 0)


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

    def give_back(self, owner: str) -> None:
        """Take away from an owner all that it has, as if it had been taken over."""
        theirs = (leases.c.owner == owner) & (leases.c.until != "")
        with self.transaction() as connection:
            connection.execute(update(leases).where(theirs).values(until="", token=leases.c.token + 1))

    def crashes(self, least: int = 1) -> dict[str, int]:
        """How often each story was in work when a process died, since it last got on; those with ``least`` or more."""
        query = select(stories.c.id, stories.c.crashes).where(stories.c.crashes >= least)
        with self.transaction() as connection:
            return {row.id: row.crashes for row in connection.execute(query)}
