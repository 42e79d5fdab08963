"""What a poll brings, put into the database within a transaction of the caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, bindparam, or_, select, update

from newsdraft.model import Entry
from newsdraft.store.finding import stamp
from newsdraft.store.schema import IN_ORDER, entries, feeds

# Built once: to build it anew with hundreds of keys takes longer than to ask it.
_THERE = select(entries.c.source, entries.c.key).where(
    entries.c.source.in_(bindparam("named", expanding=True)),
    entries.c.key.in_(bindparam("keyed", expanding=True)),
)


def set_states(connection: Connection, states: Mapping[str, str], now: datetime) -> None:
    """Keep the state (JSON) of each named feed in place of its old one."""
    old = feeds.delete().where(feeds.c.name == bindparam("old"))
    connection.execute(old, [{"old": name} for name in states])
    rows = [{"name": name, "state": state, "updated_at": stamp(now)} for name, state in states.items()]
    connection.execute(feeds.insert(), rows)


def add_entries(connection: Connection, found: Sequence[Entry], now: datetime) -> list[Entry]:
    """Add the entries that are not there yet, the first one of each key; returns those."""
    if not found:
        return []
    asked = {"named": list({entry.source for entry in found}), "keyed": list({entry.key for entry in found})}
    known = {(row.source, row.key) for row in connection.execute(_THERE, asked)}
    new: dict[tuple[str, str], Entry] = {}
    for entry in found:
        if (entry.source, entry.key) not in known:
            new.setdefault((entry.source, entry.key), entry)
    if new:
        connection.execute(entries.insert(), [_row(entry, now) for entry in new.values()])
    return list(new.values())


def _row(entry: Entry, now: datetime) -> dict[str, str]:
    row = {"source": entry.source, "key": entry.key, "url": entry.url, "entry": entry.model_dump_json()}
    return {**row, "seen_at": stamp(now)}


def unsorted_after(connection: Connection, last: RowMapping | None, size: int) -> Sequence[RowMapping]:
    """The first ``size`` entries without a place after the row ``last``: ``seen_at, source, key, entry``."""
    query = (
        select(*IN_ORDER, entries.c.entry)
        .where(entries.c.story_id.is_(None), entries.c.skipped.is_(None))
        .order_by(*IN_ORDER)
        .limit(size)
    )
    if last is not None:
        seen_at, source, key = IN_ORDER
        later = (
            seen_at > last["seen_at"],
            and_(seen_at == last["seen_at"], source > last["source"]),
            and_(seen_at == last["seen_at"], source == last["source"], key > last["key"]),
        )
        query = query.where(or_(*later))
    return connection.execute(query).mappings().all()


def set_skipped(connection: Connection, skipped: Sequence[tuple[Entry, str]]) -> None:
    """Put the reason for leaving it on record for each entry."""
    same = (entries.c.source == bindparam("of")) & (entries.c.key == bindparam("named"))
    query = update(entries).where(same).values(skipped=bindparam("reason"))
    connection.execute(query, [{"of": e.source, "named": e.key, "reason": reason} for e, reason in skipped])
