"""A GGUF model on this machine, behind the same client: ``xllamacpp``'s server in a process of its own.

The server is a child process, because native code that fails on a damaged model takes its process with it.
It listens on loopback only, asks for a key that is made anew each time, and ends when this process ends.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pydantic import SecretStr

from newsdraft.errors import ConfigError, EndpointDown
from newsdraft.writing.client import AnswerFormat, ModelClient, ModelSettings
from newsdraft.writing.ledger import Ledger

READY = "listening on "


@contextmanager
def open_local(  # noqa: PLR0913 - all but two have defaults
    path: Path,
    ledger: Ledger,
    *,
    threads: int = 1,
    context_tokens: int = 24_576,
    max_output_tokens: int = 4_000,
    temperature: float | None = 0.2,
    silence_seconds: float = 3600,
    start_seconds: float = 300,
) -> Iterator[ModelClient]:
    """Serve the GGUF file at ``path`` and give a client for it; the server ends with the block.

    ``threads`` decode and prompt threads. A whole answer is one wait, and a small machine is slow, so the
    waits are long. Raises ``ConfigError`` when the package or the file is missing or the file is no GGUF,
    ``EndpointDown`` when the server does not come up.
    """
    check_local(path)
    key = secrets.token_urlsafe(24)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        server = _start(path, threads, context_tokens, key, log)
        try:
            address = _wait_ready(server, log, path, start_seconds)
            settings = ModelSettings(
                model=path.stem,
                base_url=f"{address}/v1",
                api_key=SecretStr(key),
                answer_format=AnswerFormat.JSON_SCHEMA,
                token_limit_field="max_tokens",  # noqa: S106 - a field's name, not a secret
                max_output_tokens=max_output_tokens,
                temperature=temperature,
                silence_seconds=silence_seconds,
                total_seconds=silence_seconds,
                deadline_seconds=2 * silence_seconds,
                attempts=2,
            )
            with ModelClient(settings, ledger) as client:
                yield client
        finally:
            _stop(server)


def check_local(path: Path) -> None:
    """``ConfigError`` in plain words when a local model cannot be used."""
    if importlib.util.find_spec("xllamacpp") is None:
        raise ConfigError(
            "a local model needs the package xllamacpp, which is not installed",
            where=str(path),
            hint="install it with: pip install 'newsdraft[local]'",
        )
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise ConfigError(
            f"the model file cannot be read ({error.strerror})",
            where=str(path),
            hint="give the path of a .gguf file",
        ) from error
    if magic != b"GGUF":
        raise ConfigError(
            "the file is no GGUF model",
            where=str(path),
            hint="download the model in GGUF form, as for llama.cpp",
        )


def _start(path: Path, threads: int, context_tokens: int, key: str, log: IO[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "newsdraft.writing.local_server"]
    arguments = [str(path.resolve()), str(threads), str(context_tokens)]
    # The key goes by the environment: arguments of a process can be read by every user of the machine.
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [*command, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        env={**os.environ, "NEWSDRAFT_LOCAL_KEY": key},
    )


def _wait_ready(server: subprocess.Popen[str], log: IO[str], path: Path, seconds: float) -> str:
    """The server's address, once it says so on its standard output."""
    found: list[str] = []
    settled = threading.Event()

    def listen() -> None:
        for line in server.stdout or ():  # read to its end, so that a full pipe never stops the server
            if line.startswith(READY):
                found.append(line.removeprefix(READY).strip())
                settled.set()
        settled.set()

    threading.Thread(target=listen, daemon=True).start()
    settled.wait(seconds)
    if found:
        return found[0]
    _stop(server)
    log.seek(0)
    said = " ".join(log.read()[-600:].split())
    raise EndpointDown(
        f"the local model server did not start: {said or 'it said nothing'}",
        where=str(path),
        hint="the file may be damaged, of a kind that this xllamacpp does not know, or too large",
    )


def _stop(server: subprocess.Popen[str]) -> None:
    if server.stdin:
        server.stdin.close()
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
