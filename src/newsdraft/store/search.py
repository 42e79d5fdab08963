"""Which stored stories have text like this one: a full-text index where the database has one.

``StorySearch`` is all that the rest of the store asks of it, so that each kind of database can bring its own.
SQLite answers from FTS5, PostgreSQL from an index of arrays; both alike: the rarest terms of the text, each weighed by
its rarity. Common words would make it read most of the index and rank no better. FTS5's index keeps no positions and no
lengths (``detail=none``, ``columnsize=0``), so that a health news release takes 0.5 KB of it and not 2.2 KB (mean of
154); but FTS5's own bm25 has then no counts within a text to work with. What is left of bm25 (Robertson and Zaragoza
2009) where a term stands in a text or does not is the sum of inverse frequencies, and that is the rank here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlalchemy import Connection, TextClause, select, text

from newsdraft.naming import tokens
from newsdraft.store.schema import story_texts

# Terms asked for: asked with a long text for its retelling, 15, 20, 30 and 45 of them find 28, 35, 39 and 39 of 40, and
# the cost grows with them (``benchmarks/story_matching.py``, "candidates").
RARE_TERMS = 30
# So many terms of a text are weighed to find those, and kept of what a feed carried; 200 find no worse than 400.
MOST_TERMS = 200
# Counting stops here: a term that stands more often than this is not rare, however often it stands.
_COUNTED = 500
_MILLION = 1_000_000
# So many common terms stand in for the rare ones of a text that has none.
_COMMON_TERMS = 3
_RECENT = 200


class StorySearch(Protocol):
    """Finds stories by text."""

    def prepare(self, connection: Connection) -> None:
        """Make what the search needs beside the tables; called once, inside the migration."""

    def discard(self, connection: Connection) -> None:
        """Drop what ``prepare`` made, so that a migration can change texts and have it made again."""

    def index(self, connection: Connection, story_id: str, told: str) -> None:
        """Let a story be found by the text ``told``, which ``story_texts`` has by now."""

    def nearest(self, connection: Connection, wanted: str, since: str, limit: int) -> list[str]:
        """Ids of stories made at or after ``since`` (a stored time) whose text is most like ``wanted``, best first."""

    def frequencies(self, connection: Connection, terms: Sequence[str]) -> dict[str, int]:
        """In how many stories each of ``terms`` stands; empty where that is not known."""


def search_for(connection: Connection) -> StorySearch:
    """The search that this database can do."""
    if connection.dialect.name == "postgresql":
        return TermSearch()
    if connection.execute(_HAS_FTS5).first():
        return FullTextSearch()
    return RecentStories()


_HAS_FTS5 = text("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")


def terms_of(given: str) -> list[str]:
    """The telling words of a text, each once, in their order."""
    return list(dict.fromkeys(tokens(given)))


def weighed(terms: Sequence[str], counts: Mapping[str, int], stories: int | None) -> list[tuple[str, int]]:
    """The rarest of ``terms`` that any story has, each with its weight; ``counts`` says in how many each stands.

    Weights are millionths, as whole numbers: their sum is then the same in whatever order they are added, so that
    equally near stories are told apart by their age on every database.
    """
    known = sorted((term for term in terms if counts.get(term)), key=lambda term: counts[term])
    rare = [term for term in known if counts[term] < _COUNTED][:RARE_TERMS] or known[:_COMMON_TERMS]
    return [(term, round(_MILLION * math.log(1 + (stories or 0) / counts[term]))) for term in rare]


class RecentStories:
    """Without a full-text index the newest stories are the candidates."""

    def prepare(self, connection: Connection) -> None:
        """Nothing to make."""

    def discard(self, connection: Connection) -> None:
        """Nothing to drop."""

    def index(self, connection: Connection, story_id: str, told: str) -> None:
        """Nothing to index."""

    def nearest(self, connection: Connection, wanted: str, since: str, limit: int) -> list[str]:
        """The newest stories, whatever their text; many more than ``limit``, since they are not ranked."""
        del wanted
        query = (
            select(story_texts.c.story_id)
            .where(story_texts.c.created_at >= since)
            .order_by(story_texts.c.number.desc())
            .limit(max(limit, _RECENT))
        )
        return list(connection.execute(query).scalars())

    def frequencies(self, connection: Connection, terms: Sequence[str]) -> dict[str, int]:
        """Not known."""
        del connection, terms
        return {}


class FullTextSearch:
    """SQLite's FTS5 over ``story_texts``, kept in step by triggers. The text itself is stored once."""

    def prepare(self, connection: Connection) -> None:
        """Make the index, its vocabulary tables and its triggers, and index what is there."""
        if connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'story_search'")).first():
            return
        for statement in _INDEX:
            connection.exec_driver_sql(statement)

    def discard(self, connection: Connection) -> None:
        """Drop the index with its triggers."""
        for statement in _DROPS:
            connection.exec_driver_sql(statement)

    def index(self, connection: Connection, story_id: str, told: str) -> None:
        """Done by the triggers."""

    def nearest(self, connection: Connection, wanted: str, since: str, limit: int) -> list[str]:
        """By the summed rarity of the ``RARE_TERMS`` rarest terms of ``wanted`` that any story has."""
        first = connection.execute(_FIRST, {"since": since}).scalar()
        rare = self._rare(connection, terms_of(wanted)[:MOST_TERMS])
        if first is None or not rare:
            return []
        # Numbers grow with time, so the bound lets FTS5 pass over older stories without reading them.
        asked = json.dumps([(f'"{term}"', weight) for term, weight in rare])
        values = {"terms": asked, "first": first, "since": since, "limit": limit}
        return list(connection.execute(_NEAREST, values).scalars())

    def _rare(self, connection: Connection, terms: Sequence[str]) -> list[tuple[str, int]]:
        values = {"terms": json.dumps(terms), "most": _COUNTED}
        counts = {row.term: row.stands for row in connection.execute(_COUNTS, values)}
        return weighed(terms, counts, connection.execute(_STORIES).scalar())

    def frequencies(self, connection: Connection, terms: Sequence[str]) -> dict[str, int]:
        """Exact counts from the index's vocabulary."""
        found = connection.execute(_STORIES_WITH, {"terms": json.dumps(terms)})
        return {row.term: row.doc for row in found if row.doc}


