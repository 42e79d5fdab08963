"""A post that tells again what this site has told: its title or its lead is nearly that of another one."""

from __future__ import annotations

from collections.abc import Iterator

from newsdraft.checking.context import Hit, Whole
from newsdraft.checking.wording import content, plain

_LEAST_WORDS = 4  # content words of a title or lead, below which likeness says nothing


def told_before(whole: Whole) -> Iterator[Hit]:
    """The earlier post that is most like this one, where it is like enough."""
    title = whole.post.title
    lead = " ".join(plain(claim.text) for block in whole.post.lead for claim in block.claims)
    found = [
        (likeness(mine, theirs) / whole.policy.limit(limit), part, earlier.title)
        for earlier in whole.earlier
        for part, mine, theirs, limit in (
            ("title", title, earlier.title, "title_likeness"),
            ("lead", lead, earlier.lead, "lead_likeness"),
        )
    ]
    share, part, other = max(found, default=(0.0, "", ""))
    if share >= 1.0:
        same = f"The {part} is nearly that of another post of this site: “{other}”."
        message = f"{same} Say what is new, or join the two stories."
        yield Hit("told-before", other, message, other, where=part)


def likeness(one: str, other: str) -> float:
    """The share of content words that two texts have in common, of all that they have (Jaccard); 0.0 for short ones."""
    first, second = content(one), content(other)
    if min(len(first), len(second)) < _LEAST_WORDS:
        return 0.0
    return len(first & second) / len(first | second)
