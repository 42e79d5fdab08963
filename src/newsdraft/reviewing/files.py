"""Files that are made once and never overwritten: create-only, synced, and safe against a save that races.

Editors save in two ways: they write into the file that is there, or they write another file and rename it over
the old one. Nothing here ever opens an editor's file for writing, and nothing is renamed over a file.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ulid import ULID

from newsdraft.errors import StoreError

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Turn an OSError into a StoreError that a person can act on."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"the drafts folder cannot be read or written: {error.strerror or error}",
            where=str(error.filename or path),
            hint="look at its permissions and at the free space of the disk",
        ) from error


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file; a symbolic link is refused, since it can lead out of the folder."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        return file.read()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def temporary(folder: Path, data: bytes) -> Path:
    """A new synced file with ``data`` in ``folder``, under a name that nobody else has."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{ULID()}.tmp"
    _write(path, data)
    return path


def link(source: Path, target: Path) -> bool:
    """Give the file ``source`` the name ``target`` too, unless something has that name; says whether it did."""
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _copy(source, target)  # a file system without hard links
    sync_folder(target.parent)
    return True


def _copy(source: Path, target: Path) -> bool:
    try:
        _write(target, source.read_bytes())
    except FileExistsError:
        return False
    sync_folder(target.parent)
    return True


def create_only(path: Path, data: bytes, scratch: Path) -> bool:
    """Make ``path`` with ``data`` as a whole, unless it exists; says whether it did."""
    made = temporary(scratch, data)
    try:
        return link(made, path)
    finally:
        made.unlink()


def put(path: Path, data: bytes, scratch: Path) -> None:
    """Write one of newsdraft's own files (never an editor's) as a whole, in place of an older one."""
    made = temporary(scratch, data)
    made.replace(path)
    sync_folder(path.parent)


def swap(path: Path, expected: bytes, new: bytes, backup: Path, scratch: Path) -> bool:
    """Put ``new`` under the name ``path`` if the file still holds ``expected``; says whether it did.

    The old file is moved to ``backup`` and stays there, so that a program that still has it open loses nothing
    of what it writes. Where a save comes in between, the saved file keeps (or gets back) the name.
    """
    made = temporary(scratch, new)
    try:
        path.rename(backup)
        sync_folder(backup.parent)
        if read_bytes(backup) != expected:
            give_back(backup, path)
            return False
        return link(made, path)
    except FileNotFoundError:
        return False
    finally:
        made.unlink()


def give_back(backup: Path, path: Path) -> bool:
    """Return a file that was moved away to its name, unless another one was saved there; both stay then."""
    if not link(backup, path):
        return False
    backup.unlink()
    return True
