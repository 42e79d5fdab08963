"""An upgrade in mid-flight: a run of an earlier newsdraft was killed, and today's goes on where it was.

The earlier program is taken out of the repository's history; without it the test is skipped.
"""

import io
import sqlite3
import subprocess
import tarfile
import threading
from contextlib import closing
from dataclasses import replace

import pytest

from conftest import REPO
from endpoint import model_endpoint, post_from
from newsdraft.store.schema import VERSION
from runs import begun, kill, until

EARLIER = "b063b7f"  # schema 3: no leases, no crash counts
DRAFTS = 5


@pytest.fixture
def earlier(project, tmp_path_factory):
    """The command line of the earlier program, in the same project."""
    packed = subprocess.run(
        ["git", "-C", REPO, "archive", EARLIER, "src", "prompts", "references", "sources.yaml"],
        capture_output=True,
        check=False,
    )
    if packed.returncode:
        pytest.skip(f"the history of this copy does not go back to {EARLIER}")
    folder = tmp_path_factory.mktemp("earlier")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
        files.extractall(folder, filter="data")
    return replace(project, env={**project.env, "PYTHONPATH": str(folder / "src")})


@pytest.fixture
def asked(project):
    with model_endpoint() as asked:
        project.env.update(OPENAI_BASE_URL=asked.url, OPENAI_API_KEY="sk-test")
        yield asked


def versions(project):
    with closing(sqlite3.connect(project.folder / ".newsdraft" / "state.db")) as database:
        return database.execute("SELECT version FROM schema_version").fetchall()


def states(project):
    with closing(sqlite3.connect(project.folder / ".newsdraft" / "state.db")) as database:
        return [state for (state,) in database.execute("SELECT state FROM stories")]


def stories_asked_for(asked, shape):
    """The sources that the model was handed, one for each request of this shape."""
    return [request["messages"][-1]["content"] for request in asked.of(shape)]


def test_a_run_that_an_earlier_newsdraft_began_goes_on(project, asked, earlier):
    gate = threading.Event()

    def third_waits(prompt):
        if len(asked.of("WirePost")) == 3:
            gate.wait(60)
        return post_from(prompt)

    earlier.env.update(OPENAI_BASE_URL=asked.url, OPENAI_API_KEY="sk-test")
    asked.write = third_waits
    with begun(earlier) as process:
        until(lambda: len(asked.of("WirePost")) == 3)
        kill(process)
    gate.set()
    assert versions(project) == [(3,)]
    assert states(project).count("filed") == 2
    asked.write = None
    before = len(asked.of("WirePost"))
    upgraded = project("migrate", "--json")
    assert upgraded.json == {"schema": 1, "found": 3, "schema_version": VERSION}
    done = project("run", "--json")
    assert done.code == 0, done.err
    assert len(done.json["drafts"]) == DRAFTS - 2
    assert len(asked.of("WirePost")) - before == DRAFTS - 2
    drafts = project("list", "--json").json["drafts"]
    assert len(drafts) == len({draft["id"] for draft in drafts}) == DRAFTS
    assert project("migrate", "--json").json["found"] == VERSION


def test_what_an_earlier_newsdraft_paid_for_is_not_paid_for_again(project, asked, earlier):
    gate = threading.Event()
    earlier.env.update(OPENAI_BASE_URL=asked.url, OPENAI_API_KEY="sk-test")

    def waits(prompt):
        from endpoint import all_supported

        gate.wait(60)
        return all_supported(prompt)

    asked.judge = waits
    with begun(earlier) as process:
        until(lambda: asked.of("WireJudging"))  # one post was written and paid for
        kill(process)
    gate.set()
    asked.judge = None
    assert project("run").code == 0
    assert len(asked.of("WirePost")) == DRAFTS


def test_an_older_program_says_that_it_is_too_old(project, asked, earlier):
    assert project("run", "--max-drafts", "0").code == 0
    refused = earlier("run")
    assert refused.code == 1
    assert f"schema {VERSION}; this newsdraft knows 3" in refused.err
    assert "upgrade newsdraft" in refused.err
