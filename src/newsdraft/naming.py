"""The names by which an entry is found again: its address, its paper, its registered trials, and its plain text.

Pure; shared by the store, which keeps them in indexed columns, and by selecting, which compares them.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from newsdraft.text import fold

TAG = re.compile(r"<[A-Za-z/!][^<>]*>")
NCT = re.compile(r"\bNCT\d{8}\b", re.IGNORECASE)
DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>]+", re.IGNORECASE)
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|cmp|ref|rss|_ga|sc|xy)$", re.IGNORECASE
)
# What stands beyond this in one entry or article adds nothing to finding it again.
MOST_CHARS = 20_000


def canonical(url: str) -> str:
    """An address without what does not name the page: scheme, ``www.``, fragment, tracking, last slash.

    Empty for an address that names no page of its own (none, or a site's front page).
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    kept = sorted((key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.match(key))
    path = parts.path.rstrip("/")
    if not host or not (path or kept):
        return ""
    shown_port = f":{port}" if port and port not in (80, 443) else ""
    return f"{host}{shown_port}{path}" + (f"?{urlencode(kept)}" if kept else "")


def plain(*parts: str) -> str:
    """Marked-up parts as one folded text, no longer than ``MOST_CHARS``."""
    return fold(TAG.sub(" ", "\n".join(part for part in parts if part)[: 2 * MOST_CHARS]))[:MOST_CHARS]


_TERM = re.compile(r"[^\W_]+")


def tokens(text: str) -> list[str]:
    """The words of a text that may tell it from others: four letters and more, or two and more with a digit.

    Cut as the full-text index cuts them, so that its counts are theirs.
    """
    found = _TERM.findall(fold(text).lower())
    return [word for word in found if len(word) >= 4 or (len(word) >= 2 and any(c.isdigit() for c in word))]


def names_of(url: str, doi: str | None, text: str) -> list[tuple[str, str]]:
    """Every name as (kind, value); kinds are ``address``, ``doi`` and ``trial``."""
    found = [("address", canonical(url)), ("doi", (doi or "").lower())]
    found += [("trial", name) for name in sorted({each.upper() for each in NCT.findall(text)})]
    # Values beyond the column's width are no names that two items share.
    return [(kind, value) for kind, value in found if value and len(value) <= 700]
