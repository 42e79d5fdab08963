"""A PostgreSQL server of the tests' own: made in a temporary folder, on loopback, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

# An address of a running server whose user may make databases; or "required": a server must be found here.
NAMED = os.environ.get("NEWSDRAFT_TEST_POSTGRES", "")
_numbers = count(1)


def binaries() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``: on the path, or where Debian puts them."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def missing() -> str:
    """Why no server can be had; empty where one can."""
    if NAMED not in ("", "required") or binaries():
        return ""
    return "PostgreSQL is not installed (Debian: apt-get install postgresql), and NEWSDRAFT_TEST_POSTGRES names none"


def need_postgres() -> None:
    """Skip the test without a server; fail it where one is required."""
    if why := missing():
        (pytest.fail if NAMED == "required" else pytest.skip)(why)


@dataclass
class Server:
    """A running server; ``address`` is that of its maintenance database."""

    address: str
    folder: Path | None = None
    made: list[str] = field(default_factory=list)

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"newsdraft_{os.getpid()}_{next(_numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        self.made.append(name)
        return f"{self.address.rpartition('/')[0]}/{name}"

    def execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement)

    def drop_databases(self) -> None:
        while self.made:
            self.execute(f"DROP DATABASE IF EXISTS {self.made.pop()} WITH (FORCE)")

    def start(self) -> None:
        _as_owner(binaries() / "pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-w", "start")

    def stop(self, mode: str = "fast") -> None:
        _as_owner(binaries() / "pg_ctl", "-D", self.folder / "data", "-m", mode, "-w", "stop")


def _as_owner(*command: object) -> None:
    """Run as an ordinary user: the server refuses to be root."""
    switch = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*switch, *map(str, command)], cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


@contextmanager
def own_server() -> Iterator[Server]:
    """A new cluster; it survives a kill of the server, but not of the machine."""
    folder = Path(tempfile.mkdtemp(prefix="newsdraft-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        _as_owner(
            binaries() / "initdb", "-D", folder / "data", "-U", "newsdraft", "-A", "trust", "-E", "UTF8",
            "--no-sync", "--locale=C.UTF-8",
        )  # fmt: skip
        port = _free_port()
        options = f"\nlisten_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{folder}'\n"
        with (folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(f"{options}fsync = off\nmax_connections = 200\nshared_buffers = 32MB\n")
        server = Server(f"postgresql://newsdraft@127.0.0.1:{port}/postgres", folder)
        server.start()
        try:
            yield server
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def any_server() -> Iterator[Server]:
    """The server that the environment names, or one of our own."""
    if NAMED not in ("", "required"):
        yield Server(NAMED)
        return
    with own_server() as server:
        yield server
