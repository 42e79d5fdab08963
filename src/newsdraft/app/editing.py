"""The use-cases of an editor who works on a draft's text without opening its file, and of those who come after."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from pydantic import AwareDatetime

from newsdraft import frontmatter
from newsdraft.app.queue import VERSIONS, QueuedDraft, desk, kept_text, numbered, queued, recheck, utc_now
from newsdraft.errors import DecisionRefused, DraftNotFound
from newsdraft.frontmatter import FrontMatter
from newsdraft.model import Decision, DecisionKind, Value
from newsdraft.project import Project
from newsdraft.reviewing import DECISION_FIELDS, DraftStore, DraftView, bytes_hash, newer, parts_of, with_part
from newsdraft.reviewing.parts import Part

_TRIES = 5
_WORDS = re.compile(r"\S+\s*|\s+")
# Above this many words of both versions together a part is compared by its lines: words would take seconds.
_MOST_WORDS = 6_000


class EditablePart(Value):
    """A part of a post as markdown, without heading and footnotes. ``base`` tells which text that was."""

    key: str
    heading: str
    text: str
    base: str


class Editable(Value):
    """A draft with its parts, in the order of the file."""

    draft: QueuedDraft
    parts: tuple[EditablePart, ...]


class Saved(Value):
    """What became of a save.

    Where somebody else changed the same part meanwhile, ``saved`` is False, ``theirs`` is that part as it is now, and
    ``base`` tells which text that is.
    """

    draft: QueuedDraft
    saved: bool
    theirs: str = ""
    base: str = ""


class Piece(Value):
    """A run of words: the same in both versions, gone in the newer, or new in it."""

    kind: Literal["same", "gone", "new"]
    text: str


class ComparedPart(Value):
    """A part in two versions."""

    key: str
    heading: str
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether it differs."""
        return any(piece.kind != "same" for piece in self.pieces)


class VersionMade(Value):
    """A version of a draft: its number, who made it, when and how."""

    number: int
    by: str
    at: AwareDatetime
    kind: DecisionKind
    note: str


class Comparison(Value):
    """Two versions of a draft, part by part, and every version that there is."""

    old: int
    new: int
    parts: tuple[ComparedPart, ...]
    versions: tuple[VersionMade, ...]


# --- changing ---------------------------------------------------------------------------------------------


def editable(project: Project, ref: str) -> Editable:
    """A draft's parts, to be edited."""
    with desk(project) as store:
        view = store.find(ref)
    return Editable(draft=queued(project, view), parts=tuple(map(_editable, parts_of(view.front))))


def _editable(part: Part) -> EditablePart:
    return EditablePart(key=part.key, heading=part.heading, text=part.text, base=_base(part.text))


def _base(text: str) -> str:
    return bytes_hash(text.encode())[:16]


def save_part(project: Project, ref: str, key: str, text: str, base: str, by: str) -> Saved:
    """Put ``text`` in the place of one part, as a new version by a named person; the other parts stay as they are.

    ``base`` is that of the part as the person saw it: when the part is another one now, nothing is written. A text that
    changes nothing makes no version. Raises DecisionRefused without a name, DraftNotFound for a part that is not there.
    """
    saved: list[Saved] = []

    def changed(store: DraftStore, view: DraftView) -> str | None:
        del store
        part = next((each for each in parts_of(view.front) if each.key == key), None)
        if part is None:
            raise DraftNotFound(
                "this draft has no such part any more", where=key, hint="open the draft again"
            )
        if _base(part.text) != base:
            now = queued(project, view)
            saved.append(Saved(draft=now, saved=False, theirs=part.text, base=_base(part.text)))
            return None
        if key == "title" and not text.strip():
            raise DecisionRefused("a draft needs a title", where=view.path.name)
        return None if text.strip() == part.text else with_part(view.front, part, text, view.documents)

    draft = _change(project, ref, by, changed)
    return saved[-1] if saved else Saved(draft=draft, saved=True, base=base)


def restore(project: Project, ref: str, version: int, by: str, read: int | None = None) -> QueuedDraft:
    """Make the text of an older version the present one again, as a new version; the others are kept.

    ``read`` is the version that the person had before them; DecisionRefused where there is a newer one.
    """

    def changed(store: DraftStore, view: DraftView) -> str:
        if reasons := newer(view, read):
            raise DecisionRefused("the text was left as it is", where=view.path.name, reasons=tuple(reasons))
        return kept_text(numbered(store, view), version)

    return _change(project, ref, by, changed, about=f"version {version}")


def undo(project: Project, ref: str, by: str, read: int | None = None) -> QueuedDraft:
    """Take the last change back that was not taken back already; DecisionRefused where there is none.

    ``read`` as for ``restore``.
    """
    with desk(project) as store:
        view = store.find(ref)
    target = _effective(view.history, view.version) - 1
    if target < 1:
        raise DecisionRefused("there is no change to take back", where=view.path.name)
    return restore(project, view.id, target, by, read)


