"""Whether the footnotes of a draft still say what the sources say."""

from __future__ import annotations

from collections.abc import Sequence

from newsdraft import frontmatter
from newsdraft.markdown.escaping import plain, safe_markup
from newsdraft.markdown.labels import passage_ids
from newsdraft.markdown.reading import notes
from newsdraft.markdown.rendering import footnote
from newsdraft.markdown.review import split_review
from newsdraft.model import Document


def changed_footnotes(markdown: str, documents: Sequence[Document]) -> list[str]:
    """The labels of the passages whose footnote is not the one that ``documents`` give, in order, each once.

    White space and invisible characters do not count. Footnotes of the editor's own and the marks to be
    confirmed are no evidence, and never named. Raises DamagedDraft as ``parse_body`` does.
    """
    body = "".join(split_review(frontmatter.parse(markdown).body)[::2])
    changed = []
    for note in notes(safe_markup(body)):
        ids = passage_ids(note.label)
        expected = plain(footnote(ids[0], documents)) if len(ids) == 1 else None
        if ids and plain(note.text) != expected:
            changed.append(note.label)
    return list(dict.fromkeys(changed))
