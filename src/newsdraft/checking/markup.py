"""Markup that does not belong in the body of a post."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsdraft.checking.context import Hit
from newsdraft.checking.wording import shown

# Each pattern takes time in proportion to the text: what repeats is bounded, or stops where it begins anew.
_REFERENCE_MARK = re.compile(r"\[\^[^\[\]]{1,60}\]")
_TARGET = r"\([^()\n]{0,500}\)?|\[[^\[\]]{0,300}\]"
_MARKUP: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an image", re.compile(rf"!\[[^\[\]]{{0,300}}(?:\](?:{_TARGET})?)?")),
    (
        "a link",
        re.compile(rf"(?:\[[^\[\]]{{1,300}})?\](?:{_TARGET})|^\[[^\[\]\n]{{1,300}}\]:\s.*$", re.MULTILINE),
    ),
    (
        "an address",
        re.compile(
            r"<?(?:https?|ftp|javascript|data):\S+|<[^<>\s@]{1,100}@[^<>\s]{1,200}>|\bwww\.\w\S+",
            re.IGNORECASE,
        ),
    ),
    ("HTML", re.compile(r"</?[A-Za-z][^<>]*>|<!--|<[!?][A-Za-z]")),
    ("code", re.compile(r"`+[^`]*`*")),
    ("a table", re.compile(r"^[ \t]*\|.*$|\|[ \t]*:?-{3,}", re.MULTILINE)),
    ("a template tag", re.compile(r"\{[{%][^{}]{0,300}(?:[%}]\})?")),
)


def markup_in(text: str) -> Iterator[Hit]:
    """Markup that does not belong in the body of a post: one hit for each kind, with its first example."""
    left = _REFERENCE_MARK.sub(" ", text)
    for what, pattern in _MARKUP:
        found = [match.group().strip() for match in pattern.finditer(left)]
        if found:
            example, more = shown(found[0], 60), f" and {len(found) - 1} more" if len(found) > 1 else ""
            advice = "Strike it; links and pictures are set by the template."
            message = f"The body holds {what}: “{example}”{more}. {advice}"
            yield Hit("body-markup", f"{what} {found[0]}", message, found[0])
        left = pattern.sub(" ", left)
