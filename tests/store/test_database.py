"""The database: what is kept together, and what is refused."""

from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from sqlalchemy import update

from conftest import refuse_entries
from newsdraft.errors import StoreError
from newsdraft.model import Entry, PipelineState, Story
from newsdraft.store import open_database
from newsdraft.store.schema import VERSION, version_row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def entry(key, **values):
    return Entry(source="feed", key=key, url=f"https://example.org/{key}", title=key, **values)


def story(story_id, *entries, **values):
    return Story(id=story_id, title=story_id, entries=entries, created_at=NOW, **values)


def test_entries_are_new_once(database):
    assert [found.key for found in database.record_polls({"feed": "{}"}, [entry("a"), entry("b")], NOW)] == [
        "a",
        "b",
    ]
    assert [found.key for found in database.record_polls({"feed": "{}"}, [entry("b"), entry("c")], NOW)] == [
        "c"
    ]
    assert database.feed_states() == {"feed": "{}"}


def test_one_key_twice_in_a_poll_is_one_entry(database):
    first, again = entry("a"), entry("a").model_copy(update={"title": "Another"})
    assert database.record_polls({"feed": "{}"}, [first, again], NOW) == [first]
    assert list(database.unsorted_entries()) == [[first]]


def test_states_of_unchanged_feeds_are_kept_together(database):
    database.record_polls({"one": "1"}, [entry("a")], NOW)
    database.record_polls({"one": "2", "two": "1"}, [], NOW)
    database.record_polls({}, [], NOW)
    assert database.feed_states() == {"one": "2", "two": "1"}
    assert [found.key for found in chain(*database.unsorted_entries())] == ["a"]


def test_an_entry_is_unsorted_until_it_has_a_place(database):
    database.record_polls({"feed": "{}"}, [entry("a"), entry("b"), entry("c")], NOW)
    database.add_story(story("s1", entry("a")))
    database.skip_entries([(entry("b"), "off topic")])
    assert [found.key for found in chain(*database.unsorted_entries())] == ["c"]
    database.join_entry(entry("c"), "s1")
    assert list(database.unsorted_entries()) == []
    assert [found.key for found in database.story("s1").entries] == ["a", "c"]


def test_a_state_is_not_kept_without_its_entries(database):
    refuse_entries(database, when="NEW.key = 'b'")
    with pytest.raises(StoreError, match="disk full"):
        database.record_polls({"feed": "{}", "other": "{}"}, [entry("a"), entry("b")], NOW)
    assert database.feed_states() == {}
    assert list(database.unsorted_entries()) == []


def test_unsorted_entries_come_in_batches_each_once(database):
    keys = [f"{number:02}" for number in range(7)]
    database.record_polls({"feed": "{}"}, [entry(key) for key in keys[:4]], NOW + timedelta(hours=1))
    database.record_polls({"feed": "{}"}, [entry(key) for key in keys[4:]], NOW)
    seen = []
    for batch in database.unsorted_entries(3):
        assert len(batch) <= 3
        database.skip_entries([(batch[0], "off topic")])
        seen += [found.key for found in batch]
    assert seen == [*keys[4:], *keys[:4]]
    assert [found.key for found in chain(*database.unsorted_entries())] == ["05", "06", "01", "02"]


def test_a_rehearsal_is_undone(database):
    with database.rehearsal():
        database.record_polls({"feed": "{}"}, [entry("a")], NOW)
        database.add_story(story("s1", entry("a")))
        assert database.story("s1").title == "s1"
    assert database.feed_states() == {}
    with pytest.raises(StoreError, match="no story"):
        database.story("s1")


def test_a_step_is_remembered_for_its_input_only(database):
    database.remember("s1", "write", "hash-1", '{"post": 1}', NOW)
    assert database.remembered("s1", "write", "hash-1") == '{"post": 1}'
    assert database.remembered("s1", "write", "hash-2") is None
    assert database.remembered("s2", "write", "hash-1") is None


def test_stories_are_found_by_state_address_and_paper(database):
    database.add_story(story("s1", entry("a")), doi="10.5555/x")
    database.add_story(story("s2", entry("b")), doi="10.5555/x")
    database.set_story("s1", NOW, state=PipelineState.FILED)
    assert [found.id for found in database.stories_in(PipelineState.NEW)] == ["s2"]
    assert database.story_at("https://example.org/b").id == "s2"
    assert database.filed_since(NOW - timedelta(hours=1)) == 1
    assert database.filed_since(NOW + timedelta(hours=1)) == 0


def test_a_merged_story_gives_its_entries_away(database):
    database.add_story(story("s1", entry("a")))
    database.add_story(story("s2", entry("b")))
    database.merge_story("s2", "s1", NOW, "the same paper")
    assert [found.key for found in database.story("s1").entries] == ["a", "b"]
    assert database.story("s2").state is PipelineState.SKIPPED


def test_errors_are_counted_in_a_row(database):
    database.add_story(story("s1", entry("a")))
    assert [database.count_error("s1", NOW, "down") for _ in range(3)] == [1, 2, 3]


def test_a_newer_database_is_refused(database_url):
    first = open_database(database_url)
    with first.transaction() as connection:
        connection.execute(update(version_row).values(version=VERSION + 1))
    first.close()
    with pytest.raises(StoreError, match="upgrade newsdraft"):
        open_database(database_url)


def test_a_place_that_cannot_be_written_is_said_plainly(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        open_database(f"sqlite:///{tmp_path / 'file' / 'state.db'}")


def test_a_file_that_is_no_database_is_said_plainly(tmp_path):
    (tmp_path / "state.db").write_text("this is not a database, and it is long enough to be read as one" * 20)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_database(f"sqlite:///{tmp_path / 'state.db'}")
