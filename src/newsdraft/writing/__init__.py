"""Writing: a dossier to a post, by a model that cites passages by number, or as an extract without one.

Public: ``Task``, ``Written`` and the protocol ``Writer``; ``ExtractWriter``; ``ModelWriter`` with
``ModelClient``, ``ModelSettings`` and ``load_prompts``; ``open_local`` for a GGUF file; ``Ledger`` (with
``Sending``), which keeps paid calls, and ``MemoryLedger``; ``ask_triage``, which sorts uncertain entries;
``ModelJudge``, the second reading; ``with_mended``, which puts an answer of a repair into a post.
"""

from newsdraft.writing.client import AnswerFormat, ModelClient, ModelSettings, Question
from newsdraft.writing.extract import ExtractWriter
from newsdraft.writing.judging import Judge, Judged, ModelJudge
from newsdraft.writing.ledger import Ledger, MemoryLedger, Sending
from newsdraft.writing.local import check_local, open_local
from newsdraft.writing.model_writer import ModelWriter
from newsdraft.writing.posting import with_mended
from newsdraft.writing.prompts import Prompts, load_prompts
from newsdraft.writing.task import HEADLINES, Failure, Mended, Repair, Task, Writer, Written
from newsdraft.writing.triage import Sorted, Triage, Worth, ask_triage, triage_settings

__all__ = [
    "HEADLINES",
    "AnswerFormat",
    "ExtractWriter",
    "Failure",
    "Judge",
    "Judged",
    "Ledger",
    "MemoryLedger",
    "Mended",
    "ModelClient",
    "ModelJudge",
    "ModelSettings",
    "ModelWriter",
    "Prompts",
    "Question",
    "Repair",
    "Sending",
    "Sorted",
    "Task",
    "Triage",
    "Worth",
    "Writer",
    "Written",
    "ask_triage",
    "check_local",
    "load_prompts",
    "open_local",
    "triage_settings",
    "with_mended",
]
