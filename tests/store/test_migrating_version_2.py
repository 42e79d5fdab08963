"""A database of version 2, with its larger full-text index, is brought up; all of it or nothing."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from newsdraft.errors import StoreError
from newsdraft.model import Entry
from newsdraft.store import open_database
from newsdraft.store.schema import VERSION

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SINCE = NOW - timedelta(days=60)

VERSION_2 = """
CREATE TABLE schema_version (version INTEGER NOT NULL, PRIMARY KEY (version));
CREATE TABLE feeds (name VARCHAR(300) NOT NULL, state TEXT NOT NULL, updated_at VARCHAR(32) NOT NULL,
    PRIMARY KEY (name));
CREATE TABLE entries (source VARCHAR(300) NOT NULL, "key" VARCHAR(700) NOT NULL, url TEXT NOT NULL, entry TEXT NOT NULL,
    story_id VARCHAR(40), skipped TEXT, seen_at VARCHAR(32) NOT NULL, PRIMARY KEY (source, "key"));
CREATE INDEX ix_entries_url ON entries (url);
CREATE INDEX ix_entries_story_id ON entries (story_id);
CREATE TABLE stories (id VARCHAR(40) NOT NULL, title TEXT NOT NULL, state VARCHAR(16) NOT NULL, reason TEXT NOT NULL,
    detail TEXT NOT NULL, doi VARCHAR(300), errors INTEGER NOT NULL, created_at VARCHAR(32) NOT NULL,
    updated_at VARCHAR(32) NOT NULL, PRIMARY KEY (id));
CREATE INDEX ix_stories_state ON stories (state);
CREATE INDEX ix_stories_doi ON stories (doi);
CREATE TABLE steps (story_id VARCHAR(40) NOT NULL, name VARCHAR(60) NOT NULL, input_hash VARCHAR(64) NOT NULL,
    output TEXT NOT NULL, done_at VARCHAR(32) NOT NULL, PRIMARY KEY (story_id, name));
CREATE TABLE model_calls (id VARCHAR(40) NOT NULL, "key" VARCHAR(64) NOT NULL, story_id VARCHAR(40) NOT NULL,
    run_id VARCHAR(40), state VARCHAR(16) NOT NULL, sent_at VARCHAR(32) NOT NULL, call TEXT, usd FLOAT,
    PRIMARY KEY (id));
CREATE TABLE runs (id VARCHAR(40) NOT NULL, started VARCHAR(32) NOT NULL, finished VARCHAR(32), receipt TEXT,
    PRIMARY KEY (id));
CREATE TABLE entry_names (source VARCHAR(300) NOT NULL, "key" VARCHAR(700) NOT NULL, kind VARCHAR(16) NOT NULL,
    value VARCHAR(700) NOT NULL, PRIMARY KEY (source, "key", kind, value));
CREATE INDEX entry_names_by_value ON entry_names (kind, value);
CREATE TABLE story_texts (number INTEGER NOT NULL, story_id VARCHAR(40) NOT NULL, text TEXT NOT NULL,
    from_page INTEGER NOT NULL, created_at VARCHAR(32) NOT NULL, PRIMARY KEY (number), UNIQUE (story_id));
CREATE INDEX ix_story_texts_created_at ON story_texts (created_at);
CREATE TABLE story_decisions (story_id VARCHAR(40) NOT NULL, other_id VARCHAR(40) NOT NULL, kind VARCHAR(16) NOT NULL,
    decided_at VARCHAR(32) NOT NULL, PRIMARY KEY (story_id, other_id));
