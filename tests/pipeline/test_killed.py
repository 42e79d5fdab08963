"""A run that is killed at any moment is taken up by the next: nothing lost, nothing twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from conftest import CLEAN
from endpoint import model_endpoint

KILLS = 8


@pytest.fixture(autouse=True)
def on_each_database(newsdraft, database_url):
    newsdraft.env["NEWSDRAFT_DATABASE_URL"] = database_url


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_runs_add_up_to_one(project, seed):
    chance = random.Random(seed)
    with model_endpoint() as asked:
        project.env.update(OPENAI_BASE_URL=asked.url, OPENAI_API_KEY="sk-test")
        for _ in range(KILLS):
            process = subprocess.Popen(
                [sys.executable, "-m", "newsdraft", "run", "-q"],
                cwd=project.folder,
                env={**CLEAN, **project.env},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            time.sleep(chance.uniform(0.3, 2.0))
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        done = project("run", "--json")
        assert done.code == 0, done.err
        drafts = project("list", "--json").json["drafts"]
        assert len(drafts) == 5
        assert len({draft["title"] for draft in drafts} | {draft["url"] for draft in drafts}) >= 5
        # Killed between request and answer, a call may have to be made again; an answer that arrived, never.
        answered = list((project.folder / ".newsdraft" / "spool").glob("*.answer"))
        different = {json.dumps(request, sort_keys=True) for request in asked.requests}
        assert len(answered) == len(different)
        assert len(asked.of("WirePost")) <= 5 + KILLS
        assert len(asked.requests) <= len(different) + KILLS


def test_two_runs_at_once_do_the_work_once(project):
    with model_endpoint() as asked:
        project.env.update(OPENAI_BASE_URL=asked.url, OPENAI_API_KEY="sk-test")
        both = [
            subprocess.Popen(
                [sys.executable, "-m", "newsdraft", "run", "-q"],
                cwd=project.folder,
                env={**CLEAN, **project.env},
            )
            for _ in range(2)
        ]
        assert [process.wait(60) for process in both] == [0, 0]
        assert len(asked.of("WirePost")) == len(asked.of("WireJudging")) == 5
        assert len({json.dumps(request, sort_keys=True) for request in asked.requests}) == len(asked.requests)
    assert len(project("list", "--json").json["drafts"]) == 5
