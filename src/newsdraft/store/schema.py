"""The tables. One version row says which schema a database has; ``migrate`` brings it up to this one."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Float, Integer, MetaData, String, Table, Text, select

from newsdraft.errors import StoreError

VERSION = 1
metadata = MetaData()

# Times are ISO 8601 in UTC with a fixed width, so that text order is time order on every database.
TIME = String(32)

version_row = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

feeds = Table(
    "feeds",
    metadata,
    Column("name", String(300), primary_key=True),
    Column("state", Text, nullable=False),
    Column("updated_at", TIME, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("source", String(300), primary_key=True),
    Column("key", String(700), primary_key=True),
    Column("url", Text, nullable=False, index=True),
    Column("entry", Text, nullable=False),
    Column("story_id", String(40), index=True),
    Column("skipped", Text),
    Column("seen_at", TIME, nullable=False),
)

stories = Table(
    "stories",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("title", Text, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("reason", Text, nullable=False, default=""),
    Column("detail", Text, nullable=False, default=""),
    Column("doi", String(300), index=True),
    Column("errors", Integer, nullable=False, default=0),
    Column("created_at", TIME, nullable=False),
    Column("updated_at", TIME, nullable=False),
)

steps = Table(
    "steps",
    metadata,
    Column("story_id", String(40), primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("input_hash", String(64), nullable=False),
    Column("output", Text, nullable=False),
    Column("done_at", TIME, nullable=False),
)

calls = Table(
    "model_calls",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("key", String(64), nullable=False, index=True),
    Column("story_id", String(40), nullable=False, index=True),
    Column("run_id", String(40), index=True),
    Column("state", String(16), nullable=False),
    Column("sent_at", TIME, nullable=False),
    Column("call", Text),
    Column("usd", Float),
)

runs = Table(
    "runs",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("started", TIME, nullable=False),
    Column("finished", TIME),
    Column("receipt", Text),
)


def migrate(connection: Connection) -> None:
    """Create the tables in an empty database; refuse one that a newer newsdraft made."""
    metadata.create_all(connection)
    found = connection.execute(select(version_row.c.version)).scalar()
    if found is None:
        connection.execute(version_row.insert().values(version=VERSION))
    elif found > VERSION:
        raise StoreError(
            f"the database has schema {found}; this newsdraft knows {VERSION}",
            hint="a newer newsdraft has used this project: upgrade newsdraft",
        )
