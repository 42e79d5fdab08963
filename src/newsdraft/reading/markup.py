"""Mark-up that means something for the text: raised numbers and line breaks. Works on an lxml tree, in place."""

from __future__ import annotations

import re
from typing import Any

Element = Any

# What a reference mark consists of: numbers and ranges, single letters, daggers, brackets.
_MARK = re.compile(
    r"[\[(]?(?:\d{1,3}|[a-z]|[*\u2020\u2021\u00a7])(?:\s?[,;\u2013-]\s?(?:\d{1,3}|[a-z]))*[\])]?"
)
_POWER = re.compile(r"[-\u2212\u2013+]?\d{1,3}")
_REFERENCE_NAMES = re.compile(r"\b(?:ref|refs|reference|cite|citation|footnote|fn|xref|bibr)", re.IGNORECASE)
# Units that are squared or cubed: "kg/m2".
_UNIT = re.compile(r"(?:^|[\s/\d\u00b5\u03bc])(?:[mck\u00b5\u03bc]?m|in|ft)$")
_RAISED = str.maketrans("23", "\u00b2\u00b3")
_BEFORE = 12  # characters before a raised number that say what it is
_PARTED = frozenset({"div", "td", "font", "section", "article", "main", "span", "center", "body", "p"})
_INLINE = frozenset(
    {"a", "abbr", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u", "mark"}
)


def raise_numbers(tree: Element) -> None:
    """Make "10<sup>6</sup>" "10^6" and "m<sup>2</sup>" "m\u00b2"; drop the raised marks of references.

    Left as they are, "10<sup>6</sup>" would read as 106 and "months.<sup>3</sup>" as the number "months.3".
    """
    for raised in list(tree.iter("sup")):
        words = "".join(raised.itertext()).strip()
        before = _before(raised)
        if _is_reference(raised, words, before):
            _set(raised, "")
        elif _POWER.fullmatch(words) and before[-1:].isdigit():
            _set(raised, f"^{words}")
        elif words in ("2", "3") and _UNIT.search(before):
            _set(raised, words.translate(_RAISED))


def _is_reference(raised: Element, words: str, before: str) -> bool:
    if not _MARK.fullmatch(words):
        return False
    links = [link.get("href") or "" for link in raised.iter("a")]
    around = raised.getparent()
    if around is not None and around.tag == "a":
        links.append(around.get("href") or "")
    named = f"{raised.get('class') or ''} {raised.get('id') or ''}"
    if any("#" in link for link in links) or _REFERENCE_NAMES.search(named):
        return True
    # A bare number is one after a full stop or a whole word; after a digit or a unit it is a power.
    return words[0].isdigit() and bool(re.search(r"[.,;:!?\u201d\")]$|[a-z]{4}$", before))


def _before(raised: Element) -> str:
    """The last characters before an element, in its parent."""
    previous = raised.getprevious()
    if previous is None:
        parent = raised.getparent()
        return (parent.text or "")[-_BEFORE:] if parent is not None else ""
    if previous.tail:
        return str(previous.tail)[-_BEFORE:]
    return (previous.text or "")[-_BEFORE:] if isinstance(previous.tag, str) else ""


def _set(element: Element, words: str) -> None:
    """The element with these words and nothing below it."""
    element.clear(keep_tail=True)
    element.tag = "span"
    element.text = words


def part_at_breaks(tree: Element) -> None:
    """Make paragraphs of what two line breaks part, as pages did before style sheets."""
    for element in list(tree.iter(*_PARTED)):
        if any(_is_double(child) for child in element.iterchildren("br")):
            _part(element)


def _is_double(line_break: Element) -> bool:
    following = line_break.getnext()
    return following is not None and following.tag == "br" and not (line_break.tail or "").strip()


def _part(element: Element) -> None:
    children = list(element)
    parts = [_paragraph(element, element.text)]
    broken = False  # whether a line break came last
    for child in children:
        if child.tag == "br" and broken:
            parts.append(_paragraph(element, child.tail))
        elif child.tag == "br" or child.tag in _INLINE:
            parts[-1].append(child)
        else:
            after, child.tail = child.tail, None
            parts += [child, _paragraph(element, after)]
        broken = child.tag == "br" and not (child.tail or "").strip()
    element.text = None
    element[:] = [part for part in parts if len(part) or (part.text or "").strip()]
    if element.tag == "p":
        element.tag = "div"


def _paragraph(element: Element, words: str | None) -> Element:
    paragraph = element.makeelement("p")
    paragraph.text = words
    return paragraph


def unframe(tree: Element) -> None:
    """Make plain blocks of tables that lay out a page; a table of results stays one."""
    frames = {
        table for cell in tree.iter("td") if _is_long(cell) for table in [*cell.iterancestors("table")][:1]
    }
    for frame in frames:
        inside = [frame]
        while inside:
            part = inside.pop()
            inside.extend(child for child in part if child.tag in _TABLE)
            part.tag = "div"


_TABLE = frozenset({"tbody", "thead", "tfoot", "tr", "td", "th"})
CELL = 600  # characters: a longer cell holds an article, not a result


def _is_long(cell: Element) -> bool:
    length = 0
    for words in cell.itertext():
        length += len(words)
        if length > CELL:
            return True
    return False


LINKED = 0.7  # of a paragraph's text inside links: from here on it is a link, not a sentence with links


def unlink(tree: Element) -> None:
    """Make plain text of the links inside sentences: trafilatura leaves out short paragraphs with several."""
    for block in list(tree.iter("p", "li", "blockquote", "dd")):
        links = list(block.iter("a"))
        linked = sum(len("".join(link.itertext())) for link in links)
        if links and linked < LINKED * len("".join(block.itertext()).strip()):
            for link in links:
                link.tag = "span"
