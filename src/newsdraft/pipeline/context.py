"""What every step of the pipeline is handed: settings, stores, the web, references and a writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from newsdraft.checking import Policy
    from newsdraft.config import Settings
    from newsdraft.model import Article, Document, Entry, Study
    from newsdraft.registries import Lookup
    from newsdraft.reviewing import DraftStore
    from newsdraft.store import Database, Leases
    from newsdraft.web import Web
    from newsdraft.writing import Judge, Triage, Writer


class Jobs(Protocol):
    """What workers are asked to draft."""

    def ask_for(self, story_ids: Sequence[str], run_id: str) -> None:
        """See that each of these stories has a job, which counts for the spending of this run."""

    def outstanding(self) -> tuple[set[str], bool]:
        """The stories that have a job, and whether a worker is at one."""


@dataclass(frozen=True)
class Context:
    """One project, opened.

    What only a draft needs comes when the first one is due: a run with nothing to do loads neither the model
    client that ``writer`` gives nor the store of drafts.
    ``article`` reads a page's bytes in a process of its own. ``references`` gives the few reference documents that
    suit a text. ``look_up`` asks the registries about a study, ``triage`` a model about entries that may not be
    about cancer; each of these two is None where it is switched off. ``judge`` gives None
    where nobody reads a second time. ``policy`` gives what the desk decided about its rules. ``jobs`` opens the queue
    of the workers, where there are any. ``leases`` are those of this process.
    """

    settings: Settings
    database: Database
    drafts_folder: Path
    web: Web
    article: Callable[[bytes, str, str], Article]
    references: Callable[[str], Sequence[Document]]
    look_up: Callable[[Study], Lookup] | None
    triage: Callable[[Sequence[Entry]], Triage] | None
    writer: Callable[[], Writer]
    judge: Callable[[], Judge | None]
    policy: Callable[[], Policy]
    jobs: Callable[[], AbstractContextManager[Jobs]]
    leases: Leases
    clock: Callable[[], datetime]

    @contextmanager
    def holding(self, *names: str) -> Iterator[Context]:
        """This context for work on the stories of these ids (or on ``POLLING``), which nobody else can do meanwhile.

        Raises LeaseHeld when another process is at it. What is written in the block raises LeaseLost when this
        process was stopped for so long that another one took over.
        """
        with ExitStack() as stack:
            database = self.database
            for name in names:
                database = database.under(stack.enter_context(self.leases.held(name)))
            yield replace(self, database=database)

    @cached_property
    def drafts(self) -> DraftStore:
        """The queue in files."""
        from newsdraft.reviewing import DraftStore  # noqa: PLC0415 - only a draft needs it

        return DraftStore(self.drafts_folder)
