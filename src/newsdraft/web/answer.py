"""What is asked of the web and what comes back, with the small decisions about an answer."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from newsdraft import __version__
from newsdraft.errors import FetchError
from newsdraft.model import Value


def honest_agent(contact: str = "") -> str:
    """The User-Agent that says who asks and whom to write to (RFC 9110, section 10.1.5)."""
    about = f"; contact: {contact}" if contact else ""
    return f"newsdraft/{__version__} (reads news feeds for an editor{about})"


class WebPolicy(Value):
    """How far and how politely to read. Sizes are bytes, times seconds.

    ``allow_hosts`` names hosts or addresses, exactly, that may be private; they are the operator's own, so
    ``host_delay_seconds`` does not apply to them. ``max_bytes`` counts a body after decompression,
    ``max_wire_bytes`` before. ``first_byte_seconds`` bounds connecting and the whole head of an answer,
    ``total_seconds`` everything, redirects included; waiting for one's turn at a host counts to neither.
    """

    user_agent: str = honest_agent()
    allow_hosts: tuple[str, ...] = ()
    max_bytes: int = 8_000_000
    max_wire_bytes: int = 8_000_000
    first_byte_seconds: float = 10.0
    total_seconds: float = 18.0
    max_redirects: int = 5
    host_delay_seconds: float = 1.0
    host_connections: int = 2


class Page(Value):
    """An HTTP answer of any status.

    ``permanent_url`` is the address to ask from now on: where the leading redirects that were permanent (301,
    308) led to; None without such. ``headers`` have lower-case names.
    """

    url: str
    final_url: str
    permanent_url: str | None = None
    status: int
    headers: dict[str, str]
    body: bytes


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header, given as seconds or as an HTTP date; None without a valid one.

    RFC 9110, section 10.2.3. A date that has passed means no wait.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text) if len(text) < 12 else math.inf
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


_STATUS_WORDS: Mapping[int, str] = {
    401: "the server wants a login",
    402: "the server wants payment",
    403: "the server refuses to show this page",
    404: "there is nothing at this address",
    410: "the server says that this is gone for good",
    429: "the server says that it was asked too often",
    500: "the server failed",
    503: "the server is overloaded or under repair",
    451: "the server may not show this for legal reasons",
}


def status_error(page: Page, now: datetime) -> FetchError | None:
    """The error that a status of 400 or more stands for, in plain words; None where the answer is good."""
    if page.status < 400:
        return None
    words = _STATUS_WORDS.get(page.status)
    if words is None:
        words = "the server failed" if page.status >= 500 else "the server refused the request"
    wait = retry_after(page.headers.get("retry-after"), now)
    return FetchError(
        f"{words} (HTTP {page.status})",
        where=page.final_url,
        status=page.status,
        retry_after=None if wait is None else wait,
    )
