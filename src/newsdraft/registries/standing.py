"""What shows that a paper was retracted or doubted, in the words of several registries.

Update types are those of Crossref's schema and of Retraction Watch, whose data Crossref carries since 2025.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from newsdraft.model import Retraction, Value
from newsdraft.registries.shape import in_words

Kind = Literal["retraction", "concern", "correction", "reinstatement"]

_KINDS: dict[str, Kind] = {
    "retraction": "retraction",
    "retracted": "retraction",
    "retraction and replacement": "retraction",
    "retracted and republished": "retraction",
    "withdrawal": "retraction",
    "withdrawn": "retraction",
    "removal": "retraction",
    "partial retraction": "concern",
    "expression of concern": "concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "corrected and republished": "correction",
    "reinstatement": "reinstatement",
}
_GRAVITY = {
    Retraction.NOT_LOOKED_UP: 0,
    Retraction.NONE_FOUND: 1,
    Retraction.CONCERN: 2,
    Retraction.RETRACTED: 3,
}
_TITLE_MARK = re.compile(
    r"^\W*(?P<mark>retracted|retraction|withdrawn|removed|expression of concern)\b"
    r"(?:\s+(?:article|paper|chapter|notice|note|to))*\s*(?:[:\u2013\u2014\]-]\s*)",
    re.IGNORECASE,
)


class Notice(Value):
    """A notice about a paper: its kind, the words for its source, its DOI or PMID and its day if known."""

    kind: Kind
    source: str = ""
    where: str = ""
    date: datetime | None = None

    def __str__(self) -> str:
        words = {
            "retraction": "it was retracted",
            "concern": "an expression of concern was published",
            "correction": "a correction was published",
            "reinstatement": "it was reinstated",
        }[self.kind]
        on = f" on {in_words(self.date)}" if self.date else ""
        by = ", ".join(filter(None, (self.source, self.where)))
        return f"{words}{on}{f' ({by})' if by else ''}"


def kind_of(update_type: str) -> Kind | None:
    """What an update type ("expression_of_concern", "Retraction in", "RetractionIn") means; None: nothing grave.

    Types that point the other way ("Retraction of", "ErratumFor") are those of the notice itself and mean
    nothing for the paper.
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", update_type)
    words = re.sub(r"[\s_-]+", " ", spaced).strip().lower()
    # PubMed writes "CorrectedandRepublishedIn" as one word.
    words = re.sub(r"(?<=ed)and ", " and ", words)
    return _KINDS.get(words.removesuffix(" in"))


def gravest(standings: Iterable[Retraction]) -> Retraction:
    """The standing that weighs most; NOT_LOOKED_UP for none."""
    return max(standings, key=_GRAVITY.__getitem__, default=Retraction.NOT_LOOKED_UP)


def from_title(title: str) -> tuple[Retraction, str]:
    """What a mark before a title ("RETRACTED: …") says, and the title without it."""
    match = _TITLE_MARK.match(title)
    if not match:
        return Retraction.NONE_FOUND, title
    doubt = match["mark"].lower().startswith("expression")
    rest = title[match.end() :].strip(" []")
    return (Retraction.CONCERN if doubt else Retraction.RETRACTED), rest or title


def judge(notices: Iterable[Notice], title: str = "") -> tuple[Retraction, str, tuple[str, ...]]:
    """The standing by the notices about a paper and by its title; the words that show it; other remarks.

    A reinstatement does not lift a retraction here: an editor has to read it.
    """
    found = list(dict.fromkeys(notices))
    marked, _ = from_title(title)
    grave = {"retraction": Retraction.RETRACTED, "concern": Retraction.CONCERN}
    standing = gravest([Retraction.NONE_FOUND, marked, *(grave[n.kind] for n in found if n.kind in grave)])
    shown = "; ".join(str(n) for n in found if grave.get(n.kind) is standing)
    if not shown and marked is standing and standing is not Retraction.NONE_FOUND:
        shown = f"its title begins “{title[:60].partition(':')[0]}:”"
    remarks = tuple(str(n) for n in found if str(n) not in shown)
    return standing, shown, remarks
