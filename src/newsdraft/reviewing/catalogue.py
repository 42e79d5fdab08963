"""Every draft of a folder as a row, so that a list of ten thousand opens no file that has not changed.

A cache (``drafts/.newsdraft/catalogue.db``) that may be deleted at any time. One look at the folder gives each file's
signature, and only files with another one are read: a row counts only while its file has the signature that it was read
with. Rows that can change while their file stays as it is have none, so they are read every time: a file that was
changed within the tick of a clock, an edit that could not be checked, a typed decision that is not settled, a save that
came late. Files that need attention have no row. No decision rests on a row: the draft itself is read for that.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from newsdraft.model import ReviewStatus
from newsdraft.reviewing.cache import Cache, writing
from newsdraft.reviewing.looking import Looker, Seen, twin_of
from newsdraft.reviewing.records import RECORDS, Records
from newsdraft.reviewing.rows import DraftRow, QueueQuery, RowPage, Sort, row_of
from newsdraft.reviewing.sidecar import SIDECAR, Index, Sidecar
from newsdraft.reviewing.view import Damaged, DraftView

FILE_NAME = "catalogue.db"
# For so long a file that made way is watched, since a program may have it open still.
WATCHED_NS = 7 * 86_400 * 1_000_000_000
_AT_ONCE = 500
_ROWS = """
CREATE TABLE drafts (
  name TEXT PRIMARY KEY, signature TEXT, changed INTEGER, kept TEXT, saved TEXT,
  id TEXT, slug TEXT, recorded TEXT, due INTEGER, status TEXT, claimed_by TEXT, source TEXT, evidence TEXT,
  risk INTEGER, filed REAL, words TEXT, row TEXT, twin INTEGER
);
CREATE INDEX signatures ON drafts (name, signature);
CREATE INDEX named ON drafts (id, name, slug, recorded, twin);
CREATE INDEX kinds ON drafts (twin, status, source, evidence);
CREATE INDEX risks ON drafts (twin, risk DESC, filed, name);
CREATE INDEX ages ON drafts (twin, filed, name);
CREATE INDEX watched ON drafts (changed, name, id, saved) WHERE saved > '';
CREATE INDEX due ON drafts (name) WHERE due
"""
_WIDTH = 17  # the columns that are read from a draft's files; the last one follows from all rows
_PUT = "INSERT OR REPLACE INTO drafts VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0)"
_TWINS = """
UPDATE drafts SET twin = 1 WHERE name <> recorded AND id IN (SELECT id FROM drafts GROUP BY id HAVING count(*) > 1)
"""
_ORDERS = {
    Sort.RISKIEST: "risk DESC, filed, name",
    Sort.OLDEST: "filed, name",
    Sort.NEWEST: "filed DESC, name DESC",
}


class Named(NamedTuple):
    """A file of the folder by what people call it; ``damaged`` says why it is no draft that can be opened."""

    name: str
    id: str
    slug: str
    damaged: Damaged | None = None


class Catalogue:
    """The rows of one drafts folder, as they were at the last ``refresh``."""

    def __init__(self, folder: Path, wait: float) -> None:
        self.looker = Looker(folder, self._owner)
        root = folder / SIDECAR
        fields = " ".join((*DraftRow.model_fields, *Index.model_fields))
        self._cache = Cache(root / FILE_NAME, f"{_ROWS};{RECORDS}", fields, wait)
        self._records = Records(root)
        self._damaged: dict[str, Damaged] = {}

    # --- bringing it up to date -----------------------------------------------------------------------

    def refresh(self, *, at_rest: bool = True) -> bool:
        """Read every file that is not as its row says.

        Where somebody may be changing the folder (not ``at_rest``), a file that is missing may be about to come
        back: its row stays, for other processes too, and the answer is False.
        """
        return self._cache.run(lambda rows: self._refresh(rows, at_rest=at_rest))

    def _refresh(self, rows: sqlite3.Connection, *, at_rest: bool) -> bool:
        known: dict[str, str | None] = dict(rows.execute("SELECT name, signature FROM drafts"))
        files = self.looker.signatures()  # after the rows, so that what is missing from it has gone
        stale = {name for name, signature in files.items() if known.get(name) != signature}
        stale |= {name for name in self._written_late(rows) if name in files}
        self._damaged = {}
        gone = {*(known.keys() - files.keys()), *self._read(rows, sorted(stale))}
        if at_rest:
            _forget(rows, gone)
        return at_rest or not gone

    def _written_late(self, rows: sqlite3.Connection) -> Iterator[str]:
        """Drafts of which a file that made way is not as it was."""
        since = time.time_ns() - WATCHED_NS
        watched = "SELECT name, id, saved FROM drafts WHERE saved > '' AND changed > ?"
        for name, draft_id, saved in rows.execute(watched, (since,)).fetchall():
            if Sidecar(self.looker.root, draft_id).saved_state() != saved:
                yield name

    def _read(self, rows: sqlite3.Connection, names: Sequence[str]) -> list[str]:
        """Read files; gives the names of those that have gone since the folder was looked at."""
        parts = [names[first : first + _AT_ONCE] for first in range(0, len(names), _AT_ONCE)]
        return [name for part in parts for name in self._read_some(rows, part)]

    def _read_some(self, rows: sqlite3.Connection, names: Sequence[str]) -> list[str]:
        """Read files; their rows are written where they are not there already. Gives the names of missing files."""
        views, columns = [], []
        gone: list[str] = []
        damaged: list[str] = []
        for name in names:
            found = self.looker.read(self.looker.folder / name)
            if isinstance(found, tuple):
                views.append(found[0])
                columns.append(_columns(*found))
                continue
            (damaged if found else gone).append(name)
            if found:
                self._damaged[name] = found
        new = [row for row in columns if _stored(rows, row[0]) != row]
        if new:
            with writing(rows):
                rows.executemany(_PUT, new)
                self._records.put(rows, [(view.id, view.index) for view in views])
                _mark_twins(rows)
        _forget(rows, damaged)
        return gone

    def _owner(self, path: Path) -> str | None:
        return self._cache.run(lambda rows: self._records.owner(rows, path.name))

    def put(self, draft_id: str, index: Index) -> None:
        """Keep what was just written of a draft, so that ``told`` needs no look at the files."""

        def keep(rows: sqlite3.Connection) -> None:
            with writing(rows):
                self._records.put(rows, [(draft_id, index)])

        self._cache.run(keep)

    # --- asking it ------------------------------------------------------------------------------------

    def due(self) -> list[str]:
        """The names of the files with something to take over: an edit, a typed decision, a late save."""
        found = self._cache.run(
            lambda rows: rows.execute(
                "SELECT name FROM drafts WHERE due AND NOT twin ORDER BY name"
            ).fetchall()
        )
        return [name for (name,) in found]

    def told(self) -> list[tuple[str, str, str]]:
        """Id, title and lead of every draft, as they were when it was last written or checked."""
        return self._cache.run(self._records.told)

    def names(self) -> list[Named]:
        """Every draft and every file that needs attention, by file name."""
        query = "SELECT name, id, slug FROM drafts WHERE NOT twin"
        found = [Named(*row) for row in self._cache.run(lambda rows: rows.execute(query).fetchall())]
        damaged = [Named(item.path.name, item.draft_id or "", "", item) for item in self.damaged()]
        return sorted((*found, *damaged))

    def named(self, draft_id: str) -> str | None:
        """The name of the file that carries this id, also where the file is damaged; the first of several."""
        query = "SELECT name FROM drafts WHERE id = ?"
        found = [
            name for (name,) in self._cache.run(lambda rows: rows.execute(query, (draft_id,)).fetchall())
        ]
        found += [item.path.name for item in self._damaged.values() if item.draft_id == draft_id]
        return min(found, default=None)

    def damaged(self) -> tuple[Damaged, ...]:
        """Every file that needs attention, by file name."""
        found = {**self._damaged, **self._cache.run(self._twins)}
        return tuple(found[name] for name in sorted(found))

    def _twins(self, rows: sqlite3.Connection) -> dict[str, Damaged]:
        twins = rows.execute("SELECT name, id, recorded FROM drafts WHERE twin = 1").fetchall()
        group = "SELECT name FROM drafts WHERE id = ? ORDER BY name"
        return {
            name: twin_of(
                self.looker.folder / name,
                draft_id,
                recorded,
                [each for (each,) in rows.execute(group, (draft_id,))],
            )
            for name, draft_id, recorded in twins
        }

    def rows(self, statuses: Collection[ReviewStatus] = ()) -> list[DraftRow]:
        """Every draft, or every one with such a status, by file name."""
        where, values = _conditions(QueueQuery(statuses=tuple(statuses)))
        return self._cache.run(lambda rows: self._whole(rows, f"{where} ORDER BY name", values))

    def page(self, query: QueueQuery) -> RowPage:
        """The page that ``query`` asks for; a page beyond the last one gives the last."""
        return self._cache.run(lambda rows: self._page(rows, query))

    def _page(self, rows: sqlite3.Connection, query: QueueQuery) -> RowPage:
        where, values = _conditions(query)
        count = f"SELECT count(*) FROM drafts WHERE {where}"  # noqa: S608 (words of ours alone)
        (total,) = rows.execute(count, values).fetchone()
        pages = max(1, -(-total // query.size))
        page = min(query.page, pages)
        asked = f"{where} ORDER BY {_ORDERS[query.sort]} LIMIT ? OFFSET ?"
        found = self._whole(rows, asked, (*values, query.size, (page - 1) * query.size))
        kinds = rows.execute(
            "SELECT status, source, evidence, count(*) FROM drafts WHERE twin = 0 GROUP BY status, source, evidence"
        ).fetchall()
        counts = {status: sum(row[3] for row in kinds if row[0] == status) for status, *_ in kinds}
        return RowPage(
            rows=tuple(found),
            total=total,
            pages=pages,
            page=page,
            counts=counts,
            sources=tuple(sorted({row[1] for row in kinds} - {""})),
            evidences=tuple(sorted({row[2] for row in kinds} - {""})),
        )

    def _whole(self, rows: sqlite3.Connection, asked: str, values: Sequence[object]) -> list[DraftRow]:
        """The drafts that are asked for; where others touched what newsdraft keeps of one, it is read again."""
        query = f"SELECT name, id, kept, row FROM drafts WHERE {asked}"  # noqa: S608 (words of ours alone)
        found = rows.execute(query, values).fetchall()
        touched = [name for name, draft_id, kept, _ in found if kept != self.looker.kept(draft_id)]
        if touched:
            self._read(rows, touched)
            found = rows.execute(query, values).fetchall()
        return [DraftRow.model_validate_json(row) for *_, row in found]


def _columns(view: DraftView, seen: Seen) -> tuple[object, ...]:
    """The columns of a draft, but for ``twin``. A row without a signature is read again the next time."""
    row = row_of(view)
    saved = view.sidecar.saved_state()  # before the files are looked into
    due = view.changed or view.state.typed is not None or bool(view.sidecar.late_saves())
    counts = [row.findings[weight] for weight in ("block", "major", "minor")]
    return (
        row.name,
        seen.file if seen.still and not due else None,
        seen.changed,
        seen.kept,
        saved,
        row.id,
        row.slug,
        view.index.name,
        int(due),
        row.status.value,
        row.claimed_by or "",
        row.source,
        row.evidence,
        (counts[0] << 40) + (counts[1] << 20) + counts[2],
        row.filed_at.timestamp() if row.filed_at else 0.0,
        f"{row.title}\n{row.lead}\n{row.source}\n{row.id}\n{row.name}".casefold(),
        row.model_dump_json(),
    )


def _conditions(query: QueueQuery) -> tuple[str, tuple[str, ...]]:
    """The drafts that ``query`` asks for, as SQL with its values."""
    asked = {column: getattr(query, column) for column in ("claimed_by", "source", "evidence")}
    found = [(f"{column} = ?", value) for column, value in asked.items() if value]
    found += [("instr(words, ?)", word) for word in query.text.casefold().split()]
    where = ["twin = 0", *(condition for condition, _ in found)]
    if query.statuses:
        where.append(f"status IN ({', '.join('?' * len(query.statuses))})")
    return " AND ".join(where), (*(value for _, value in found), *(status.value for status in query.statuses))


def _stored(rows: sqlite3.Connection, name: object) -> tuple[object, ...] | None:
    found = rows.execute("SELECT * FROM drafts WHERE name = ?", (name,)).fetchone()
    return found[:_WIDTH] if found else None


def _forget(rows: sqlite3.Connection, names: Collection[str]) -> None:
    known = [name for name in names if _stored(rows, name)]
    if known:
        with writing(rows):
            rows.executemany("DELETE FROM drafts WHERE name = ?", [(name,) for name in known])
            _mark_twins(rows)


def _mark_twins(rows: sqlite3.Connection) -> None:
    """Where two files carry one id, the one with the name on record is the draft."""
    rows.execute("UPDATE drafts SET twin = 0 WHERE twin = 1")
    rows.execute(_TWINS)
