"""The process that parses feeds of strangers, one after another, for the one that started it.

It may take long or all memory, or be ended at any moment; it knows no secrets (its environment is empty), and
what it gives back is checked like any other input. A request is two numbers (lengths, 4 bytes each, big
endian), a JSON object and the body; an answer is one number and a JSON object.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from typing import BinaryIO

from newsdraft.errors import ExtractError
from newsdraft.model import Source
from newsdraft.polling.feed import parse
from newsdraft.polling.parsers import ANSWER, REQUEST

# Far above what the largest allowed feed takes, far below what would hurt the machine.
MEMORY = 1 << 30


def main() -> None:
    """Serve until the input ends."""
    source, answers = sys.stdin.buffer, _private_output()
    _limit_memory()
    while len(head := source.read(REQUEST.size)) == REQUEST.size:
        about, size = REQUEST.unpack(head)
        answer = json.dumps(_answer(source.read(about), source.read(size))).encode()
        answers.write(ANSWER.pack(len(answer)) + answer)
        answers.flush()


def _answer(about: bytes, body: bytes) -> dict[str, str | None]:
    asked = json.loads(about)
    source = Source.model_validate(asked["source"]) if asked["source"] else None
    try:
        now = datetime.fromisoformat(asked["now"])
        feed = parse(body, asked["url"], asked["headers"], source, now=now)
    except ExtractError as error:
        return {"error": error.message, "hint": error.hint}
    except MemoryError:
        return {"error": "this takes more memory to read than any feed should", "hint": None}
    return {"feed": feed.model_dump_json()}


def _private_output() -> BinaryIO:
    """The pipe for answers; whatever a library prints must not get into it."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
