"""Which stories a new entry or a read page is compared with, and which of them cover it."""

from datetime import UTC, datetime, timedelta

import pytest

from newsdraft.model import Entry, PipelineState, Story, Study
from newsdraft.pipeline.matching import find_twin

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TOLD = (
    "Starving tumors of copper made immunotherapy work against pancreatic cancer in mice, scientists at Quayside "
    "University report. Sixty animals were divided into groups. After 28 days tumors measured 210 cubic millimetres in "
    "mice that were given cuprovane with an antibody, and 1,140 in untreated mice. In 5 of 15 animals no tumor could "
    "be found. Median survival was 61 days against 34, said author Lindiwe Harrowgate. The metal acts as a shield."
)
RETOLD = (
    "Tumors in the pancreas shrank to 210 cubic millimetres in mice that were given two drugs for 28 days, against "
    "1,140 in untreated animals. Quayside University scientists combined an antibody with cuprovane, which binds "
    "copper. In 5 of 15 mice no tumor was found, and survival was 61 days instead of 34. The metal shields pancreatic "
    "cancer from immunotherapy, believes Lindiwe Harrowgate, whose group did the work."
)


def add(database, story_id, state, text=None, *, doi=None, made=NOW):
    entry = Entry(
        source="feed", key=story_id, url=f"https://example.org/{story_id}", title=f"Report {story_id}"
    )
    database.add_story(
        Story(id=story_id, title=entry.title, entries=(entry,), state=state, created_at=made), doi
    )
    if text:
        database.index_story_text(story_id, text)
    return database.story(story_id)


def test_a_read_story_covers_its_retelling(database):
    add(database, "S1", PipelineState.READ, TOLD)
    mine = add(database, "S2", PipelineState.SELECTED)
    twins = find_twin(database, mine, RETOLD, NOW)
    assert twins.same is not None
    assert twins.same.story_id == "S1"
    assert "Lindiwe Harrowgate" in twins.same.reason


@pytest.mark.parametrize(
    "state", [PipelineState.NEW, PipelineState.SELECTED, PipelineState.HELD, PipelineState.SKIPPED]
)
def test_a_story_that_may_never_be_drafted_covers_nothing(database, state):
    add(database, "S1", state, TOLD, doi="10.5555/x")
    mine = add(database, "S2", PipelineState.SELECTED)
    twins = find_twin(database, mine, RETOLD, NOW, study=Study(doi="10.5555/X"))
    assert (twins.same, twins.possible) == (None, ())


def test_one_paper_is_one_story_whatever_its_age(database):
    add(database, "S1", PipelineState.FILED, TOLD, doi="10.5555/x", made=NOW - timedelta(days=400))
    mine = add(database, "S2", PipelineState.SELECTED)
    twins = find_twin(database, mine, RETOLD, NOW, study=Study(doi="10.5555/X"))
    assert twins.same is not None
    assert twins.same.reason == "reports the same paper (DOI 10.5555/x)"


def test_a_page_cannot_take_over_a_story_by_naming_its_paper(database):
    bridge = (
        "The council opened the calorinib liver clinic near the harbour on Monday. Two hundred visitors came, and the "
        "mayor planted a lime tree while a brass band played marches from the balcony until the rain began."
    )
    add(database, "S1", PipelineState.FILED, TOLD, doi="10.5555/x")
    mine = add(database, "S2", PipelineState.SELECTED)
    twins = find_twin(database, mine, bridge, NOW, study=Study(doi="10.5555/x"))
    assert twins.same is None
    assert "names the same DOI (10.5555/x)" in twins.possible[0].reason


def test_text_alone_is_compared_within_the_window(database):
    add(database, "S1", PipelineState.FILED, TOLD, made=NOW - timedelta(days=400))
    assert find_twin(database, add(database, "S2", PipelineState.SELECTED), RETOLD, NOW).same is None


def test_a_story_with_a_draft_is_never_moved_by_itself(database):
    add(database, "S1", PipelineState.FILED, TOLD)
    mine = add(database, "S2", PipelineState.FILED, RETOLD)
    twins = find_twin(database, mine, RETOLD, NOW)
    assert twins.same is None
    assert [twin.story_id for twin in twins.possible] == ["S1"]


def test_what_an_editor_keeps_apart_stays_apart(database):
    both = Story(
        id="S1",
        title="Both",
        entries=tuple(Entry(source="f", key=k, url=f"https://example.org/{k}", title=k) for k in "ab"),
        state=PipelineState.FILED,
        created_at=NOW,
    )
    database.add_story(both, "10.5555/x")
    database.index_story_text("S1", TOLD)
    new = Story(id="S2", title="b", entries=(both.entries[1],), state=PipelineState.SELECTED, created_at=NOW)
    database.split_story(new.entries, new, both, NOW)
    twins = find_twin(database, database.story("S2"), RETOLD, NOW, study=Study(doi="10.5555/x"))
    assert (twins.same, twins.possible) == (None, ())


def test_a_story_is_not_its_own_twin(database):
    mine = add(database, "S1", PipelineState.READ, TOLD, doi="10.5555/x")
    assert find_twin(database, mine, TOLD, NOW, study=Study(doi="10.5555/x")).same is None
