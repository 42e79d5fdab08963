"""Taking out of a model's text what does not belong in a claim: markup, links, citation marks, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
FOOTNOTE = re.compile(r"\s*\[\^[^\]]*\]:?")
CITATION = re.compile(r"\s*[\[(](?:[SR]\d+\.\d+(?:\s*[-–,;]\s*)?)+[\])]")
BLOCK_TAG = re.compile(r"<(script|style|iframe|svg|object)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<!--.*?(?:-->|$)|</?[A-Za-z][^<>]*>", re.DOTALL)
ADDRESS = re.compile(r"<?\b(?:https?://|www\.)[^\s<>)\]]+[^\s<>)\].,;:!?'\"”’]>?", re.IGNORECASE)
FENCE = re.compile(r"^\s*(?:```|~~~)\w*\s*$", re.MULTILINE)
LEADING = re.compile(r"^\s*(?:#{1,6}\s+|[-*+•]\s+|>\s*|\d{1,2}[.)]\s+(?=[A-Z]))+")
CODE = re.compile(r"`+([^`]*)`+")
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
PASSAGE_ID = re.compile(r"[SR]\d+\.\d+")


@dataclass
class Cleaner:
    """Cleans texts and passage ids against one dossier, and remembers in ``removed`` what it took out where.

    ``addresses`` are the web addresses that the dossier's documents hold; ``known`` all passage ids.
    """

    known: frozenset[str]
    addresses: frozenset[str] = frozenset()
    removed: list[tuple[str, str]] = field(default_factory=list)

    def text(self, text: str, place: str) -> str:
        """One line of text with at most emphasis as markup."""
        text = INVISIBLE.sub("", text)
        for pattern, what, keep in (
            (BLOCK_TAG, "HTML", _nothing),
            (IMAGE, "an image", _nothing),
            (LINK, "a link", _inside),
            (FOOTNOTE, "a footnote mark", _nothing),
            (CITATION, "a citation in the text", _nothing),
            (ADDRESS, "a web address", self._known_address),
            (TAG, "HTML", _nothing),
            (FENCE, "a code fence", _nothing),
            (LEADING, "markdown", _nothing),
            (CODE, "code marks", _inside),
        ):
            text = self._take_out(text, pattern, what, keep, place)
        text = " ".join(text.split())
        return re.sub(r"\s+([.,;:!?])(?=\s|$)", r"\1", text)

    def _take_out(
        self, text: str, pattern: re.Pattern[str], what: str, keep: Callable[[re.Match[str]], str], place: str
    ) -> str:
        def replace(match: re.Match[str]) -> str:
            kept = keep(match)
            if kept != match.group(0):
                self.removed.append((place, f"{what} ({_short(match.group(0))})"))
            return kept

        return pattern.sub(replace, text)

    def _known_address(self, match: re.Match[str]) -> str:
        address = match.group(0).strip("<>")
        return address if address.rstrip("/") in self.addresses else ""

    def ids(self, ids: list[str], place: str) -> tuple[str, ...]:
        """The ids that exist, once each, in order; ``[S1.3]`` and ``s1.3`` count as S1.3."""
        kept: dict[str, None] = {}
        for given in ids:
            found = PASSAGE_ID.findall(given.upper())
            for name in found:
                if name in self.known:
                    kept[name] = None
                else:
                    self.removed.append((place, f"passage {name}, which does not exist"))
            if not found:
                self.removed.append((place, f"{_short(given)!r}, which is no passage number"))
        return tuple(kept)

    def notices(self) -> tuple[str, ...]:
        """What was removed, one line a place."""
        places: dict[str, list[str]] = {}
        for place, what in self.removed:
            places.setdefault(place, []).append(what)
        return tuple(f"{place}: removed {', '.join(dict.fromkeys(found))}" for place, found in places.items())


def _nothing(_: re.Match[str]) -> str:
    return ""


def _inside(match: re.Match[str]) -> str:
    return match.group(1)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."
