"""Taking out of a model's text what does not belong in a claim: markup, links, citation marks, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from newsdraft.writing.material import neutral

_TARGET = r"\((?:[^()]|\([^()]{0,300}\)){0,2000}\)"
IMAGE = re.compile(rf"!\[([^\[\]]{{0,1000}})\]{_TARGET}")
LINK = re.compile(rf"\[([^\[\]]{{1,1000}})\]{_TARGET}")
FOOTNOTE = re.compile(r"\s?\[\^[^\[\]]{0,200}\]:?")
CITATION = re.compile(r"\s?[\[(](?:[SR]\d{1,6}\.\d{1,6}(?:\s?[-–,;]\s?)?){1,60}[\])]")
BLOCK_TAG = re.compile(r"<(script|style|iframe|svg|object)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<!--.*?(?:-->|$)|</?[A-Za-z][^<>]*>", re.DOTALL)
ADDRESS = re.compile(r"<?\b(?:https?://|www\.)[^\s<>)\]]+[^\s<>)\].,;:!?'\"”’]>?", re.IGNORECASE)
FENCE = re.compile(r"^\s*(?:```|~~~)\w*\s*$", re.MULTILINE)
LEADING = re.compile(r"^\s*(?:#{1,6}\s+|[-*+•]\s+|>\s*|\d{1,2}[.)]\s+(?=[A-Z]))+")
CODE = re.compile(r"`+([^`]*)`+")
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
PASSAGE_ID = re.compile(r"[SR]\d+\.\d+")
LONGEST = 2000
"""Characters that one text of an answer may have; the rest is cut, and said to be cut."""
_LONGEST_RAW = 10 * LONGEST  # with its markup
_SAID = 10  # removals of one place that a notice lists


@dataclass
class Cleaner:
    """Cleans texts and passage ids against one dossier, and remembers in ``removed`` what it took out where.

    ``addresses`` are the web addresses that the dossier's documents hold; ``known`` all passage ids.
    """

    known: frozenset[str]
    addresses: frozenset[str] = frozenset()
    removed: list[tuple[str, str]] = field(default_factory=list)

    def text(self, text: str, place: str) -> str:
        """One line of text with at most emphasis as markup, and at most ``LONGEST`` characters.

        The time is in proportion to the length: every pattern is bounded, and white space is made single first.
        """
        text = self._cut(INVISIBLE.sub("", text), _LONGEST_RAW, place)
        text = "\n".join(line for raw in text.splitlines() if (line := " ".join(raw.split())))
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
        return self._cut(re.sub(r"\s+([.,;:!?])(?=\s|$)", r"\1", text), LONGEST, place)

    def _cut(self, text: str, limit: int, place: str) -> str:
        """``text`` cut at a space before ``limit``."""
        if len(text) <= limit:
            return text
        space = text.rfind(" ", limit // 2, limit)
        kept = text[: space if space > 0 else limit]
        self.removed.append((place, f"the last {len(text) - len(kept):,} characters of an overlong text"))
        return kept

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
        return tuple(f"{place}: removed {_listed(found)}" for place, found in places.items())


def few_words(text: str, most: int) -> str:
    """A model's words in passing (a reason): one line without markup or links, cut after ``most`` words."""
    words = neutral(Cleaner(frozenset()).text(text[: 100 * most], "reason")).split()
    cut = " ".join(word[:60] for word in words[:most])
    return f"{cut} …" if len(words) > most else cut


def _listed(found: list[str]) -> str:
    once = list(dict.fromkeys(found))
    more = f" and {len(once) - _SAID} more" if len(once) > _SAID else ""
    return ", ".join(once[:_SAID]) + more


def _nothing(_: re.Match[str]) -> str:
    return ""


def _inside(match: re.Match[str]) -> str:
    return match.group(1)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."
