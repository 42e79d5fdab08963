"""Runs that meet, stop and die, as real processes: the work is done once, by whoever is there."""

import json
import signal
import sqlite3
import threading
import time
from contextlib import ExitStack

import pytest

from endpoint import model_endpoint, post_from
from runs import begun, kill, until

DRAFTS = 5


@pytest.fixture
def asked(project):
    with model_endpoint() as asked:
        project.env.update(
            OPENAI_BASE_URL=asked.url, OPENAI_API_KEY="sk-test", NEWSDRAFT_MODEL_CALLS_AT_ONCE="1"
        )
        yield asked


def slowly(seconds):
    def write(prompt):
        time.sleep(seconds)
        return post_from(prompt)

    return write


@pytest.fixture
def gate():
    """Opened, it lets a model answer that waits for it."""
    gate = threading.Event()
    yield gate
    gate.set()


def behind(gate, word=""):
    """A model that answers, about stories with this word, when the gate is opened."""

    def write(prompt):
        if word in prompt:
            gate.wait(120)
        return post_from(prompt)

    return write


def everything_once(project, asked, repeated=0):
    drafts = project("list", "--json").json["drafts"]
    assert len(drafts) == len({draft["id"] for draft in drafts}) == DRAFTS
    different = {json.dumps(request, sort_keys=True) for request in asked.requests}
    assert len(asked.requests) - len(different) <= repeated


def stories(project):
    """Every story's row by its title, as the database has it."""
    database = sqlite3.connect(project.folder / ".newsdraft" / "state.db")
    database.row_factory = sqlite3.Row
    try:
        return {row["title"]: dict(row) for row in database.execute("SELECT * FROM stories")}
    finally:
        database.close()


def test_runs_that_overlap_share_the_work(project, asked, database_url):
    project.env["NEWSDRAFT_DATABASE_URL"] = database_url
    asked.write = slowly(1.0)
    with ExitStack() as stack:
        first = stack.enter_context(begun(project, "run", "--json"))
        until(lambda: asked.of("WirePost"))
        others = [stack.enter_context(begun(project, "run", "--json")) for _ in range(2)]
        done = [process.communicate(timeout=60) for process in (first, *others)]
    receipts = [json.loads(out) for out, _ in done]
    assert sum(len(receipt["drafts"]) for receipt in receipts) == DRAFTS
    assert sum(1 for receipt in receipts if receipt["drafts"]) > 1, "one did it all"
    everything_once(project, asked)


def test_a_run_that_is_killed_gives_its_story_up_at_once(project, asked, gate):
    asked.write = behind(gate)
    with begun(project) as process:
        until(lambda: asked.of("WirePost"))
        kill(process)
    asked.write = None
    done = project("run", "--json", NEWSDRAFT_LEASE_SECONDS="3600")
    assert len(done.json["drafts"]) == DRAFTS, done.err
    everything_once(project, asked, repeated=1)


def test_a_run_that_was_stopped_beyond_its_lease_writes_nothing_any_more(project, asked, gate):
    asked.write = behind(gate)
    project.env["NEWSDRAFT_LEASE_SECONDS"] = "1"
    with begun(project, "run", "--json") as stopped:
        until(lambda: asked.of("WirePost"))
        stopped.send_signal(signal.SIGSTOP)
        asked.write = None
        time.sleep(1.5)  # beyond the lease
        other = project("run", "--json")
        assert len(other.json["drafts"]) == DRAFTS, other.err
        before = stories(project)
        stopped.send_signal(signal.SIGCONT)
        gate.set()
        out, err = stopped.communicate(timeout=60)
    receipt = json.loads(out)
    assert receipt["drafts"] == [], err
    assert ["took this over" in left["reason"] for left in receipt["stories"]["waiting"]] == [True]
    assert stories(project) == before
    everything_once(project, asked, repeated=1)  # the call that was on its way when the other one began


def test_a_run_that_is_asked_to_end_gives_its_story_back_and_has_not_crashed(project, asked, gate):
    asked.write = behind(gate)
    with begun(project) as process:
        until(lambda: asked.of("WirePost"))
        process.terminate()
        assert process.wait(60) == 130
    assert {row["crashes"] for row in stories(project).values()} == {0}
    asked.write = None
    assert len(project("run", "--json").json["drafts"]) == DRAFTS


