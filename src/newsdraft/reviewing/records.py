"""What newsdraft keeps of every draft, also of those whose file has gone: a table of the catalogue."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from newsdraft.errors import DamagedDraft
from newsdraft.reviewing.cache import writing
from newsdraft.reviewing.sidecar import Index, Sidecar, safe_id

RECORDS = """
CREATE TABLE records (id TEXT PRIMARY KEY, name TEXT, title TEXT, lead TEXT);
CREATE INDEX owners ON records (name)
"""


class Records:
    """The indexes of the sidecar folders below ``root``.

    An index is read once. Whoever writes another one puts it here; should that not happen, whoever reads the draft's
    file, which changes with it, does.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, rows: sqlite3.Connection, indexes: Iterable[tuple[str, Index]]) -> None:
        """Keep these, by draft id."""
        rows.executemany(
            "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)",
            [(draft_id, index.name, index.title, index.lead) for draft_id, index in indexes],
        )

    def owner(self, rows: sqlite3.Connection, name: str) -> str | None:
        """The id of the draft whose file had this name when it was last written."""
        self._look(rows)
        found = rows.execute("SELECT id FROM records WHERE name = ? ORDER BY id", (name,)).fetchone()
        return found[0] if found else None

    def told(self, rows: sqlite3.Connection) -> list[tuple[str, str, str]]:
        """Id, title and lead of every draft, as they were when it was last written or checked."""
        self._look(rows)
        return rows.execute("SELECT id, title, lead FROM records ORDER BY id").fetchall()

    def _look(self, rows: sqlite3.Connection) -> None:
        """Read the indexes that are not known yet; a damaged one is reported for its draft's own file."""
        there = {entry for entry in _folders(self._root) if safe_id(entry)}
        known = {draft_id for (draft_id,) in rows.execute("SELECT id FROM records")}
        new = [(draft_id, index) for draft_id in sorted(there - known) if (index := self._index(draft_id))]
        gone = known - there
        if new or gone:
            with writing(rows):
                self.put(rows, new)
                rows.executemany("DELETE FROM records WHERE id = ?", [(draft_id,) for draft_id in gone])

    def _index(self, draft_id: str) -> Index | None:
        try:
            return Sidecar(self._root, draft_id).index()
        except (DamagedDraft, OSError):
            return None


def _folders(root: Path) -> list[str]:
    try:
        with os.scandir(root) as entries:
            return [entry.name for entry in entries if entry.is_dir()]
    except FileNotFoundError:
        return []