CREATE INDEX ix_story_decisions_other_id ON story_decisions (other_id);
CREATE VIRTUAL TABLE story_search USING fts5(text, content='story_texts', content_rowid='number',
    tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE story_places USING fts5vocab(story_search, 'instance');
CREATE VIRTUAL TABLE story_terms USING fts5vocab(story_search, 'row');
CREATE TRIGGER story_texts_added AFTER INSERT ON story_texts BEGIN
    INSERT INTO story_search(rowid, text) VALUES (new.number, new.text); END;
CREATE TRIGGER story_texts_gone AFTER DELETE ON story_texts BEGIN
    INSERT INTO story_search(story_search, rowid, text) VALUES ('delete', old.number, old.text); END;
CREATE TRIGGER story_texts_changed AFTER UPDATE OF text ON story_texts BEGIN
    INSERT INTO story_search(story_search, rowid, text) VALUES ('delete', old.number, old.text);
    INSERT INTO story_search(rowid, text) VALUES (new.number, new.text); END;
INSERT INTO schema_version VALUES (2);
"""
FED = "Ostavelimab, an antibody, was given to 842 people. Ostavelimab is new."
READ = "The page says that cuprovane was given to mice with an antibody. Cuprovane is new."


@pytest.fixture
def path(tmp_path):
    """A database with one story that only a feed told and one whose page was read."""
    path = tmp_path / "state.db"
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_2)
    for story_id, told, from_page in (("S1", FED, 0), ("S2", READ, 1)):
        at = NOW.isoformat(timespec="microseconds")
        entry = Entry(
            source="f", key=story_id, url=f"https://example.org/{story_id}", title=story_id, summary=told
        )
        connection.execute(
            "INSERT INTO stories VALUES (?, ?, 'filed', '', '', NULL, 0, ?, ?)", (story_id, story_id, at, at)
        )
        connection.execute(
            "INSERT INTO entries VALUES ('f', ?, ?, ?, ?, NULL, ?)",
            (story_id, entry.url, entry.model_dump_json(), story_id, at),
        )
        connection.execute(
            "INSERT INTO story_texts (story_id, text, from_page, created_at) VALUES (?, ?, ?, ?)",
            (story_id, told, from_page, at),
        )
    connection.commit()
    connection.close()
    return path


def test_it_keeps_what_is_found_and_what_was_read(path):
    for _ in range(2):  # opened again it is left as it is
        opened = open_database(f"sqlite:///{path}")
        assert opened.alike("ostavelimab", SINCE) == ["S1"]
        assert opened.alike("cuprovane", SINCE) == ["S2"]
        assert opened.read_text("S2") == READ
        assert opened.term_frequencies(["antibody given ostavelimab"]) == (
            {"antibody": 2, "given": 2, "ostavelimab": 1},
            2,
        )
        with opened.transaction() as connection:
            connection.execute(
                text("INSERT INTO story_search(story_search, rank) VALUES ('integrity-check', 1)")
            )
            assert connection.execute(text("SELECT version FROM schema_version")).scalars().all() == [VERSION]
            told = connection.execute(text("SELECT text FROM story_texts WHERE story_id = 'S1'")).scalar()
            made = connection.execute(
                text("SELECT sql FROM sqlite_master WHERE name = 'story_search'")
            ).scalar()
        assert told == "ostavelimab antibody given 842 people"
        assert "detail=none" in made
        opened.close()


def test_afterwards_stories_come_and_go_as_before(path):
    opened = open_database(f"sqlite:///{path}")
    opened.merge_story("S1", "S2", NOW, "the same")
    assert opened.alike("ostavelimab", SINCE) == []
    opened.index_story_text("S2", "Now it is about belvotamab.")
    assert opened.alike("belvotamab", SINCE) == ["S2"]
    assert opened.alike("cuprovane", SINCE) == []
    with opened.transaction() as connection:
        connection.execute(text("INSERT INTO story_search(story_search, rank) VALUES ('integrity-check', 1)"))
    opened.close()


def test_an_upgrade_that_fails_half_way_changes_nothing(path):
    connection = sqlite3.connect(path)
    # Nothing that newsdraft makes: it stops the upgrade when the texts are changed.
    connection.executescript(
        "CREATE TRIGGER stop BEFORE UPDATE ON story_texts BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;"
    )
    before = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    with pytest.raises(StoreError, match="the disk is full"):
        open_database(f"sqlite:///{path}")
    assert connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == before
    assert connection.execute("SELECT text FROM story_texts ORDER BY number").fetchall() == [(FED,), (READ,)]
    assert connection.execute("SELECT version FROM schema_version").fetchall() == [(2,)]
    assert connection.execute(
        "SELECT rowid FROM story_search WHERE story_search MATCH 'cuprovane'"
    ).fetchall() == [(2,)]
    connection.execute("DROP TRIGGER stop")
    connection.commit()
    connection.close()
    opened = open_database(f"sqlite:///{path}")
    assert opened.alike("ostavelimab", SINCE) == ["S1"]
    opened.close()
