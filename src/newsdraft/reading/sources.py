"""Addresses and files to articles: the part of reading that has effects."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from newsdraft.errors import ExtractError, FetchError
from newsdraft.model import Article
from newsdraft.reading.page import MAX_HTML, extract, extract_text
from newsdraft.web import retry_after


class Reply(Protocol):
    """What came back: the status, the address after redirects, headers in lower case, bytes."""

    @property
    def status(self) -> int: ...  # noqa: D102 - named by the class
    @property
    def final_url(self) -> str: ...  # noqa: D102
    @property
    def headers(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def body(self) -> bytes: ...  # noqa: D102


class Web(Protocol):
    """What reading needs of the web."""

    def get(self, url: str) -> Reply:
        """Fetch ``url``; any HTTP status is a reply. Raises FetchError for everything else."""
        ...

    def may_fetch(self, url: str) -> bool:
        """Whether the site's robots.txt lets us read ``url``."""
        ...


_STATUS = {
    401: "The site wants a login for this page.",
    402: "The site wants to be paid for this page (a paywall).",
    403: "The site refuses to show this page to programs. It may be a paywall or a block against bots.",
    404: "There is no such page.",
    410: "The page has been taken down.",
    429: "The site asks to come back later: too many requests.",
    451: "The page is blocked for legal reasons.",
}
_HINTS = {
    401: "Open it in a browser, save the page, and give the file instead.",
    404: "See if the address is complete.",
    429: "It is tried again at a later run.",
}
MAX_FILE = 20_000_000
# Reads the body of an answer: bytes, address, content type.
Reader = Callable[[bytes, str, str], Article]
_TEXT_TYPES = ("text/plain", "text/markdown")
_TEXT_FILES = (".txt", ".md", ".text")


def read_page(url: str, web: Web, now: datetime, article: Reader | None = None) -> Article:
    """The article at an http(s) address; ``article`` reads the body (by default ``article_of``, in this process).

    Raises FetchError (robots.txt, HTTP errors in plain words, no connection) and ExtractError (no text).
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise FetchError(
            "Only http and https addresses are read.", where=url, hint="See if the address is complete."
        )
    if not web.may_fetch(url):
        raise FetchError(
            "The site's robots.txt does not let programs read this page.",
            where=url,
            hint="Open it in a browser, save the page, and give the file instead.",
        )
    reply = web.get(url)
    if not 200 <= reply.status < 300:
        raise _refused(url, reply, now)
    read = article or article_of
    return read(reply.body, reply.final_url or url, reply.headers.get("content-type", ""))


def _refused(url: str, reply: Reply, now: datetime) -> FetchError:
    status = reply.status
    plain = _STATUS.get(status) or (
        "The site has trouble at the moment." if status >= 500 else "The site refused the page."
    )
    hint = _HINTS.get(status) or _HINTS[429 if status >= 500 else 401]
    wait = retry_after(reply.headers.get("retry-after"), now)
    return FetchError(f"{plain} (HTTP {status})", where=url, hint=hint, status=status, retry_after=wait)


def article_of(body: bytes, url: str, content_type: str) -> Article:
    """The article in the body of an answer of that content type: HTML, plain text or PDF. Raises ExtractError."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/pdf" or body.startswith(b"%PDF"):
        from newsdraft.reading.pdf import extract_pdf  # noqa: PLC0415 - few stories come as PDFs

        return extract_pdf(body, url)
    if kind.startswith(("image/", "audio/", "video/", "font/")) or kind in (
        "application/zip",
        "application/octet-stream",
    ):
        raise ExtractError(
            f"This is no page of text ({kind}).",
            where=url,
            hint="Give the address of the page that shows the article.",
        )
    if kind in _TEXT_TYPES:
        return extract_text(_decoded(body, content_type), url)
    return extract(_decoded(body, content_type), url)


def _decoded(body: bytes, content_type: str) -> str | bytes:
    """The body in the character set that the server names; bytes where it names none or a wrong one."""
    match = re.search(r"charset=[\"']?([\w-]+)", content_type, re.IGNORECASE)
    if not match:
        return body
    try:
        return body[:MAX_HTML].decode(match[1], "strict" if len(body) <= MAX_HTML else "ignore")
    except (LookupError, UnicodeDecodeError):
        return body


def read_file(path: Path | str, article: Reader | None = None) -> Article:
    """The article in a local file (HTML, plain text or PDF), given as a path or a ``file:`` address.

    Only for files that a person named: an address from a feed never comes here. Raises FetchError when the
    file cannot be read, ExtractError when no article is in it.
    """
    place = _path(path)
    try:
        with place.open("rb") as file:
            body = file.read(MAX_FILE)
    except OSError as error:
        raise FetchError(
            f"The file cannot be read: {error.strerror}.", where=str(place), hint="See if the path is right."
        ) from error
    url = place.resolve().as_uri()
    looks_like_html = re.search(
        rb"<(?:!doctype|html|head|body|article|p|div|title)\b", body[:4000], re.IGNORECASE
    )
    is_text = place.suffix.lower() in _TEXT_FILES or not looks_like_html
    read = article or article_of
    return read(body, url, "text/plain" if is_text and not body.startswith(b"%PDF") else "")


def _path(path: Path | str) -> Path:
    if isinstance(path, str) and path.startswith("file:"):
        return Path(unquote(urlsplit(path).path))
    return Path(path)
