"""Runs and workers in processes of their own, over a real PostgreSQL: nothing lost, nothing twice."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import pytest

from conftest import CLEAN, LOOPBACK_ONLY, CommandLine
from endpoint import model_endpoint, post_from
from newsdraft.pipeline.process import MADE
from newsdraft.sample import sample_sources
from newsdraft.store import open_database
from postgres import need_postgres, own_server

DRAFTS = 5


@pytest.fixture
def asked():
    with model_endpoint() as asked:
        yield asked


def host(folder, url, asked):
    """The command line on one host: settings and prompts, and folders of its own."""
    folder.mkdir()
    env = {
        **LOOPBACK_ONLY,
        "NEWSDRAFT_DATABASE_URL": url,
        "NEWSDRAFT_WORKERS": "true",
        "NEWSDRAFT_LEASE_SECONDS": "5",
        "OPENAI_BASE_URL": asked.url,
        "OPENAI_API_KEY": "sk-test",
    }
    newsdraft = CommandLine(folder, env)
    assert newsdraft("init", ".").code == 0
    return newsdraft


@pytest.fixture
def desk(tmp_path, postgres_url, asked, samples):
    """The host that owns the drafts."""
    newsdraft = host(tmp_path / "desk", postgres_url, asked)
    (newsdraft.folder / "sources.yaml").write_text(sample_sources(samples))
    return newsdraft


@pytest.fixture
def other(tmp_path, postgres_url, asked):
    """A host that has workers and nothing else."""
    return host(tmp_path / "other", postgres_url, asked)


@contextmanager
def worker(newsdraft, *options):
    """A worker, stopped as systemd would; what it still had in hand is finished then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsdraft", "worker", "-v", *options],
        cwd=newsdraft.folder,
        env={**CLEAN, **newsdraft.env},
        start_new_session=True,
    )
    try:
        yield process
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def until(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.1)


def made(url):
    """How many drafts wait to be filed."""
    with closing(open_database(url)) as database:
        return len(database.to_be_filed(MADE))


def slowly(seconds):
    def write(prompt):
        time.sleep(seconds)
        return post_from(prompt)

    return write


def repeated(asked):
    """How many calls were made again; every story was written by now."""
    different = {json.dumps(request, sort_keys=True) for request in asked.requests}
    assert len({request["messages"][-1]["content"] for request in asked.of("WirePost")}) == DRAFTS
    return len(asked.requests) - len(different)


def test_a_run_hands_over_and_the_next_one_files_what_workers_made(desk, other, asked, postgres_url):
    first = desk("run", "--json")
    assert first.code == 0, first.err
    assert first.json["drafts"] == []
    waiting = [left for left in first.json["stories"]["waiting"] if "a worker drafts it" in left["reason"]]
    assert len(waiting) == DRAFTS
    assert asked.requests == []
    with worker(desk), worker(other, "--at-once", "2"):
        until(lambda: made(postgres_url) == DRAFTS)
    assert list((desk.folder / "drafts").glob("*.md")) == list((other.folder / "drafts").glob("*.md")) == []
    second = desk("run", "--json")
    assert len(second.json["drafts"]) == DRAFTS
    assert len(desk("list", "--json").json["drafts"]) == DRAFTS
    assert repeated(asked) == 0
    assert desk("run", "--json").json["drafts"] == []


def test_a_run_that_waits_files_at_once(desk, other, asked):
    with worker(other, "--at-once", "3"):
        done = desk("run", "--wait", "--json")
    assert done.code == 0, done.err
    assert len(done.json["drafts"]) == DRAFTS
    assert done.json["spending"]["calls"] == len(asked.requests)
    assert repeated(asked) == 0


def test_a_killed_workers_story_goes_to_another_one(desk, other, asked, postgres_url):
    desk("run")
    asked.write = slowly(30)
    with worker(other) as killed:
        until(lambda: asked.requests)
        os.killpg(killed.pid, signal.SIGKILL)
        killed.wait()
    asked.write = None
    with worker(desk):
        until(lambda: made(postgres_url) == DRAFTS)
    assert len(desk("run", "--json").json["drafts"]) == DRAFTS
    assert repeated(asked) == 1, "the call that was under way when the worker died, and no other"


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_in_hand(desk, other, asked, postgres_url):
    desk("run")
    asked.write = slowly(3)
    with worker(other) as stopped:
        until(lambda: asked.requests)
        stopped.send_signal(signal.SIGTERM)
        assert stopped.wait(60) == 0
    assert made(postgres_url) == 1
    assert len(asked.of("WirePost")) == 1


def test_a_queue_that_is_lost_costs_a_run_and_no_story(desk, other, postgres, postgres_url):
    import psycopg

    desk("run")
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        (schema,) = connection.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'newsdraft\\_jobs%'"
        ).fetchone()
        connection.execute(f"DROP SCHEMA {schema} CASCADE")
    with worker(other, "--at-once", "2"):
        done = desk("run", "--wait", "--json")
    assert len(done.json["drafts"]) == DRAFTS


def test_six_workers_that_start_at_once_make_one_queue(postgres_url):
    script = (
        "import sys; from newsdraft.jobs import job_queue\n"
        "sys.stdin.readline()\nwith job_queue(sys.argv[1]) as jobs: jobs.outstanding()"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", script, postgres_url], stdin=subprocess.PIPE, env=CLEAN)
        for _ in range(6)
    ]
    for process in started:
        process.stdin.write(b"\n")
        process.stdin.flush()
    assert [process.wait(60) for process in started] == [0] * 6


def test_a_refused_key_leaves_the_stories_for_later(desk, other, asked, postgres_url):
    asked.status, asked.body = 401, '{"error": {"message": "no such key"}}'
    with worker(other):
        done = desk("run", "--wait", "--json")
    assert done.json["drafts"] == []
    reasons = [left["reason"] for left in done.json["stories"]["waiting"]]
    assert sum("key" in reason for reason in reasons) == DRAFTS
    asked.status = 200
    with worker(other):
        assert len(desk("run", "--wait", "--json").json["drafts"]) == DRAFTS


def test_workers_need_a_server_for_their_database(newsdraft):
    newsdraft("init", ".")
    done = newsdraft("worker")
    assert done.code == 2
    assert "docs/scaling.md" in done.err
    refused = newsdraft("run", NEWSDRAFT_WORKERS="true")
    assert refused.code == 2
    assert "PostgreSQL" in refused.err


def test_a_server_that_is_restarted_under_them_loses_and_doubles_nothing(tmp_path, samples, asked):
    need_postgres()
    with own_server() as server:
        url = server.new_database()
        desk, other = host(tmp_path / "desk", url, asked), host(tmp_path / "other", url, asked)
        (desk.folder / "sources.yaml").write_text(sample_sources(samples))
        desk("run")
        asked.write = slowly(1)
        with worker(other, "--at-once", "2"):
            until(lambda: len(asked.requests) >= 2)
            server.stop()
            time.sleep(2)
            server.start()
            until(lambda: made(url) == DRAFTS)
        done = desk("run", "--json")
        assert len(done.json["drafts"]) == DRAFTS
        assert repeated(asked) == 0
