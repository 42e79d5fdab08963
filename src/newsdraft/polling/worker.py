"""The task of the processes that parse feeds; see ``newsdraft.sandbox``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from newsdraft.errors import ExtractError
from newsdraft.model import Source
from newsdraft.polling.feed import parse


def answer(about: Mapping[str, Any], body: bytes) -> dict[str, str | None]:
    """The parsed feed as JSON text under ``feed``, or ``error`` and ``hint``."""
    source = Source.model_validate(about["source"]) if about["source"] else None
    try:
        now = datetime.fromisoformat(about["now"])
        feed = parse(body, about["url"], about["headers"], source, now=now)
    except ExtractError as error:
        return {"error": error.message, "hint": error.hint}
    return {"feed": feed.model_dump_json()}
