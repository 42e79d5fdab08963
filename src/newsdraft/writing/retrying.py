"""Why a request failed and whether asking again can help: pure functions over the SDK's exceptions."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum


class Trouble(StrEnum):
    """What kind of failure it was; each becomes one exception of ``errors.py``."""

    KEY = "key"
    QUOTA = "quota"
    SETTING = "setting"
    TOO_LONG = "too long"
    DOWN = "down"


@dataclass(frozen=True)
class Failure:
    """A failed request, classified. ``retry_after`` is in seconds, None if the server did not say."""

    trouble: Trouble
    message: str
    hint: str = ""
    again: bool = False
    retry_after: float | None = None
    maybe_billed: bool = False


# 409 and 425 ask for another try by their definition (RFC 9110 section 15.5.10, RFC 8470 section 5.2), 408
# and 5xx say that the server did not manage. 501 and 505 will be the same next time.
AGAIN = {408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529}
QUOTA_CODES = {
    "insufficient_quota",
    "billing_hard_limit_reached",
    "billing_not_active",
    "insufficient_credits",
}

SETTINGS = (
    (
        re.compile(r"response_format|json_schema|json_object|structured output|grammar", re.IGNORECASE),
        "the server does not take this form of answer",
        "set answer_format to the next step of the ladder: json_schema, then json_object, then prompt",
    ),
    (
        re.compile(r"max_completion_tokens|max_tokens", re.IGNORECASE),
        "the server does not take this token limit",
        "set token_limit_field to the other of max_tokens and max_completion_tokens, or lower the limit",
    ),
    (
        re.compile(r"temperature", re.IGNORECASE),
        "the server does not take this temperature",
        "leave the setting temperature out",
    ),
)
TOO_LONG = re.compile(
    r"context.{0,10}(length|size|window)|too many tokens|prompt is too long|exceed\w* the available",
    re.IGNORECASE,
)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait from ``Retry-After`` (seconds or a date, RFC 9110 10.2.3) or ``retry-after-ms``."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = headers.get(name)
        if value is None:
            continue
        try:
            seconds = float(value) / unit
        except ValueError:
            continue
        if math.isfinite(seconds):
            return max(0.0, seconds)
    try:
        when = parsedate_to_datetime(headers.get("retry-after", ""))
    except (TypeError, ValueError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


def of_status(status: int, code: str, said: str, headers: Mapping[str, str], now: datetime) -> Failure:
    """Classify an HTTP error status. ``code`` and ``said`` are the error's code (or type) and message."""
    said = " ".join(said.split())[:300]
    words = f"HTTP {status}" + (f": {said}" if said else "")
    if status == 402 or code in QUOTA_CODES:
        return Failure(Trouble.QUOTA, words, "add credit to the account or raise its limit, then run again")
    if status in {401, 403}:
        return Failure(Trouble.KEY, words, "set OPENAI_API_KEY to a key that this endpoint and model accept")
    if status in AGAIN:
        return Failure(
            Trouble.DOWN,
            words,
            "the item stays queued; run again later",
            again=True,
            retry_after=retry_after(headers, now),
        )
    return _of_refusal(status, f"{code} {said}", words, headers)


def _of_refusal(status: int, said: str, words: str, headers: Mapping[str, str]) -> Failure:
    """Classify a status that will be the same next time."""
    if 300 <= status < 400:
        to = headers.get("location", "another address")
        return Failure(
            Trouble.SETTING, f"the endpoint redirects to {to}", "set OPENAI_BASE_URL to where it leads"
        )
    if status == 404:
        return Failure(
            Trouble.SETTING,
            words,
            "check the setting model (NEWSDRAFT_MODEL) and OPENAI_BASE_URL, which usually ends in /v1",
        )
    if status == 413 or (status in {400, 422} and TOO_LONG.search(said)):
        return Failure(
            Trouble.TOO_LONG,
            words,
            "lower max_output_tokens, or use a model with a larger context",
        )
    if status in {400, 422}:
        for pattern, what, hint in SETTINGS:
            if pattern.search(said):
                return Failure(Trouble.SETTING, f"{what} ({words})", hint)
    return Failure(Trouble.DOWN, words, "the endpoint did not accept the request; its message says why")


def of_connection(reason: str, *, connected: bool, timed_out: bool) -> Failure:
    """Classify a request that brought no whole answer.

    A server that was reached and stayed silent for too long may have done the work and billed it; it is not
    asked again at once. A connection that could not be made, or that broke off, is.
    """
    return Failure(
        Trouble.DOWN,
        reason,
        "check OPENAI_BASE_URL and the network; the item stays queued",
        again=not (connected and timed_out),
        maybe_billed=connected,
    )
