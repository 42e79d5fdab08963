"""What a decision is bound to."""

from __future__ import annotations

import hashlib
import json

from newsdraft import frontmatter
from newsdraft.frontmatter import FrontMatter
from newsdraft.markdown import published_body

# Written by decisions themselves, so they cannot be part of what a decision is bound to.
DECISION_FIELDS = ("status", "version", "claimed_by", "approved_by", "approved_at")


def content_hash(text: str, where: str | None = None) -> str:
    """The SHA-256 (hex) of what would be published of a draft's file.

    That is the body without the review block, and the values of the front matter without
    ``DECISION_FIELDS``. Left out are: a byte order mark, the kind of line end, comments and quoting of the
    front matter, and blank lines at both ends of the body; nothing of them reaches a published page. Any
    other change of a character gives another hash. Raises DamagedDraft.
    """
    return hash_of(frontmatter.parse(text, where), where)


def hash_of(front: FrontMatter, where: str | None = None) -> str:
    """The content hash of a file that is parsed already."""
    values = {key: front.get(key) for key in front.fields if key not in DECISION_FIELDS}
    canonical = json.dumps([values, published_body(front.body, where)], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def bytes_hash(data: bytes) -> str:
    """The SHA-256 (hex) of the exact bytes of a file."""
    return hashlib.sha256(data).hexdigest()
