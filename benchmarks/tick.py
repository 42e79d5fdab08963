"""A scheduled run that finds nothing new, as a whole process, beside the import of the feed parser alone.

    python benchmarks/tick.py [--rounds 9]

A project with 3 and one with 50 feeds is run once (its items are off topic, so nothing waits), then again and again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from feeds import served
from harness import Cost, as_installed, interleaved, measured, median, publish, table

LOOPBACK = {"NEWSDRAFT_ALLOW_PRIVATE_HOSTS": "127.0.0.1", "NEWSDRAFT_HOST_DELAY_SECONDS": "0"}
BASE = "import feedparser"


def project(folder: Path, addresses: list[str]) -> Path:
    folder.mkdir()
    lines = [f"  - name: Gazette {n}\n    feed: {address}\n" for n, address in enumerate(addresses)]
    (folder / "sources.yaml").write_text("sources:\n" + "".join(lines))
    return folder


def run(folder: Path) -> Cost:
    cost = measured(
        [sys.executable, "-m", "newsdraft", "run", "--json"], env=as_installed(LOOPBACK), cwd=folder
    )
    if cost.code:
        raise RuntimeError(cost.err)
    return cost


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--rounds", type=int, default=9)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch, served(50) as addresses:
        folders = {count: project(Path(scratch) / f"p{count}", addresses[:count]) for count in (3, 50)}
        for folder in folders.values():
            run(folder)
        sides = {
            f"`python -c '{BASE}'`": lambda: measured([sys.executable, "-c", BASE]),
            "`newsdraft run`, 3 unchanged feeds": lambda: run(folders[3]),
            "`newsdraft run`, 50 unchanged feeds": lambda: run(folders[50]),
        }
        costs = interleaved(rounds, sides)
    assert '"unchanged": 50' in costs["`newsdraft run`, 50 unchanged feeds"][-1].out
    first = next(iter(costs.values()))
    rows = [
        (
            name,
            f"{median(c.wall for c in found):.2f}",
            f"{min(c.wall for c in found):.2f}",
            f"{median(c.cpu for c in found):.2f}",
            f"{median(c.peak for c in found):.0f}",
            f"{median(c.cpu for c in found) / median(c.cpu for c in first):.1f}",
        )
        for name, found in costs.items()
    ]
    publish(
        "## A run with nothing new\n\n"
        f"`python benchmarks/tick.py`: whole processes, {rounds} interleaved rounds, medians. Goal: 50 feeds in under "
        "1 s and 80 MB.\n\n"
        + table(("what", "wall, s", "best, s", "CPU, s", "peak, MB", "CPU ÷ first line"), rows),
    )


if __name__ == "__main__":
    main()
