"""What a search service answered, as records that every service's reader makes; and reading its shapes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsdraft.errors import ExtractError
from newsdraft.model import QueryService
from newsdraft.polling.entries import Item
from newsdraft.polling.plain import plain_line, plain_text

NAMES = {
    QueryService.PUBMED: "PubMed",
    QueryService.EUROPE_PMC: "Europe PMC",
    QueryService.ARXIV: "arXiv",
    QueryService.TRIALS: "ClinicalTrials.gov",
}


@dataclass(frozen=True)
class Record:
    """One record: its item, when the service got it, who published it, and whether it is a preprint."""

    item: Item
    arrived: str = ""
    publisher: str = ""
    preprint: bool = False


@dataclass(frozen=True)
class Answer:
    """Records, newest first, and how many the service says there are (None where it does not say)."""

    records: Sequence[Record]
    total: int | None
    notes: tuple[str, ...] = ()


# --- shapes that cannot be relied on ---------------------------------------------------------------------


def refused(service: QueryService, said: str) -> ExtractError:
    """The error of a service that answers otherwise than it documents; ``said`` are its own words."""
    told = plain_line(said, 200)
    message = f"{NAMES[service]} did not answer the query"
    return ExtractError(
        f"{message}: {told}" if told else f"{message} in the form that it documents",
        hint="Try the query's term on the service's own site.",
    )


def json_of(body: bytes) -> Mapping[str, Any]:
    """The JSON object of an answer. Raises ExtractError for what is no JSON."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        said = plain_text(body[:2000].decode("utf-8", "replace"))[:150]
        raise ExtractError(f"the service answered with something else than data: {said}") from error
    return as_dict(value)


def as_dict(value: object) -> Mapping[str, Any]:
    """A mapping as it is, anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """A list as it is, anything else as an empty one."""
    return value if isinstance(value, list) else []


def as_text(value: object) -> str:
    """Text as it is, a whole number as its digits, anything else as ""."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**15 else ""
    return value if isinstance(value, str) else ""


def as_texts(value: object) -> list[str]:
    """The texts of a list."""
    return [text for text in map(as_text, as_list(value)) if text]


def as_count(value: object) -> int | None:
    """A count that is given as a number or as digits."""
    digits = as_text(value)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None


def dates(*written: str) -> tuple[tuple[str, None], ...]:
    """Dates as written, in the order in which they are believed."""
    return tuple((each, None) for each in written if each)


def escaped(text: str) -> str:
    """Plain text as markup, so that "p<0.05" stays."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
