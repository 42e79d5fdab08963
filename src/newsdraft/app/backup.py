"""Back up a project into one archive, and restore one into a new folder.

The archive is a gzipped tar of ``project/…`` with ``manifest.json`` at its end, which names every file with its
SHA-256: an archive that was cut off has none. What is copied first matters while a run is at work: the database
before the spool and the drafts. An answer or a draft that the database does not know of is found by its key or its
id; one that it counts on and that is missing would be paid for again, or lost.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy.engine import make_url

from newsdraft import __version__
from newsdraft.config import load_settings
from newsdraft.errors import ConfigError, StoreError
from newsdraft.model import Value
from newsdraft.project import Project
from newsdraft.reviewing.catalogue import FILE_NAME as CATALOGUE
from newsdraft.reviewing.sidecar import SIDECAR
from newsdraft.store.schema import calls, leases

FORMAT = 1
MANIFEST = "manifest.json"
_TOP = "project"
_FILES = ("sources.yaml", "newsdraft.toml", "rules.toml", "prompts", "references")
_UNFINISHED = {".tmp", ".part"}
_LEFT_OUT = {"lock", CATALOGUE, f"{CATALOGUE}-journal"}
_LOCK_SECONDS = 60
_ELSEWHERE = (
    "the database is not in this archive, for it is not an SQLite file of this folder: back it up beside it "
    "(PostgreSQL: pg_dump --format=custom --file=newsdraft.dump DATABASE; back with pg_restore)"
)


class BackedUp(Value):
    """What an archive holds: ``files`` counts them; ``notes`` say what it lacks."""

    archive: str
    files: int
    bytes: int
    notes: tuple[str, ...] = ()


class Restored(Value):
    """Where an archive was unpacked, and when it was made (ISO 8601, UTC)."""

    project: str
    files: int
    made: str
    notes: tuple[str, ...] = ()


def back_up(project: Project, archive: Path, now: datetime, *, with_key: bool = False) -> BackedUp:
    """Write the project's archive, readable for its owner alone; a run may be at work meanwhile.

    ``.env`` goes in only ``with_key``. Raises StoreError where the archive is there already or cannot be written.
    """
    url = load_settings(project.root).database_url
    notes = []
    try:
        with _new_file(archive) as partial, tarfile.open(partial, "w:gz") as tar:
            packing = _Packing(tar, project.root)
            if not packing.add_database(url):
                notes.append(_ELSEWHERE)
            packing.add(project.state / "spool")
            with _drafts_at_rest(project):
                packing.add(project.drafts)
            for name in (*_FILES, *([".env"] if with_key else [])):
                packing.add(project.root / name)
            packing.finish(now, notes)
    except (OSError, sqlite3.Error, tarfile.TarError) as error:
        raise StoreError(
            f"no backup was made: {getattr(error, 'strerror', None) or error}",
            where=str(archive),
            hint="check disk space, permissions and (with `newsdraft doctor`) the database",
        ) from error
    size = archive.stat().st_size
    return BackedUp(archive=str(archive), files=len(packing.digests), bytes=size, notes=tuple(notes))


@contextmanager
def _new_file(archive: Path) -> Iterator[Path]:
    """A temporary file that takes the archive's name when all of it is written, and never another file's place."""
    if archive.exists():
        raise StoreError("this file is there already", where=str(archive), hint="name a new file")
    handle, name = tempfile.mkstemp(prefix=f".{archive.name}.", dir=archive.parent)
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        archive.hardlink_to(partial)  # unlike a rename, it fails where somebody made the file meanwhile
    finally:
        partial.unlink()


@contextmanager
def _drafts_at_rest(project: Project) -> Iterator[None]:
    """Hold the lock under which drafts change; an editor's own saves are single files and need none."""
    folder = project.drafts / SIDECAR
    if not folder.is_dir():
        yield
        return
    try:
        with FileLock(folder / "lock", timeout=_LOCK_SECONDS):
            yield
    except Timeout as error:
        raise StoreError(
            f"another process has held the drafts for {_LOCK_SECONDS} s, so no backup was made",
            where=str(project.drafts),
            hint="try again when it has finished",
        ) from error


