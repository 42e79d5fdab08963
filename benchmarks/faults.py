"""Every way in which newsworld misbehaves, once as a feed that is polled and once as a page that is read.

    python benchmarks/faults.py PATH/newsworld.py [NAME …]

Each is met by a process of its own, with the limits of the default settings. Goals: none crashes it, takes over 20 s or
uses over 200 MB (the process and its workers together).
"""

from __future__ import annotations

import argparse
import json
import re
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import shorten
from typing import Any

from harness import Cost, as_installed, measured, publish, table
from newsworld import module, world

SECONDS, MEGABYTES = 20, 200
received = 0


def count_bytes() -> None:
    """Count what arrives on every socket of this process."""

    class Counting(socket.socket):
        def recv(self, *given: Any) -> bytes:
            global received  # noqa: PLW0603 - one process, one count
            data = super().recv(*given)
            received += len(data)
            return data

    socket.socket = Counting  # type: ignore[misc]


def open_web() -> Any:
    """As a project with the default settings opens it, but with loopback allowed."""
    from newsdraft.app.opening import web_policy
    from newsdraft.config import Settings
    from newsdraft.web import Web

    settings = Settings(project=Path("/nowhere"), allow_private_hosts=("127.0.0.1",))
    return Web(web_policy(settings))


def as_feed(url: str) -> str:
    from datetime import UTC, datetime

    from newsdraft.model import Source
    from newsdraft.polling import poll

    with open_web() as web:
        (answer,) = poll([(Source(name="A feed", feed=url), None)], web, datetime.now(UTC))
    said = answer.error or "; ".join(answer.notices)
    return f"{answer.outcome.value}, {len(answer.entries)} entries" + (f": {said}" if said else "")


def as_page(url: str) -> str:
    from datetime import UTC, datetime

    from newsdraft.errors import NewsdraftError
    from newsdraft.model import Entry, Held, Story
    from newsdraft.reading import read

    now = datetime.now(UTC)
    entry = Entry(source="A feed", key=url, url=url, title="A study of cancer")
    story = Story(id="s", title=entry.title, entries=(entry,), created_at=now)
    with open_web() as web:
        try:
            found = read(story, web, lambda _: (), now)
        except NewsdraftError as error:
            return f"failed: {error.message}"
    if isinstance(found, Held):
        return f"held: {found.reason.value}"
    return f"read, {len(found.passages())} passages" + "".join(f"; {notice}" for notice in found.notices)


def one(kind: str, url: str) -> None:
    """In the process of one fault: meet it and say what came of it."""
    count_bytes()
    started = time.perf_counter()
    outcome = {"feed": as_feed, "page": as_page}[kind](url)
    print(json.dumps({"outcome": outcome, "seconds": time.perf_counter() - started, "bytes": received}))


def row(name: str, kind: str, cost: Cost) -> tuple[list[str], list[str]]:
    """A line of the table, and what misses its goal."""
    if cost.code:
        return [name, f"CRASHED: {cost.err.strip().splitlines()[-1:]}", "", "", ""], [
            f"{name} as a {kind} crashed"
        ]
    said = cost.json()
    missed = [f"{name} as a {kind} took {said['seconds']:.1f} s"] if said["seconds"] > SECONDS else []
    missed += [f"{name} as a {kind} used {cost.peak:.0f} MB"] if cost.peak > MEGABYTES else []
    # Titles are the publisher's words, and do not belong into our documentation.
    outcome = re.sub(r'titled ".*"', "with a title", " ".join(said["outcome"].replace("|", "/").split()))
    short = shorten(outcome, 120, placeholder=" …")
    figures = [f"{said['seconds']:.2f}", f"{said['bytes'] / 1000:.1f}", f"{cost.peak:.0f}"]
    return [name, short, *figures], missed


def meet(path: Path, names: list[str], kind: str) -> tuple[str, list[str]]:
    with world(path) as base, ThreadPoolExecutor(2) as pool:

        def run(name: str) -> Cost:
            script = str(Path(__file__).resolve())
            cost = measured([sys.executable, script, "--one", kind, f"{base}/faults/{name}"], as_installed())
            print(f"  {kind} {name}: {cost.wall:.1f} s, {cost.peak:.0f} MB", file=sys.stderr)
            return cost

        rows, missed = [], []
        for name, cost in zip(names, pool.map(run, names), strict=True):
            line, misses = row(name, kind, cost)
            rows.append(line)
            missed += misses
    return table(("fault", "outcome", "s", "kB received", "peak, MB"), rows), missed


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("world", type=Path, nargs="?", help="the path of newsworld.py")
    options.add_argument("names", nargs="*", help="only these faults; the results are then only printed")
    options.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        one(*given.one)
        return
    names = given.names or list(module(given.world).FAULTS)
    feeds, missed_feeds = meet(given.world, names, "feed")
    pages, missed_pages = meet(given.world, names, "page")
    missed = missed_feeds + missed_pages
    text = (
        "## Every fault of the test world\n\n"
        f"`python benchmarks/faults.py PATH/newsworld.py`: {len(names)} faults, each met by a process of its own. "
        f"Goals: none crashes, takes over {SECONDS} s or uses over {MEGABYTES} MB (process and workers). "
        f"Missed: {'; '.join(missed) or 'none'}.\n\n### As a feed\n\n{feeds}\n\n### As a page\n\n{pages}"
    )
    if given.names:
        print(text)
    else:
        publish(text)


if __name__ == "__main__":
    main()
