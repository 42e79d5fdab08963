"""A SQLite file that may be deleted at any time: where it cannot be used, memory takes its place."""

from __future__ import annotations

import logging
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from newsdraft import __version__

Result = TypeVar("Result")
logger = logging.getLogger(__name__)


@contextmanager
def writing(opened: sqlite3.Connection) -> Iterator[None]:
    """One transaction."""
    opened.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        opened.execute("ROLLBACK")
        raise
    opened.execute("COMMIT")


class Cache:
    """Runs work on the file ``path``, whose tables are ``schema``.

    A file that another newsdraft or another schema made, or that is damaged, is made anew. Where the folder is
    missing or may not be written, or others hold the file for ``wait`` seconds, everything is kept in memory for the
    life of this object.
    """

    def __init__(self, path: Path, schema: str, stamp: str, wait: float) -> None:
        self._path = path
        self._wait = wait
        self._schema = schema
        self._stamp = zlib.crc32(f"{__version__} {schema} {stamp}".encode()) >> 1
        self._memory: sqlite3.Connection | None = None

    def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """What ``work`` gives; it may be called more than once, and commits what it wants to keep."""
        if self._memory is None and self._path.parent.is_dir() and not self._path.is_symlink():
            try:
                with closing(self._opened(str(self._path))) as file:
                    return work(file)
            except (
                sqlite3.OperationalError
            ) as error:  # it may not be written, the disk is full, or it is busy
                logger.debug("%s: %s", self._path, error)
            except sqlite3.DatabaseError as error:
                logger.debug("%s is made anew: %s", self._path, error)
                self._remove()
        return work(self._in_memory())

    def _opened(self, name: str) -> sqlite3.Connection:
        made = sqlite3.connect(name, timeout=self._wait, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(made)
        except sqlite3.Error:
            made.close()
            raise
        return made

    def _prepare(self, opened: sqlite3.Connection) -> None:
        """Make the tables, unless they are there as this newsdraft makes them."""
        if self._stamp_of(opened) == self._stamp:
            return
        with writing(opened):
            if self._stamp_of(opened) == self._stamp:
                return  # somebody else has done it meanwhile
            tables = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (table,) in tables:
                opened.execute(f'DROP TABLE "{table}"')
            for statement in filter(None, map(str.strip, self._schema.split(";"))):
                opened.execute(statement)
            opened.execute(f"PRAGMA user_version = {self._stamp}")

    @staticmethod
    def _stamp_of(opened: sqlite3.Connection) -> int:
        (stamp,) = opened.execute("PRAGMA user_version").fetchone()
        return int(stamp)

    def _remove(self) -> None:
        with suppress(OSError):
            # The journal first: it would be played back into the file that is made next.
            self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
            self._path.unlink(missing_ok=True)

    def _in_memory(self) -> sqlite3.Connection:
        """Tables in memory, with what the file holds where that can be read."""
        if self._memory is None:
            memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            with suppress(sqlite3.Error), closing(self._read_only()) as file:
                # A copy would wait for ever where somebody holds the file; reading fails then.
                file.execute("BEGIN")
                file.execute("SELECT count(*) FROM sqlite_master").fetchone()
                file.backup(memory)
            self._prepare(memory)
            self._memory = memory
        return self._memory

    def _read_only(self) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode=ro", uri=True, timeout=0, isolation_level=None
        )
