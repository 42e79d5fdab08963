"""Processes that read what strangers wrote: started when first needed, used again, ended when they take too long.

A *task* is a module with a function ``answer(about, body) -> dict`` that turns a request (a JSON object and bytes)
into a JSON object: a result, or ``error`` and ``hint`` in plain words. It may take long or all memory or crash; it
knows no secrets (its environment is empty), and what it gives back is checked like any other input. A request is two
numbers (lengths, 4 bytes each, big endian), a JSON object and the body; an answer is one number and a JSON object.
"""

from __future__ import annotations

import importlib
import json
import os
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, BinaryIO, Self

# Lengths, big endian: of a request's JSON object and body; of an answer's JSON object.
REQUEST, ANSWER = struct.Struct(">II"), struct.Struct(">I")
_COMMAND = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from newsdraft.sandbox import serve; serve(sys.argv[2])"
)
# All that a Python process needs to start; no keys.
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")
# Far above what the largest allowed page or feed takes, far below what would hurt the machine.
MEMORY = 1 << 30


class Workers:
    """A few processes for one task, shared by threads. Use it as a context manager.

    A request that takes longer than ``seconds`` costs its process, and nobody else anything: another is started.
    There are ``most`` at most; beside the first, one is started only where none came free for ``patience`` seconds,
    so that a task which is quick keeps to one process, and one that hangs holds up nobody for longer than that.
    """

    def __init__(self, task: str, seconds: float, most: int | None = None, patience: float = 0.0) -> None:
        self.started = 0
        self._task = task
        self._seconds = seconds
        self._most = most or max(1, min(4, os.cpu_count() or 1))
        self._patience = patience
        self._changed = threading.Condition()
        self._there = 0
        self._idle: list[_Worker] = []
        self._moved = 0.0  # when one last came free or was started, by the monotonic clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            idle, self._idle = self._idle, []
            self._there -= len(idle)
        for worker in idle:
            worker.end()

    def ask(self, about: Mapping[str, Any], body: bytes) -> dict[str, str | None]:
        """The task's answer; ``error`` also where it took too long or crashed."""
        with self._worker() as worker:
            return worker.ask(json.dumps(about).encode(), body, self._seconds)

    @contextmanager
    def _worker(self) -> Iterator[_Worker]:
        """An idle worker, or a new one; it goes back unless it had to be ended."""
        worker = self._taken() or self._new()
        try:
            yield worker
        except BaseException:
            worker.end()
            raise
        finally:
            with self._changed:
                if worker.alive:
                    self._idle.append(worker)
                else:
                    self._there -= 1
                self._moved = time.monotonic()
                self._changed.notify_all()

    def _taken(self) -> _Worker | None:
        """An idle worker; None where one more is to be started, which is counted already."""
        with self._changed:
            while self._there and not self._idle:
                full = self._there >= self._most
                left = self._moved + self._patience - time.monotonic()
                if left <= 0 and not full:
                    break
                self._changed.wait(None if full else left)
            if self._idle:
                return self._idle.pop()
            self._there += 1
            self.started += 1
            self._moved = time.monotonic()
            return None

    def _new(self) -> _Worker:
        try:
            return _Worker(self._task)
        except BaseException:
            with self._changed:
                self._there -= 1
                self._changed.notify_all()
            raise


class _Worker:
    def __init__(self, task: str) -> None:
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed code
            [sys.executable, "-I", "-B", "-c", _COMMAND, json.dumps(sys.path), task],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, about: bytes, body: bytes, seconds: float) -> dict[str, str | None]:
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchange(about, body)
        finally:
            timer.cancel()
        if answer is not None:
            return answer
        self.end()
        if late.is_set():
            return {"error": f"reading it took longer than {seconds:g} s, so it was given up"}
        return {"error": "reading it failed: the process that read it crashed"}

    def _exchange(self, about: bytes, body: bytes) -> dict[str, str | None] | None:
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            return None
        try:
            into.write(REQUEST.pack(len(about), len(body)) + about)
            into.write(body)
            into.flush()
            head = out.read(ANSWER.size)
            if len(head) < ANSWER.size:
                return None
            text = out.read(ANSWER.unpack(head)[0])
            answer = json.loads(text)
        except (OSError, ValueError):
            return None
        return answer if isinstance(answer, dict) else None

    def end(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


# --- inside the process ----------------------------------------------------------------------------------


def serve(task: str) -> None:
    """Answer requests for the module ``task`` until the input ends."""
    source, answers = sys.stdin.buffer, _private_output()
    _limit_memory()
    module = importlib.import_module(task)
    while len(head := source.read(REQUEST.size)) == REQUEST.size:
        about, size = REQUEST.unpack(head)
        answer = json.dumps(_answered(module, source.read(about), source.read(size))).encode()
        answers.write(ANSWER.pack(len(answer)) + answer)
        answers.flush()


def _answered(module: Any, about: bytes, body: bytes) -> dict[str, str | None]:
    try:
        answer: dict[str, str | None] = module.answer(json.loads(about), body)
    except MemoryError:
        return {"error": "this takes more memory to read than any page or feed should", "hint": None}
    return answer


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
