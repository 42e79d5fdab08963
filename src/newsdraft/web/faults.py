"""Which addresses are asked for at all, and what went wrong, in plain words."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore2
import httpx2

from newsdraft.errors import BlockedAddress, FetchError
from newsdraft.web.decode import DamagedBodyError

# Longer addresses are no addresses of articles; some servers and parsers choke on them.
MAX_URL = 4096
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+")

_WORDS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((DamagedBodyError,), "the compressed answer is damaged or stops half way"),
    ((httpcore2.ConnectError,), "no connection could be made"),
    (
        (httpcore2.NetworkError, httpcore2.RemoteProtocolError),
        "the connection broke before the whole answer had come",
    ),
    (
        (httpcore2.ProtocolError, httpx2.HTTPError, httpx2.InvalidURL),
        "what came back is no valid HTTP answer",
    ),
    ((OSError,), "the network failed"),
)


def checked(url: str, start: str | None = None) -> str:
    """``url`` without its fragment, if it is one that a reader may ask for; else ``BlockedAddress``.

    ``start`` is the address that redirected here, if any.
    """
    lead = f"it redirects to {url[:200]}, and " if start else ""
    hint = None if start else "Give a full http or https address."
    try:
        address = httpx2.URL(url.strip())
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise BlockedAddress(
            f"{lead}this is no valid web address", where=start or url[:200], hint=hint
        ) from error
    problem = _problem(address, len(url))
    if problem:
        raise BlockedAddress(lead + problem, where=start or url[:200], hint=hint)
    return str(address.copy_with(fragment=None))


def _problem(address: httpx2.URL, length: int) -> str | None:
    if address.scheme not in {"http", "https"}:
        return f"only http and https are read, not {address.scheme or 'an address without a scheme'}"
    if address.userinfo:
        return "an address that carries a name or password is not read"
    if not _HOST.fullmatch(address.raw_host.decode("ascii", "replace")):
        return "this address names no valid host"
    if address.port is not None and not 0 < address.port < 65536:
        return "this address has no valid port"
    return f"this address is longer than {MAX_URL} characters" if length > MAX_URL else None


@contextmanager
def within(words: str) -> Iterator[None]:
    """Say ``words`` for a time limit that was passed in the block."""
    try:
        yield
    except (httpcore2.TimeoutException, httpx2.TimeoutException, TimeoutError) as error:
        raise FetchError(words) from error


@contextmanager
def in_plain_words(start: str, address: str, *, redirected: bool) -> Iterator[None]:
    """Turn every network error of the block into a FetchError about ``start``, which led to ``address``."""
    lead = f"after a redirect to {address}: " if redirected else ""
    try:
        yield
    except FetchError as error:
        # A stranger's redirect is no reason to advise that an inner address be opened.
        hint = None if redirected else error.hint
        raise type(error)(lead + error.message, where=start, hint=hint) from error.__cause__ or error
    except (
        DamagedBodyError,
        httpcore2.NetworkError,
        httpcore2.ProtocolError,
        httpx2.HTTPError,
        OSError,
    ) as error:
        raise FetchError(lead + describe(error), where=start) from error


def describe(error: Exception) -> str:
    """A network error in plain words, with what the library said in brackets."""
    # httpcore2 hands the error of the socket on as the argument of its own.
    cause = error.args[0] if error.args else None
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"the server's certificate could not be trusted ({cause.verify_message})"
    words = next((words for kinds, words in _WORDS if isinstance(error, kinds)), "the network failed")
    detail = "" if isinstance(error, DamagedBodyError) else str(error).strip()
    return f"{words} ({detail[:150]})" if detail else words