def test_a_run_that_writes_side_by_side_ends_at_once_too_and_waits_for_no_answer(project, asked, gate):
    asked.write = behind(gate)
    with begun(project, NEWSDRAFT_MODEL_CALLS_AT_ONCE="4") as process:
        until(lambda: len(asked.of("WirePost")) == 4)
        process.terminate()
        assert process.wait(60) == 130
    assert {(row["crashes"], row["errors"]) for row in stories(project).values()} == {(0, 0)}
    assert _leased(project) == []


def test_six_first_starts_at_once(project, asked, database_url):
    project.env["NEWSDRAFT_DATABASE_URL"] = database_url
    with ExitStack() as stack:
        six = [stack.enter_context(begun(project, "run", "--json")) for _ in range(6)]
        done = [process.communicate(timeout=120) for process in six]
    assert [process.returncode for process in six] == [0] * 6, [err for _, err in done]
    everything_once(project, asked)


def test_a_call_that_is_under_way_is_not_given_up_by_others(project, asked, gate):
    asked.write = behind(gate)
    with begun(project) as process:
        until(lambda: asked.of("WirePost"))
        assert project("sources", "check").code == 0
        assert project("retry", "nothing").code == 1
        database = sqlite3.connect(project.folder / ".newsdraft" / "state.db")
        assert database.execute("SELECT state FROM model_calls").fetchall() == [("sent",)]
        kill(process)
        project("sources", "check")
        assert database.execute("SELECT state FROM model_calls").fetchall() == [("lost",)]
        database.close()


def test_a_story_in_work_is_left_to_the_run_that_works_on_it(project, asked, gate):
    asked.write = behind(gate)
    with begun(project) as process:
        until(lambda: asked.of("WirePost"))
        (title,) = [name for name, row in stories(project).items() if row["id"] in _leased(project)]
        row = stories(project)[title]
        other = next(name for name in stories(project) if name != title)
        for command in (
            ("draft", _address(project, row["id"])),
            ("join", row["id"], stories(project)[other]["id"]),
        ):
            refused = project(*command)
            assert refused.code == 1
            assert "another newsdraft works on this" in refused.err
        assert stories(project)[title]["state"] == row["state"]
        kill(process)


def _leased(project):
    database = sqlite3.connect(project.folder / ".newsdraft" / "state.db")
    try:
        return [name for (name,) in database.execute("SELECT name FROM leases WHERE until != ''")]
    finally:
        database.close()


def _address(project, story_id):
    database = sqlite3.connect(project.folder / ".newsdraft" / "state.db")
    try:
        return database.execute("SELECT url FROM entries WHERE story_id = ?", (story_id,)).fetchone()[0]
    finally:
        database.close()


def test_a_story_that_newsdraft_dies_of_runs_last_and_is_then_parked(project, asked, gate):
    asked.write = behind(gate, "copper")
    asked_about = lambda: sum("copper" in json.dumps(request) for request in asked.of("WirePost"))  # noqa: E731
    for crash in range(1, 4):
        with begun(project) as process:
            until(lambda crash=crash: asked_about() == crash)
            kill(process)
        if crash == 2:
            assert _filed(project) < DRAFTS - 1, "the others had not been reached"
    assert _filed(project) == DRAFTS - 1, "worked on alone and last, it kept no other from its draft"
    receipt = project("run", "--json").json
    (parked,) = receipt["stories"]["parked"]
    assert "died 3 times" in parked["reason"]
    assert asked_about() == 3
    assert [each["id"] for each in project("list", "--json").json["parked"]] == [parked["story"]]
    assert parked["story"] in project("list").out
    assert parked["story"] in project("run").out
    (failed,) = project("digest", "--json").json["failed"]
    assert failed["story"] == parked["story"]
    assert "died 3 times" in failed["reason"]
    asked.write = None
    assert project("retry", parked["story"]).code == 0
    again = project("run", "--json").json
    assert len(again["drafts"]) == 1
    assert again["stories"]["parked"] == []


def _filed(project):
    return sum(row["state"] == "filed" for row in stories(project).values())