def _effective(history: Sequence[Decision], version: int) -> int:
    """The version whose text the present one is: an edit that brought a version back says which."""
    for line in reversed(history):
        if line.kind in VERSIONS and line.version == version:
            back = line.about.removeprefix("version ")
            return _effective(history, int(back)) if back.isdecimal() and int(back) < version else version
    return version


def _change(
    project: Project,
    ref: str,
    by: str,
    changed: Callable[[DraftStore, DraftView], str | None],
    *,
    about: str = "",
) -> QueuedDraft:
    """Save the text that ``changed`` makes of the draft as it is now (None: leave it), until no save interferes."""
    with desk(project) as store:
        check = partial(recheck, project, store)
        for _ in range(_TRIES):
            view = store.find(ref)
            if view.changed:  # somebody saved the file since the desk took edits over
                store.notice_edits(check, utc_now())
                view = store.find(view.id)
            text = changed(store, view)
            if text is None:
                return queued(project, view)
            done = store.save(view, text, by, check, utc_now(), about=about)
            if done:
                return queued(project, done)
        raise DecisionRefused(
            "the draft's file is being saved again and again by another program",
            where=view.path.name,
            hint="try again",
        )


# --- comparing --------------------------------------------------------------------------------------------


def compare(project: Project, ref: str, old: int | None = None, new: int | None = None) -> Comparison:
    """Two versions, word by word: by default the one before and the present one. DraftNotFound for no such version."""
    with desk(project) as store:
        view = store.find(ref)
        versions = [_made(line) for line in store.history(view.id) if line.kind in VERSIONS]
        last = new if new is not None else view.version
        first = old if old is not None else max(1, last - 1)
        kept = numbered(store, view)
        before, after = (
            view.front if number == view.version else frontmatter.parse(kept_text(kept, number))
            for number in (first, last)
        )
    return Comparison(old=first, new=last, parts=tuple(_compared(before, after)), versions=tuple(versions))


def _made(line: Decision) -> VersionMade:
    note = f"back to {line.about}" if line.about else line.note
    return VersionMade(number=line.version, by=line.by, at=line.at, kind=line.kind, note=note)


def _compared(before: FrontMatter, after: FrontMatter) -> list[ComparedPart]:
    old, new = ({part.key: part for part in parts_of(front)} for front in (before, after))
    for front, found in ((before, old), (after, new)):
        found["fields"] = Part("fields", "Other fields of the file", _fields(front))
    order = [*new, *(key for key in old if key not in new)]
    return [
        ComparedPart(
            key=key,
            heading=(new.get(key) or old[key]).heading,
            pieces=_pieces(_told(old.get(key)), _told(new.get(key))),
        )
        for key in order
    ]


def _told(part: Part | None) -> str:
    """A part with its heading, where that is the post's own."""
    if part is None:
        return ""
    return f"{part.heading}\n\n{part.text}" if part.start > 0 else part.text


def _fields(front: FrontMatter) -> str:
    """The front matter that is the editor's, a line each, but for title and description."""
    ours = {*DECISION_FIELDS, "title", "description"}
    return "\n".join(f"{key}: {front.get(key)}" for key in front.fields if key not in ours)


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What differs, in runs of words."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > _MOST_WORDS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    found: list[Piece] = []
    gone = added = ""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        left, right = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal":
            found += _differing(gone, added)
            found.append(Piece(kind="same", text=right))
            gone = added = ""
        else:
            gone, added = gone + left, added + right
    return (*found, *_differing(gone, added))


def _differing(gone: str, added: str) -> list[Piece]:
    pieces = []
    if gone:
        pieces.append(Piece(kind="gone", text=gone))
    if added:
        pieces.append(Piece(kind="new", text=added))
    return pieces


# --- looking and commenting -------------------------------------------------------------------------------


def last_looked(project: Project, ref: str, by: str) -> int | None:
    """The version that this person saw last, if any."""
    store = DraftStore(project.drafts)
    return store.find(ref).sidecar.looked().versions.get(by)


def looked(project: Project, ref: str, by: str) -> None:
    """Remember that this person has seen the present version."""
    store = DraftStore(project.drafts)
    store.looked(store.find(ref), by)


def own_change_seen(project: Project, ref: str, by: str) -> None:
    """After a person's own change: they have seen the present version, if they had seen the one before it."""
    store = DraftStore(project.drafts)
    view = store.find(ref)
    if view.sidecar.looked().versions.get(by) == view.version - 1:
        store.looked(view, by)


def comment(project: Project, ref: str, by: str, text: str, about: str = "") -> QueuedDraft:
    """Say something about a draft, or about the sentence or part that ``about`` names; it is a line of the history."""
    with desk(project) as store:
        return queued(project, store.comment(store.find(ref), by, text, about[:100], utc_now()))
