"""Markup of a feed to plain text, without losing "p <0.05"."""

from __future__ import annotations

import html
import re

# The names that make a "<" the start of a tag. Any other "<" is text: "p <0.05", "CD4<200", "IL-2 <TNF".
_NAMES = """
    a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas
    caption center cite code col colgroup data dd del details dfn div dl dt em embed fieldset figcaption
    figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins
    italic bold kbd label legend li link main map mark math menu meta meter nav noscript object ol
    optgroup option output p param picture pre progress q rp rt ruby s samp script section select small
    source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead
    time title tr track tt u ul var video wbr
"""
_NAME = rf"(?:{'|'.join(sorted(_NAMES.split(), key=len, reverse=True))}|[a-z][\w.-]*:[a-z][\w.-]*)"
_NOT_A_TAG = re.compile(rf"<(?!/?{_NAME}(?=[\s/>])|!--|!\[CDATA\[)", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|tr|table|br|hr|blockquote|section|article|figure|figcaption|dd|dt|pre)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
_RAISED = re.compile(r"<sup\b[^<>]{0,200}>\s*([0-9+\u2212\u2013-]{1,8})\s*</sup\s*>", re.IGNORECASE)
_ESCAPED_TWICE = re.compile(rf"</{_NAME}\s*>|<br\s*/?>|<(?:p|div|img|script|a)\b[^<>]*>", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("0123456789+-\u2212\u2013", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")

# What these hold is not for reading. The set is passed to the sanitiser as a whole.
_SILENT = {
    "script",
    "style",
    "template",
    "iframe",
    "object",
    "noscript",
    "svg",
    "select",
    "button",
    "textarea",
}

# Controls, invisible characters, bidirectional overrides, lone surrogates, and the tag characters that can
# carry hidden instructions to a model.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)


def plain_line(markup: str, limit: int) -> str:
    """The text of ``markup`` on one line, at most ``limit`` characters."""
    return shortened(" ".join(plain_text(markup[: 20 * limit]).split()), limit)


def plain_text(markup: str) -> str:
    """The text of ``markup``, its paragraphs separated by newlines.

    Tags go, and with scripts and the like what is in them; comparison signs stay. A superscript number keeps
    its height ("10⁵" must not become 105).
    """
    text = _untagged(markup)
    if _ESCAPED_TWICE.search(text):
        text = _untagged(text)
    lines = (" ".join(line.split()) for line in _UNSEEN.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


def _untagged(markup: str) -> str:
    if "<" not in markup:
        return html.unescape(markup)
    import nh3  # noqa: PLC0415 - only changed feeds need it

    text = _RAISED.sub(lambda match: match[1].translate(_SUPERSCRIPTS), _NOT_A_TAG.sub("&lt;", markup))
    return html.unescape(nh3.clean(_BREAK.sub("\n", text), tags=set(), clean_content_tags=_SILENT))


def shortened(text: str, limit: int) -> str:
    """``text`` cut at a word, with an ellipsis, where it is longer than ``limit`` characters."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    if text[limit - 1].isspace():
        return head + "…"
    return (head.rpartition(" ")[0] if " " in head[limit // 2 :] else head) + "…"
