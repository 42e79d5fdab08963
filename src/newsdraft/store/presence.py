"""Which processes are at work: each holds a lock on a file of its own, which the system lets go of when it dies.

So on one host a process knows at once that another one is dead, whatever the clock says. Of a process of another
host, or of another state folder, it cannot know.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout
from ulid import ULID

from newsdraft.errors import StoreError

# Whoever else looks after the same process holds its lock for a moment.
_LOOK_SECONDS = 0.2


class Presence:
    """This process, for as long as the block lasts. ``owner`` is its name in leases and calls."""

    def __init__(self, state: Path) -> None:
        self._folder = state / "processes"
        self._name = str(ULID())
        self._lock = FileLock(self._file(self._name), thread_local=False)
        self.owner = ""

    def __enter__(self) -> Self:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._place = f"{socket.gethostname()[:64]}/{_mark(self._folder)}"
            self._lock.acquire()
        except OSError as error:
            raise StoreError(
                f"the project folder cannot be written: {error.strerror}",
                where=str(error.filename or self._folder),
                hint="free disk space, or give the user that runs newsdraft the right to write there",
            ) from error
        self.owner = f"{self._place}/{self._name}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file(self._name).unlink(missing_ok=True)
        self._lock.release()

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.lock"

    def is_dead(self, owner: str) -> bool | None:
        """Whether the process of that name has ended; None where that cannot be known from here."""
        place, _, name = owner.rpartition("/")
        if place != self._place:
            return None
        file = self._file(name)
        if not file.exists():  # it went in good order, or somebody saw it dead before
            return True
        lock = FileLock(file)
        try:
            lock.acquire(timeout=_LOOK_SECONDS, poll_interval=_LOOK_SECONDS / 10)
        except (Timeout, PermissionError):
            return False
        file.unlink(missing_ok=True)
        lock.release()
        return True


def _mark(folder: Path) -> str:
    """The name of this state folder, made once: two hosts of one name have two folders."""
    file = folder / "place"
    if not file.exists():
        made = folder / f"{ULID()}.part"
        made.write_text(str(ULID()), encoding="ascii")
        try:
            os.link(made, file)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return file.read_text(encoding="ascii")
