"""A world of test pages and feeds (`newsworld.py`, not part of this project), run in a process of its own."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def world(path: Path) -> Iterator[str]:
    """The base address of a fresh world."""
    command = [sys.executable, "-u", str(path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        try:
            found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
            assert found
            yield found[0]
        finally:
            process.terminate()


def module(path: Path) -> Any:
    """The world's own module: its releases, its pages and the list of its faults."""
    spec = importlib.util.spec_from_file_location("the_world", path)
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded
