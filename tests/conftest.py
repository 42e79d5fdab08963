"""Shared by every test: the command line as its user runs it, and servers on loopback."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsdraft.sample import sample_sources, serve_samples

REPO = Path(__file__).resolve().parents[1]
NEWSWORLD = REPO.parent / "shared" / "newsworld" / "newsworld.py"
CLEAN = {key: value for key, value in os.environ.items() if not key.startswith(("NEWSDRAFT_", "OPENAI_"))}


# Pages come from loopback, and no registry is asked.
LOOPBACK_ONLY = {
    "NEWSDRAFT_ALLOW_PRIVATE_HOSTS": "127.0.0.1",
    "NEWSDRAFT_HOST_DELAY_SECONDS": "0",
    "NEWSDRAFT_LOOK_UP_STUDIES": "false",
}


@dataclass
class Finished:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@dataclass
class CommandLine:
    """``newsdraft`` in a process of its own, in one folder."""

    folder: Path
    env: dict[str, str]

    def __call__(self, *args: object, **env: str) -> Finished:
        done = subprocess.run(
            [sys.executable, "-m", "newsdraft", *map(str, args)],
            cwd=self.folder,
            env={**CLEAN, **self.env, **env},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Finished(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def newsdraft(tmp_path):
    return CommandLine(tmp_path, dict(LOOPBACK_ONLY))


@pytest.fixture
def samples():
    """The sample feeds on loopback; gives the base address."""
    with serve_samples(datetime.now(UTC)) as base:
        yield base


@pytest.fixture
def project(newsdraft, samples):
    """A project whose sources are the sample feeds; gives the command line in it."""
    assert newsdraft("init", ".").code == 0
    (newsdraft.folder / "sources.yaml").write_text(sample_sources(samples))
    return newsdraft


@pytest.fixture
def newsworld():
    """The small world of real releases, where it is at hand; gives its base address."""
    if not NEWSWORLD.exists():
        pytest.skip("newsworld is not here")
    spec = importlib.util.spec_from_file_location("newsworld", NEWSWORLD)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    server = module.serve()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
