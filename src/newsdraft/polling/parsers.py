"""Feeds parsed in processes of their own, started when the first changed feed comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from newsdraft.errors import ExtractError
from newsdraft.model import Source
from newsdraft.polling.state import ParsedFeed
from newsdraft.sandbox import Workers


class Parsers(Workers):
    """A few parser processes, shared by the threads of a poll."""

    def __init__(self, seconds: float, most: int | None = None) -> None:
        super().__init__("newsdraft.polling.worker", seconds, most)

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
