"""What a PostgreSQL server and its workers carry: turns a second, drafts a minute, and what one draft leaves behind.

    python benchmarks/workers.py                 # a server of its own, with fsync on
    python benchmarks/workers.py --stories 200 --latency 1.0

Stories are made up and their pages are served on loopback, the model endpoint answers by fixed rules after a fixed
time: what is measured is newsdraft and its database, not a model.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from ulid import ULID

from conftest import CLEAN, LOOPBACK_ONLY
from endpoint import model_endpoint, post_from
from newsdraft.app.opening import opened
from newsdraft.jobs import job_queue
from newsdraft.model import Entry, PipelineState, SourceKind, Story
from newsdraft.pipeline.process import MADE, prepare
from newsdraft.project import init_project
from newsdraft.store import Database, open_database
from postgres import Server, own_server

NOW = datetime.now(UTC)
PARAGRAPH = (
    "Researchers at Institute {n} gave the drug compound{n} to {a} people with cancer of the colon in hospital {b}. "
    "After {c} months the tumours of {d} of them had shrunk, they report in a journal of oncology. Half of those who "
    "were treated lived {c}.{e} months without growth of their cancer. Severe side effects were seen in {e} people. "
    "The study had no comparison group, so it cannot show whether the drug was the cause, said author Number{n}."
)


@contextmanager
def pages() -> Iterator[str]:
    """A page for every number, on loopback."""

    class Pages(BaseHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

        def do_GET(self) -> None:
            n = int("".join(filter(str.isdigit, self.path)) or 0)
            told = [
                PARAGRAPH.format(n=f"{n}x{part}", a=100 + n, b=n % 90, c=3 + n % 9, d=11 + n % 50, e=part + 1)
                for part in range(6)
            ]
            body = f"<html><title>Report {n}</title><article><h1>Report {n}</h1><p>{'</p><p>'.join(told)}</p></article>"
            self.send_response(404 if "robots" in self.path else 200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def turns(url: str, processes: int, seconds: float = 3.0) -> float:
    """Write transactions a second that some processes get out of one database together."""
    script = (
        "import sys, time; from datetime import UTC, datetime; from newsdraft.store import open_database\n"
        "store = open_database(sys.argv[1]); name = sys.argv[2]; now = datetime.now(UTC)\n"
        "store.remember(name, 'warm', '', '{}', now); sys.stdin.readline()\n"
        "end = time.monotonic() + float(sys.argv[3]); done = 0\n"
        "while time.monotonic() < end: store.remember(name, 'step', '', '{}', now); done += 1\n"
        "print(done)"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, url, f"S{number}", str(seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    time.sleep(2)
    for process in started:
        process.stdin.write("\n")
        process.stdin.flush()
    return sum(int(process.communicate()[0]) for process in started) / seconds


def wait_until(database: Database, count: int) -> None:
    while True:
        if len(database.to_be_filed(MADE)) >= count:
            return
        time.sleep(0.2)


def add_stories(database: Database, base: str, count: int) -> list[str]:
    ids = []
    for number in range(count):
        url = f"{base}/report-{number}.html"
        entry = Entry(
            source="bench", key=url, url=url, title=f"Report {number}", kind=SourceKind.PRESS_RELEASE
        )
        story = Story(
            id=str(ULID()), title=entry.title, entries=(entry,), state=PipelineState.SELECTED, created_at=NOW
        )
        database.add_story(story)
        ids.append(story.id)
    return ids


def asked_of(url: str, query: str) -> int:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_stat_clear_snapshot()")
        return int(connection.execute(query).fetchone()[0])


def drafting(server: Server, stories: int, latency: float, workers: int, at_once: int) -> str:
    """One table row: some stories through some workers."""
    url = server.new_database()
    with model_endpoint() as asked, pages() as base, tempfile.TemporaryDirectory() as name:

        def write(prompt: str) -> object:
            time.sleep(latency)
            return post_from(prompt)

        asked.write = write
        project, _ = init_project(Path(name))
        env = {
            **CLEAN,
            **LOOPBACK_ONLY,
            "NEWSDRAFT_DATABASE_URL": url,
            "OPENAI_BASE_URL": asked.url,
            "OPENAI_API_KEY": "sk-bench",
        }
        flags = {
            "database_url": url,
            "openai_base_url": asked.url,
            "allow_private_hosts": ("127.0.0.1",),
            "host_delay_seconds": 0.0,
            "look_up_studies": False,
        }
        with opened(project, flags) as context:
            ids = add_stories(context.database, base, stories + workers * at_once)
            began = time.perf_counter()
            for story_id in ids:
                assert prepare(context, story_id) is None
            read = (time.perf_counter() - began) / len(ids)
        command = [sys.executable, "-m", "newsdraft", "worker", "--at-once", str(at_once), "-q"]
        started = [subprocess.Popen(command, cwd=name, env=env) for _ in range(workers)]
        with closing(open_database(url)) as database, job_queue(url) as jobs:
            warm = workers * at_once
            jobs.ask_for(ids[:warm], "warm")
            wait_until(database, warm)
            time.sleep(1)
            size = "SELECT pg_database_size(current_database())"
            commits = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
            before = asked_of(url, size), asked_of(url, commits), len(asked.requests)
            began = time.perf_counter()
            jobs.ask_for(ids[warm:], "bench")
            wait_until(database, len(ids))
            took = time.perf_counter() - began
            time.sleep(2)
            after = asked_of(url, size), asked_of(url, commits), len(asked.requests)
        peak = max(_peak(process.pid) for process in started)
        for process in started:
            process.terminate()
        for process in started:
            process.wait()
    each = [(b - a) / stories for a, b in zip(before, after, strict=True)]
    return (
        f"| {workers} × {at_once} | {latency:g} | {read:.2f} | {60 * stories / took:.0f} | "
        f"{took * workers * at_once / stories:.2f} | "
        f"{each[1]:.0f} | {each[0] / 1024:.0f} | {each[2]:.1f} | {peak:.0f} |"
    )


def _peak(pid: int) -> float:
    """The most memory that a process had, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--stories", type=int, default=60)
    options.add_argument("--latency", type=float, default=0.0)
    given = options.parse_args()
    with own_server() as server:
        server.execute("ALTER SYSTEM SET fsync = on")
        server.execute("SELECT pg_reload_conf()")
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        for processes in (1, 4, 16):
            print(f"turns a second, {processes} processes: {turns(server.new_database(), processes):.0f}")
        print(
            "| workers × at once | model, s | reading, s | drafts/min | s a draft | commits | KB | calls | peak MB |"
        )
        print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
        for workers, at_once in ((1, 1), (2, 1), (1, 4), (2, 4)):
            print(drafting(server, given.stories, given.latency, workers, at_once), flush=True)
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"processor time of all processes: {children.ru_utime + children.ru_stime:.0f} s")


if __name__ == "__main__":
    main()
