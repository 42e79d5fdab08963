"""Shared by every test: the command line as its user runs it, and servers on loopback."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from endpoint import model_endpoint
from newsdraft.sample import sample_sources, serve_samples
from newsdraft.store import open_database
from postgres import any_server, need_postgres

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


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server for all tests."""
    need_postgres()
    with any_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres):
    """An empty database on it."""
    yield postgres.new_database()
    postgres.drop_databases()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """An empty database of each kind."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path / '.newsdraft' / 'state.db'}"


@pytest.fixture
def database(database_url):
    """The store on each kind of database."""
    opened = open_database(database_url)
    yield opened
    opened.close()


def refuse_entries(database, when="true"):
    """Let the database refuse to take in some entries, as a full disk does."""
    with database.transaction() as connection:
        if connection.dialect.name == "sqlite":
            then = "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        else:
            body = "'BEGIN RAISE EXCEPTION USING MESSAGE = $$disk full$$; END'"
            connection.exec_driver_sql(f"CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS {body}")
            then = "EXECUTE FUNCTION refuse()"
        trigger = f"CREATE TRIGGER full_disk BEFORE INSERT ON entries FOR EACH ROW WHEN ({when}) {then}"
        connection.exec_driver_sql(trigger)


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


@pytest.fixture(scope="module")
def desk_project(tmp_path_factory):
    """An empty project that the tests of a file share; gives the command line in it."""
    made = CommandLine(tmp_path_factory.mktemp("project"), dict(LOOPBACK_ONLY))
    assert made("init", ".").code == 0
    return made


@pytest.fixture(scope="module")
def sample_site():
    """The sample feeds on loopback, for the tests of a file; gives the base address."""
    with serve_samples(datetime.now(UTC)) as base:
        yield base


@pytest.fixture(scope="module")
def model(desk_project, sample_site):
    """The endpoint that writes for ``desk_project``, whose feeds are the samples."""
    (desk_project.folder / "sources.yaml").write_text(sample_sources(sample_site))
    with model_endpoint() as asked:
        desk_project.env.update(
            OPENAI_BASE_URL=asked.url, OPENAI_API_KEY="sk-test", NEWSDRAFT_MODEL="test-model"
        )
        yield asked


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium; skipped where there is none, unless NEWSDRAFT_TEST_BROWSER=required."""
    program = shutil.which("chromium")
    if not program and os.environ.get("NEWSDRAFT_TEST_BROWSER") != "required":
        pytest.skip("no chromium here")
    assert program, "NEWSDRAFT_TEST_BROWSER=required, and there is no chromium"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as drives:
        opened = drives.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


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
