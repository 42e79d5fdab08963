"""Which stored stories have text like this one: a full-text index where the database has one.

``StorySearch`` is all that the rest of the store asks of it, so that each kind of database can bring its own.
SQLite answers from FTS5: the rarest terms of the text, each weighed by its rarity. Common words would make it read
most of the index and rank no better. The index keeps no positions and no lengths (``detail=none``,
``columnsize=0``), so that a health news release takes 0.5 KB of it and not 2.2 KB (mean of 154); but FTS5's own bm25
has then no counts within a text to work with. What is left of bm25 (Robertson and Zaragoza 2009) where a term stands
in a text or does not is the sum of inverse frequencies, and that is the rank here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Connection, select, text

from newsdraft.naming import tokens
from newsdraft.store.schema import story_texts

# Terms asked for: asked with a long text for its retelling, 15, 20, 30 and 45 of them find 28, 35, 39 and 39 of 40, and
# the cost grows with them (``benchmarks/story_matching.py``, "candidates").
RARE_TERMS = 30
# So many terms of a text are weighed to find those, and kept of what a feed carried; 200 find no worse than 400.
MOST_TERMS = 200
# Counting stops here: a term that stands more often than this is not rare, however often it stands.
_COUNTED = 500
# So many common terms stand in for the rare ones of a text that has none.
_COMMON_TERMS = 3
_RECENT = 200


class StorySearch(Protocol):
    """Finds stories by text."""

    def prepare(self, connection: Connection) -> None:
        """Make what the search needs beside the tables; called once, inside the migration."""

    def discard(self, connection: Connection) -> None:
        """Drop what ``prepare`` made, so that a migration can change texts and have it made again."""

    def nearest(self, connection: Connection, wanted: str, since: str, limit: int) -> list[str]:
        """Ids of stories made at or after ``since`` (a stored time) whose text is most like ``wanted``, best first."""

    def frequencies(self, connection: Connection, terms: Sequence[str]) -> dict[str, int]:
        """In how many stories each of ``terms`` stands; empty where that is not known."""


def search_for(connection: Connection) -> StorySearch:
    """The search that this database can do."""
    if connection.dialect.name == "sqlite" and connection.execute(_HAS_FTS5).first():
        return FullTextSearch()
    return RecentStories()


_HAS_FTS5 = text("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")


def terms_of(given: str) -> list[str]:
    """The telling words of a text, each once, in their order."""
    return list(dict.fromkeys(tokens(given)))


class RecentStories:
    """Without a full-text index the newest stories are the candidates."""

    def prepare(self, connection: Connection) -> None:
        """Nothing to make."""

    def discard(self, connection: Connection) -> None:
        """Nothing to drop."""

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

    def nearest(self, connection: Connection, wanted: str, since: str, limit: int) -> list[str]:
        """By the summed rarity of the ``RARE_TERMS`` rarest terms of ``wanted`` that any story has."""
        first = connection.execute(_FIRST, {"since": since}).scalar()
        rare = self._rare(connection, terms_of(wanted)[:MOST_TERMS])
        if first is None or not rare:
            return []
        # Numbers grow with time, so the bound lets FTS5 pass over older stories without reading them.
        values = {"terms": json.dumps(rare), "first": first, "since": since, "limit": limit}
        return list(connection.execute(_NEAREST, values).scalars())

    def _rare(self, connection: Connection, terms: Sequence[str]) -> list[tuple[str, float]]:
        """The rarest of ``terms`` as FTS5 queries, each with its weight."""
        values = {"terms": json.dumps(terms), "most": _COUNTED}
        counts = {row.term: row.stands for row in connection.execute(_COUNTS, values)}
        known = sorted((term for term in terms if counts[term]), key=lambda term: counts[term])
        rare = [term for term in known if counts[term] < _COUNTED][:RARE_TERMS] or known[:_COMMON_TERMS]
        stories = int(connection.execute(_STORIES).scalar() or 0)
        return [(f'"{term}"', math.log(1 + stories / counts[term])) for term in rare]

    def frequencies(self, connection: Connection, terms: Sequence[str]) -> dict[str, int]:
        """Exact counts from the index's vocabulary."""
        found = connection.execute(_STORIES_WITH, {"terms": json.dumps(terms)})
        return {row.term: row.doc for row in found if row.doc}


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
