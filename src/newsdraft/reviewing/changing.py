"""One change of a draft's file with its log line: made whole or not at all, also across a crash."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from newsdraft import frontmatter
from newsdraft.errors import DamagedDraft
from newsdraft.model import Decision, Draft, Post
from newsdraft.reviewing import files
from newsdraft.reviewing.hashing import content_hash
from newsdraft.reviewing.sidecar import SIDECAR, Index, Pending, Sidecar
from newsdraft.reviewing.state import stamp
from newsdraft.reviewing.view import DraftView


@dataclass(frozen=True)
class Change:
    """What becomes of a draft: the new text of its file, the line of its log, and new sidecar files if any."""

    view: DraftView
    text: str
    line: Decision
    index: Index
    draft: Draft | None = None
    written: Post | None = None


class Changer:
    """Makes changes, one at a time, under the folder's lock.

    Order: a note of what is going on, new sidecar files under other names, the file, the log line, the sidecar
    files' own names. After a crash ``recover`` reads the note: if the file has the text that the line is bound
    to, the rest is done; if not, the change never happened and is dropped.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = folder / SIDECAR
        self._notes = self._root / "pending"

    def make(self, change: Change) -> bool:
        """Make the change; False (and nothing changed) when the file was saved since it was read."""
        view, sidecar = change.view, change.view.sidecar
        sidecar.make()
        backup = sidecar.backup_name(view.raw)
        pending = Pending(draft_id=view.id, name=view.path.name, backup=backup.name, line=change.line)
        self._notes.mkdir(exist_ok=True)
        note = self._notes / f"{view.id}.json"
        files.put(note, pending.model_dump_json().encode(), sidecar.scratch)
        self._stage(change)
        if not files.swap(view.path, view.raw, change.text.encode(), backup, sidecar.scratch):
            self._forget(sidecar, note)
            return False
        self._complete(sidecar, pending, note)
        return True

    def _stage(self, change: Change) -> None:
        sidecar = change.view.sidecar
        sidecar.put("index.next.json", change.index)
        if change.draft:
            sidecar.put("draft.next.json", change.draft)
        if change.written:
            sidecar.put("written.next.json", change.written)

    def _complete(self, sidecar: Sidecar, pending: Pending, note: Path) -> None:
        if pending.line not in sidecar.history():
            sidecar.append(pending.line)
        for path in sorted(sidecar.folder.glob("*.next.json")):
            path.replace(path.with_name(path.name.replace(".next", "")))
        files.sync_folder(sidecar.folder)
        note.unlink(missing_ok=True)

    def _forget(self, sidecar: Sidecar, note: Path) -> None:
        for path in sidecar.folder.glob("*.next.json"):
            path.unlink()
        note.unlink(missing_ok=True)

    def interrupted(self) -> bool:
        """Whether a change has begun and is not completed: by a crash, or by a process that is at it now."""
        return self._notes.is_dir() and any(self._notes.iterdir())

    def recover(self) -> None:
        """Complete or drop what a crash left half done. Called with the lock held."""
        for note in sorted(self._notes.glob("*.json")) if self._notes.is_dir() else ():
            try:
                pending = Pending.model_validate_json(note.read_bytes())
                sidecar = Sidecar(self._root, pending.draft_id)
            except ValidationError:
                note.unlink()
                continue
            path = self._folder / Path(pending.name).name
            backup = sidecar.folder / "saved" / Path(pending.backup).name
            if not path.exists() and backup.exists():
                files.give_back(backup, path)
            if self._happened(path, pending.line):
                self._complete(sidecar, pending, note)
            else:
                self._forget(sidecar, note)

    def _happened(self, path: Path, line: Decision) -> bool:
        """Whether the file has the text of the change: the content that the line is bound to, and its marks."""
        try:
            text = frontmatter.decode(files.read_bytes(path), path.name)
            front = frontmatter.parse(text, path.name)
            same = content_hash(text, path.name) == line.content_hash
        except (DamagedDraft, FileNotFoundError):
            return False
        return same and (front.text("version") == str(line.version) and shows(front, line))


def shows(front: frontmatter.FrontMatter, line: Decision) -> bool:
    """Whether the decision fields of a file show ``line``."""
    if line.kind.value == "approve":
        return front.text("approved_at") == stamp(line.at)
    if line.kind.value == "claimed":
        return front.text("claimed_by") == line.by
    expected = {"publish": "published", "reject": "rejected", "request_changes": "changes_requested"}
    word = expected.get(line.kind.value)
    return word is None or front.text("status") == word
