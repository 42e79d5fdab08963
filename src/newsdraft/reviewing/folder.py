"""The drafts folder, read: every draft and every file that needs attention."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from newsdraft.errors import DraftNotFound
from newsdraft.model import Decision, ReviewStatus
from newsdraft.reviewing import files, finding
from newsdraft.reviewing.catalogue import Catalogue
from newsdraft.reviewing.changing import Changer
from newsdraft.reviewing.rows import DraftRow, QueueQuery, RowPage, row_of
from newsdraft.reviewing.sidecar import SIDECAR, Sidecar
from newsdraft.reviewing.turns import LOCK_SECONDS, Turns
from newsdraft.reviewing.view import Damaged, DraftView

Result = TypeVar("Result")


class DraftFolder:
    """The drafts of one folder, to be looked at."""

    def __init__(self, folder: Path, *, wait: float = LOCK_SECONDS) -> None:
        """``wait``: how many seconds others may work on the folder before this gives up."""
        self.folder = folder
        self._root = folder / SIDECAR
        self._catalogue = Catalogue(folder, wait)
        self._looker = self._catalogue.looker
        self._changer = Changer(folder)
        self._locked = Turns(folder, self._changer, wait).taken
        # Why a draft could not be checked when edits were last noticed, by its id.
        self._troubles: dict[str, str] = {}

    # --- lists ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Take into the rows what changed in the files since the last time."""
        with files.plainly(self.folder):
            if not self._changer.interrupted() and self._catalogue.refresh(at_rest=False):
                return
            with self._locked():
                self._catalogue.refresh()

    def rows(self, statuses: Collection[ReviewStatus] = ()) -> list[DraftRow]:
        """Every draft, or every one with such a status, by file name, as of the last ``refresh``."""
        with files.plainly(self.folder):
            return [self._row_with_trouble(row) for row in self._catalogue.rows(statuses)]

    def page(self, query: QueueQuery) -> RowPage:
        """One page of drafts, as of the last ``refresh``."""
        with files.plainly(self.folder):
            found = self._catalogue.page(query)
            return found.model_copy(update={"rows": tuple(map(self._row_with_trouble, found.rows))})

    def damaged(self) -> tuple[Damaged, ...]:
        """Every file that needs attention, by name, as of the last ``refresh``."""
        return self._catalogue.damaged()

    def told(self, but: str) -> list[tuple[str, str]]:
        """Title and lead of every draft but the one of that id, as they were when it was last written or checked."""
        with files.plainly(self.folder):
            return [(title, lead) for draft_id, title, lead in self._catalogue.told() if draft_id != but]

    # --- drafts ---------------------------------------------------------------------------------------

    def scan(self) -> list[DraftView | Damaged]:
        """Every draft of the folder, read whole, and every file that needs attention, by file name."""
        found = self._at_rest(self._looker.scan)
        return [self._with_trouble(item) if isinstance(item, DraftView) else item for item in found]

    def find(self, ref: str) -> DraftView:
        """The draft that goes by an id, the unique beginning of one, a slug, a file name or a path.

        Raises DraftNotFound (with near names) and DamagedDraft.
        """
        with files.plainly(self.folder):
            try:
                return self._with_trouble(finding.find(self._looker, self._catalogue, ref, at_rest=False))
            except DraftNotFound:
                if not self._root.is_dir():
                    raise
            with self._locked():  # another process may have been about to put the file back
                return self._with_trouble(finding.find(self._looker, self._catalogue, ref, at_rest=True))

    def _path_of(self, draft_id: str) -> Path | None:
        """The file of a draft: under the name on record, else whichever file carries its id."""
        index = Sidecar(self._root, draft_id).index()
        if index and (self.folder / index.name).exists():
            return self.folder / Path(index.name).name
        self._catalogue.refresh()
        name = self._catalogue.named(draft_id)
        return self.folder / name if name else None

    def history(self, draft_id: str) -> tuple[Decision, ...]:
        """The log of a draft, oldest first."""
        return Sidecar(self._root, draft_id).history()

    def versions(self, draft_id: str) -> list[Path]:
        """The kept versions of a draft, oldest first, each the exact bytes of its time."""
        return self._looker.versions(draft_id)

    # --- helpers --------------------------------------------------------------------------------------

    def _at_rest(self, look: Callable[[], Result]) -> Result:
        """What ``look`` gives; a change that has begun is completed first."""
        with files.plainly(self.folder):
            if not self._changer.interrupted():
                return look()
            with self._locked():
                return look()

    def _with_trouble(self, view: DraftView) -> DraftView:
        trouble = self._troubles.get(view.id, "")
        return replace(view, trouble=trouble) if trouble else view

    def _row_with_trouble(self, row: DraftRow) -> DraftRow:
        view = self._looker.look(self.folder / row.name) if row.id in self._troubles else None
        return row_of(self._with_trouble(view)) if isinstance(view, DraftView) else row
