"""A draft's file: front matter for people, the review block, the post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from newsdraft import frontmatter
from newsdraft.frontmatter import FrontMatter, Scalar
from newsdraft.markdown import plain, render_body, split_review
from newsdraft.model import Decision, Document, DocumentKind, Draft
from newsdraft.reviewing.hashing import DECISION_FIELDS
from newsdraft.reviewing.notes import review_block
from newsdraft.reviewing.state import ReviewState, stamp

DISCLOSURE = {
    "extract": "Extracted from the sources listed, without AI; not yet written by anybody.",
    "": "Drafted with AI assistance from the sources listed; a named editor reviews it before publication.",
}


def new_file(draft: Draft, state: ReviewState, history: Sequence[Decision], *, extract: bool) -> str:
    """The whole text of a draft's file as it is first made (or made anew)."""
    block = review_block(draft, state, history, extract=extract)
    body = render_body(draft.post, draft.dossier.documents)
    return f"---\n{frontmatter.dump(_values(draft, state))}---\n\n{block}\n{body}"


def _values(draft: Draft, state: ReviewState) -> dict[str, object]:
    post = draft.post
    return {
        "title": plain(post.title),
        "description": plain(post.description),
        "date": _date(draft.date),
        "slug": draft.slug,
        "status": state.status.value,
        "draft_id": draft.id,
        "version": draft.version,
        "evidence": draft.dossier.evidence.level.value,
        "tags": [plain(tag) for tag in post.tags],
        "image": dict.fromkeys(("src", "alt", "credit", "credit_url", "license")),
        "sources": [_source(document) for document in _listed(draft)],
        "claimed_by": state.claimed_by,
        "approved_by": None,
        "approved_at": None,
        "ai_disclosure": DISCLOSURE.get(draft.writer, DISCLOSURE[""]),
    }


def _date(date: str) -> str:
    return frontmatter.Bare(date) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) else date


def _listed(draft: Draft) -> Iterator[Document]:
    """The story's own documents, and those references that the post cites."""
    cited = {passage.partition(".")[0] for _, claim in draft.post.claims() for passage in claim.passages}
    for document in draft.dossier.documents:
        if document.kind is not DocumentKind.REFERENCE or document.id in cited:
            yield document


def _source(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "title": plain(document.title),
        "publisher": plain(document.publisher) or None,
        "url": plain(document.url),
        "kind": document.source_kind.value if document.source_kind else document.kind.value,
        "published": _date(document.published.date().isoformat()) if document.published else None,
        "doi": document.doi,
    }


def redrafted(front: FrontMatter, draft: Draft, block: str, state: ReviewState) -> str:
    """The file with a redraft's title, description, sources, review block and post.

    All else that stands in the front matter (picture, tags, comments, fields of the editor's own) is kept.
    """
    values = _values(draft, state)
    taken = ("title", "description", "evidence", "sources", "ai_disclosure")
    changed = front.with_values({**{key: values[key] for key in taken}, **decision_values(state)})
    body = f"\n{block}\n{render_body(draft.post, draft.dossier.documents)}"
    return changed.render(body.replace("\n", front.newline))


def decision_values(state: ReviewState) -> dict[str, Scalar]:
    """The fields of the front matter that decisions write, for a state."""
    return {
        "status": state.status.value,
        "version": state.version,
        "claimed_by": state.claimed_by,
        "approved_by": state.approved_by,
        "approved_at": stamp(state.approved_at) if state.approved_at else None,
    }


def with_decisions_of(front: FrontMatter, text: str, where: str) -> str:
    """``text`` with the fields of decisions as ``front`` has them: an older text brings no decision back with it."""
    new = frontmatter.parse(text, where)
    theirs = {key: front.get(key) for key in DECISION_FIELDS if key in (*front.fields, *new.fields)}
    return new.with_values(theirs).render()


def refreshed(front: FrontMatter, block: str, values: Mapping[str, Scalar], where: str) -> str:
    """The file's text with these decision fields and this review block; nothing else is touched."""
    changed = front.with_values(values)
    before, old, after = split_review(front.body, where)
    shown = block.replace("\n", front.newline)
    if not old:
        shown = f"{front.newline}{shown}" + ("" if after.startswith(("\r", "\n")) else front.newline)
    return changed.render(before + shown + after)
