"""Lists of words and phrases that stand for one thing each, and where they stand in a text.

A list is looked up by whole words, the longest phrase first, in one pass over the words of a text. No pattern is
searched, so that long lists cost little and no text can make them slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.text import fold

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True)
class Token:
    """A word of a folded text: in lower case, without a possessive, with its offsets in characters."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Mention:
    """Where a phrase of a list stands: the ``key`` that it stands for, its words as written, its offsets."""

    key: str
    text: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """``text`` folded; remembered, since every check asks for it."""
    return fold(text)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a folded text. Hyphens part words ("PD-L1" is two)."""
    return tuple(
        Token(match[0].lower().removesuffix("'s"), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    )


def table(text: str) -> dict[str, tuple[str, ...]]:
    """A list written as lines of ``key: phrase, phrase``; a key may have several lines.

    The key is a phrase of its own unless it begins with "_".
    """
    result: dict[str, tuple[str, ...]] = {}
    for line in text.strip().splitlines():
        key, _, others = line.partition(":")
        phrases = [phrase.strip() for phrase in others.split(",") if phrase.strip()]
        own = () if key.strip().startswith("_") else (key.strip(),)
        result[key.strip()] = (*result.get(key.strip(), own), *phrases)
    return result


class Lexicon:
    """Phrases by what they stand for."""

    def __init__(self, entries: Mapping[str, Iterable[str]]) -> None:
        """``entries`` maps a key to its phrases, in any case; of two keys with one phrase the first holds it."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for key, phrases in entries.items():
            for phrase in phrases:
                parts = tuple(token.word for token in tokens(folded(phrase)))
                self._by_first.setdefault(parts[0], []).append((parts, key))
        for choices in self._by_first.values():
            choices.sort(key=lambda choice: -len(choice[0]))

    def find(self, text: str) -> list[Mention]:
        """Every phrase that stands in a folded ``text``, in order, none inside another."""
        words = tokens(text)
        found: list[Mention] = []
        free = 0  # the first word that no phrase holds yet
        for at in [at for at, token in enumerate(words) if token.word in self._by_first]:
            match = self._at(words, at) if at >= free else None
            if match is not None:
                size, key = match
                start, end = words[at].start, words[at + size - 1].end
                found.append(Mention(key, text[start:end], start, end))
                free = at + size
        return found

    def _at(self, words: tuple[Token, ...], at: int) -> tuple[int, str] | None:
        for parts, key in self._by_first[words[at].word]:
            if len(words) - at >= len(parts) and all(
                words[at + step].word == part for step, part in enumerate(parts)
            ):
                return len(parts), key
        return None

    def keys(self, text: str) -> frozenset[str]:
        """What the phrases of a folded ``text`` stand for."""
        return frozenset(mention.key for mention in self.find(text))
