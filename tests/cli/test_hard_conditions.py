"""A full disk, a read-only folder, a clock that goes back, a damaged database: nothing lost, nothing twice."""

import json
import os
import subprocess
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from endpoint import model_endpoint
from newsdraft.app.opening import opened
from newsdraft.config import load_sources
from newsdraft.pipeline import run_once
from newsdraft.project import Project

KB = 1024


@contextmanager
def mounted(folder, *options):
    """Something mounted at ``folder`` for the length of the block; skips the test where that is not permitted."""
    done = subprocess.run(["mount", *options, folder], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def endpoint(project):
    with model_endpoint() as asked:
        project.env.update(OPENAI_BASE_URL=asked.url, OPENAI_API_KEY="sk-test")
        yield asked


def nothing_lost_and_nothing_twice(project, asked):
    """Five stories have five drafts, and no request was answered twice."""
    drafts = project("list", "--json").json
    assert drafts["damaged"] == []
    assert len(drafts["drafts"]) == len({draft["url"] for draft in drafts["drafts"]}) == 5
    sent = Counter(json.dumps(request, sort_keys=True) for request in asked.requests)
    assert [count for count in sent.values() if count > 1] == []
    assert project("run", "--json").json["drafts"] == []


# --- a full disk -----------------------------------------------------------------------------------------


def fill(folder, leave):
    """Take all space but ``leave`` bytes; gives the file that takes it."""
    space = os.statvfs(folder)
    filler = folder / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(space.f_bavail * space.f_frsize - leave, 4 * KB))
    return filler


# At none the run cannot begin; the others end it while it sorts, before a call, and while it files.
@pytest.mark.parametrize("room", [0, 500, 1400, 2000])
def test_a_disk_that_fills_up_costs_no_story_and_no_answer(tmp_path, room, request):
    with mounted(tmp_path, "-t", "tmpfs", "-o", "size=24m", "tmpfs"):
        project = request.getfixturevalue("project")
        asked = request.getfixturevalue("endpoint")
        filler = fill(tmp_path, room * KB)
        stopped = project("run")
        assert stopped.code == 1
        assert "No space left" in stopped.err or "disk is full" in stopped.err
        filler.unlink()
        after = project("run", "--json")
        assert after.code == 0, after.err
        assert after.json["stories"]["failed"] == []
        nothing_lost_and_nothing_twice(project, asked)


# --- drafts that may not be written ----------------------------------------------------------------------


def test_drafts_that_may_not_be_written_cost_nothing_but_time(project, endpoint):
    folder = project.folder / "drafts"
    with mounted(folder, "--bind", folder):
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        for _ in range(4):  # more often than a story may fail
            stopped = project("run")
            assert stopped.code == 1
            assert "drafts folder cannot be read or written: Read-only file system" in stopped.err
        doctor = project("doctor", "--offline", "--json")
        assert [check["name"] for check in doctor.json["checks"] if check["state"] == "problem"] == [
            "drafts folder"
        ]
    after = project("run", "--json")
    assert after.code == 0, after.err
    nothing_lost_and_nothing_twice(project, endpoint)


# --- a clock that goes back ------------------------------------------------------------------------------


def run_at(project, clock, run_id):
    """A run whose clock says something else than the system's."""
    place = Project(project.folder)
    flags = {"allow_private_hosts": ("127.0.0.1",), "host_delay_seconds": 0.0, "look_up_studies": False}
    with opened(place, flags, run_id=run_id) as context:
        moved = replace(context, clock=clock)
        moved.database.begin_run(run_id, clock())
        receipt = run_once(moved, load_sources(place.sources), run_id)
        moved.database.end_run(run_id, receipt.finished, receipt.model_dump_json())
    return receipt


def test_a_clock_that_goes_back_an_hour_makes_nothing_twice(project):
    now = datetime.now(UTC)
    first = run_at(project, lambda: now, "run-1")
    assert len(first.drafts) == 5
    second = run_at(project, lambda: now - timedelta(hours=1), "run-2")
    assert second.drafts == ()
    assert second.stopped is None
    assert second.stories.failed == ()
    third = run_at(project, lambda: now + timedelta(hours=1), "run-3")
    assert third.drafts == ()
    assert third.sources.failed == ()
    assert len(project("list", "--json").json["drafts"]) == 5
    assert project("digest").code == 0


def test_a_clock_that_goes_back_between_two_steps_loses_no_story(project):
    now = datetime.now(UTC)
    times = iter(range(1_000_000))
    receipt = run_at(
        project, lambda: now - timedelta(minutes=next(times)), "run-1"
    )  # a minute back at each look
    assert len(receipt.drafts) == 5
    again = run_at(project, lambda: now, "run-2")
    assert again.drafts == ()
    assert len(project("list", "--json").json["drafts"]) == 5


# --- a damaged database ----------------------------------------------------------------------------------


def overwrite(file, start, stop):
    with file.open("r+b") as opened_file:
        opened_file.seek(start)
        opened_file.write(b"\xa5" * (stop - start))


@pytest.mark.parametrize(
    ("start", "share"), [(0, 0.001), (0, 1.0), (4096, 1.0)], ids=["head", "all", "tables"]
)
def test_a_damaged_database_is_an_error_and_its_backup_brings_it_back(project, endpoint, start, share):
    assert project("run").code == 0
    assert project("backup", "saved.tar.gz").code == 0
    before, paid = project("list", "--json").json, len(endpoint.requests)
    state = project.folder / ".newsdraft" / "state.db"
    overwrite(state, start, max(start + 100, int(state.stat().st_size * share)))
    for beside in ("state.db-wal", "state.db-shm"):
        (state.parent / beside).unlink(missing_ok=True)
    broken = project("run")
    assert broken.code == 1
    assert "newsdraft restore" in broken.err
    doctor = project("doctor", "--offline", "--json")
    assert [check["name"] for check in doctor.json["checks"] if check["state"] == "problem"] == ["database"]
    assert project("restore", "saved.tar.gz", "again").code == 0
    project.folder = project.folder / "again"
    assert project("list", "--json").json == before
    after = project("run", "--json")
    assert after.code == 0, after.err
    assert after.json["drafts"] == []
    assert len(endpoint.requests) == paid
