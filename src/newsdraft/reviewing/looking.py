"""What stands in the drafts folder, read without changing anything."""

from __future__ import annotations

import os
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from stat import S_ISDIR
from typing import NamedTuple

from newsdraft import frontmatter
from newsdraft.errors import DamagedDraft, DraftError
from newsdraft.reviewing import files
from newsdraft.reviewing.hashing import hash_of
from newsdraft.reviewing.sidecar import SIDECAR, Sidecar, safe_id
from newsdraft.reviewing.state import review_state
from newsdraft.reviewing.view import Damaged, DraftView, said_in

# A file that was written so recently may change again within one tick of the file system's clock.
_SETTLED_NS = 2_000_000_000
_DRAFT_ID = re.compile(rb"^draft_id:[ \t]*['\"]?([A-Za-z0-9_-]+)", re.MULTILINE)
_HEAD = 20_000
_NOTHING = os.stat_result([0] * 19)


class Seen(NamedTuple):
    """What a draft's file and what is kept of it looked like when they were read.

    ``changed`` is when the file was changed last (ns); ``still`` says that nothing was changing.
    """

    file: str
    changed: int
    kept: str
    still: bool


class Looker:
    """Reads the files of a drafts folder. ``owner`` gives the id of the draft whose file a path was on record."""

    def __init__(self, folder: Path, owner: Callable[[Path], str | None]) -> None:
        self.folder = folder
        self.root = folder / SIDECAR
        self._owner = owner

    def scan(self) -> list[DraftView | Damaged]:
        """Every draft and every file that needs attention, by file name."""
        found = [self.look(self.folder / name) for name in sorted(self.signatures())]
        return _without_twins([item for item in found if item is not None])

    def signatures(self) -> dict[str, str]:
        """What every file looks like that may be a draft, by name."""
        try:
            opened = os.open(self.folder, os.O_RDONLY)
        except FileNotFoundError:
            return {}
        try:
            # By a descriptor, so that the system need not find the folder anew for each file.
            with os.scandir(opened) as entries:
                return dict(_drafts(entries))
        finally:
            os.close(opened)

    def kept(self, draft_id: str) -> str:
        """What history and index of a draft look like."""
        folder = self.root / draft_id
        return " ".join(_signature(_stat(folder / name)) for name in ("history.jsonl", "index.json"))

    def look(self, path: Path) -> DraftView | Damaged | None:
        """One file as a draft, or why it needs attention; None for a file that is no draft."""
        found = self.read(path)
        return found[0] if isinstance(found, tuple) else found

    def read(self, path: Path) -> tuple[DraftView, Seen] | Damaged | None:
        """As ``look``, with what was seen of a draft."""
        if path.is_symlink():
            problem = "this is a link, not a file; newsdraft does not follow it"
            return Damaged(path, problem, "put the file itself here")
        try:
            return self._read(path)
        except FileNotFoundError:
            return None
        except DraftError as error:
            owner = self._owner(path) or _id_in(path) or None
            return Damaged(path, error.message, error.hint or "", owner)
        except OSError as error:
            problem = f"the file, or what newsdraft keeps of it, cannot be read: {error.strerror or error}"
            return Damaged(path, problem, "look at its permissions")

    def _read(self, path: Path) -> tuple[DraftView, Seen] | Damaged | None:
        before = _stat(path)
        raw = files.read_bytes(path)
        front = frontmatter.parse(frontmatter.decode(raw, path.name), path.name)
        draft_id = front.text("draft_id") if front.present else ""
        if not safe_id(draft_id):
            return self._without_id(path)
        kept = self.kept(draft_id)
        view = self._view(path, raw, front, Sidecar(self.root, draft_id))
        changed = max(before.st_mtime_ns, before.st_ctime_ns)
        settled = time.time_ns() - changed > _SETTLED_NS
        still = settled and not self._changing(draft_id) and kept == self.kept(draft_id)
        return view, Seen(_signature(before), changed, kept, still)

    def _changing(self, draft_id: str) -> bool:
        """Whether a change of this draft is under way: its file may be ahead of its log."""
        return (self.root / "pending" / f"{draft_id}.json").exists()

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

    def versions(self, draft_id: str) -> list[Path]:
        """The kept versions of a draft, oldest first."""
        kept = (Sidecar(self.root, draft_id).folder / "versions").glob("v*.md")
        return sorted(kept, key=lambda path: (int(re.findall(r"\d+", path.name)[0]), path.name))


def _drafts(entries: Iterable[os.DirEntry[str]]) -> Iterator[tuple[str, str]]:
    """Names and signatures; in one function, since it is what ten thousand drafts cost on every look."""
    for entry in entries:
        name = entry.name
        if name.endswith(".md") and not name.startswith("."):
            try:
                stat = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            if not S_ISDIR(stat.st_mode):
                yield name, _signature(stat)


def _signature(stat: os.stat_result) -> str:
    return f"{stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_size} {stat.st_ino}"


def _stat(path: Path) -> os.stat_result:
    try:
        return path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return _NOTHING


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
    return twin_of(view.path, view.id, view.index.name, [other.path.name for other in group])


def twin_of(path: Path, draft_id: str, recorded: str, names: Sequence[str]) -> Damaged:
    """A file that carries the id of a draft whose files are ``names`` and whose name on record is ``recorded``."""
    rest = [name for name in names if name != path.name]
    own = recorded if recorded in rest else rest[0]
    return Damaged(
        path,
        f"this is another text of the draft in {own}",
        f"compare the two, take over into {own} what you want to keep, then delete this file",
        draft_id,
    )
