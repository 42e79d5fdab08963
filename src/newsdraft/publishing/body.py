"""A draft's body as a page shows it: without the editor's marks, safe for every reader on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from newsdraft.markdown import (
    destinations,
    footnote,
    is_check,
    notes,
    passage_ids,
    published_body,
    safe_markup,
    safe_url,
)
from newsdraft.model import Document
from newsdraft.publishing.links import only_web_links

# An even number of backslashes in front escapes one another, not the bracket.
_USED = re.compile(r"(?<!\\)(?P<before>(?:\\\\)*)\[\^(?P<label>[^\[\]\n]{1,200})\]")
_DEFINED = re.compile(r"^(?P<before>[\s>*+\d.)-]*)\[(?=\^(?P<label>[^\[\]\n]{1,200})\]:)", re.MULTILINE)
# Liquid ({{ {%), Hugo's shortcodes ({{< {{%) and kramdown's attributes ({: {::) are read before or with the
# markdown, where a backslash does not help; so no brace is left.
_TEMPLATE = re.compile(r"\{")
_MOST_PASSES = 8


def page_body(body: str, documents: Sequence[Document], label: Callable[[str], str]) -> str:
    """The body for a page: the review block and the ``check`` notes are gone, and every passage that is cited
    has the footnote that ``documents`` give, whatever the file says of it; a mark without a passage is gone.
    ``label`` gives a footnote's label as the site allows it.

    HTML other than a few tags without attributes and template tags are shown as text; links and pictures that
    do not lead to an http(s) address are left out.
    """
    known = {passage.id for document in documents for passage in document.passages}
    text = _TEMPLATE.sub("&#123;", published_body(body))
    for _ in range(_MOST_PASSES):  # what is taken out can bring together what stood apart
        before, text = text, _cleaned(text, known, label)
        if text == before:
            break
    if any(safe_url(address) is None for address in destinations(text)):
        # Nothing is known to get here; should anything, the page has no links rather than a bad one.
        text = re.sub(r"\[(?!\^)", "&#91;", text).replace("<", "&lt;")
    wanted = [name for name in _in_order(text) if name in known]
    added = [f"[^{label(name)}]: {footnote(name, documents)}" for name in wanted]
    return "\n".join([text, "", *added]) if added else text


def _cleaned(text: str, known: set[str], label: Callable[[str], str]) -> str:
    text = only_web_links(_without_evidence(safe_markup(text)))
    return _USED.sub(lambda match: match["before"] + _marks(match["label"], known, label), text).strip("\n")


def cited(body: str) -> set[str]:
    """The passages that a body cites."""
    return set(_in_order(_without_evidence(safe_markup(published_body(body)))))


def _in_order(text: str) -> Iterable[str]:
    return dict.fromkeys(name for match in _USED.finditer(text) for name in passage_ids(match["label"]))


def _ours(label: str) -> bool:
    return is_check(label) or bool(passage_ids(label))


def _without_evidence(text: str) -> str:
    """Take out every footnote of a passage and of the editor's checks; those of the editor's own stay."""
    dropped = {line for note in notes(text) if _ours(note.label) for line in range(note.start, note.end)}
    lines = text.split("\n")
    kept = "\n".join(line for number, line in enumerate(lines) if number not in dropped)
    # What is no footnote for CommonMark (in code, say) must be none for another reader either.
    return _DEFINED.sub(lambda m: f"{m['before']}&#91;" if _ours(m["label"]) else m[0], kept)


def _marks(label: str, known: set[str], renamed: Callable[[str], str]) -> str:
    """The mark of a footnote as the page has it: one for each passage, none for a check."""
    if _ours(label):
        return "".join(f"[^{renamed(name)}]" for name in passage_ids(label) if name in known)
    own = renamed(label)
    return f"[^note-{own}]" if _ours(own) else f"[^{own}]"
