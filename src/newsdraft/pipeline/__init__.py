"""The stages joined into one durable way from a feed to a draft in the queue."""

from newsdraft.pipeline.attempt import attempt
from newsdraft.pipeline.context import Context
from newsdraft.pipeline.process import (
    Filed,
    Merged,
    Outcome,
    file_draft,
    make_draft,
    process,
    read_again,
    redraft,
)
from newsdraft.pipeline.receipt import FiledDraft, Receipt
from newsdraft.pipeline.run import filed_draft, parked_stories, run_once

__all__ = [
    "Context",
    "Filed",
    "FiledDraft",
    "Merged",
    "Outcome",
    "Receipt",
    "attempt",
    "file_draft",
    "filed_draft",
    "make_draft",
    "parked_stories",
    "process",
    "read_again",
    "redraft",
    "run_once",
]
