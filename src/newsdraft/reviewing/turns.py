"""One change of a drafts folder at a time, whichever process makes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from newsdraft.errors import StoreError
from newsdraft.reviewing.changing import Changer
from newsdraft.reviewing.sidecar import SIDECAR

LOCK_SECONDS = 60


class Turns:
    """The lock of one drafts folder."""

    def __init__(self, folder: Path, changer: Changer, wait: float) -> None:
        self._folder = folder
        self._root = folder / SIDECAR
        self._changer = changer
        self._lock = FileLock(self._root / "lock", timeout=wait)
        self._wait = wait

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the lock; what a crash left half done is completed first. StoreError when others keep it for long."""
        self._root.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout as busy:
            raise StoreError(
                f"another newsdraft has worked on the drafts for more than {self._wait:g} seconds",
                where=str(self._folder),
                hint="wait for it, or end it, and try again",
            ) from busy
        try:
            self._changer.recover()
            yield
        finally:
            self._lock.release()
