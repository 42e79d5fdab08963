"""Links and DOIs of an entry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

# Parameters that say how a reader came, not what is read. Taken from the publishers' and mailers' own
# documentation of their campaign tags.
_TRACKING = re.compile(
    r"(?:utm_\w+|_hs\w+|hs\w*Tracking|mc_[ce]id|mkt_tok|pk_\w+|piwik_\w+|mtm_\w+|matomo_\w+|fb_\w+|fbclid|gclid|"
    r"dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|ttclid|li_fat_id|vero_\w+|oly_\w+_id|wt\.\w+|xtor|ncid|"
    r"cmpid|s_cid|sc_campaign|sc_channel|trk|icid|ito|partner|source=rss)",
    re.IGNORECASE,
)
_TRACKING_PAIRS = frozenset({"rss=1", "rss=yes", "rss=true", "source=rss", "ref=rss", "af=r", "feed=rss"})
_TRACKING_FRAGMENT = re.compile(r"(?:utm_|xtor=|ref=|rss|intcid)", re.IGNORECASE)

# Crossref's recommended pattern for DOIs, without the characters that end one in running text or an address.
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>?#&]+", re.IGNORECASE)
# What publishers put behind a DOI in the address of a page.
_DOI_TAIL = re.compile(
    r"(?:/(?:full|fulltext|abstract|abs|pdf|epdf|epub|meta|summary|html|references)|\.(?:full|abstract|pdf|short))"
    r"(?:[./][\w.-]*)?$",
    re.IGNORECASE,
)


def clean_link(href: str, base: str) -> tuple[str | None, str | None]:
    """An absolute http(s) address without tracking, and a warning where ``href`` had to be dropped.

    An empty ``href`` gives neither.
    """
    bare = re.sub(r"[\x00-\x20\x7f]+", "", href) if re.search(r"[\x00-\x1f]", href) else href.strip()
    if not bare:
        return None, None
    try:
        parts = urlsplit(urljoin(base, bare))
        port = parts.port
    except ValueError:
        return None, f"link dropped, it is no valid address: {_quoted(bare)}"
    if parts.scheme not in {"http", "https"}:
        return None, f"link dropped, only http and https are read: {_quoted(bare)}"
    host = parts.hostname or ""
    if not host or "@" in parts.netloc:
        return None, f"link dropped, it names no host or carries a password: {_quoted(bare)}"
    name = f"[{host}]" if ":" in host else host
    netloc = name if port in {None, {"http": 80, "https": 443}[parts.scheme]} else f"{name}:{port}"
    fragment = "" if _TRACKING_FRAGMENT.match(parts.fragment) else parts.fragment
    path = parts.path.replace(" ", "%20") or "/"
    return urlunsplit((parts.scheme, netloc, path, _without_tracking(parts.query), fragment)), None


def _without_tracking(query: str) -> str:
    """``query`` with the tracking parameters gone and the others exactly as they were."""
    kept = [
        pair
        for pair in query.split("&")
        if pair and pair.lower() not in _TRACKING_PAIRS and not _TRACKING.fullmatch(pair.partition("=")[0])
    ]
    return "&".join(kept).replace(" ", "%20")


def _quoted(text: str) -> str:
    return text if len(text) <= 80 else text[:80] + "…"


def find_doi(texts: Iterable[str], links: Iterable[str]) -> str | None:
    """The DOI (lower case) of the first of ``texts`` or, failing these, ``links`` that holds one."""
    for text in texts:
        match = _DOI.search(text)
        if match:
            return _trimmed(match[0])
    for link in links:
        match = _DOI.search(unquote(link))
        if match:
            return _trimmed(_DOI_TAIL.sub("", match[0]))
    return None


def _trimmed(doi: str) -> str:
    bare = doi.rstrip(".,;:'\"/]}")
    return (bare.rstrip(")") if bare.count(")") > bare.count("(") else bare).lower()
