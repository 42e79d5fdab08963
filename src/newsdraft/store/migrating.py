"""Bringing a database up to this version's schema, one version after the other: each of them whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine, func, inspect, select, update

from newsdraft.errors import StoreError
from newsdraft.model import Entry
from newsdraft.store import finding, schema
from newsdraft.store.schema import VERSION, entries, stories, story_texts, version_row
from newsdraft.store.search import search_for


def migrate(engine: Engine) -> int | None:
    """Make the tables of an empty database, or bring an older one up; returns the version that it had.

    Each version is one transaction, so that whatever stops it leaves a database of some version; whoever comes at the
    same time waits, and finds it done. StoreError for a database that a newer newsdraft has used.
    """
    with engine.begin() as connection:
        first = found = _version(connection)
    while found != VERSION:
        with engine.begin() as connection:
            found = _next(connection)
    return first


def _next(connection: Connection) -> int:
    """Do one step; returns the version that the database then has."""
    found = _version(connection)
    if found is not None and found > VERSION:
        raise StoreError(
            f"the database has schema {found}; this newsdraft knows {VERSION}",
            hint="a newer newsdraft has used this project: upgrade newsdraft",
        )
    if found == VERSION:
        return found
    schema.metadata.create_all(connection)
    search_for(connection).prepare(connection)
    if found is None:
        connection.execute(version_row.insert().values(version=VERSION))
        return VERSION
    _STEPS[found](connection)
    connection.execute(update(version_row).values(version=found + 1))
    return found + 1


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(version_row.name):
        return None
    return connection.execute(select(version_row.c.version)).scalar()


def _name_and_index(connection: Connection) -> None:
    """1 to 2: the stories that are there get names and texts, oldest first, so that numbers grow with time."""
    connection.execute(update(stories).values(doi=func.lower(stories.c.doi)))
    query = select(stories.c.id).order_by(stories.c.created_at, stories.c.id)
    for story_id in connection.execute(query).scalars().all():
        theirs = select(entries.c.entry).where(entries.c.story_id == story_id)
        for text in connection.execute(theirs).scalars().all():
            finding.name_entry(connection, _entry(text, story_id))
        finding.refresh_text(connection, story_id)


def _smaller_index(connection: Connection) -> None:
    """2 to 3: of what feeds carried only the terms stay; the full-text index is made again, without positions."""
    search = search_for(connection)
    search.discard(connection)
    numbers = connection.execute(select(story_texts.c.number).where(story_texts.c.from_page == 0))
    for number in numbers.scalars().all():
        mine = story_texts.c.number == number
        text = connection.execute(select(story_texts.c.text).where(mine)).scalar() or ""
        connection.execute(update(story_texts).where(mine).values(text=finding.searchable(text)))
    search.prepare(connection)


def _who_works_on_what(connection: Connection) -> None:
    """3 to 4: crashes are counted, and calls say which process made them; the table of leases has been made."""
    connection.exec_driver_sql("ALTER TABLE stories ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0")
    connection.exec_driver_sql("ALTER TABLE model_calls ADD COLUMN owner VARCHAR(200)")


def _what_is_reserved(connection: Connection) -> None:
    """4 to 5: calls say the most that they could come to, so that a cap counts those under way."""
    for column in ("tokens INTEGER", "upper_usd FLOAT", "upper_tokens INTEGER"):
        connection.exec_driver_sql(f"ALTER TABLE model_calls ADD COLUMN {column}")


def _entry(text: str, story_id: str) -> Entry:
    try:
        return Entry.model_validate_json(text)
    except ValueError as error:
        raise StoreError(
            f"an entry of story {story_id} in the database is damaged, so it was not brought up to schema {VERSION}",
            hint="nothing was changed; bring back a good copy of the database, or remove that entry",
        ) from error


_STEPS: dict[int, Callable[[Connection], None]] = {
    1: _name_and_index,
    2: _smaller_index,
    3: _who_works_on_what,
    4: _what_is_reserved,
}
