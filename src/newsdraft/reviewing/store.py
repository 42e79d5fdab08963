"""The drafts folder: filing, finding, deciding; nothing that an editor saved is ever overwritten."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from newsdraft import frontmatter
from newsdraft.errors import DamagedDraft, DecisionRefused, DraftNotFound, StoreError
from newsdraft.markdown import carry_ids, parse_body, plain
from newsdraft.model import Decision, DecisionKind, Draft, Finding, Post, ReviewStatus
from newsdraft.reviewing import files, finding, rules
from newsdraft.reviewing.changing import Change, Changer
from newsdraft.reviewing.face import decision_values, new_file, redrafted, refreshed
from newsdraft.reviewing.hashing import content_hash
from newsdraft.reviewing.looking import Looker
from newsdraft.reviewing.naming import file_names, free_name
from newsdraft.reviewing.notes import review_block
from newsdraft.reviewing.sidecar import SIDECAR, Index, Sidecar, counts_of
from newsdraft.reviewing.state import MACHINE, OUTSIDE, Front, ReviewState, review_state, still_extract
from newsdraft.reviewing.view import Damaged, DraftView

Recheck = Callable[[DraftView, Post], Sequence[Finding]]
LOCK_SECONDS = 60
logger = logging.getLogger(__name__)
_TRIES = 5


class DraftStore:
    """The drafts of one folder. Every change is made under one lock, so that processes take turns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = folder / SIDECAR
        self._looker = Looker(folder)
        self._changer = Changer(folder)
        self._lock = FileLock(self._root / "lock", timeout=LOCK_SECONDS)
        # Why a draft could not be checked when edits were last noticed, by its id.
        self._troubles: dict[str, str] = {}

    # --- looking --------------------------------------------------------------------------------------

    def told(self, but: str) -> list[tuple[str, str]]:
        """Title and lead of every draft but the one of that id, as they were when it was last written or checked."""
        with files.plainly(self.folder):
            indexes = self._looker.indexes()
        return [(index.title, index.lead) for draft_id, index in indexes.items() if draft_id != but]

    def scan(self) -> list[DraftView | Damaged]:
        """Every draft of the folder and every file that needs attention, by file name."""
        with files.plainly(self.folder):
            if self._changer.interrupted():
                with self._locked():  # which completes it
                    found = self._looker.scan()
            else:
                found = self._looker.scan()
        return [self._with_trouble(item) if isinstance(item, DraftView) else item for item in found]

    def _with_trouble(self, view: DraftView) -> DraftView:
        trouble = self._troubles.get(view.id, "")
        return replace(view, trouble=trouble) if trouble else view

    def find(self, ref: str) -> DraftView:
        """The draft that goes by an id, the unique beginning of one, a slug, a file name or a path.

        Raises DraftNotFound (with near names) and DamagedDraft.
        """
        with files.plainly(self.folder):
            try:
                return self._with_trouble(finding.find(self._looker, ref))
            except DraftNotFound:
                if not self._root.is_dir():
                    raise
            with self._locked():  # another process may have been about to put the file back
                return self._with_trouble(finding.find(self._looker, ref))

    def history(self, draft_id: str) -> tuple[Decision, ...]:
        """The log of a draft, oldest first."""
        return Sidecar(self._root, draft_id).history()

    def versions(self, draft_id: str) -> list[Path]:
        """The kept versions of a draft, oldest first, each the exact bytes of its time."""
        return self._looker.versions(draft_id)

    def edits(self) -> list[DraftView]:
        """The drafts whose text is not the one on record any more: somebody edited the file."""
        return [view for view in self.scan() if isinstance(view, DraftView) and view.changed]

    # --- filing ---------------------------------------------------------------------------------------

    def file(self, draft: Draft, *, allowed: Callable[[], None] = lambda: None) -> Path:
        """Make the draft's file, once: a draft that was filed before gives the path of its file again.

        ``allowed`` raises when it may not be made any more; it is asked when nobody else can file.

        A file that has gone since is withdrawn and is not made again (its old path is returned).
        """
        with files.plainly(self.folder), self._locked():
            allowed()
            sidecar = Sidecar(self._root, draft.id)
            index = sidecar.index()
            if index:
                return self._looker.path_of(draft.id) or self.folder / index.name
            sidecar.make()
            path = self._looker.path_of(draft.id)
            return self._completed(draft, sidecar, path) if path else self._new(draft, sidecar)

    def _new(self, draft: Draft, sidecar: Sidecar) -> Path:
        extract = still_extract(draft.writer, draft.post, draft.post)
        text = new_file(draft, ReviewState(version=draft.version), (), extract=extract)
        sidecar.put("draft.json", draft)
        sidecar.put("written.json", draft.post)
        made = files.temporary(sidecar.scratch, text.encode())
        try:
            path = next(path for path in file_names(self.folder, draft) if files.link(made, path))
        finally:
            made.unlink()
        return self._completed(draft, sidecar, path)

    def _completed(self, draft: Draft, sidecar: Sidecar, path: Path) -> Path:
        """The rest of filing, which a crash may have kept from happening: version, log, index."""
        data = files.read_bytes(path)
        sidecar.keep_version(draft.version, data)
        if not sidecar.history():
            text = frontmatter.decode(data, path.name)
            sidecar.append(
                Decision(
                    kind=DecisionKind.FILED,
                    by=MACHINE,
                    at=draft.created_at,
                    version=draft.version,
                    content_hash=content_hash(text, path.name),
                )
            )
        sidecar.put("index.json", index_of(draft, draft.post, path.name))
        return path

    # --- deciding -------------------------------------------------------------------------------------

    def decide(
        self,
        ref: str,
        kind: DecisionKind,
        by: str,
        now: datetime,
        *,
        note: str = "",
        acknowledged: Mapping[str, str] | None = None,
    ) -> DraftView:
        """Put a named person's decision on record and show it in the file.

        ``kind`` is claimed, approved, changes requested, rejected or published. Raises DecisionRefused with
        every reason when the rules do not allow it.
        """
        for _ in range(_TRIES):
            with files.plainly(self.folder), self._locked():
                view = self.find(ref)
                if kind is DecisionKind.PUBLISHED and view.status is ReviewStatus.PUBLISHED:
                    return view
                reasons = rules.refusals(view, kind, by, note, acknowledged or {})
                if reasons:
                    raise DecisionRefused(
                        f"“{view.title}” cannot be {rules.WORDS[kind]}",
                        where=view.path.name,
                        reasons=tuple(reasons),
                    )
                if self._record(view, kind, by, now, note=note, acknowledged=acknowledged or {}):
                    return self.find(view.id)
        raise StoreError(
            "the file is being saved again and again by another program", where=ref, hint="try again"
        )

    def _record(
        self,
        view: DraftView,
        kind: DecisionKind,
        by: str,
        now: datetime,
        *,
        note: str = "",
        acknowledged: Mapping[str, str],
    ) -> bool:
        line = Decision(
            kind=kind,
            by=plain(by),
            at=now.replace(microsecond=0),
            version=view.version,
            content_hash=view.content_hash,
            note=note.strip(),
            acknowledged={name: plain(reason) for name, reason in acknowledged.items()},
        )
        index = view.index.model_copy(update={"name": view.path.name})
        return self._apply(view, line, None, index, front=Front())

    def _apply(
        self, view: DraftView, line: Decision, draft: Draft | None, index: Index, *, front: Front
    ) -> bool:
        """Bring file, log and sidecar to the state after ``line``; False when a save came in between.

        ``draft`` is the new version if there is one. ``front`` is what the file says of the review, where that
        is to stay; a decision replaces it.
        """
        history = (*view.history, line)
        state = review_state(history, line.content_hash, front)
        values = {"version": state.version} if state.disputed else decision_values(state)
        block = review_block(draft or view.draft, state, history, extract=index.extract)
        text = refreshed(view.front, block, values, view.path.name)
        return self._changer.make(Change(view=view, text=text, line=line, draft=draft, index=index))

    # --- editing outside ------------------------------------------------------------------------------

    def notice_edits(self, recheck: Recheck, now: datetime) -> list[DraftView]:
        """Record every edit that was made in the files, and every decision that was typed into them.

        ``recheck`` gives the findings of a draft's new post. Returns the drafts that changed. What a program
        wrote into a file after it had made way is put beside the draft as a file of its own. A draft that cannot
        be checked says so in its ``attention`` and cannot be approved; the others go on.
        """
        noticed = []
        self._troubles.clear()
        for view in [view for view in self.scan() if isinstance(view, DraftView)]:
            try:
                self._surface_late_saves(view)
                current = self._noticed(view, recheck, now)
            except StoreError:
                raise  # the folder itself is in trouble
            except DamagedDraft as error:
                self._troubles[view.id] = f"This draft could not be checked: {error.message}."
                continue
            except Exception as error:
                logger.exception("draft %s could not be checked", view.id)
                self._troubles[view.id] = (
                    "This draft could not be checked: newsdraft came upon an error of its own "
                    f"({type(error).__name__}: {plain(str(error))[:200]})."
                )
                continue
            if current is not view:
                noticed.append(current)
        return noticed

    def _noticed(self, view: DraftView, recheck: Recheck, now: datetime) -> DraftView:
        current = view
        if view.changed:
            post = carry_ids(view.post, parse_body(view.text))
            current = self.record_edit(view, post, recheck(view, post), now)
        return self.settle(current, now)

    def record_edit(self, view: DraftView, post: Post, found: Sequence[Finding], now: datetime) -> DraftView:
        """Record an edit of the file as the next version, with its post and findings.

        The text is left as it is; only the decision fields and the review block are brought up to date. When
        the file was saved again meanwhile, nothing is recorded and the newer text is returned.
        """
        with files.plainly(self.folder), self._locked():
            if files.read_bytes(view.path) != view.raw:
                return self.find(view.id)
            version = view.version + 1
            draft = view.draft.model_copy(update={"post": post, "findings": tuple(found), "version": version})
            line = Decision(
                kind=DecisionKind.EDITED,
                by=OUTSIDE,
                at=now.replace(microsecond=0),
                version=version,
                content_hash=view.content_hash,
            )
            view.sidecar.keep_version(version, view.raw)
            index = index_of(draft, view.sidecar.written(), view.path.name)
            # A decision that was typed along with the edit stays in the file until it is settled.
            self._apply(view, line, draft, index, front=view.said)
            return self.find(view.id)

    def settle(self, view: DraftView, now: datetime) -> DraftView:
        """Record a decision that was typed into the file, if the rules allow it; else the view says why not."""
        typed = view.state.typed
        if typed is None or view.changed or (typed is ReviewStatus.APPROVED and view.typed_refusals()):
            return view
        kind, by, note = rules.TYPED[typed]
        with files.plainly(self.folder), self._locked():
            if files.read_bytes(view.path) == view.raw:
                self._record(view, kind, by or view.state.typed_by, now, note=note, acknowledged={})
            return self.find(view.id)

    def _surface_late_saves(self, view: DraftView) -> None:
        for path in view.sidecar.late_saves():
            with files.plainly(self.folder), self._locked():
                target = free_name(self.folder, view.path.stem, "saved")
                files.give_back(path, target)

    # --- drafting anew --------------------------------------------------------------------------------

    def replace(
        self, draft: Draft, read: DraftView, now: datetime, *, by: str = MACHINE, note: str = ""
    ) -> Path:
        """Put a redraft in the place of the text that it was made from (``read``).

        The old file is moved into the sidecar. When the file was saved after it was read, the saved text keeps
        its name and ours is put beside it under a name that ends in ``-new``; the returned path says which.
        """
        with files.plainly(self.folder), self._locked():
            index = index_of(draft, draft.post, read.path.name)
            line = Decision(
                kind=DecisionKind.REDRAFTED, by=plain(by), at=now.replace(microsecond=0), version=draft.version,
                content_hash="", note=note.strip(),
            )  # fmt: skip
            text, line = _redraft(draft, read, line, index)
            read.sidecar.keep_version(draft.version, text.encode())
            change = Change(view=read, text=text, line=line, draft=draft, index=index, written=draft.post)
            if self._changer.make(change):
                return read.path
            target = free_name(self.folder, read.path.stem, "new")
            files.create_only(target, text.encode(), read.sidecar.scratch)
            return target

    def reread(self, draft: Draft, read: DraftView, now: datetime) -> DraftView:
        """Put ``draft``, which is ``read`` with other findings, on record; the text stays as it is.

        When the file was saved after it was read, nothing is recorded and the newer text is returned.
        """
        with files.plainly(self.folder), self._locked():
            line = Decision(
                kind=DecisionKind.REREAD, by=MACHINE, at=now.replace(microsecond=0), version=read.version,
                content_hash=read.content_hash,
            )  # fmt: skip
            index = index_of(draft, read.sidecar.written(), read.path.name)
            self._apply(read, line, draft, index, front=read.said)
            return self.find(read.id)

    # --- taking turns ---------------------------------------------------------------------------------

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder's lock; what a crash left half done is completed first."""
        self._root.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout as busy:
            raise StoreError(
                f"another newsdraft has worked on the drafts for more than {LOCK_SECONDS} seconds",
                where=str(self.folder),
                hint="wait for it, or end it, and try again",
            ) from busy
        try:
            self._changer.recover()
            yield
        finally:
            self._lock.release()


def index_of(draft: Draft, written: Post, name: str) -> Index:
    """What a list needs of ``draft``; ``written`` is the post as its writer made it."""
    documents = draft.dossier.documents
    return Index(
        name=name,
        writer=draft.writer,
        url=documents[0].url if documents else "",
        extract=still_extract(draft.writer, written, draft.post),
        counts=counts_of([found.severity for found in draft.findings]),
        title=plain(draft.post.title),
        lead=plain(" ".join(claim.text for block in draft.post.lead for claim in block.claims)),
    )


def _redraft(draft: Draft, read: DraftView, line: Decision, index: Index) -> tuple[str, Decision]:
    """The text of a redraft, and its log line bound to that text."""
    bound = line
    text = ""
    # The first time gives the hash, which no review block and no decision field takes part in.
    for _ in range(2):
        history = (*read.history, bound)
        state = review_state(history, bound.content_hash, Front())
        block = review_block(draft, state, history, extract=index.extract)
        text = redrafted(read.front, draft, block, state)
        bound = line.model_copy(update={"content_hash": content_hash(text, read.path.name)})
    return text, bound
