"""Untrusted text as HTML: everything that a model, a source or a file says passes through here or is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.footnote import footnote_plugin

_INLINE = {"em", "strong", "sub", "sup"}
_PAGE = _INLINE | {
    "a", "blockquote", "br", "h2", "h3", "h4", "hr", "li", "ol", "p", "section", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
}  # fmt: skip
_SCHEMES = {"http", "https"}
_PASSAGE = re.compile(r"\[\^([\w.+-]{1,100})\]")


def sentence(text: str) -> Markup:
    """One sentence of a post; emphasis is its only markup."""
    return Markup(nh3.clean(_inline().renderInline(text), tags=_INLINE, attributes={}))  # noqa: S704 (cleaned)


def page(markdown: str) -> Markup:
    """A whole page with its footnotes. Pictures are named, not shown: the desk asks no other server for anything."""
    return _cleaned(_page().render(markdown))


def part(markdown: str) -> Markup:
    """A part of a post, each mark of a footnote as the id of its passage."""
    marked = _PASSAGE.sub(lambda match: f"\ue000{match[1]}\ue001", markdown)
    return _cleaned(re.sub("\ue000([^\ue001]*)\ue001", r'<sup class="pid">\1</sup>', _page().render(marked)))


def _cleaned(made: str) -> Markup:
    kept = nh3.clean(
        made, tags=_PAGE, attributes={"a": {"href", "id"}, "li": {"id"}}, allowed_classes={"sup": {"pid"}},
        url_schemes=_SCHEMES, attribute_filter=_leading_out,
    )  # fmt: skip
    return Markup(kept)  # noqa: S704 (cleaned)


def _leading_out(_tag: str, name: str, value: str) -> str | None:
    """Links lead to the web or to a footnote; none that a text holds leads to a page of the desk."""
    return value if name != "href" or value.startswith(("http://", "https://", "#")) else None


def cited_in(markdown: str) -> list[str]:
    """The labels of the footnotes that a text uses, each once, in its order."""
    return list(dict.fromkeys(_PASSAGE.findall(markdown)))


@cache
def _inline() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False}).enable(["emphasis", "escape", "entity"])


@cache
def _page() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").use(footnote_plugin)
    reader.add_render_rule("image", _picture)
    return reader


def _picture(_renderer: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    return f"<em>Picture: {html.escape(tokens[at].content or 'without a description')}</em>"
