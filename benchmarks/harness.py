"""What the benchmarks share: cost of a command with all its processes, medians, and their section of the docs."""

from __future__ import annotations

import compileall
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parents[1]
RESULTS = REPO / "docs" / "benchmarks.md"
PAGE = os.sysconf("SC_PAGE_SIZE")
OPENING = """# Benchmarks

Each section names the script that made it; `python benchmarks/NAME.py --help` says how to run it again. Seconds depend
on the machine (here two cores that had other work too), so read the ratios. Peak memory is the largest sum of the
resident memory of a process and its children.
"""


@dataclass(frozen=True)
class Cost:
    """What one command took: seconds of wall and CPU, megabytes at the peak, and what it printed."""

    wall: float
    cpu: float
    peak: float
    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The last line that it printed, as JSON."""
        if self.code:
            raise RuntimeError(f"it ended with code {self.code}:\n{self.err[-3000:]}")
        return json.loads(self.out.strip().splitlines()[-1])


@cache
def compiled() -> None:
    """Compile newsdraft, as its installation does: the processes that parse do not write what they compile."""
    compileall.compile_dir(REPO / "src", quiet=2)


def as_installed(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command as it is when newsdraft is installed: its modules are compiled beforehand."""
    compiled()
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("NEWSDRAFT_", "OPENAI_")) and key != "PYTHONDONTWRITEBYTECODE"
    }
    return {**kept, "PYTHONPATH": str(REPO / "src"), **(extra or {})}


def measured(command: Sequence[str], env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Cost:
    """Run ``command`` to its end. CPU counts every process that it waited for; memory is sampled every 10 ms."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        started = time.perf_counter()
        process = subprocess.Popen(list(command), stdout=out, stderr=err, env=env or as_installed(), cwd=cwd)
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.ended.set()
        watch.join()
        out.seek(0)
        err.seek(0)
        cpu = usage.ru_utime + usage.ru_stime
        return Cost(wall, cpu, watch.peak / 1e6, process.returncode, out.read(), err.read())


class _Watch(threading.Thread):
    """Samples the resident memory of a process and its descendants (Linux; elsewhere it sees nothing)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.01):
            members = family(self.pid)
            # The system's own high-water marks catch a peak of one process that falls between two samples.
            self.peak = max(self.peak, sum(map(_resident, members)), *map(_highest, members))


def family(pid: int) -> set[int]:
    """A process and its descendants."""
    found, new = {pid}, [pid]
    while new:
        for task in Path(f"/proc/{new.pop()}/task").glob("*"):
            try:
                children = {int(word) for word in (task / "children").read_text().split()} - found
            except OSError:
                continue
            found |= children
            new += children
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def _highest(pid: int) -> int:
    try:
        found = re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def interleaved(rounds: int, sides: Mapping[str, Callable[[], Cost]]) -> dict[str, list[Cost]]:
    """Each side once a round, in turn, so that whatever else the machine does meets them all."""
    costs: dict[str, list[Cost]] = {name: [] for name in sides}
    for number in range(rounds):
        order = list(sides.items())
        for name, run in order if number % 2 == 0 else reversed(order):
            costs[name].append(run())
            last = costs[name][-1]
            print(f"  {name}: {last.wall:.2f} s, CPU {last.cpu:.2f} s, {last.peak:.0f} MB", file=sys.stderr)
    return costs


def median(values: Iterable[float]) -> float:
    return statistics.median(list(values))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def publish(text: str) -> None:
    """Print ``text``; put it into docs/benchmarks.md in place of the section of its heading, or at the end."""
    print(text)
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else OPENING
    heading = re.escape(text.partition("\n")[0])
    section = re.compile(rf"^{heading}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    new = (
        section.sub(lambda _: f"{text.strip()}\n\n", old)
        if section.search(old)
        else f"{old.rstrip()}\n\n{text}"
    )
    RESULTS.write_text(new.rstrip() + "\n", encoding="utf-8")
