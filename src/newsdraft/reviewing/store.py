"""The drafts folder: filing, finding, deciding; nothing that an editor saved is ever overwritten."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from newsdraft import frontmatter
from newsdraft.errors import ConfigError, DamagedDraft, DecisionRefused, StoreError
from newsdraft.frontmatter import FrontMatter
from newsdraft.markdown import carry_ids, parse_body, plain
from newsdraft.model import Decision, DecisionKind, Draft, Finding, Post, ReviewStatus
from newsdraft.reviewing import files, rules
from newsdraft.reviewing.changing import Change
from newsdraft.reviewing.face import decision_values, new_file, refreshed, with_decisions_of
from newsdraft.reviewing.folder import DraftFolder
from newsdraft.reviewing.hashing import content_hash
from newsdraft.reviewing.naming import file_names, free_name
from newsdraft.reviewing.notes import review_block
from newsdraft.reviewing.recording import index_of, redraft
from newsdraft.reviewing.sidecar import Index, Looked, Sidecar
from newsdraft.reviewing.state import (
    MACHINE,
    OUTSIDE,
    Front,
    ReviewState,
    is_person,
    review_state,
    still_extract,
)
from newsdraft.reviewing.view import DraftView, edited

Recheck = Callable[[DraftView, Post], Sequence[Finding]]
logger = logging.getLogger(__name__)
_TRIES = 5
_BUSY = "the draft's file is being saved again and again by another program"


class DraftStore(DraftFolder):
    """The drafts of one folder. Every change is made under one lock, so that processes take turns."""

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
                return self._path_of(draft.id) or self.folder / index.name
            sidecar.make()
            path = self._path_of(draft.id)
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
        read: int | None = None,
    ) -> DraftView:
        """Put a named person's decision on record and show it in the file.

        ``read`` is the version that the person had before them: a newer one refuses the decision.

        ``kind`` is claimed, approved, changes requested, rejected or published. Raises DecisionRefused with
        every reason when the rules do not allow it.
        """
        for _ in range(_TRIES):
            with files.plainly(self.folder), self._locked():
                view = self.find(ref)
                if kind is DecisionKind.PUBLISHED and view.status is ReviewStatus.PUBLISHED:
                    return view
                reasons = [
                    *rules.newer(view, read),
                    *rules.refusals(view, kind, by, note, acknowledged or {}),
                ]
                if reasons:
                    raise DecisionRefused(
                        f"“{view.title}” cannot be {rules.WORDS[kind]}",
                        where=view.path.name,
                        reasons=tuple(reasons),
                    )
                if self._record(view, kind, by, now, note=note, acknowledged=acknowledged or {}):
                    return self.find(view.id)
        raise StoreError(_BUSY, where=ref, hint="try again")

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
        self,
        view: DraftView,
        line: Decision,
        draft: Draft | None,
        index: Index,
        *,
        front: Front,
        edited: FrontMatter | None = None,
    ) -> bool:
        """Bring file, log and sidecar to the state after ``line``; False when a save came in between.

        ``draft`` is the new version if there is one, ``edited`` the text that takes the place of the file's.
        ``front`` is what the file says of the review, where that is to stay; a decision replaces it.
        """
        history = (*view.history, line)
        state = review_state(history, line.content_hash, front)
        values = {"version": state.version} if state.disputed else decision_values(state)
        block = review_block(draft or view.draft, state, history, extract=index.extract)
        text = refreshed(edited or view.front, block, values, view.path.name)
        return self._make(Change(view=view, text=text, line=line, draft=draft, index=index))

    def _make(self, change: Change) -> bool:
        """Make the change, and let lists know what they are told of it."""
        made = self._changer.make(change)
        if made:
            self._catalogue.put(change.view.id, change.index)
        return made

    # --- editing here ---------------------------------------------------------------------------------

    def save(
        self, view: DraftView, text: str, by: str, recheck: Recheck, now: datetime, *, about: str = ""
    ) -> DraftView | None:
        """Put ``text`` in the place of the file's, as the next version, made by a named person and checked.

        None, and nothing is changed, when the file was saved since ``view`` was read. Raises DecisionRefused
        without a name, DamagedDraft when ``text`` would leave a file that cannot be read. ``about`` names the version
        whose text it is again.
        """
        self._needs_name(by, view)
        new = edited(view, with_decisions_of(view.front, text, view.path.name))
        post = carry_ids(view.post, parse_body(text))
        found = recheck(new, post)
        with files.plainly(self.folder), self._locked():
            version = view.version + 1
            draft = view.draft.model_copy(update={"post": post, "findings": tuple(found), "version": version})
            line = Decision(
                kind=DecisionKind.EDITED, by=plain(by), at=now.replace(microsecond=0), version=version,
                content_hash=new.content_hash, about=about,
            )  # fmt: skip
            view.sidecar.keep_version(version, new.raw)
            index = index_of(draft, view.sidecar.written(), view.path.name)
            done = self._apply(view, line, draft, index, front=view.said, edited=new.front)
            return self.find(view.id) if done else None

    def comment(self, view: DraftView, by: str, text: str, about: str, now: datetime) -> DraftView:
        """Put a named person's comment into the log; it changes nothing else."""
        self._needs_name(by, view)
        if not plain(text):
            raise DecisionRefused("a comment needs words", where=view.path.name)
        for _ in range(_TRIES):
            with files.plainly(self.folder), self._locked():
                view = self.find(view.id)
                line = Decision(
                    kind=DecisionKind.COMMENTED, by=plain(by), at=now.replace(microsecond=0), version=view.version,
                    content_hash=view.content_hash, note=text.strip(), about=about,
                )  # fmt: skip
                index = view.index.model_copy(update={"name": view.path.name})
                if self._apply(view, line, None, index, front=view.said):
                    return self.find(view.id)
        raise StoreError(_BUSY, where=view.path.name, hint="try again")

    def _needs_name(self, by: str, view: DraftView) -> None:
        if not is_person(by):
            raise DecisionRefused("this needs the name of the person who does it", where=view.path.name)

    def looked(self, view: DraftView, by: str) -> None:
        """Remember that this person has seen the version on record."""
        with files.plainly(self.folder), self._locked():
            seen = {**view.sidecar.looked().versions, plain(by): view.version}
            view.sidecar.put("looked.json", Looked(versions=seen))

    # --- editing outside ------------------------------------------------------------------------------

    def notice_edits(self, recheck: Recheck, now: datetime) -> list[DraftView]:
        """Record every edit that was made in the files, and every decision that was typed into them.

        ``recheck`` gives the findings of a draft's new post. Returns the drafts that changed. What a program
        wrote into a file after it had made way is put beside the draft as a file of its own. A draft that cannot
        be checked says so in its ``attention`` and cannot be approved; the others go on.
        """
        noticed = []
        self._troubles.clear()
        self.refresh()
        due = self._catalogue.due()
        for view in filter(None, map(self._draft_in, due)):
            try:
                self._surface_late_saves(view)
                current = self._noticed(view, recheck, now)
            except (StoreError, ConfigError):
                raise  # the folder itself is in trouble, or the project
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
        if due:
            self.refresh()
        return noticed

    def _draft_in(self, name: str) -> DraftView | None:
        with files.plainly(self.folder):
            found = self._looker.look(self.folder / name)
        return found if isinstance(found, DraftView) else None

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
            text, line = redraft(draft, read, line, index)
            read.sidecar.keep_version(draft.version, text.encode())
            change = Change(view=read, text=text, line=line, draft=draft, index=index, written=draft.post)
            if self._make(change):
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
