"""One page for the editor and the keeper of the site, and the health of feeds from end to end."""

import json
import shlex
from datetime import UTC, datetime, timedelta

import pytest
from markdown_it import MarkdownIt

from newsdraft.model import Entry, PipelineState, Story
from newsdraft.pipeline.receipt import Merged, Receipt, StoryCount
from newsdraft.polling import FeedState
from newsdraft.store import open_database

NOW = datetime.now(UTC)


@pytest.fixture
def database(project):
    opened = open_database(f"sqlite:///{project.folder / '.newsdraft' / 'state.db'}")
    yield opened
    opened.close()


def story(story_id, title="A study", state=PipelineState.NEW, **values):
    url = values.pop("url", f"https://news.example/{story_id}")
    entry = Entry(source="feed", key=story_id, url=url, title=title)
    return Story(id=story_id, title=title, entries=(entry,), state=state, created_at=NOW, **values)


def digest(project, *args):
    done = project("digest", "--json", *args)
    assert done.code == 0, done.err
    assert done.json["schema"] == 1
    return done.json


def test_an_empty_project_has_a_digest(newsdraft):
    assert newsdraft("init", ".").code == 0
    found = digest(newsdraft)
    assert (found["runs"], found["waiting"], found["held"], found["dead_feeds"]) == (0, [], [], [])
    shown = newsdraft("digest")
    assert shown.code == 0
    assert "0 runs." in shown.out
    assert newsdraft("digest", "--markdown").out.startswith("# newsdraft, ")


def test_a_folder_that_is_no_project_is_said(newsdraft):
    assert newsdraft("digest").code == 2


@pytest.mark.parametrize("since", ["", "7", "d", "0h", "-1d", "1m", "99999w", "24 h", "२d"])
def test_a_time_that_cannot_be_read_is_wrong_usage(project, since):
    assert project("digest", "--since", since).code == 2


def test_after_a_run_it_has_what_waits_what_was_held_and_what_was_left(project):
    receipt = project("run", "--json").json
    found = digest(project)
    assert {draft["id"] for draft in found["waiting"]} == {draft["id"] for draft in receipt["drafts"]}
    assert all(draft["new"] and draft["status"] == "in_review" for draft in found["waiting"])
    (held,) = found["held"]
    assert held["reason"] == receipt["stories"]["held"][0]["reason"]
    assert held["command"] == f"newsdraft draft {held['url']} --overrule"
    assert found["off_topic"] == len(receipt["stories"]["skipped"])
    assert found["runs"] == 1
    assert found["spending"]["calls"] == 0
    # The command that it shows does what it says.
    assert project("draft", held["url"], "--overrule").code == 0
    assert digest(project)["held"] == []


def test_decisions_move_a_draft_from_waiting_to_decided(project):
    first, second = (draft["id"] for draft in project("run", "--json").json["drafts"][:2])
    assert project("reject", first, "--by", "Ada", "--note", "no news in it").code == 0
    assert project("request-changes", second, "--by", "Ada", "--note", "name the trial").code == 0
    found = digest(project)
    decided = {line["id"]: (line["decision"], line["by"], line["note"]) for line in found["decided"]}
    assert decided == {
        first: ("reject", "Ada", "no news in it"),
        second: ("request_changes", "Ada", "name the trial"),
    }
    states = {draft["id"]: draft["status"] for draft in found["waiting"]}
    assert first not in states
    assert states[second] == "changes_requested"
    shown = project("digest").out
    assert "rejected by Ada" in shown
    assert "changes asked for" in shown


def test_what_is_older_is_only_counted(project, database):
    old = NOW - timedelta(days=3)
    database.add_story(story("01OLD", state=PipelineState.HELD, reason="too thin: few words"))
    database.set_story("01OLD", old, state=PipelineState.HELD)
    database.add_story(story("01NEW", state=PipelineState.FAILED, reason="the page is gone"))
    found = digest(project)
    assert (found["held"], found["held_before"]) == ([], 1)
    assert [(left["story"], left["command"]) for left in found["failed"]] == [
        ("01NEW", "newsdraft retry 01NEW")
    ]
    assert [left["story"] for left in digest(project, "--since", "7d")["held"]] == ["01OLD"]


def test_a_failed_attempt_that_is_tried_again_is_told_apart_from_one_set_aside(project, database):
    database.add_story(story("01AGAIN", state=PipelineState.SELECTED))
    database.count_error("01AGAIN", NOW, "the server failed (HTTP 500)")
    database.add_story(story("01FINE", state=PipelineState.SELECTED))
    (left,) = digest(project)["failed"]
    assert (left["story"], left["set_aside"], left["command"]) == ("01AGAIN", False, "")
    assert "the next run tries again" in project("digest").out


def with_receipt(database, *pairs):
    stories = StoryCount(possible=pairs)
    receipt = Receipt(run="R1", started=NOW, finished=NOW, stories=stories, stopped="the endpoint is down")
    database.begin_run("R1", NOW)
    database.end_run("R1", NOW, receipt.model_dump_json())


