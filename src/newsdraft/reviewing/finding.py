"""A draft by whatever a person calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path

from newsdraft.errors import DamagedDraft, DraftNotFound
from newsdraft.reviewing.looking import Looker
from newsdraft.reviewing.sidecar import Sidecar, safe_id
from newsdraft.reviewing.view import Damaged, DraftView

_SHORTEST_PREFIX = 4
_SHOWN = 5


def find(looker: Looker, ref: str) -> DraftView:
    """The draft that ``ref`` names; DraftNotFound lists near names, DamagedDraft says what is wrong."""
    ref = ref.strip()
    quick = _by_id(looker, ref)
    if quick:
        return quick
    found = looker.scan()
    hits = _hits(found, ref)
    if len(hits) == 1:
        return _whole(hits[0])
    if hits:
        raise DraftNotFound(
            "more than one draft goes by this name",
            where=ref,
            hint="say which: "
            + ", ".join(map(_called, hits[:_SHOWN]))
            + (" …" if len(hits) > _SHOWN else ""),
        )
    raise _nothing(looker, found, ref)


def _by_id(looker: Looker, ref: str) -> DraftView | None:
    """The quick way for a whole id, which opens one file only."""
    if not safe_id(ref):
        return None
    index = Sidecar(looker.root, ref).index()
    item = looker.look(looker.folder / Path(index.name).name) if index else None
    return item if isinstance(item, DraftView) and item.id == ref else None


def _hits(found: list[DraftView | Damaged], ref: str) -> list[DraftView | Damaged]:
    """The best kind of match wins: file name, then id, slug, beginning of an id, end of an id."""
    name = Path(ref).name
    tests: list[Callable[[DraftView | Damaged], bool]] = [
        lambda item: item.path.name in {name, f"{name}.md"},
        lambda item: _id(item) == ref,
        lambda item: isinstance(item, DraftView) and item.slug == ref,
        lambda item: len(ref) >= _SHORTEST_PREFIX and _id(item).upper().startswith(ref.upper()),
        # Drafts of one run have ids that begin alike, so a person types the last characters.
        lambda item: len(ref) >= _SHORTEST_PREFIX and _id(item).upper().endswith(ref.upper()),
    ]
    for test in tests:
        hits = [item for item in found if test(item)]
        own: list[DraftView | Damaged] = [item for item in hits if isinstance(item, DraftView)]
        if hits:
            return own or hits
    return []


def _id(item: DraftView | Damaged) -> str:
    return item.id if isinstance(item, DraftView) else item.draft_id or ""


def _called(item: DraftView | Damaged) -> str:
    return f"{_id(item)} ({item.path.name})"


def _whole(item: DraftView | Damaged) -> DraftView:
    if isinstance(item, Damaged):
        raise DamagedDraft(item.message, where=item.path.name, hint=item.hint)
    return item


def _nothing(looker: Looker, found: list[DraftView | Damaged], ref: str) -> DraftNotFound:
    if any(sidecar.draft_id == ref for sidecar in looker.sidecars()):
        return DraftNotFound(
            "the file of this draft has gone from the drafts folder, so the draft is withdrawn",
            where=ref,
            hint=f"its versions are kept in {looker.root / ref / 'versions'}",
        )
    near = list(dict.fromkeys(_near(found, ref)))[:_SHOWN]
    hint = "did you mean: " + ", ".join(near) if near else "`newsdraft list` shows every draft"
    return DraftNotFound("no draft goes by this name", where=ref, hint=hint)


def _near(found: list[DraftView | Damaged], ref: str) -> Iterator[str]:
    names = [name for item in found for name in (_id(item), item.path.stem, _slug(item)) if name]
    yield from get_close_matches(ref, names, n=_SHOWN, cutoff=0.5)
    yield from (name for name in names if ref and ref.lower() in name.lower())


def _slug(item: DraftView | Damaged) -> str:
    return item.slug if isinstance(item, DraftView) else ""
