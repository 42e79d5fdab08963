"""The folder beside the drafts that keeps what a markdown file cannot hold.

``.newsdraft/<draft id>/``: ``draft.json`` (the Draft, with the findings of the current version),
``written.json`` (the post as its writer last made it), ``history.jsonl`` (one Decision a line, append-only),
``versions/vN.md`` (the exact bytes of each version), ``saved/`` (every file that made way for a newer one),
``looked.json`` (who saw which version last) and ``index.json`` (what a list needs; made after the draft's file, so it
also says that filing was completed).
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import Field, ValidationError
from ulid import ULID

from newsdraft.errors import DamagedDraft, StoreError
from newsdraft.model import Decision, Draft, Post, Severity, Value
from newsdraft.reviewing import files
from newsdraft.reviewing.hashing import bytes_hash

SIDECAR = ".newsdraft"
Kept = TypeVar("Kept", bound=Value)
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
# Names in the sidecar folder that are no draft's.
_TAKEN = {"pending", "scratch", "lock"}


class Index(Value):
    """What a list needs of a draft without opening its other files. ``name`` is the name of its file."""

    name: str
    writer: str
    url: str = ""
    extract: bool = False
    counts: dict[str, int] = Field(default_factory=dict)
    title: str = ""
    lead: str = ""
    source: str = ""
    calls: int = 0
    usd: float | None = None


class Looked(Value):
    """Which version each person saw last, by name."""

    versions: dict[str, int] = Field(default_factory=dict)


class Pending(Value):
    """A change of a draft's file that has begun: where the old file went, and the line that completes it."""

    draft_id: str
    name: str
    backup: str
    line: Decision


def safe_id(draft_id: str) -> bool:
    """Whether an id can name a folder and nothing else."""
    return bool(_SAFE_ID.fullmatch(draft_id)) and draft_id not in _TAKEN


@dataclass(frozen=True)
class Sidecar:
    """The folder of one draft, below ``root`` (the drafts folder's ``.newsdraft``)."""

    root: Path
    draft_id: str

    def __post_init__(self) -> None:
        if not safe_id(self.draft_id):
            raise StoreError(f"“{self.draft_id[:80]}” cannot be the id of a draft")

    @property
    def folder(self) -> Path:
        """The draft's own folder."""
        return self.root / self.draft_id

    @property
    def scratch(self) -> Path:
        """Where files are made before they get their name."""
        return self.root / "scratch"

    def make(self) -> None:
        """Make the folders; a link in their place is refused."""
        for folder in (self.root, self.folder, self.folder / "versions", self.folder / "saved"):
            folder.mkdir(parents=True, exist_ok=True)
            if folder.is_symlink():
                raise StoreError("this must be a folder, not a link", where=str(folder))

    def read(self, name: str) -> bytes | None:
        """The bytes of one of the folder's files; None where it is missing."""
        try:
            return files.read_bytes(self.folder / name)
        except FileNotFoundError:
            return None

    def put(self, name: str, value: Value) -> None:
        """Write one of the folder's JSON files."""
        files.put(self.folder / name, value.model_dump_json(indent=1).encode(), self.scratch)

    def index(self) -> Index | None:
        """The index; None before filing was completed."""
        data = self.read("index.json")
        return None if data is None else self._valid(Index, "index.json", data)

    def draft(self) -> Draft:
        """The draft in its current version."""
        return self._valid(Draft, "draft.json", self.read("draft.json"))

    def written(self) -> Post:
        """The post as its writer last made it."""
        return self._valid(Post, "written.json", self.read("written.json"))

    def looked(self) -> Looked:
        """Who saw which version last."""
        data = self.read("looked.json")
        return Looked() if data is None else self._valid(Looked, "looked.json", data)

    def _valid(self, kind: type[Kept], name: str, data: bytes | None) -> Kept:
        try:
            return kind.model_validate_json(data or b"")
        except ValidationError as error:
            raise self._damaged(name) from error

    def history(self) -> tuple[Decision, ...]:
        """The log. A last line that was cut off by a crash was never completed and is left out."""
        lines = (self.read("history.jsonl") or b"").split(b"\n")
        found = []
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                found.append(Decision.model_validate_json(line))
            except ValidationError as error:
                if number >= len(lines):
                    break
                raise self._damaged(f"history.jsonl, line {number}") from error
        return tuple(found)

    def append(self, line: Decision) -> None:
        """Add one line to the log, on disk before this returns."""
        path = self.folder / "history.jsonl"
        cut_off = not (self.read(path.name) or b"\n").endswith(b"\n")
        if cut_off:
            self._drop_torn_line(path)
        with path.open("ab") as file:
            file.write(line.model_dump_json().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        files.sync_folder(path.parent)

    def _drop_torn_line(self, path: Path) -> None:
        whole = files.read_bytes(path)
        files.put(path, whole[: whole.rfind(b"\n") + 1], self.scratch)

    def keep_version(self, number: int, data: bytes) -> Path:
        """Keep the exact bytes of a version; the same bytes are kept once."""
        path = self.folder / "versions" / f"v{number}.md"
        if files.create_only(path, data, self.scratch) or files.read_bytes(path) == data:
            return path
        other = path.with_name(f"v{number}-{bytes_hash(data)[:12]}.md")
        files.create_only(other, data, self.scratch)
        return other

    def backup_name(self, data: bytes) -> Path:
        """A fresh name for a file that makes way; it tells what the file held when it was moved."""
        return self.folder / "saved" / f"{ULID()}-{bytes_hash(data)[:16]}.md"

    def saved_state(self) -> str:
        """What the files that made way look like; empty where there are none. Another text when one was written to."""
        try:
            with os.scandir(self.folder / "saved") as entries:
                found = sorted((entry.name, *entry.stat()[6:9:2]) for entry in entries)
        except FileNotFoundError:
            return ""
        return bytes_hash(repr(found).encode())[:16] if found else ""

    def late_saves(self) -> list[Path]:
        """Files that were written to after they had made way: a program had them open."""
        try:
            kept = sorted((self.folder / "saved").glob("*-*.md"))
        except FileNotFoundError:
            return []
        return [path for path in kept if bytes_hash(files.read_bytes(path))[:16] != path.stem.split("-")[1]]

    def _damaged(self, name: str) -> DamagedDraft:
        return DamagedDraft(
            "this file of newsdraft's own cannot be read, so the draft cannot be decided on",
            where=str(self.folder / name),
            hint="restore the folder from a backup; the draft's markdown file is not touched",
        )


def counts_of(severities: Sequence[Severity]) -> dict[str, int]:
    """How many findings there are of each severity."""
    return {severity.value: sum(found is severity for found in severities) for severity in Severity}
