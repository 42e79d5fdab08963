"""A draft by whatever a person calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path

from newsdraft.errors import DamagedDraft, DraftNotFound
from newsdraft.reviewing.catalogue import Catalogue, Named
from newsdraft.reviewing.looking import Looker
from newsdraft.reviewing.sidecar import Sidecar, safe_id
from newsdraft.reviewing.view import Damaged, DraftView

_SHORTEST_PREFIX = 4
_SHOWN = 5


def find(looker: Looker, catalogue: Catalogue, ref: str, *, at_rest: bool) -> DraftView:
    """The draft that ``ref`` names; DraftNotFound lists near names, DamagedDraft says what is wrong."""
    ref = ref.strip()
    quick = _by_id(looker, ref)
    if quick:
        return quick
    catalogue.refresh(at_rest=at_rest)
    found = catalogue.names()
    hits = _hits(found, ref)
    if len(hits) == 1:
        return _whole(looker, hits[0])
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


def _hits(found: list[Named], ref: str) -> list[Named]:
    """The best kind of match wins: file name, then id, slug, beginning of an id, end of an id."""
    name = Path(ref).name
    tests: list[Callable[[Named], bool]] = [
        lambda item: item.name in {name, f"{name}.md"},
        lambda item: item.id == ref,
        lambda item: item.slug == ref,
        lambda item: len(ref) >= _SHORTEST_PREFIX and item.id.upper().startswith(ref.upper()),
        # Drafts of one run have ids that begin alike, so a person types the last characters.
        lambda item: len(ref) >= _SHORTEST_PREFIX and item.id.upper().endswith(ref.upper()),
    ]
    for test in tests:
        hits = [item for item in found if test(item)]
        if hits:
            return [item for item in hits if not item.damaged] or hits
    return []


def _called(item: Named) -> str:
    return f"{item.id} ({item.name})"


def _whole(looker: Looker, hit: Named) -> DraftView:
    item = hit.damaged or looker.look(looker.folder / hit.name)
    if isinstance(item, Damaged):
        raise DamagedDraft(item.message, where=item.path.name, hint=item.hint)
    if item is None:
        raise DraftNotFound("the file of this draft has just gone", where=hit.name, hint="try again")
    return item


def _nothing(looker: Looker, found: list[Named], ref: str) -> DraftNotFound:
    if safe_id(ref) and (looker.root / ref).is_dir():
        return DraftNotFound(
            "the file of this draft has gone from the drafts folder, so the draft is withdrawn",
            where=ref,
            hint=f"its versions are kept in {looker.root / ref / 'versions'}",
        )
    near = list(dict.fromkeys(_near(found, ref)))[:_SHOWN]
    hint = "did you mean: " + ", ".join(near) if near else "`newsdraft list` shows every draft"
    return DraftNotFound("no draft goes by this name", where=ref, hint=hint)


def _near(found: list[Named], ref: str) -> Iterator[str]:
    names = [name for item in found for name in (item.id, Path(item.name).stem, item.slug) if name]
    yield from get_close_matches(ref, names, n=_SHOWN, cutoff=0.5)
    yield from (name for name in names if ref and ref.lower() in name.lower())
