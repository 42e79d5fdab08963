"""What is one way or another, as told in a specialist's and in a patient's words, and where two texts disagree on it.

A study gave its treatments by lot or only looked on; a patient had been treated before or had not; a drug may be sold
or not yet. Each ``Trait`` has a few such *ways* that shut each other out, each with the words that tell it. A claim
disagrees with its passages when it tells one way, no passage tells it too, and some passage tells another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsdraft.checking.lexicon import folded

_NOTHING = re.compile(r"(?!)")
_GOES_ON = re.compile(r"\\\n *")


def phrases(text: str) -> re.Pattern[str]:
    """A pattern for any of the phrases of ``text``: lines, or parts between " | ", each of which may be a pattern.

    A line that ends in a backslash goes on in the next one. It is for texts in lower case: a pattern that minds no
    case cannot skip a phrase by its first letter, and is slow.
    """
    parts = (part.strip() for part in re.split(r" \| |\n", _GOES_ON.sub("", text)))
    return re.compile(r"\b(?:" + "|".join(filter(None, parts)) + r")\b")


@dataclass(frozen=True)
class Way:
    """One way a trait may be: the phrases that tell it, and in ``lets`` those with which a passage allows it."""

    name: str
    says: re.Pattern[str]
    lets: re.Pattern[str] = _NOTHING


@dataclass(frozen=True)
class Trait:
    """Ways that shut each other out; ``advice`` is what an editor is told where claim and passage disagree."""

    ways: tuple[Way, ...]
    advice: str


@dataclass(frozen=True)
class Telling:
    """A way that a text tells, in which words; ``denied`` where it says that it is not so, ``outright`` right there."""

    way: str
    words: str
    denied: bool
    outright: bool


@dataclass(frozen=True)
class Disagreement:
    """What the claim tells and the passage's words against it."""

    claimed: str
    said: str


_DENIAL = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|without|nothing|cannot|rather than|instead of)\b(?: [\w'-]+){0,3} ?$"
    r"|n't(?: [\w'-]+){0,3} ?$",
    re.I,
)
_OUTRIGHT = re.compile(
    r"(?:\b(?:not|never|no|without|none|nobody)|n't)(?: (?:a|an|any|been|the|by))?(?: \w+)? ?$", re.I
)
_LOOKED_BACK = 40  # characters before a phrase in which its denial may stand


def disagreements(trait: Trait, told: str, passages: Sequence[str]) -> Iterator[Disagreement]:
    """Where ``told`` is of another way than ``passages``. Silent where they tell both ways, or neither."""
    own = tellings(trait, told)
    if not own:
        return
    known = [telling for text in passages for telling in tellings(trait, text)]
    same = {(telling.way, telling.denied) for telling in known}
    for claimed in own:
        other_denied = any(
            one.denied and one.way != claimed.way and (one.way, False) not in same for one in known
        )
        if (claimed.way, claimed.denied) in same or (
            not claimed.denied and (other_denied or _lets(trait, claimed, passages))
        ):
            continue
        against = next((one for one in known if _shuts_out(one, claimed)), None)
        if against is not None:
            yield Disagreement(claimed.words, against.words)


@lru_cache(maxsize=8192)
def tellings(trait: Trait, text: str) -> tuple[Telling, ...]:
    """The ways of ``trait`` that ``text`` tells, each once, denied and not."""
    flat = folded(text).lower()
    found = {
        (told.way, told.denied): told
        for way in trait.ways
        for match in way.says.finditer(flat)
        for told in [_telling(way.name, flat, match)]
    }
    return tuple(found.values())


def _telling(way: str, flat: str, match: re.Match[str]) -> Telling:
    outright = _OUTRIGHT.search(_before(flat, match.start())) is not None
    return Telling(way, match[0], denied_before(flat, match.start()), outright)


def denied_before(flat: str, at: int) -> bool:
    """Whether what begins at ``at`` in a folded text is denied by the words before it in its own clause."""
    return _DENIAL.search(_before(flat, at)) is not None


def _before(flat: str, at: int) -> str:
    """What stands before a phrase in its own clause."""
    return re.split(r"[,;:.()]", flat[max(0, at - _LOOKED_BACK) : at])[-1]


def _lets(trait: Trait, claimed: Telling, passages: Sequence[str]) -> bool:
    lets = next(way.lets for way in trait.ways if way.name == claimed.way)
    return any(
        not denied_before(text, match.start())
        for text in map(folded, passages)
        for match in lets.finditer(text)
    )


def _shuts_out(one: Telling, claimed: Telling) -> bool:
    if one.way == claimed.way:
        return one.denied != claimed.denied and (one.outright or claimed.outright)
    return not one.denied and not claimed.denied
