"""A draft's body as a page shows it: without the editor's marks, safe for every reader on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from newsdraft.markdown import footnote, published_body
from newsdraft.model import Document

_DEFINED = re.compile(r"^ {0,3}\[\^(?P<label>[^\[\]\n]{1,200})\]:", re.MULTILINE)
_USED = re.compile(r"(?<!\\)\[\^(?P<label>[^\[\]\n]{1,200})\](?!:)")
_PASSAGE = re.compile(r"[SR]\d+\.\d+")
_CHECK = re.compile(r"check\b", re.IGNORECASE)
# Liquid ({{ {%), Hugo's shortcodes ({{< {{%) and kramdown's attributes ({: {::) are read before or with the
# markdown, where a backslash does not help; so no brace is left.
_TEMPLATE = re.compile(r"\{")
_SAFE_TAGS = "br|hr|p|em|strong|b|i|sub|sup|ul|ol|li|blockquote|table|thead|tbody|tr|th|td"
_TAG = re.compile(rf"<(?=[A-Za-z/!?])(?!/?(?:{_SAFE_TAGS})\s*/?>)(?!https?://[^\s<>]*>)", re.IGNORECASE)
_SCRIPT_LINK = re.compile(
    r"(\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?)\s*(?:javascript|vbscript|data)\s*:", re.I | re.M
)


def page_body(body: str, documents: Sequence[Document], label: Callable[[str], str]) -> str:
    """The body for a page: the review block and the ``check`` notes are gone, and every passage that is cited
    has its footnote. ``label`` gives a footnote's label as the site allows it.

    HTML other than a few tags without attributes, script links and template tags are shown as text.
    """
    text = _without_checks(published_body(body))
    text = _complete(_without_unused(text), documents)
    text = _relabelled(text, label)
    text = _TEMPLATE.sub("&#123;", text)
    text = _TAG.sub("&lt;", text)
    return _SCRIPT_LINK.sub(r"\1#", text)


def _without_checks(text: str) -> str:
    lines: list[str] = []
    dropping = False
    for line in text.split("\n"):
        if match := _DEFINED.match(line):
            dropping = bool(_CHECK.match(match["label"].strip()))
        elif not line.strip() or not line.startswith(("    ", "\t")):
            # A definition that runs on over the next line is one paragraph with it, up to an empty line.
            dropping = dropping and bool(line.strip())
        if not dropping:
            lines.append(line)
    kept = "\n".join(lines)
    return _USED.sub(lambda m: "" if _CHECK.match(m["label"].strip()) else m[0], kept).strip("\n")


def cited(body: str) -> set[str]:
    """The labels of the footnotes that a body uses."""
    return {match["label"] for match in _USED.finditer(body)}


def _without_unused(text: str) -> str:
    """Leave out passages that no sentence cites any more; a footnote of the editor's own kind stays."""
    used = cited(text)
    kept = []
    for line in text.split("\n"):
        match = _DEFINED.match(line)
        if not match or match["label"] in used or not _PASSAGE.fullmatch(match["label"]):
            kept.append(line)
    return "\n".join(kept)


def _complete(text: str, documents: Sequence[Document]) -> str:
    """Add the footnotes that an editor cited and did not write out."""
    known = {passage.id for document in documents for passage in document.passages}
    defined = {match["label"] for match in _DEFINED.finditer(text)}
    missing = dict.fromkeys(m["label"] for m in _USED.finditer(text) if m["label"] in known - defined)
    added = [f"[^{name}]: {footnote(name, documents)}" for name in missing]
    return "\n".join([text, "", *added]) if added else text


def _relabelled(text: str, label: Callable[[str], str]) -> str:
    def changed(match: re.Match[str]) -> str:
        return match[0].replace(f"[^{match['label']}]", f"[^{label(match['label'])}]")

    return _DEFINED.sub(changed, _USED.sub(changed, text))
