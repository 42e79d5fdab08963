"""The labels of footnotes: passage ids, and the marks of what an editor has to confirm."""

from __future__ import annotations

import re

from newsdraft.model import Basis

PASSAGE_ID = re.compile(r"[A-Z]{1,3}\d{1,6}(?:\.\d{1,6})?")
UNCITED = "check-uncited"
_MADE = "This note is for the editor and is removed on publishing."

# What each mark means, in the words that stand in the draft's footnote.
CHECKS: dict[str, str] = {
    "check-design": "**Please confirm:** this sentence says what a study of this kind can and cannot show. "
    f"It follows from the study's design, not from one passage, so it may hold no number or name. {_MADE}",
    "check-absence": "**Please confirm:** this sentence says what the sources do not say. Look through them: "
    f"if one of them does say it, correct the sentence. {_MADE}",
    "check-inference": "**Please confirm:** this sentence says what follows for a reader. It is a "
    f"conclusion, not a statement of a source; leave it only if you would say so to a patient. {_MADE}",
    UNCITED: "**Please check:** this sentence names no passage that it rests on. Add one, or reword or "
    f"delete the sentence. {_MADE}",
}
_BASES = {
    "design": Basis.DESIGN,
    "absence": Basis.ABSENCE,
    "absent": Basis.ABSENCE,
    "inference": Basis.INFERENCE,
}
_CHECK = re.compile(r"check[-:\s]+(?P<what>[a-z]+)", re.IGNORECASE)


def check_label(basis: Basis) -> str | None:
    """The footnote label of a basis; None for what rests on passages."""
    return None if basis is Basis.PASSAGES else f"check-{basis.value}"


def passage_ids(label: str) -> list[str]:
    """The passage ids that a label names: ``S1.12``, kramdown's ``S1-12``, or several with commas."""
    parts = [part.strip().upper().replace("-", ".", 1) for part in re.split(r"[,;\s]+", label)]
    return [part for part in parts if PASSAGE_ID.fullmatch(part)]


_OURS = re.compile(r"\s*check\b", re.IGNORECASE)


def is_check(label: str) -> bool:
    """Whether a label is a mark for the editor, which no page shows."""
    return bool(_OURS.match(label))


def basis_of(label: str) -> Basis | None:
    """The basis that a ``check`` label names; None for any other label."""
    match = _CHECK.match(label.strip())
    return _BASES.get(match["what"].lower()) if match else None
