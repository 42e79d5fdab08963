"""Pages reduced to articles in processes of their own: a page can be made to take minutes, or all memory."""

from __future__ import annotations

from newsdraft.errors import ExtractError
from newsdraft.model import Article
from newsdraft.sandbox import Workers

SECONDS = 12.0


class Pages(Workers):
    """A few reading processes; one costs about half a second to start and reads a page in a few milliseconds."""

    def __init__(self, seconds: float = SECONDS, most: int | None = None) -> None:
        super().__init__("newsdraft.reading.worker", seconds, most)

    def article(self, body: bytes, url: str, content_type: str) -> Article:
        """As ``article_of``; also ``ExtractError`` where reading takes too long or crashes."""
        answer = self.ask({"url": url, "type": content_type}, body)
        if "article" in answer:
            return Article.model_validate_json(answer["article"] or "")
        raise ExtractError(
            answer.get("error") or "this could not be read", where=url, hint=answer.get("hint")
        )