class TermSearch:
    """PostgreSQL: the terms of each story's text as an array beside it, under a GIN index.

    The terms are cut here and not by the server, whose idea of a letter hangs on its locale.
    """

    def prepare(self, connection: Connection) -> None:
        """Make the column and its index, and fill it for what is there."""
        for statement in _TERM_INDEX:
            connection.exec_driver_sql(statement)
        there = select(story_texts.c.story_id, story_texts.c.text)
        for row in connection.execute(there).all():
            self.index(connection, row.story_id, row.text)

    def discard(self, connection: Connection) -> None:
        """Drop the column, and with it the index."""
        connection.exec_driver_sql("ALTER TABLE story_texts DROP COLUMN IF EXISTS terms")

    def index(self, connection: Connection, story_id: str, told: str) -> None:
        """Keep the terms of the text."""
        connection.execute(_KEEP_TERMS, {"story": story_id, "terms": terms_of(told)})

    def nearest(self, connection: Connection, wanted: str, since: str, limit: int) -> list[str]:
        """By the summed rarity of the ``RARE_TERMS`` rarest terms of ``wanted`` that any story has."""
        terms = terms_of(wanted)[:MOST_TERMS]
        counts = self._counted(connection, _HOLDERS_UP_TO, {"terms": terms, "most": _COUNTED})
        rare = weighed(terms, counts, connection.execute(_STORIES).scalar())
        values = {"terms": [term for term, _ in rare], "weights": [weight for _, weight in rare]}
        found = connection.execute(_NEAREST_ARRAYS, {**values, "since": since, "limit": limit})
        return list(found.scalars())

    def frequencies(self, connection: Connection, terms: Sequence[str]) -> dict[str, int]:
        """Exact counts."""
        return self._counted(connection, _HOLDERS, {"terms": list(terms)})

    def _counted(
        self, connection: Connection, query: TextClause, values: Mapping[str, object]
    ) -> dict[str, int]:
        return {row.term: row.stands for row in connection.execute(query, values) if row.stands}


