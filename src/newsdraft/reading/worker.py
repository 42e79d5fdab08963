"""The task of the processes that read pages; see ``newsdraft.sandbox``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsdraft.errors import ExtractError
from newsdraft.reading.sources import article_of


def answer(about: Mapping[str, Any], body: bytes) -> dict[str, str | None]:
    """The article as JSON text under ``article``, or ``error`` and ``hint``."""
    try:
        article = article_of(body, about["url"], about["type"])
    except ExtractError as error:
        return {"error": error.message, "hint": error.hint}
    return {"article": article.model_dump_json()}
