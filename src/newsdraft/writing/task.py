"""What a writer is handed and what it hands back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from newsdraft.model import Claim, Dossier, ModelCall, Post, SectionKind, Value

HEADLINES = ("title", "description")


class Task(Value):
    """One post to write.

    ``note`` is what an editor asked for. ``previous`` is the draft that is to be written anew; ``sections``
    limits the rewriting to those sections of it (empty: the whole post). Without ``previous``, ``sections``
    has no meaning and is ignored.
    """

    dossier: Dossier
    note: str = ""
    previous: Post | None = None
    sections: tuple[SectionKind, ...] = ()

    @property
    def wanted(self) -> tuple[SectionKind, ...]:
        """The sections to rewrite while all else stays; empty for a whole post."""
        return self.sections if self.previous else ()


class Written(Value):
    """A post, what was removed from it or noticed, and the calls that it took (none for ``extract``)."""

    post: Post
    notices: tuple[str, ...] = ()
    calls: tuple[ModelCall, ...] = ()


class Failure(Value):
    """What failed: ``number`` is a claim's id, ``title`` or ``description``; ``problems`` are messages of findings."""

    number: str
    text: str
    problems: tuple[str, ...]


class Mended(Value):
    """An answer to one failure: ``claims`` (without ids) in place of a claim, none where it was struck.

    For ``title`` and ``description`` the new ``text`` counts.
    """

    number: str
    claims: tuple[Claim, ...] = ()
    text: str = ""


class Repair(Value):
    """What a repair brought, with what was removed or noticed, and the paid calls."""

    mended: tuple[Mended, ...] = ()
    notices: tuple[str, ...] = ()
    calls: tuple[ModelCall, ...] = ()


class Writer(Protocol):
    """Anything that makes a post of a dossier. ``name`` is recorded with the draft."""

    @property
    def name(self) -> str:
        """``extract``, ``model`` or ``local``."""

    def write(self, task: Task) -> Written:
        """A post whose claims cite passages of the dossier; raises ``WritingError`` when none came out."""

    def repair(self, post: Post, dossier: Dossier, failures: Sequence[Failure]) -> Repair:
        """Better sentences in place of ``failures``, as far as the writer has any."""
