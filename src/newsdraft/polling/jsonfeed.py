"""JSON Feed 1.0 and 1.1 (jsonfeed.org), which the feed parser does not read."""

from __future__ import annotations

import json
from typing import Any

from newsdraft.errors import ExtractError
from newsdraft.polling.entries import Item


def read_json_feed(body: bytes, url: str) -> tuple[str, list[Item]]:
    """The feed's title and items; ``ExtractError`` for JSON that is no JSON Feed."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ExtractError("this looks like JSON, but it is damaged", where=url) from error
    if not isinstance(data, dict) or "jsonfeed.org/version" not in _text(data.get("version")):
        raise ExtractError(
            "this is JSON, but not a JSON Feed", where=url, hint="Give the address of the feed."
        )
    items = data.get("items")
    return _text(data.get("title")), [
        _item(item) for item in (items if isinstance(items, list) else []) if isinstance(item, dict)
    ]


def _item(item: dict[str, Any]) -> Item:
    # A page of the publisher's own is better to read than the page that it comments on.
    links = tuple(filter(None, (_text(item.get("url")), _text(item.get("external_url")))))
    markup = _text(item.get("content_html"))
    content = markup or _escaped(_text(item.get("content_text")))
    return Item(
        guid=_text(item.get("id")),
        links=links,
        title=_escaped(_text(item.get("title"))),
        summary=_escaped(_text(item.get("summary"))),
        content=content,
        dates=tuple(
            (text, None) for key in ("date_published", "date_modified") if (text := _text(item.get(key)))
        ),
        identifiers=(_text(item.get("_doi")), _text(item.get("doi"))),
    )


def _text(value: object) -> str:
    """Text or a number as text (ids are numbers in some feeds); "" for anything else."""
    if isinstance(value, bool):
        return ""
    return str(value) if isinstance(value, str | int | float) else ""


def _escaped(text: str) -> str:
    """Plain text as markup, so that one reader serves both. Titles that carry tags all the same lose them."""
    return text if "</" in text else text.replace("&", "&amp;").replace("<", "&lt;")
