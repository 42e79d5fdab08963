"""Workers that parse feeds in processes of their own, started when the first changed feed comes."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from types import TracebackType
from typing import Self

from newsdraft.errors import ExtractError
from newsdraft.model import Source
from newsdraft.polling.state import ParsedFeed

# Lengths, big endian: of a request's JSON object and body; of an answer's JSON object.
REQUEST, ANSWER = struct.Struct(">II"), struct.Struct(">I")
_COMMAND = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from newsdraft.polling.worker import main; main()"
)
# All that a Python process needs to start; no keys.
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")


class Parsers:
    """A few parser processes, shared by the threads of a poll. Use it as a context manager.

    A body that takes longer than ``seconds`` costs its worker, and nobody else anything: another is started.
    """

    def __init__(self, seconds: float, most: int | None = None) -> None:
        self.started = 0
        self._seconds = seconds
        self._seats = threading.BoundedSemaphore(most or max(1, min(4, os.cpu_count() or 1)))
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()

    def parse(
        self, body: bytes, url: str, headers: Mapping[str, str], source: Source | None, now: datetime
    ) -> ParsedFeed:
        """As ``newsdraft.polling.parse``; also ``ExtractError`` where reading takes too long or crashes."""
        about = {
            "url": url,
            "headers": {"content-type": headers["content-type"]} if "content-type" in headers else {},
            "source": source.model_dump(mode="json") if source else None,
            "now": now.isoformat(),
        }
        with self._worker() as worker:
            answer = worker.ask(json.dumps(about).encode(), body, self._seconds)
        if "feed" in answer:
            return ParsedFeed.model_validate_json(answer["feed"] or "")
        raise ExtractError(
            answer.get("error") or "this could not be read", where=url, hint=answer.get("hint")
        )

    @contextmanager
    def _worker(self) -> Iterator[_Worker]:
        """An idle worker, or a new one; it goes back unless it had to be ended."""
        with self._seats:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
                self.started += worker is None
            worker = worker or _Worker()
            try:
                yield worker
            except BaseException:
                worker.end()
                raise
            with self._lock:
                if worker.alive:
                    self._idle.append(worker)


class _Worker:
    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed code
            [sys.executable, "-I", "-B", "-c", _COMMAND, json.dumps(sys.path)],
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
        return {"error": "the feed parser crashed on it"}

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