_FIRST = text("SELECT min(number) FROM story_texts WHERE created_at >= :since")
# About how many there are, without counting them.
_STORIES = text("SELECT (SELECT max(number) FROM story_texts) - (SELECT min(number) FROM story_texts) + 1")
_NEAREST = text(
    "SELECT story_id FROM story_texts JOIN ("
    "SELECT story_search.rowid AS found, sum(json_extract(value, '$[1]')) AS weight "
    "FROM json_each(:terms) JOIN story_search ON story_search MATCH json_extract(value, '$[0]') "
    "AND story_search.rowid >= :first GROUP BY story_search.rowid) ON found = number "
    "WHERE created_at >= :since ORDER BY weight DESC, number DESC LIMIT :limit"
)
# One statement for all terms: a statement each costs more than the counting.
_COUNTS = text(
    "SELECT value AS term, "
    "(SELECT count(*) FROM (SELECT 1 FROM story_places WHERE story_places.term = value LIMIT :most)) AS stands "
    "FROM json_each(:terms)"
)
_STORIES_WITH = text(
    "SELECT value AS term, (SELECT doc FROM story_terms WHERE story_terms.term = value) AS doc FROM json_each(:terms)"
)
_DROP_OLD = "INSERT INTO story_search(story_search, rowid, text) VALUES ('delete', old.number, old.text)"
_ADD_NEW = "INSERT INTO story_search(rowid, text) VALUES (new.number, new.text)"
_OPTIONS = "content='story_texts', content_rowid='number', tokenize='unicode61 remove_diacritics 0', "
_OPTIONS += "detail=none, columnsize=0"
_TRIGGERS = ("story_texts_added", "story_texts_gone", "story_texts_changed")
_DROPS = (
    *(f"DROP TRIGGER IF EXISTS {name}" for name in _TRIGGERS),
    *(f"DROP TABLE IF EXISTS {name}" for name in ("story_places", "story_terms", "story_search")),
)
_INDEX = (
    f"CREATE VIRTUAL TABLE story_search USING fts5(text, {_OPTIONS})",
    "CREATE VIRTUAL TABLE story_places USING fts5vocab(story_search, 'instance')",
    "CREATE VIRTUAL TABLE story_terms USING fts5vocab(story_search, 'row')",
    f"CREATE TRIGGER story_texts_added AFTER INSERT ON story_texts BEGIN {_ADD_NEW}; END",
    f"CREATE TRIGGER story_texts_gone AFTER DELETE ON story_texts BEGIN {_DROP_OLD}; END",
    f"CREATE TRIGGER story_texts_changed AFTER UPDATE OF text ON story_texts BEGIN {_DROP_OLD}; {_ADD_NEW}; END",
    "INSERT INTO story_search(story_search) VALUES ('rebuild')",
)
# Without a list of pending entries, which each of two hundred look-ups would read through. The "C" collation compares
# bytes: an upgrade of the system's locales cannot spoil the index.
_TERM_INDEX = (
    'ALTER TABLE story_texts ADD COLUMN IF NOT EXISTS terms text[] COLLATE "C"',
    "CREATE INDEX IF NOT EXISTS story_texts_by_term ON story_texts USING gin (terms) WITH (fastupdate = off)",
)
_KEEP_TERMS = text("UPDATE story_texts SET terms = CAST(:terms AS text[]) WHERE story_id = :story")
_HOLDERS = text(
    "SELECT term, (SELECT count(*) FROM story_texts WHERE terms @> ARRAY[term]) AS stands "
    "FROM unnest(CAST(:terms AS text[])) AS asked(term)"
)
_HOLDERS_UP_TO = text(
    "SELECT term, (SELECT count(*) FROM (SELECT 1 FROM story_texts WHERE terms @> ARRAY[term] LIMIT :most) AS found) "
    "AS stands FROM unnest(CAST(:terms AS text[])) AS asked(term)"
)
_NEAREST_ARRAYS = text(
    "SELECT story_id FROM unnest(CAST(:terms AS text[]), CAST(:weights AS bigint[])) AS asked(term, weight) "
    "JOIN story_texts ON terms @> ARRAY[term] WHERE created_at >= :since "
    "GROUP BY story_id, number ORDER BY sum(weight) DESC, number DESC LIMIT :limit"
)
