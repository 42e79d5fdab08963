"""Runs as processes of their own, that a test stops, kills or lets meet."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager

from conftest import CLEAN


@contextmanager
def begun(project, *arguments, **env):
    """``newsdraft ARGUMENTS`` at work, in a process group of its own; ended with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsdraft", *(arguments or ("run", "-q"))],
        cwd=project.folder,
        env={**CLEAN, **project.env, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            kill(process)
        process.stdout.close()
        process.stderr.close()


def kill(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def until(condition: Callable[[], object]) -> None:
    """Wait for it; it comes within seconds."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.05)
