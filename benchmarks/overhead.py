"""How much newsdraft adds to the time that a model takes: a run of 50 stories beside the ideal at its concurrency.

    python benchmarks/overhead.py [--stories 50] [--latency 5.0] [--at-once 4] [--rounds 1]

A model server on loopback answers each call after a fixed time; the pages of made-up stories are served there too. The
ideal is the time of all calls divided by how many are made at once, as if newsdraft took no time at all; what is
reported is the wall time of ``newsdraft run`` (start-up, reading, checks, files and database included) over that ideal.
With ``--latency 0`` it is the throughput of stories that a model answers at once. ``benchmarks/tick.py`` measures a
run with nothing to do against bare Python.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from workers import add_stories, pages

from conftest import CLEAN, LOOPBACK_ONLY
from endpoint import all_supported, model_endpoint, post_from
from newsdraft.project import init_project
from newsdraft.store import open_database

NO_FEEDS = """\
sources:
  - {name: none, publisher: None, feed: 'http://127.0.0.1:1/', kind: news, license: none, enabled: false}
"""


def one_run(stories: int, latency: float, at_once: int) -> tuple[float, int, int]:
    """Seconds of wall, model calls and drafts of a run over so many stories."""
    with model_endpoint() as asked, pages() as base, tempfile.TemporaryDirectory() as name:

        def write(prompt: str) -> object:
            time.sleep(latency)
            return post_from(prompt)

        def judge(prompt: str) -> object:
            time.sleep(latency)
            return all_supported(prompt)

        asked.write, asked.judge = write, judge
        project, _ = init_project(Path(name))
        project.sources.write_text(NO_FEEDS)
        with closing(open_database(f"sqlite:///{project.state / 'state.db'}")) as database:
            add_stories(database, base, stories)
        env = {
            **CLEAN,
            **LOOPBACK_ONLY,
            "OPENAI_BASE_URL": asked.url,
            "OPENAI_API_KEY": "sk-benchmark",
            "NEWSDRAFT_REPAIR": "false",
            "NEWSDRAFT_MODEL_CALLS_AT_ONCE": str(at_once),
            "NEWSDRAFT_MAX_DRAFTS": str(stories),
            "NEWSDRAFT_MAX_DRAFTS_PER_DAY": str(stories),
        }
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "newsdraft", "run", "-q"],
            cwd=name,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        wall = time.monotonic() - started
        if done.returncode:
            raise SystemExit(f"the run ended with code {done.returncode}:\n{done.stderr[-2000:]}")
        return wall, len(asked.requests), len(list(project.drafts.glob("*.md")))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stories", type=int, default=50)
    parser.add_argument("--latency", type=float, default=5.0, help="seconds of each call")
    parser.add_argument("--at-once", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    for _ in range(options.rounds):
        wall, calls, drafts = one_run(options.stories, options.latency, options.at_once)
        ideal = calls * options.latency / options.at_once
        ratio = f"{wall / ideal:.2f} of the ideal" if ideal else f"{60 * drafts / wall:.0f} drafts a minute"
        asked = f"{calls} calls of {options.latency:g} s, {options.at_once} at once"
        print(f"{drafts} drafts, {asked}: {wall:.1f} s, {ratio}")


if __name__ == "__main__":
    main()
