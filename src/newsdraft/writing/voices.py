"""Who speaks: the voice of each sentence of a paragraph, and the name that goes with a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsdraft.model import Passage

_SAID = (
    r"(?:said|says|explained|explains|added|adds|noted|notes|told|wrote|writes|cautioned|cautions|warned|warns"
    r"|commented|comments|stressed|stresses|concluded|concludes|continued|argued|argues|emphasi[sz]ed)"
)
_PERSON = r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame)\b\.? )"
_WORD = r"[A-Z][\w'\u2019-]+"
_FULL = rf"{_WORD}(?: (?:[A-Z]\.|(?:de|da|van|von|der|den|bin|al|la|le)(?= )|{_WORD})){{0,4}}"
_NAME = rf"(?P<name>{_PERSON}?{_FULL})"
# No name, though it has a capital.
_NOBODY = re.compile(
    r"^(?:He|She|They|It|We|I|The|This|That|These|Those|Researchers?|Scientists?|Authors?|Investigators?|Doctors?"
    r"|Experts?|Patients?|Women|Men|People|Professor|Dr|Prof)\b(?!\.? [A-Z])"
)
_ATTRIBUTIONS = (
    re.compile(rf"\b{_SAID} (?:[a-z][\w'\u2019-]*,? ){{0,6}}?{_NAME}"),
    re.compile(rf"{_NAME}(?:, [^\"\u201c\u201d]{{2,160}}?,)? {_SAID}\b"),
    re.compile(rf"\b[Aa]ccording to (?:[a-z][\w'\u2019-]*,? ){{0,4}}?{_NAME}"),
)
_SPEAKS = re.compile(rf"\b{_SAID}\b")
_MARK = re.compile(r"[\"\u201c\u201d]")


@dataclass(frozen=True)
class Voice:
    """``kind`` is "source", "speech" or "mixed"; ``speaker`` the name as printed, "" where none is near.

    ``named_in`` is the passage that gives the name.
    """

    kind: str
    speaker: str = ""
    named_in: Passage | None = None


def voices(paragraph: Sequence[Passage]) -> list[Voice]:
    """Who speaks in each sentence of a paragraph, by its quotation marks and the names beside them.

    The name of a sentence inside a quotation is taken from the nearest sentence of its paragraph that
    attributes speech; of two as near, from the one before.
    """
    kinds: list[str] = []
    names: list[str] = []
    inside = False
    for passage in paragraph:
        kind, outside, inside = _kind(passage.text, inside)
        kinds.append(kind)
        names.append(_named(outside))
    return [_voice(paragraph, kinds, names, at) for at in range(len(paragraph))]


def _kind(text: str, inside: bool) -> tuple[str, str, bool]:
    """The kind of one sentence, its words outside quotation marks, and whether a quotation goes on after it."""
    marks = list(_MARK.finditer(text))
    if not marks:
        return ("speech", "", True) if inside else ("source", text, False)
    whole = text.strip()
    starts = inside or whole[0] in '"\u201c'
    outside, at = "", 0
    for mark in marks:
        if not inside:
            outside += text[at : mark.start()] + " "
        inside = mark[0] == "\u201c" or (mark[0] == '"' and not inside)
        at = mark.end()
    if not inside:
        outside += text[at:]
    ends = inside or whole[-1] in '"\u201d'
    kind = "speech" if starts and ends and len(marks) <= 2 else "mixed"
    return kind, " ".join(outside.split()), inside


def _named(text: str) -> str:
    for pattern in _ATTRIBUTIONS:
        for match in pattern.finditer(text):
            name = re.sub(r"['\u2019]s$", "", match["name"])
            if not _NOBODY.match(name):
                return name
    return ""


def _voice(paragraph: Sequence[Passage], kinds: Sequence[str], names: Sequence[str], at: int) -> Voice:
    kind = kinds[at]
    if kind == "source":
        return Voice(kind)
    if kind == "mixed":
        return Voice(kind, names[at], paragraph[at] if names[at] else None)
    near = sorted(
        (
            other
            for other in range(len(paragraph))
            if names[other] and _attributes(paragraph[other], kinds[other])
        ),
        key=lambda other: (abs(other - at), other),
    )
    return Voice(kind, names[near[0]], paragraph[near[0]]) if near else Voice(kind)


def _attributes(passage: Passage, kind: str) -> bool:
    """Whether a sentence with a name hands on a quotation: one of its own, or the one after its colon."""
    return kind == "mixed" or passage.text.rstrip().endswith(":")


def is_unnamed(voice: Voice, text: str) -> bool:
    """Whether somebody is quoted and nobody is named: "…," he said."""
    if voice.kind == "source" or voice.speaker:
        return False
    return voice.kind == "speech" or bool(_SPEAKS.search(text))
