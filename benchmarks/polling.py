"""Polling many feeds, for the first time and unchanged, against `reader` (PyPI), which does the same job in a library.

    python -m venv READER && READER/bin/pip install reader sgmllib3k
    python benchmarks/polling.py --reader-python READER/bin/python [--feeds 300 2000] [--rounds 3]

Both are whole processes that read a list of addresses, ask them with 20 workers, and keep every entry in SQLite. The
feeds are made up (benchmarks/feeds.py) and served on loopback by one process. Each round begins with an empty database:
once for the first time, once more unchanged; rounds are interleaved. What feedparser alone finds in each feed is the
measure of what must be kept.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from pathlib import Path

from feeds import feed, served
from harness import Cost, interleaved, measured, median, publish, table
from polling_side import WORKERS


def wanted(count: int) -> list[int]:
    """The number of entries that feedparser alone finds in each feed."""
    import feedparser

    return [len(feedparser.parse(io.BytesIO(feed(number)[0])).entries) for number in range(count)]


class Bench:
    """One number of feeds: both sides, first time and unchanged."""

    def __init__(self, addresses: list[str], pythons: dict[str, str], scratch: Path) -> None:
        self.addresses = addresses
        self.pythons = pythons
        self.list = scratch / "addresses.json"
        self.list.write_text(json.dumps(addresses))
        self.scratch = scratch
        self.lost: dict[str, int] = {}
        self.round = dict.fromkeys(pythons, 0)
        self.wanted = wanted(len(addresses))

    def run(self, side: str, *, first: bool) -> Cost:
        self.round[side] += first
        database = self.scratch / f"{side}-{len(self.addresses)}-{self.round[side]}.db"
        script = str(Path(__file__).with_name("polling_side.py").resolve())
        cost = measured([self.pythons[side], script, side, str(database), str(self.list)])
        kept = cost.json()
        if first:
            pairs = zip(self.addresses, self.wanted, strict=True)
            self.lost[side] = sum(max(0, most - kept.get(address, 0)) for address, most in pairs)
        elif sum(kept.values()):
            raise RuntimeError(f"{side} found {sum(kept.values())} new entries in unchanged feeds")
        return cost


def compare(count: int, rounds: int, pythons: dict[str, str]) -> tuple[list[list[str]], str]:
    with tempfile.TemporaryDirectory() as scratch, served(count) as addresses:
        bench = Bench(addresses, pythons, Path(scratch))
        first = interleaved(rounds, {side: lambda side=side: bench.run(side, first=True) for side in pythons})
        again = interleaved(
            rounds, {side: lambda side=side: bench.run(side, first=False) for side in pythons}
        )
    rows = []
    for what, costs in (("first", first), ("unchanged", again)):
        middle = {side: _middle(found) for side, found in costs.items()}
        for side, found in middle.items():
            wall, cpu, peak = found
            ratios = [
                f"{mine / theirs:.2f}"
                for mine, theirs in zip(found, middle.get("reader", found), strict=True)
            ]
            rows.append([str(count), what, side, f"{wall:.2f}", f"{cpu:.2f}", f"{peak:.0f}", *ratios])  # fmt: skip
    lost = ", ".join(f"{side} {number}" for side, number in bench.lost.items())
    return rows, f"{count} feeds hold {sum(bench.wanted)} entries by feedparser alone; not kept: {lost}."


def _middle(costs: list[Cost]) -> tuple[float, float, float]:
    return median(c.wall for c in costs), median(c.cpu for c in costs), median(c.peak for c in costs)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--reader-python", help="a Python that has reader and sgmllib3k; without it, only our side"
    )
    options.add_argument("--feeds", type=int, nargs="+", default=[300, 2000])
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    pythons = {"newsdraft": sys.executable}
    if given.reader_python:
        pythons["reader"] = given.reader_python
    rows, notes = [], []
    for count in given.feeds:
        found, note = compare(count, given.rounds, pythons)
        rows += found
        notes.append(note)
    head = (
        "feeds",
        "poll",
        "side",
        "wall, s",
        "CPU, s",
        "peak, MB",
        "wall ÷ reader",
        "CPU ÷ reader",
        "peak ÷ reader",
    )
    publish(
        "## Polling\n\n"
        f"`python benchmarks/polling.py --reader-python PYTHON`: whole processes with {WORKERS} workers, "
        f"{given.rounds} interleaved rounds, medians, all child processes counted. Goals: first time at most 0.5 of "
        "reader's wall, unchanged at most 0.2.\n\n"
        + "\n\n".join((table(head, rows), "\n".join(f"- {note}" for note in notes)))
    )


if __name__ == "__main__":
    main()
