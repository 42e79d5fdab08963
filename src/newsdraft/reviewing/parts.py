"""The parts of a draft's file that an editor works on, and the file with another text in one of them. Pure.

A part is what stands under one heading (before the first: the lead), or the title or the description. All
other bytes of the file stay as they are, but for the footnotes of passages: those that are newly cited are added,
those that no sentence cites any more are taken out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsdraft.errors import DecisionRefused
from newsdraft.frontmatter import FrontMatter, parse
from newsdraft.markdown import (
    CHECKS,
    Heading,
    definitions,
    footnote,
    headings,
    is_check,
    notes,
    parse_body,
    passage_ids,
    place_of,
    split_review,
)
from newsdraft.model import Document

FIELDS = {"title": "Title", "description": "Description"}


@dataclass(frozen=True)
class Part:
    """One part: ``key`` names it in addresses, ``text`` is its markdown without heading and footnotes.

    ``start`` and ``end`` are its lines in the post, heading not counted; both are 0 for a field of the front matter.
    """

    key: str
    heading: str
    text: str
    start: int = 0
    end: int = 0


def part_key(place: str) -> str:
    """What names the part that findings call ``place`` in addresses."""
    return re.sub(r"[^a-z0-9]+", "-", place.casefold()).strip("-") or "part"


def unique_keys(places: Iterable[str]) -> list[str]:
    """The keys of parts in their order; of several with one name the later ones are numbered."""
    keys: list[str] = []
    seen = Counter(list(FIELDS))
    for place in places:
        key = part_key(place)
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return keys


def parts_of(front: FrontMatter) -> list[Part]:
    """Title, description, lead and sections, in the order of the file."""
    lines = _lines(front)
    noted = _noted(lines)
    heads = [Heading("", 0, 0), *headings("\n".join(lines))]
    ends = [head.start for head in heads[1:]] + [len(lines)]
    keys = unique_keys(place_of(head.words) for head in heads)
    found = [Part(key, words, front.text(key)) for key, words in FIELDS.items()]
    for key, head, end in zip(keys, heads, ends, strict=True):
        text = "\n".join(lines[n] for n in range(head.end, end) if n not in noted).strip()
        found.append(Part(key, head.words or "Lead", text, head.end, end))
    return found


def with_part(front: FrontMatter, part: Part, text: str, documents: Sequence[Document]) -> str:
    """The file's text with ``text`` in the place of ``part``, which is one of ``parts_of(front)``.

    DecisionRefused where another part would be swallowed by it, as by code that is opened and not closed.
    """
    if part.key in FIELDS:
        return front.with_values({part.key: " ".join(text.split())}).render()
    lines = _lines(front)
    noted = _noted(lines)
    kept = [lines[n] for n in range(part.start, part.end) if n in noted]
    inside = ["", *text.strip().split("\n"), ""] + ([*kept, ""] if kept else [])
    made = [*lines[: part.start], *inside, *lines[part.end :]]
    after = _whole(front, _with_notes(front, made, documents))
    there = {each.key for each in parts_of(parse(after))}
    swallowed = [each.heading for each in parts_of(front) if each.key != part.key and each.key not in there]
    if swallowed:
        raise DecisionRefused(
            f"with this text the part “{swallowed[0]}” would be none of its own any more",
            hint="close every code block that you open (```), and every comment",
        )
    return after


def _whole(front: FrontMatter, lines: Sequence[str]) -> str:
    before, review, _ = split_review(front.body)
    post = "\n".join(lines).lstrip("\n")
    body = f"{before}{review}\n{post}" if review else f"\n{post}"
    return front.render(re.sub(r"\r\n|\r|\n", front.newline, body))


def _lines(front: FrontMatter) -> list[str]:
    return re.sub(r"\r\n|\r", "\n", split_review(front.body).after).split("\n")


def _noted(lines: Sequence[str]) -> set[int]:
    """The lines of footnotes by the labels that newsdraft gives; a note of the editor's own is part of the text."""
    return {n for note in notes("\n".join(lines)) if _ours(note.label) for n in range(note.start, note.end)}


def _ours(label: str) -> bool:
    return is_check(label) or bool(passage_ids(label))


def _with_notes(front: FrontMatter, lines: Sequence[str], documents: Sequence[Document]) -> list[str]:
    """The post with a footnote for each label that it uses.

    One that none uses is taken out where it says just what newsdraft wrote: anybody else's words stay.
    """
    text = "\n".join(lines)
    wanted = {_label(line): line for line in definitions(parse_body(_whole(front, lines)), documents)}
    there = notes(text)
    gone = {
        n
        for note in there
        if _ours(note.label) and note.label not in wanted
        for n in range(note.start, note.end)
        if "\n".join(lines[note.start : note.end]).strip() == _written(note.label, documents)
    }
    known = {note.label for note in there}
    added = [line for label, line in wanted.items() if label not in known]
    kept = [line for n, line in enumerate(lines) if n not in gone]
    if not added:
        return kept
    while kept and not kept[-1].strip():
        kept.pop()
    return [*kept, *([] if there else [""]), *added, ""]


def _written(label: str, documents: Sequence[Document]) -> str:
    """The line that newsdraft writes for a label."""
    return f"[^{label}]: {CHECKS[label] if label in CHECKS else footnote(label, documents)}"


def _label(definition: str) -> str:
    return definition[2 : definition.index("]:")]
