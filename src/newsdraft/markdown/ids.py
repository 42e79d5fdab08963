"""Claim ids that stay with their sentence from version to version."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator

from newsdraft.markdown.escaping import plain
from newsdraft.markdown.sentencing import pieces
from newsdraft.model import Block, Claim, Post
from newsdraft.text import fold

_NUMBERED = re.compile(r"c(\d+)")


def carry_ids(old: Post, new: Post) -> Post:
    """``new`` with the claim ids of ``old`` where the words did not change, and fresh ids elsewhere.

    Sentences that ``old`` holds as one claim are joined to one again where they still stand together with
    the same citations. A fresh id is higher than any of ``old``.
    """
    known: dict[str, deque[str]] = defaultdict(deque)
    for _, claim in old.claims():
        known[_key(claim.text)].append(claim.id)
    whole = {_key(claim.text) for _, claim in old.claims() if len(pieces(plain(claim.text))) > 1}
    highest = max((int(m[1]) for _, claim in old.claims() if (m := _NUMBERED.fullmatch(claim.id))), default=0)
    fresh = (f"c{number}" for number in range(highest + 1, 1_000_000_000))
    return with_claims(new, lambda claims: _renamed(_rejoined(claims, whole), known, fresh))


def _key(text: str) -> str:
    return fold(plain(text))


def _rejoined(claims: tuple[Claim, ...], whole: set[str]) -> Iterator[Claim]:
    """Consecutive claims joined where their words together are one claim (of ``whole``) of the old post."""
    at = 0
    while at < len(claims):
        sizes = range(_run(claims, at), 1, -1) if whole else ()
        size = next((n for n in sizes if _key(_joined(claims[at : at + n])) in whole), 1)
        yield claims[at].model_copy(update={"text": _joined(claims[at : at + size])})
        at += size


def _run(claims: tuple[Claim, ...], at: int) -> int:
    """How many claims from ``at`` on have the same citations, up to eight."""
    first = claims[at]
    size = 1
    while size < 8 and at + size < len(claims) and _cites(claims[at + size]) == _cites(first):
        size += 1
    return size


def _cites(claim: Claim) -> tuple[object, ...]:
    return (claim.passages, claim.basis)


def _joined(claims: Iterable[Claim]) -> str:
    return " ".join(claim.text for claim in claims)


def _renamed(claims: Iterable[Claim], known: dict[str, deque[str]], fresh: Iterator[str]) -> Iterator[Claim]:
    for claim in claims:
        ids = known.get(_key(claim.text))
        yield claim.model_copy(update={"id": ids.popleft() if ids else next(fresh)})


def with_claims(post: Post, change: Callable[[tuple[Claim, ...]], Iterable[Claim]]) -> Post:
    """``post`` with the claims of each block put through ``change`` (claims of one block in, claims out)."""

    def blocks(some: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(block.model_copy(update={"claims": tuple(change(block.claims))}) for block in some)

    return post.model_copy(
        update={
            "lead": blocks(post.lead),
            "sections": tuple(s.model_copy(update={"blocks": blocks(s.blocks)}) for s in post.sections),
            "conclusion": blocks(post.conclusion),
        }
    )
