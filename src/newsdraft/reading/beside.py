"""Parts of a page beside its article that carry no telling name: teasers, and parts under a telling heading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

Element = Any

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_CLIMB = 5  # levels between the heading of a teaser and the teaser itself
# Headings of what is no part of an article. Funding, interests and methods are; so are "About the study" and its like.
_CLOSING = re.compile(
    r"(?:references|bibliography|literature cited|rights (?:and|&) permissions|(?:how to )?cite this\b.*"
    r"|about this article"
    r"|change history|author information|similar (?:content|articles|stories)\b.*|cited by\b.*"
    r"|(?:(?:media|press|news|journalist) )?(?:contacts?|enquiries|inquiries)(?: (?:information|details|us))?|links"
    r"|related(?: (?:articles?|stories|posts?|news|links?|content|topics|reading|research|coverage|items|releases))?"
    r"|(?:latest|other|recent) (?:news|stories|releases|posts|articles)|most (?:read|popular|viewed|shared)\b.*"
    r"|more (?:from|stories|news|like this)\b.*|more on this (?:story|topic|news release|release)"
    r"|you (?:may|might) (?:also )?(?:like|enjoy)\b.*|recommended(?: (?:for you|reading|articles|stories|content))?"
    r"|(?:read|up) next|keep reading|(?:from )?around the web|discussion about this\b.*"
    r"|(?:\d+ )?comments?|reader responses|leave a (?:reply|comment)|share(?: (?:this|on|via)\b.*)?|follow us\b.*"
    r"|(?:our )?newsletters?|sign up\b.*|subscribe\b.*|tags|topics|about the authors?"
    r"|sponsored(?: content)?|trending(?: now)?)\s*:?",
    re.IGNORECASE,
)
_LONGEST_HEADING = 80


def closing_parts(tree: Element) -> set[Element]:
    """Headings such as "References" or "Latest news", with what follows each up to the next heading beside it."""
    found: set[Element] = set()
    for heading in tree.iter(*_HEADINGS):
        words = _words(heading)
        if words and _CLOSING.fullmatch(words):
            found.add(heading)
            found.update(_following(heading))
    return found


def _words(heading: Element) -> str:
    """The words of a heading, or "" for one that is too long."""
    words = ""
    for text in heading.itertext():
        words += text
        if len(words) > 4 * _LONGEST_HEADING:
            return ""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_HEADING else ""


def _following(heading: Element) -> Iterator[Element]:
    for other in heading.itersiblings():
        if other.tag in ("h1", *_HEADINGS):
            return
        yield other


def teasers(tree: Element) -> set[Element]:
    """Blocks of one kind side by side, each with a heading that links elsewhere: teasers of other articles."""
    alike: dict[tuple[Element, str, str], set[Element]] = defaultdict(set)
    for heading in tree.iter(*_HEADINGS):
        if _links_elsewhere(heading):
            for block in _above(heading):
                alike[block.getparent(), block.tag, block.get("class") or ""].add(block)
    return {block for blocks in alike.values() if len(blocks) >= 2 for block in blocks}


def _links_elsewhere(heading: Element) -> bool:
    around = list(heading.iterancestors("a"))[:1]
    inside = list(heading.iterchildren("a"))[:1]
    return any(not (link.get("href") or "#").startswith("#") for link in around + inside)


def _above(heading: Element) -> Iterator[Element]:
    """The heading's blocks, from the nearest; never the article itself."""
    for level, block in enumerate(heading.iterancestors()):
        if level >= _CLIMB or block.tag in ("main", "body", "html"):
            return
        if block.getparent() is not None and block.tag != "a":
            yield block
