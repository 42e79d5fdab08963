"""The review block: what newsdraft tells the editor inside the draft's file."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsdraft.errors import DamagedDraft

REVIEW_START = "<!-- newsdraft:review -->"
REVIEW_END = "<!-- /newsdraft:review -->"
_MARKER = re.compile(r"^[ \t]*<!--\s*(?P<close>/?)newsdraft:review\s*-->[ \t]*(?:\r\n|\r|\n|$)", re.MULTILINE)


class Parted(NamedTuple):
    """A body in three: what stands before the review block, the block with its marks, and the rest."""

    before: str
    review: str
    after: str


def split_review(body: str, where: str | None = None) -> Parted:
    """Part ``body`` at its review block; without one, ``review`` is empty and all of it is ``after``.

    Joined again the three parts are ``body``. Raises DamagedDraft when one of the two marks has gone, since
    nothing can tell then where the review ends and the post begins.
    """
    found = list(_MARKER.finditer(body))
    if not found:
        return Parted("", "", body)
    kinds = [match["close"] for match in found]
    if kinds != ["", "/"]:
        raise DamagedDraft(
            "the marks around the review notes are not one pair any more",
            where=where,
            hint=f"put “{REVIEW_START}” on a line of its own above the review notes and “{REVIEW_END}” below "
            "them, or delete the review notes with both lines; newsdraft then writes them again",
        )
    return Parted(body[: found[0].start()], body[found[0].start() : found[1].end()], body[found[1].end() :])


def published_body(body: str, where: str | None = None) -> str:
    """The body without review block, with ``\\n`` as line end, without blank lines at its ends."""
    before, _, after = split_review(body.replace("\r\n", "\n").replace("\r", "\n"), where)
    return "\n\n".join(part for part in (before.strip("\n"), after.strip("\n")) if part)
