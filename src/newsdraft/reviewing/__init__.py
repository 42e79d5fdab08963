"""The queue in files: filing, versions, edits made outside, decisions.

The markdown file is the draft's face and its body rules; ``drafts/.newsdraft/<id>/`` keeps everything else.
"""

from newsdraft.reviewing.hashing import DECISION_FIELDS, bytes_hash, content_hash
from newsdraft.reviewing.notes import worst_first
from newsdraft.reviewing.parts import parts_of, unique_keys, with_part
from newsdraft.reviewing.rows import DraftRow, Found, QueueQuery, Sort, row_of
from newsdraft.reviewing.rules import newer
from newsdraft.reviewing.state import (
    MACHINE,
    OUTSIDE,
    Front,
    ReviewState,
    author,
    is_person,
    refusals_to_approve,
    review_state,
    still_extract,
)
from newsdraft.reviewing.store import DraftStore
from newsdraft.reviewing.view import Damaged, DraftView

__all__ = [
    "DECISION_FIELDS",
    "MACHINE",
    "OUTSIDE",
    "Damaged",
    "DraftRow",
    "DraftStore",
    "DraftView",
    "Found",
    "Front",
    "QueueQuery",
    "ReviewState",
    "Sort",
    "author",
    "bytes_hash",
    "content_hash",
    "is_person",
    "newer",
    "parts_of",
    "refusals_to_approve",
    "review_state",
    "row_of",
    "still_extract",
    "unique_keys",
    "with_part",
    "worst_first",
]