def test_questions_that_an_editor_has_answered_are_not_asked_again(project, database):
    for name in ("01A", "01B", "01C", "01D"):
        database.add_story(story(name, title=f"Story {name}"))
    pairs = [
        Merged(title="Story", url="", into="Other", reason="alike", story=one, into_story=other)
        for one, other in (("01A", "01B"), ("01C", "01D"))
    ]
    with_receipt(database, *pairs)
    found = digest(project)
    assert [pair["story"] for pair in found["possible"]] == ["01A", "01C"]
    assert found["stopped"] == ["the endpoint is down"]
    assert project("join", "01A", "01B").code == 0
    assert [pair["story"] for pair in digest(project)["possible"]] == ["01C"]
    assert "newsdraft join 01C 01D" in project("digest").out


def test_a_strangers_words_steer_neither_terminal_nor_shell_nor_page(project, database):
    url = "https://news.example/a`b`;touch pwned?q=$(touch pwned)'x"
    title = "A <b>study</b>\x1b[2J [click](javascript:alert(1)) `code` # head"
    database.add_story(
        story("01BAD", title=title, url=url, state=PipelineState.HELD, reason="too\x1b]0;thin")
    )
    assert "\x1b" not in project("digest").out
    page = project("digest", "--markdown").out
    assert "\x1b" not in page
    shown = MarkdownIt().render(page)
    assert "<b>" not in shown
    assert "<a " not in shown
    (command,) = [held["command"] for held in digest(project)["held"]]
    assert shlex.split(command) == ["newsdraft", "draft", url, "--overrule"]


def test_it_reads_while_a_run_is_at_work_and_touches_nothing_of_it(project, database):
    database.begin_run("R1", NOW)
    database.book_call({"id": "C1", "key": "key", "story_id": "01A", "run_id": "R1"}, NOW, lambda spent: None)
    assert digest(project)["unfinished"] == 1
    assert project("runs").code == 0
    assert [call["id"] for call in database.open_calls()] == ["C1"], (
        "a call under way is not given up as lost"
    )


# --- feeds that died -------------------------------------------------------------------------------------


def sources(project, *feeds):
    listed = "".join(f"  - name: {name}\n    feed: {feed}\n" for name, feed in feeds)
    (project.folder / "sources.yaml").write_text("sources:\n" + listed)


def failing(feed, days, **values):
    since = NOW - timedelta(days=days)
    known = {
        "failures": 9,
        "failing_since": since,
        "last_error": "there is nothing at this address (HTTP 404)",
    }
    good = since - timedelta(hours=1)
    return FeedState(feed=feed, url=feed, last_success=good, **{**known, **values}).model_dump_json()


def test_a_feed_that_is_dead_for_a_week_stands_in_receipt_digest_and_check(project, database, samples):
    dead, lately, gone = (f"{samples}/no-such-{name}.xml" for name in ("dead", "lately", "gone"))
    sources(project, ("Dead", dead), ("Lately", lately), ("Gone", gone))
    later = NOW + timedelta(hours=1)
    states = {
        "Dead": failing(dead, 8, next_poll=later),
        "Lately": failing(lately, 2, next_poll=later),
        "Gone": failing(gone, 1, retired=True),
        "No longer listed": failing(dead, 30),
    }
    database.record_polls(states, [], NOW)

    receipt = project("run", "--json")
    assert receipt.code == 3
    listed = {feed["source"]: feed for feed in receipt.json["sources"]["dead"]}
    assert set(listed) == {"Dead", "Gone"}, "also one that was not due in this run"
    assert listed["Dead"]["failures"] == 9
    assert listed["Gone"]["retired"]
    shown = project("run").out
    assert "Dead: 9 failures in a row, last success: " in shown
    assert "2 dead" in shown

    found = digest(project)
    assert [feed["source"] for feed in found["dead_feeds"]] == ["Dead", "Gone"]
    assert found["failing_feeds"] == 1
    assert "nothing at this address" in project("digest", "--markdown").out

    checked = project("sources", "check", "--json")
    assert checked.code == 3
    health = {feed["name"]: feed for feed in checked.json["sources"]}
    assert [feed["name"] for feed in checked.json["sources"]] == ["Dead", "Lately", "Gone"]
    assert health["Dead"]["state"] == "dead"
    assert health["Dead"]["failures"] == 10
    assert health["Dead"]["last_success"] < health["Dead"]["failing_since"]
    assert health["Lately"]["state"] == "failed"
    assert "HTTP 404" in health["Lately"]["error"]
    assert json.loads(database.feed_states()["Dead"])["failures"] == 9, "a check is not kept"


def test_a_check_shows_how_healthy_feeds_do(project):
    checked = project("sources", "check", "--json")
    assert checked.code == 0, checked.err
    assert all(feed["state"] == "ok" and feed["last_success"] for feed in checked.json["sources"])
    assert all(feed["failures"] == 0 and feed["per_week"] > 0 for feed in checked.json["sources"])
    head, *lines = project("sources", "check").out.splitlines()
    assert head.split("  ")[0] == "feed"
    assert all(
        word in head for word in ("state", "entries", "a week", "last success", "failures", "last error")
    )
    assert len(lines) == len(checked.json["sources"])
