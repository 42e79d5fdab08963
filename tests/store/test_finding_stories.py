"""Stories are found again by name and by text; what an editor said is kept; an older database is brought up."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from newsdraft.errors import StoreError
from newsdraft.model import Entry, PipelineState, Story
from newsdraft.store import open_database
from newsdraft.store.schema import VERSION
from newsdraft.store.search import RecentStories, search_for

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SINCE = NOW - timedelta(days=60)


def entry(key, **values):
    return Entry(
        **{"source": "feed", "key": key, "url": f"https://example.org/{key}", "title": key, **values}
    )


def add(database, story_id, *entries, made=NOW, doi=None):
    story = Story(id=story_id, title=story_id, entries=entries, created_at=made)
    database.add_story(story, doi)
    return story


def found(database, wanted):
    return [story.id for story in database.candidates(wanted, SINCE)]


def indexed(database):
    """How many texts the index itself holds; that of SQLite is also checked for consistency with them."""
    with database.transaction() as connection:
        if connection.dialect.name == "postgresql":
            return connection.execute(text("SELECT count(*) FROM story_texts WHERE terms <> '{}'")).scalar()
        connection.execute(text("INSERT INTO story_search(story_search, rank) VALUES ('integrity-check', 1)"))
        return connection.execute(text("SELECT count(*) FROM story_search")).scalar()


# --- by name and by text ---------------------------------------------------------------------------------


def test_an_address_a_paper_and_a_trial_find_a_story(database):
    add(database, "S1", entry("a", url="https://www.example.org/a/?utm_source=x", doi="10.5555/AB"))
    add(database, "S2", entry("b", summary="The trial (NCT99000001) goes on."))
    assert found(database, entry("c", source="wire", url="http://example.org/a")) == ["S1"]
    assert found(database, entry("d", source="wire", doi="10.5555/ab")) == ["S1"]
    assert found(database, entry("e", source="wire", content="<p>nct99000001</p>")) == ["S2"]
    assert found(database, entry("f", source="wire")) == []


def test_a_paper_that_only_the_page_named_finds_a_story(database):
    add(database, "S1", entry("a"))
    database.set_story("S1", NOW, doi="10.5555/AB")
    assert found(database, entry("c", doi="10.5555/aB")) == ["S1"]


def test_names_reach_further_back_than_texts_and_trials(database):
    long_ago = NOW - timedelta(days=400)
    add(database, "S1", entry("a", doi="10.5555/x", summary="cuprovane NCT99000001"), made=long_ago)
    assert found(database, entry("b", doi="10.5555/x")) == ["S1"]
    assert found(database, entry("c", summary="cuprovane NCT99000001")) == []


def test_the_nearest_texts_come_first_and_are_few(database):
    for n in range(30):
        add(
            database,
            f"N{n:02}",
            entry(f"n{n}", summary=f"Patients were treated with drug{n} in a large trial."),
        )
    add(database, "S1", entry("s", summary="Patients were given cuprovane and ostavelimab in Larkmoor."))
    assert (
        found(database, entry("c", summary="In Larkmoor cuprovane was given with ostavelimab to patients."))[
            0
        ]
        == "S1"
    )
    assert len(found(database, entry("d", summary="Patients were treated in a large trial."))) <= 10


def test_words_of_the_search_language_are_only_words(database):
    add(database, "S1", entry("a", summary='NEAR miss AND "quoted" (OR not) col:umn * cuprovane^2'))
    assert found(database, entry("b", summary='AND OR NOT NEAR( "cuprovane" * : ^')) == ["S1"]
    assert found(database, entry("c", title="", summary="?!")) == []


def test_the_text_of_the_page_replaces_the_feeds(database):
    add(database, "S1", entry("a", summary="A teaser about ostavelimab."))
    database.index_story_text("S1", "The page speaks of cuprovane.")
    assert database.alike("cuprovane", SINCE) == ["S1"]
    assert database.alike("ostavelimab", SINCE) == []
    assert database.read_text("S1") == "The page speaks of cuprovane."
    database.join_entry(entry("b", summary="belvotamab"), "S1")
    assert database.alike("belvotamab", SINCE) == []
    assert indexed(database) == 1


def test_before_the_page_is_read_every_reports_text_counts(database):
    add(database, "S1", entry("a", summary="ostavelimab"))
    database.record_polls({"feed": "{}"}, [entry("b", summary="cuprovane")], NOW)
    database.join_entry(entry("b", summary="cuprovane"), "S1")
    assert database.alike("cuprovane", SINCE) == ["S1"]
    assert database.read_text("S1") is None


def test_a_merged_story_is_no_longer_found_by_its_text(database):
    add(database, "S1", entry("a", summary="ostavelimab"))
    add(database, "S2", entry("b", summary="cuprovane"))
    database.merge_story("S2", "S1", NOW, "the same")
    assert database.alike("cuprovane", SINCE) == ["S1"]
    assert indexed(database) == 1


def test_a_rehearsal_leaves_no_trace_in_the_index(database):
    with database.rehearsal():
        add(database, "S1", entry("a", summary="cuprovane"))
        assert database.alike("cuprovane", SINCE) == ["S1"]
    assert database.alike("cuprovane", SINCE) == []
    assert indexed(database) == 0


def test_without_a_full_text_index_recent_stories_are_the_candidates(database):
    add(database, "S1", entry("a"), made=NOW - timedelta(days=90))
    add(database, "S2", entry("b"))
    with database.transaction() as connection:
        assert not isinstance(search_for(connection), RecentStories)
        assert RecentStories().nearest(connection, "whatever", SINCE.isoformat(), 10) == ["S2"]


def test_what_feeds_carried_is_forgotten_with_age_in_bounded_steps(database):
    old = NOW - timedelta(days=61)
    for n in range(5):
        add(database, f"S{n}", entry(f"s{n}", summary=f"cuprovane drug{n}"), made=old + timedelta(minutes=n))
    add(database, "NEW", entry("new", summary="cuprovane"))
    add(database, "READ", entry("read", doi="10.5555/read"), made=old)
    database.index_story_text("READ", "The page about cuprovane.")
    assert [database.forget_old_texts(SINCE, most=3) for _ in range(3)] == [3, 2, 0]
    assert indexed(database) == 2
    assert set(database.alike("cuprovane", old - timedelta(days=1))) == {"NEW", "READ"}
    assert database.read_text("READ") == "The page about cuprovane."
    # By their names they are found as before.
    assert found(database, entry("x", source="wire", url="https://example.org/s1")) == ["S1"]


def test_a_report_that_joins_an_old_story_does_not_make_it_young(database):
    add(database, "S1", entry("a", summary="ostavelimab"), made=NOW - timedelta(days=90))
    add(database, "S2", entry("b", summary="ostavelimab"))
    database.forget_old_texts(SINCE)
    late = entry("late", source="wire", summary="cuprovane ostavelimab")
    database.record_polls({"wire": "{}"}, [late], NOW)
    database.join_entry(late, "S1")
    assert database.alike("cuprovane ostavelimab", SINCE) == ["S2"]
    assert database.forget_old_texts(SINCE) == 1


def test_of_a_long_feed_text_the_first_telling_words_are_kept_once(database):
    long = " ".join(f"word{n} and word{n}" for n in range(1000))
    add(database, "S1", entry("a", title="Long", summary=long))
    assert database.alike("word5", SINCE) == ["S1"]
    assert database.alike("word900", SINCE) == []
    with database.transaction() as connection:
        told = connection.execute(text("SELECT text FROM story_texts")).scalar()
    assert len(told.split()) == len(set(told.split())) == 200


def test_the_rarest_words_decide_which_text_is_nearest(database):
    for n in range(40):
        add(database, f"N{n:02}", entry(f"n{n}", summary="patients treated trial survival chemotherapy"))
    add(database, "S1", entry("s", summary="cuprovane larkmoor"))
    near = database.alike("patients treated in a trial: survival, chemotherapy, cuprovane, larkmoor", SINCE)
    assert near[0] == "S1"


def test_how_often_a_term_stands_is_known(database):
    add(database, "S1", entry("a", summary="cuprovane survival survival"))
    add(database, "S2", entry("b", summary="survival"))
    assert database.term_frequencies(["survival cuprovane", "unknownword"]) == (
        {"survival": 2, "cuprovane": 1},
        2,
    )


@pytest.mark.parametrize("ref", ["01ABC", "01ab", "https://example.org/a", "http://www.example.org/a/"])
def test_a_story_goes_by_id_beginning_or_address(database, ref):
    add(database, "01ABC", entry("a"))
    add(database, "01XYZ", entry("b"))
    assert database.find_story(ref).id == "01ABC"
    assert database.find_story("01") is None
    assert database.find_story("%") is None


# --- what an editor said ---------------------------------------------------------------------------------


def test_a_split_moves_entries_text_and_paper_and_is_remembered(database):
    old = add(database, "S1", entry("a", doi="10.5555/x", summary="cuprovane"), entry("b", summary="ostavelimab"),
              doi="10.5555/x")  # fmt: skip
    new = Story(id="S2", title="a", entries=old.entries[:1], state=PipelineState.SELECTED, created_at=NOW)
    database.split_story(old.entries[:1], new, old, NOW)
    assert [each.key for each in database.story("S1").entries] == ["b"]
    assert [each.key for each in database.story("S2").entries] == ["a"]
    assert database.alike("cuprovane", SINCE) == ["S2"]
    assert database.stories_with_doi("10.5555/X") == ["S2"]
    assert database.kept_apart("S1") == {"S2"}
    assert database.kept_apart("S2") == {"S1"}
    database.set_story("S1", NOW, doi="10.5555/x")


def test_what_was_said_follows_a_merged_story_and_the_latest_word_counts(database):
    old = add(database, "S1", entry("a"), entry("b"))
    add(database, "S3", entry("c"))
    database.split_story(
        old.entries[1:], Story(id="S2", title="b", entries=old.entries[1:], created_at=NOW), old, NOW
    )
    database.merge_story("S1", "S3", NOW, "the same")
    assert database.kept_apart("S2") == {"S3"}
    database.join_stories("S2", "S3", NOW, "by an editor")
    assert database.kept_apart("S2") == database.kept_apart("S3") == set()
    assert [each.key for each in database.story("S3").entries] == ["a", "b", "c"]


def test_a_split_of_what_has_moved_changes_nothing(database):
    old = add(database, "S1", entry("a"), entry("b"))
    add(database, "S3", entry("c"))
    database.merge_story("S1", "S3", NOW, "the same")
    new = Story(id="S2", title="b", entries=old.entries[1:], created_at=NOW)
    with pytest.raises(StoreError, match="no longer part"):
        database.split_story(old.entries[1:], new, old, NOW)
    with pytest.raises(StoreError, match="no story"):
        database.story("S2")


# --- an older database -----------------------------------------------------------------------------------

VERSION_1 = """
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
INSERT INTO schema_version VALUES (1);
"""


def version_1(path, *rows):
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_1)
    for story_id, made, each in rows:
        at = made.isoformat(timespec="microseconds")
        connection.execute(
            "INSERT INTO stories VALUES (?, ?, 'filed', '', '', '10.5555/AB', 0, ?, ?)",
            (story_id, each.title, at, at),
        )
        connection.execute(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, NULL, ?)",
            (each.source, each.key, each.url, each.model_dump_json(), story_id, at),
        )
    connection.commit()
    connection.close()
    return f"sqlite:///{path}"


def test_a_database_of_version_1_is_brought_up(tmp_path):
    url = version_1(
        tmp_path / "state.db",
        ("S2", NOW, entry("b", summary="cuprovane")),
        ("S1", NOW - timedelta(days=5), entry("a", summary="ostavelimab NCT99000001")),
    )
    for _ in range(2):  # opened again it is left as it is
        opened = open_database(url)
        assert opened.alike("cuprovane", SINCE) == ["S2"]
        assert found(opened, entry("c", source="wire", summary="NCT99000001")) == ["S1"]
        assert set(opened.stories_with_doi("10.5555/ab")) == {"S1", "S2"}
        assert indexed(opened) == 2
        with opened.transaction() as connection:
            assert connection.execute(text("SELECT version FROM schema_version")).scalars().all() == [VERSION]
            order = (
                connection.execute(text("SELECT story_id FROM story_texts ORDER BY number")).scalars().all()
            )
            assert order == ["S1", "S2"]
        opened.close()


def test_a_migration_that_fails_half_way_changes_nothing(tmp_path):
    path = tmp_path / "state.db"
    url = version_1(path, ("S1", NOW, entry("a", summary="ostavelimab")), ("S2", NOW, entry("b")))
    connection = sqlite3.connect(path)
    good = connection.execute("SELECT entry FROM entries WHERE key = 'b'").fetchone()[0]
    connection.execute("UPDATE entries SET entry = 'damaged' WHERE key = 'b'")
    connection.commit()
    with pytest.raises(StoreError, match="story S2 in the database is damaged"):
        open_database(url)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert not tables & {"story_texts", "story_search", "entry_names", "story_decisions"}
    assert connection.execute("SELECT version FROM schema_version").fetchall() == [(1,)]
    connection.execute("UPDATE entries SET entry = ? WHERE key = 'b'", (good,))
    connection.commit()
    connection.close()
    opened = open_database(url)
    assert opened.alike("ostavelimab", SINCE) == ["S1"]
    opened.close()
