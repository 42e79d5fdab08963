"""What stands in the drafts folder, read without changing anything."""

from __future__ import annotations

import os
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from newsdraft import frontmatter
from newsdraft.errors import DamagedDraft, DraftError
from newsdraft.reviewing import files
from newsdraft.reviewing.hashing import hash_of
from newsdraft.reviewing.sidecar import SIDECAR, Index, Sidecar, safe_id
from newsdraft.reviewing.state import review_state
from newsdraft.reviewing.view import Damaged, DraftView, said_in

# A file that was written so recently may change again within one tick of the file system's clock.
_SETTLED_NS = 2_000_000_000
_DRAFT_ID = re.compile(rb"^draft_id:[ \t]*['\"]?([A-Za-z0-9_-]+)", re.MULTILINE)
_HEAD = 20_000
Signature = tuple[tuple[int, int, int], ...]


class Looker:
    """Reads drafts; what has not changed since it was last read is not read again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / SIDECAR
        self._known: dict[str, tuple[Signature, DraftView]] = {}

    def scan(self) -> list[DraftView | Damaged]:
        """Every draft and every file that needs attention, by file name."""
        found = [self.look(path) for path in self._paths()]
        return _without_twins([item for item in found if item is not None])

    def _paths(self) -> list[Path]:
        try:
            with os.scandir(self.folder) as entries:
                names = [entry.name for entry in entries if _is_draft(entry)]
        except FileNotFoundError:
            return []
        return [self.folder / name for name in sorted(names)]

    def look(self, path: Path) -> DraftView | Damaged | None:
        """One file as a draft, or why it needs attention; None for a file that is no draft."""
        if path.is_symlink():
            return Damaged(
                path, "this is a link, not a file; newsdraft does not follow it", "put the file itself here"
            )
        try:
            return self._remembered(path) or self._read(path)
        except FileNotFoundError:
            return None
        except DraftError as error:
            owner = self._owner(path) or _id_in(path) or None
            return Damaged(path, error.message, error.hint or "", owner)
        except OSError as error:
            problem = f"the file, or what newsdraft keeps of it, cannot be read: {error.strerror or error}"
            return Damaged(path, problem, "look at its permissions")

    def _remembered(self, path: Path) -> DraftView | None:
        signature, view = self._known.get(path.name, ((), None))
        return view if view and signature == self._signature(path, view.sidecar) else None

    def _signature(self, path: Path, sidecar: Sidecar) -> Signature:
        return tuple(_stat(each) for each in (path, *(sidecar.folder / name for name in _SIGNING)))

    def _read(self, path: Path) -> DraftView | Damaged | None:
        before = _stat(path)
        raw = files.read_bytes(path)
        front = frontmatter.parse(frontmatter.decode(raw, path.name), path.name)
        draft_id = front.text("draft_id") if front.present else ""
        if not safe_id(draft_id):
            return self._without_id(path)
        sidecar = Sidecar(self.root, draft_id)
        signature = (before, *self._signature(path, sidecar)[1:])
        view = self._view(path, raw, front, sidecar)
        if all(time.time_ns() - changed > _SETTLED_NS for changed, _, _ in signature):
            self._known[path.name] = (signature, view)
        return view

    def _view(self, path: Path, raw: bytes, front: frontmatter.FrontMatter, sidecar: Sidecar) -> DraftView:
        index = sidecar.index()
        if index is None:
            raise DamagedDraft(
                f"newsdraft keeps nothing about this draft (its folder {SIDECAR}/{sidecar.draft_id} is missing)",
                where=path.name,
                hint="restore that folder from a backup, or move this file out of the drafts folder",
            )
        content = hash_of(front, path.name)
        history = sidecar.history()
        return DraftView(
            path=path, raw=raw, text=front.render(), front=front, content_hash=content, history=history,
            state=review_state(history, content, said_in(front)), index=index, sidecar=sidecar,
        )  # fmt: skip

    def _without_id(self, path: Path) -> Damaged | None:
        owner = self._owner(path)
        if owner is None:
            return None  # somebody's notes
        hint = f"put the line “draft_id: {owner}” back into its front matter"
        return Damaged(path, "the line “draft_id” is gone from the front matter", hint, owner)

    def _owner(self, path: Path) -> str | None:
        """The id of the draft whose file had this name when it was last written."""
        for sidecar in self.sidecars():
            try:
                index = sidecar.index()
            except (DamagedDraft, OSError):
                continue  # that draft's own file is reported for it
            if index and index.name == path.name:
                return sidecar.draft_id
        return None

    def sidecars(self) -> Iterator[Sidecar]:
        """The sidecar folders, by id."""
        try:
            names = sorted(entry.name for entry in self.root.iterdir())
        except FileNotFoundError:
            return
        for name in names:
            if safe_id(name) and (self.root / name).is_dir():
                yield Sidecar(self.root, name)

    def indexes(self) -> dict[str, Index]:
        """What is kept for lists of every draft whose own files can be read, by draft id."""
        found = {}
        for sidecar in self.sidecars():
            try:
                index = sidecar.index()
            except (DamagedDraft, OSError):
                continue  # that draft's own file is reported for it
            if index:
                found[sidecar.draft_id] = index
        return found

    def path_of(self, draft_id: str) -> Path | None:
        """The file of a draft: under the name on record, else whichever file carries its id."""
        index = Sidecar(self.root, draft_id).index()
        if index and (self.folder / index.name).exists():
            return self.folder / Path(index.name).name
        return next((path for path in self._paths() if _id_in(path) == draft_id), None)

    def versions(self, draft_id: str) -> list[Path]:
        """The kept versions of a draft, oldest first."""
        kept = (Sidecar(self.root, draft_id).folder / "versions").glob("v*.md")
        return sorted(kept, key=lambda path: (int(re.findall(r"\d+", path.name)[0]), path.name))


_SIGNING = ("history.jsonl", "index.json")


def _is_draft(entry: os.DirEntry[str]) -> bool:
    return (
        entry.name.endswith(".md")
        and not entry.name.startswith(".")
        and not entry.is_dir(follow_symlinks=False)
    )


def _stat(path: Path) -> tuple[int, int, int]:
    try:
        stat = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return (0, 0, 0)
    return (max(stat.st_mtime_ns, stat.st_ctime_ns), stat.st_size, stat.st_ino)


def _id_in(path: Path) -> str:
    """The id that a file's front matter seems to carry, also where the rest of it is damaged."""
    try:
        match = _DRAFT_ID.search(files.read_bytes(path)[:_HEAD])
    except OSError:
        return ""
    return match[1].decode() if match else ""


def _without_twins(found: list[DraftView | Damaged]) -> list[DraftView | Damaged]:
    """Where two files carry one id, the one with the name on record is the draft; others need attention."""
    by_id: dict[str, list[DraftView]] = defaultdict(list)
    for item in found:
        if isinstance(item, DraftView):
            by_id[item.id].append(item)
    return [_twin(item, by_id[item.id]) if isinstance(item, DraftView) else item for item in found]


def _twin(view: DraftView, group: list[DraftView]) -> DraftView | Damaged:
    if len(group) == 1 or view.path.name == view.index.name:
        return view
    rest = [other.path.name for other in group if other is not view]
    own = view.index.name if view.index.name in rest else rest[0]
    return Damaged(
        view.path,
        f"this is another text of the draft in {own}",
        f"compare the two, take over into {own} what you want to keep, then delete this file",
        view.id,
    )
