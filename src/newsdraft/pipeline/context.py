"""What every step of the pipeline is handed: settings, stores, the web, references and a writer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from newsdraft.config import Settings
from newsdraft.model import Document
from newsdraft.reviewing import DraftStore
from newsdraft.store import Database
from newsdraft.web import Web
from newsdraft.writing import Writer


@dataclass(frozen=True)
class Context:
    """One project, opened.

    ``writer`` is called when the first draft is due, so that a run with nothing to do loads no model client.
    ``references`` gives the few reference documents that suit a text.
    """

    settings: Settings
    database: Database
    drafts: DraftStore
    web: Web
    references: Callable[[str], Sequence[Document]]
    writer: Callable[[], Writer]
    clock: Callable[[], datetime]
