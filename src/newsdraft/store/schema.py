"""The tables. One version row says which schema a database has; ``migrate`` in ``migrating.py`` brings it up."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

VERSION = 5
metadata = MetaData()

# Times are ISO 8601 in UTC with a fixed width, so that text order is time order on every database.
TIME = String(32)
DOI_WIDTH = 300

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
    Column("url", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("story_id", String(40), index=True),
    Column("skipped", Text),
    Column("seen_at", TIME, nullable=False),
    # An address may be longer than PostgreSQL's ordinary index holds, and is only ever compared as a whole.
    Index("ix_entries_url", "url", postgresql_using="hash"),
)

# First seen first; those of one poll in an order that is the same on every database.
IN_ORDER = (entries.c.seen_at, entries.c.source, entries.c.key)

stories = Table(
    "stories",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("title", Text, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("reason", Text, nullable=False, default=""),
    Column("detail", Text, nullable=False, default=""),
    Column("doi", String(DOI_WIDTH), index=True),
    Column("errors", Integer, nullable=False, default=0),
    Column("crashes", Integer, nullable=False, default=0, server_default="0"),
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
    Column("owner", String(200)),  # the process that made it; none before version 4
    Column("state", String(16), nullable=False),
    Column("sent_at", TIME, nullable=False),
    Column("call", Text),
    Column("usd", Float),
    # Since version 5: what it counts toward a cap of tokens, and the most that it could come to, before it is settled.
    Column("tokens", Integer),
    Column("upper_usd", Float),
    Column("upper_tokens", Integer),
)

# Since version 5: what each endpoint may still be asked in this minute.
buckets = Table(
    "rate_buckets",
    metadata,
    Column("endpoint", String(500), primary_key=True),
    Column("requests", Float, nullable=False),
    Column("tokens", Float, nullable=False),
    Column("at", TIME, nullable=False),
)

# The raw answers to model calls, where several hosts share the database: another one may go on with the story.
answers = Table(
    "model_answers",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("raw", LargeBinary, nullable=False),
    Column("arrived_at", TIME, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("started", TIME, nullable=False),
    Column("finished", TIME),
    Column("receipt", Text),
)

# Since version 4: who works on what. A lease is never deleted, so that its token grows; ``until`` is empty when nobody
# has it.
leases = Table(
    "leases",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("owner", String(200), nullable=False),
    Column("until", TIME, nullable=False),
    Column("token", Integer, nullable=False),
)

# Version 3 has the tables of version 2; it keeps less of what feeds carried, and another full-text index.
# Since version 2: how a story is found again, and what an editor said about two of them.

# The names of an entry (canonical address, DOI, registered trials). They belong to the entry and not to its story,
# so that joining and splitting need not touch them.
entry_names = Table(
    "entry_names",
    metadata,
    Column("source", String(300), primary_key=True),
    Column("key", String(700), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("value", String(700), primary_key=True),
    Index("entry_names_by_value", "kind", "value"),
)

# What a story is found by: the telling words that the feeds carried, then (``from_page`` 1) the folded text of the
# page that was read.
# What only the feeds carried goes when the story is too old to be joined by its text (``forget_old_texts``).
story_texts = Table(
    "story_texts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("story_id", String(40), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("from_page", Integer, nullable=False, default=0),
    Column("created_at", TIME, nullable=False, index=True),
)

# What an editor decided about two stories: ``joined`` (the first into the second) or ``apart``.
story_decisions = Table(
    "story_decisions",
    metadata,
    Column("story_id", String(40), primary_key=True),
    Column("other_id", String(40), primary_key=True, index=True),
    Column("kind", String(16), nullable=False),
    Column("decided_at", TIME, nullable=False),
)
