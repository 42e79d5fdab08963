"""What is put on record of a draft's new version: its index, and the text and log line of a redraft. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from newsdraft.markdown import plain
from newsdraft.model import Decision, Draft, Post
from newsdraft.reviewing.face import redrafted
from newsdraft.reviewing.hashing import content_hash
from newsdraft.reviewing.notes import review_block
from newsdraft.reviewing.sidecar import Index, counts_of
from newsdraft.reviewing.state import Front, review_state, still_extract
from newsdraft.reviewing.view import DraftView


def index_of(draft: Draft, written: Post, name: str) -> Index:
    """What a list needs of ``draft``; ``written`` is the post as its writer made it."""
    documents = draft.dossier.documents
    paid = [call for call in draft.calls if not call.reused]
    return Index(
        name=name,
        writer=draft.writer,
        url=documents[0].url if documents else "",
        extract=still_extract(draft.writer, written, draft.post),
        counts=counts_of([found.severity for found in draft.findings]),
        title=plain(draft.post.title),
        lead=plain(" ".join(claim.text for block in draft.post.lead for claim in block.claims)),
        source=plain(documents[0].publisher) if documents else "",
        calls=len(paid),
        usd=_sum([call.usd for call in paid]),
    )


def _sum(prices: Sequence[float | None]) -> float | None:
    known = [price for price in prices if price is not None]
    return sum(known) if len(known) == len(prices) else None


def redraft(draft: Draft, read: DraftView, line: Decision, index: Index) -> tuple[str, Decision]:
    """The text of a redraft, and its log line bound to that text."""
    bound = line
    text = ""
    # The first time gives the hash, which no review block and no decision field takes part in.
    for _ in range(2):
        history = (*read.history, bound)
        state = review_state(history, bound.content_hash, Front())
        block = review_block(draft, state, history, extract=index.extract)
        text = redrafted(read.front, draft, block, state)
        bound = line.model_copy(update={"content_hash": content_hash(text, read.path.name)})
    return text, bound
