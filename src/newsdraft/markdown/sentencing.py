"""Where one claim ends and the next begins, for the renderer and the parser alike."""

from __future__ import annotations

import re
from itertools import pairwise

from newsdraft.text import sentences

_CLOSED = re.compile(r"[.!?…:][\"'”’»)\]*_]*$")
_CONTINUES = re.compile(r"[\s*_]*[a-zß-ÿ,;:.!?%)\]”’»–—]")
_STRAY_STOP = re.compile(r"\s*[.!?…]+[\"'”’»)\]*_]*(?=\s|$)")


def pieces(text: str) -> list[str]:
    """The sentences of ``text``; joined by spaces they are ``text`` again, so nothing is left out."""
    starts = [start for start, _ in sentences(text)][1:]
    bounds = [0, *starts, len(text)]
    return [piece for a, b in pairwise(bounds) if (piece := text[a:b].strip())]


def goes_on(before: str, after: str) -> bool:
    """Whether ``after``, which stands behind a footnote mark, continues the sentence ``before`` it."""
    return bool(before) and not _CLOSED.search(before) and bool(_CONTINUES.match(after))


def stray_stop(after: str) -> tuple[str, str]:
    """Part a full stop that stands behind the footnote mark ("…[^1]. Next") from the text that follows."""
    match = _STRAY_STOP.match(after)
    return (match.group().strip(), after[match.end() :]) if match else ("", after)
