"""Experts without a name: "experts say", "many doctors believe"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdraft.checking.context import Hit, Sentence
from newsdraft.checking.wording import outside_quotes

_WHO = (
    r"(?:(?:many|most|some|several|leading|other|independent|medical|health|cancer|top|one|a|an) )*"
    r"(?:(?:health |medical |cancer |leading )?(?:experts?|oncologists?|doctors?|physicians?|specialists?|clinicians?"
    r"|researchers?|scientists?|professionals?)(?: (?:around the world|in the field|everywhere))?|observers"
    r"|the medical community)"
)
_SAY = (
    r"(?:say|said|says|believe|believes|agree|think|thinks|warn|warns|hope|note|suggest|argue|caution|call|called|calls"
    r"|recommend|praise|(?:has|have) (?:praised|welcomed|called|hailed)|praised|welcomed|hailed"
    r"|are (?:excited|hopeful|optimistic|calling|cautious))"
)
# "The researchers say" are those of the study, whom the post has named; so is "Dr. X, an oncologist, said".
_UNNAMED = re.compile(
    rf"(?:(?<=^)|(?<=[.;:,“\"] )|(?<=[,;] and ))(?!the (?!medical)){_WHO} {_SAY}\b"
    rf"|\baccording to (?:(?:many|most|some|leading|medical|health) )*(?:experts|oncologists|doctors|specialists)\b"
    rf"|\b(?:said|says|according to) (?:one|a|an|another)(?: leading| senior| top| cancer| medical| health)* "
    r"(?:expert|oncologist|doctor|physician|specialist|researcher|scientist)\b"
    r"(?! (?:at|of|from|in|named|called|who)\b)(?!,)",
    re.IGNORECASE,
)


def unnamed_experts(sentence: Sentence) -> Iterator[Hit]:
    """A view that is given to experts at large, where no cited passage does so."""
    match = _UNNAMED.search(outside_quotes(sentence.text))
    if match and not any(_UNNAMED.search(passage) for passage in sentence.passages):
        message = f"“{match[0]}”: who? Name the person and the institution, as a passage does, or strike it."
        yield Hit("expert-unnamed", match[0].lower(), message, match[0])
