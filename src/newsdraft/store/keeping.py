"""What a poll brings, put into the database within a transaction of the caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from newsdraft.model import Entry
from newsdraft.store.finding import stamp
from newsdraft.store.schema import entries, feeds


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
    named, keyed = {entry.source for entry in found}, {entry.key for entry in found}
    query = select(entries.c.source, entries.c.key).where(
        entries.c.source.in_(named), entries.c.key.in_(keyed)
    )
    known = {(row.source, row.key) for row in connection.execute(query)}
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
