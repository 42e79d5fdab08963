"""PostgreSQL stopped in mid-run: the run goes on when it is soon back, else ends and says so; nothing is doubled."""

import json
import subprocess
import sys
import time

import pytest

from conftest import CLEAN, LOOPBACK_ONLY, CommandLine
from endpoint import model_endpoint, post_from
from newsdraft.sample import sample_sources
from postgres import need_postgres, own_server

DRAFTS = 5


def slow_post(prompt):
    time.sleep(1)
    return post_from(prompt)


@pytest.fixture
def server():
    need_postgres()
    with own_server() as server:
        yield server


@pytest.fixture
def asked():
    with model_endpoint() as asked:
        asked.write = slow_post
        yield asked


@pytest.fixture
def desk(tmp_path, server, samples, asked):
    env = {
        "NEWSDRAFT_DATABASE_URL": server.new_database(),
        "OPENAI_BASE_URL": asked.url,
        "OPENAI_API_KEY": "sk-test",
    }
    newsdraft = CommandLine(tmp_path, {**LOOPBACK_ONLY, **env})
    assert newsdraft("init", ".").code == 0
    (tmp_path / "sources.yaml").write_text(sample_sources(samples))
    return newsdraft


def begun(desk, asked):
    """A run that has asked its model once."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsdraft", "run", "-q"],
        cwd=desk.folder,
        env={**CLEAN, **desk.env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not asked.requests:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return process


def complete(desk, asked):
    """Every story has one draft, and no call was made twice."""
    done = desk("run", "--json")
    assert done.code == 0, done.err
    assert (
        len(desk("list", "--json").json["drafts"])
        == len(list((desk.folder / "drafts").glob("*.md")))
        == DRAFTS
    )
    assert len(asked.of("WirePost")) == DRAFTS
    assert len({json.dumps(request) for request in asked.requests}) == len(asked.requests)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_in_mid_run_loses_and_doubles_nothing(desk, asked, server, mode):
    process = begun(desk, asked)
    server.stop(mode)
    time.sleep(2)
    server.start()
    said = process.communicate(timeout=60)[1]
    # Only where a transaction was cut short does the run end; it says so.
    assert process.returncode == 0 or "connection to the database broke" in said
    complete(desk, asked)


def test_a_server_that_stays_away_ends_the_run_and_is_named(desk, asked, server):
    process = begun(desk, asked)
    server.stop()
    said = process.communicate(timeout=60)[1]
    server.start()
    assert process.returncode == 1
    assert "connection" in said
    assert "Traceback" not in said
    complete(desk, asked)