class _Packing:
    """One archive in the making."""

    def __init__(self, tar: tarfile.TarFile, root: Path) -> None:
        self.tar = tar
        self.root = root
        self.digests: dict[str, str] = {}

    def add(self, path: Path) -> None:
        """Add a file or a whole folder; locks, temporary files and the catalogue, a cache, stay out."""
        if path.is_dir():
            for each in sorted(path.rglob("*")):
                if (
                    each.is_file()
                    and not each.is_symlink()
                    and each.name not in _LEFT_OUT
                    and each.suffix not in _UNFINISHED
                ):
                    self._file(each)
        elif path.is_file():
            self._file(path)

    def _file(self, path: Path) -> None:
        try:
            body = path.read_bytes()
            mode, changed = path.stat().st_mode & 0o777, path.stat().st_mtime
        except FileNotFoundError:  # a run has taken it up meanwhile
            return
        self._put(path.relative_to(self.root).as_posix(), body, mode, changed)

    def _put(self, name: str, body: bytes, mode: int, changed: float) -> None:
        member = tarfile.TarInfo(f"{_TOP}/{name}")
        member.size, member.mode, member.mtime = len(body), mode, changed
        self.tar.addfile(member, io.BytesIO(body))
        self.digests[name] = hashlib.sha256(body).hexdigest()

    def add_database(self, url: str) -> bool:
        """Add a consistent copy by SQLite's online backup; False where it is no SQLite file of this folder."""
        path = Path(make_url(url).database or "") if url.startswith("sqlite") else Path()
        if not path.is_relative_to(self.root):
            return False
        if not path.exists():
            return True  # no run yet
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            copy = Path(folder) / "copy.db"
            with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
                source.backup(target)
                _nobody_at_work(target)
            self._put(path.relative_to(self.root).as_posix(), copy.read_bytes(), 0o600, path.stat().st_mtime)
        return True

    def finish(self, now: datetime, notes: list[str]) -> None:
        """Close with the manifest."""
        manifest = {
            "format": FORMAT,
            "newsdraft": __version__,
            "made": now.isoformat(),
            "notes": notes,
            "files": self.digests,
        }
        body = json.dumps(manifest, indent=1).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode, member.mtime = len(body), 0o600, now.timestamp()
        self.tar.addfile(member, io.BytesIO(body))


def _nobody_at_work(copy: sqlite3.Connection) -> None:
    """Let go in a copy of what processes had in hand: they are none of its own, and it would wait for them."""
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if leases.name in tables:  # not before schema 4
        copy.execute(f"UPDATE {leases.name} SET until = ''")  # noqa: S608 - a name of ours
        copy.execute(f"UPDATE {calls.name} SET owner = NULL WHERE state = 'sent'")  # noqa: S608
        copy.commit()


# --- back again ------------------------------------------------------------------------------------------


def restore(archive: Path, folder: Path) -> Restored:
    """Unpack an archive into a new or empty folder: all of it, checked, or nothing. Raises StoreError, ConfigError."""
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigError(
            "this folder is not empty, and nothing in it is overwritten",
            where=str(folder),
            hint="name a new folder, look at what was restored, then take the old one's place",
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restoring-", dir=folder.parent) as parent:
            unpacked = Path(parent) / _TOP
            (unpacked / "drafts").mkdir(parents=True)
            manifest = _unpacked(archive, unpacked)
            unpacked.replace(folder)
    except OSError as error:
        raise StoreError(
            f"nothing was restored: {error.strerror or error}",
            where=str(error.filename or folder),
            hint="check that the archive can be read, and disk space and permissions of the folder",
        ) from error
    return Restored(
        project=str(folder),
        files=len(manifest["files"]),
        made=manifest["made"],
        notes=tuple(manifest.get("notes", ())),
    )


def _unpacked(archive: Path, into: Path) -> dict[str, Any]:
    """Unpack every file, then hold them to the manifest, which is returned."""
    found: dict[str, str] = {}
    manifest = None
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                body = _body(tar, member, archive)
                if member.name == MANIFEST:
                    manifest = json.loads(body)
                    continue
                name = _safe(member, archive)
                target = into / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(body)
                target.chmod(member.mode & 0o777 | 0o600)
                os.utime(target, (member.mtime, member.mtime))
                found[name] = hashlib.sha256(body).hexdigest()
    except (tarfile.TarError, EOFError, zlib.error, ValueError) as error:
        raise _damaged(archive, f"it cannot be read to its end ({error})") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise _damaged(archive, "it has no list of its files that this newsdraft knows")
    if wrong := {name for name, _ in manifest["files"].items() ^ found.items()}:
        raise _damaged(archive, f"missing, changed or unlisted: {', '.join(sorted(wrong)[:5])}")
    return manifest


def _body(tar: tarfile.TarFile, member: tarfile.TarInfo, archive: Path) -> bytes:
    stream = tar.extractfile(member) if member.isreg() else None
    if stream is None:
        raise _damaged(archive, f"{member.name} is no plain file")
    return stream.read()


def _safe(member: tarfile.TarInfo, archive: Path) -> str:
    """The path of a member within the project; one that leads out of it is refused."""
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts or path.parts[0] != _TOP or len(path.parts) < 2:
        raise _damaged(archive, f"{member.name} leads out of the project folder")
    return path.relative_to(_TOP).as_posix()


def _damaged(archive: Path, why: str) -> StoreError:
    return StoreError(
        f"this is no whole backup of a newsdraft project: {why}",
        where=str(archive),
        hint="nothing was restored; try another backup",
    )
