"""Bytes to a ParsedFeed: in this process for those who trust them, else in processes of their own."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from datetime import UTC, datetime

from newsdraft.errors import ExtractError
from newsdraft.model import Source
from newsdraft.polling.state import ParsedFeed
from newsdraft.sandbox import Workers


def parse(
    body: bytes,
    url: str,
    headers: Mapping[str, str],
    source: Source | None = None,
    *,
    now: datetime | None = None,
) -> ParsedFeed:
    """Read a feed: RSS, Atom, RDF, CDF or JSON Feed; for a source with a query, the service's answer.

    ``url`` is where it came from (relative links are joined to it), ``headers`` those of the answer, with
    lower-case names (the charset counts), ``source`` gives entries their kind and publisher, ``now`` is the
    time by which dates are judged (by default the clock's). Raises ``ExtractError`` where this is no feed. It
    runs in this process: for bytes of strangers, ``poll`` runs it in one that can be ended.
    """
    from newsdraft.polling.feed import read, read_query  # noqa: PLC0415 - a run loads it in the workers only

    moment = now or datetime.now(UTC)
    if source is not None and source.query is not None:
        found = read_query(body, url, headers, source, moment)
    else:
        found = read(body, url, headers, source, moment)
    return ParsedFeed.model_validate(dataclasses.asdict(found))


# One process reads as fast as the one that asks can ask and keep; a second is for when the first is stuck.
PATIENCE = 1.0


class Parsers(Workers):
    """Parser processes, shared by the threads of a poll; the first is started when the first changed feed comes."""

    def __init__(self, seconds: float, most: int | None = None, patience: float = PATIENCE) -> None:
        most = most or max(2, min(4, os.cpu_count() or 1))
        super().__init__("newsdraft.polling.worker", seconds, most, patience)

    def parse(
        self, body: bytes, url: str, headers: Mapping[str, str], source: Source | None, now: datetime
    ) -> ParsedFeed:
        """As ``newsdraft.polling.parse``; also ``ExtractError`` where reading takes too long or crashes."""
        about = {
            "url": url,
            "headers": {"content-type": headers["content-type"]} if "content-type" in headers else {},
            "source": source.model_dump(mode="json") if source else None,
            "now": now.isoformat(),
        }
        answer = self.ask(about, body)
        if "feed" in answer:
            return ParsedFeed.model_validate_json(answer["feed"] or "")
        raise ExtractError(
            answer.get("error") or "this could not be read", where=url, hint=answer.get("hint")
        )
