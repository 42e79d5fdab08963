"""Experts without a name: "experts say", "many doctors believe"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.wording import outside_quotes

_UNNAMED = re.compile(
    r"\b(?:(?:many|most|some|several|leading|other|independent|medical|health|cancer|top) )*"
    r"(?:experts|oncologists|doctors|physicians|specialists|clinicians|observers|scientists around the world|"
    r"the medical community)"
    r" (?:say|said|believe|agree|think|warn|hope|note|suggest|argue|caution"
    r"|are (?:excited|hopeful|optimistic|calling))\b",
    re.IGNORECASE,
)


def unnamed_experts(sentence: Sentence) -> Iterator[Hit]:
    """A view that is given to experts at large, where no cited passage does so."""
    match = _UNNAMED.search(outside_quotes(sentence.text))
    if match and not any(_UNNAMED.search(passage) for passage in sentence.passages):
        message = f"“{match[0]}”: who? Name the person and the institution, as a passage does, or strike it."
        yield Hit("expert-unnamed", match[0].lower(), message, match[0])
