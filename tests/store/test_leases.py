"""Leases: one process at a time, a token that grows, and no write under an old one. The clock is handed in."""

import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from newsdraft.errors import LeaseHeld, LeaseLost, StoreError
from newsdraft.model import Entry, PipelineState, Story
from newsdraft.store import Leases, Presence
from newsdraft.store.leasing import MAX_CRASHES

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECONDS = 600.0  # no lease is renewed while a test lasts


class Clock:
    """A clock that a test sets."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def move(self, **by):
        self.now += timedelta(**by)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def process(tmp_path, database, clock):
    """Makes processes: each with a presence in a state folder and leases of its own."""
    with ExitStack() as stack:

        def begin(folder="here"):
            presence = stack.enter_context(Presence(tmp_path / folder))
            return Leases(database, presence, clock, SECONDS)

        yield begin


@pytest.fixture
def story(database):
    entry = Entry(source="f", key="1", url="https://example.org/1", title="Mice")
    made = Story(id="S1", title="Mice", entries=(entry,), state=PipelineState.SELECTED, created_at=NOW)
    database.add_story(made)
    return made


def dead_process(tmp_path, url, name="S1", seconds=SECONDS):
    """A process that took a lease and was killed."""
    script = f"""
import os, signal
from datetime import datetime
from pathlib import Path
from newsdraft.store import Leases, Presence, open_database
presence = Presence(Path({str(tmp_path / "here")!r})).__enter__()
now = datetime.fromisoformat({NOW.isoformat()!r})
Leases(open_database({url!r}), presence, lambda: now, {seconds}).take({name!r})
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9


def test_one_process_at_a_time_and_the_token_grows(process):
    first, second = process(), process()
    with first.held("S1") as lease:
        with pytest.raises(LeaseHeld):
            second.take("S1")
        with pytest.raises(LeaseHeld):  # another thread of the same process
            first.take("S1")
    assert second.take("S1").token > lease.token


def test_nothing_is_written_under_a_lease_that_was_taken_over(process, database, clock, story):
    stopped, other = process(), process()
    old = database.under(stopped.take("S1"))
    clock.move(seconds=SECONDS + 1)
    new = database.under(other.take("S1"))
    for write in (
        lambda: old.set_story("S1", NOW, state=PipelineState.READ),
        lambda: old.remember("S1", "read", "h", "{}", NOW),
        lambda: old.merge_story("S1", "S2", NOW, "the same"),
        lambda: old.count_error("S1", NOW, "down"),
        lambda: old.forget_steps("S1"),
        lambda: old.index_story_text("S1", "text"),
        old.still_ours,
    ):
        with pytest.raises(LeaseLost):
            write()
    assert database.story("S1") == story
    new.set_story("S1", NOW, state=PipelineState.READ)
    assert database.story("S1").state is PipelineState.READ
    assert database.crashes() == {}, "who was stopped has not crashed"


def test_what_a_stopped_process_lets_go_of_late_stays_the_others(process, clock):
    stopped, other = process(), process()
    lease = stopped.take("S1")
    clock.move(seconds=SECONDS + 1)
    other.take("S1")
    stopped._let_go(lease)
    with pytest.raises(LeaseHeld):
        process().take("S1")


def test_a_dead_process_of_this_host_is_seen_at_once_also_when_the_clock_went_back(
    process, database, database_url, tmp_path, clock, story
):
    dead_process(tmp_path, database_url)
    clock.move(days=-2)
    database.under(process().take("S1")).set_story("S1", clock(), state=PipelineState.READ)
    assert database.crashes() == {"S1": 1}


def test_a_process_of_another_host_is_waited_for(process, database, database_url, tmp_path, clock, story):
    dead_process(tmp_path, database_url)
    elsewhere = process("elsewhere")
    with pytest.raises(LeaseHeld):
        elsewhere.take("S1")
    elsewhere.bury_the_dead()
    assert database.crashes() == {}
    clock.move(seconds=SECONDS)
    elsewhere.take("S1")
    assert database.crashes() == {"S1": 1}


def test_a_clock_that_went_back_does_not_undo_a_lease(process, clock):
    holder = process()
    holder.take("S1")
    clock.move(hours=-3)
    with pytest.raises(LeaseHeld):
        process().take("S1")
    assert holder.take("S2").token == 1


def test_a_story_that_crashes_again_and_again_is_parked(process, database, database_url, tmp_path, story):
    for count in range(1, MAX_CRASHES + 1):
        dead_process(tmp_path, database_url)
        for _ in range(2):  # whoever looks second finds nothing to bury
            process().bury_the_dead()
        assert database.crashes() == {"S1": count}
    parked = database.story("S1")
    assert parked.state is PipelineState.FAILED
    assert "parked" in parked.reason


def test_a_story_that_gets_on_is_forgiven(process, database, database_url, tmp_path, story):
    for _ in range(MAX_CRASHES + 1):
        dead_process(tmp_path, database_url)
        with process().held("S1") as lease:
            database.under(lease).remember("S1", "read", "h", "{}", NOW)
    assert database.story("S1").state is PipelineState.SELECTED


def test_a_crash_counts_for_no_story_that_has_its_draft(process, database, database_url, tmp_path, story):
    database.set_story("S1", NOW, state=PipelineState.FILED)
    dead_process(tmp_path, database_url)
    process().bury_the_dead()
    assert database.crashes() == {}


def test_leases_are_renewed_while_the_process_lives(tmp_path, database):
    with Presence(tmp_path / "here") as presence, Presence(tmp_path / "there") as other:
        leases = Leases(database, presence, lambda: datetime.now(UTC), 1.0)
        first = database.open_leases
        leases.take("S1")
        until = first()[0]["until"]
        for _ in range(600):
            if first()[0]["until"] > until:
                break
            subprocess.run(["sleep", "0.1"], check=True)
        assert first()[0]["until"] > until
        with pytest.raises(LeaseHeld):
            Leases(database, other, lambda: datetime.now(UTC), 1.0).take("S1")
        leases.close()


def read_and_fail(database):
    with database.together() as whole:
        whole.set_story("S1", NOW, state=PipelineState.READ)
        whole.story("no such story")


def test_several_writes_together_are_all_or_nothing(process, database, story):
    with process().held("S1") as lease:
        mine = database.under(lease)
        with pytest.raises(StoreError):
            read_and_fail(mine)
        assert database.story("S1").state is PipelineState.SELECTED
        with mine.together() as whole:
            whole.set_story("S1", NOW, state=PipelineState.READ)
            assert whole.story("S1").state is PipelineState.READ
    assert database.story("S1").state is PipelineState.READ
