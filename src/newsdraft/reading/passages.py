"""Text to numbered passages, and how much of one text stands in another."""

from __future__ import annotations

from collections.abc import Sequence

from newsdraft.model import Article, Document, DocumentKind, Passage
from newsdraft.text import sentences, words

_SHORTEST = 4  # words: shorter sentences ("He smiled.") are in too many texts to show a copy


def passages(text: str, document_id: str) -> tuple[Passage, ...]:
    """The sentences of ``text`` as passages ``ID.1``, ``ID.2``, … with their offsets into ``text``."""
    return tuple(
        Passage(id=f"{document_id}.{number}", text=text[start:end], start=start, end=end)
        for number, (start, end) in enumerate(sentences(text), start=1)
    )


def as_document(article: Article, document_id: str, kind: DocumentKind = DocumentKind.ARTICLE) -> Document:
    """An article as a document with its passages."""
    return Document(
        id=document_id,
        kind=kind,
        title=article.title,
        url=article.url,
        publisher=article.publisher,
        source_kind=article.kind,
        published=article.published,
        doi=article.doi,
        text=article.text,
        passages=passages(article.text, document_id),
    )


def copied_share(text: str, documents: Sequence[Document]) -> float:
    """The share (0 to 1) of the words of ``text`` that stand in sentences which ``documents`` have too.

    A sentence counts as shared when its words, in order, stand in the other text, so that an added place
    line or another headline does not hide a copy.
    """
    known = ["\n" + " ".join(words(document.text)) + " " for document in documents]
    total = shared = 0
    for start, end in sentences(text):
        found = words(text[start:end])
        if len(found) < _SHORTEST:
            continue
        total += len(found)
        if any(_stands_in(found, other) for other in known):
            shared += len(found)
    return shared / total if total else 0.0


def _stands_in(found: list[str], other: str) -> bool:
    """Whether the words, or all but the first or last three, stand in ``other``."""
    trimmed = (found, found[3:], found[:-3]) if len(found) > 3 * _SHORTEST else (found,)
    return any(" ".join(part) in other for part in trimmed)
