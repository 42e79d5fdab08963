"""The kill campaign: runs of 20 stories, killed with ``kill -9`` at random moments, until so many kills are done.

    python benchmarks/kills.py                                   # 200 kills on SQLite
    python benchmarks/kills.py --database-url postgresql://…     # the same on a server; its user makes databases

Each round is a project of its own. It ends with exit code 1 when a story was lost, drafted twice, or a call was made
again whose answer had arrived.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from killing import Tally, one_round
from postgres import Server, own_server


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--stories", type=int, default=20)
    options.add_argument("--kills-a-round", type=int, default=12)
    options.add_argument(
        "--latency", type=float, default=0.2, help="seconds that the model takes for an answer"
    )
    options.add_argument("--longest", type=float, default=4.0, help="a run is killed within so many seconds")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--database-url", default="", help="a PostgreSQL server, or 'own' to start one")
    given = options.parse_args()
    total, began = Tally(), time.monotonic()
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; seed {given.seed}, model {given.latency} s"
    )
    named = nullcontext(Server(given.database_url) if given.database_url else None)
    with own_server() if given.database_url == "own" else named as server:
        while total.kills < given.kills:
            with tempfile.TemporaryDirectory() as folder:
                done = one_round(
                    Path(folder) / "project",
                    kills=min(given.kills_a_round, given.kills - total.kills),
                    stories=given.stories,
                    seed=given.seed + total.rounds,
                    latency=given.latency,
                    longest=given.longest,
                    database_url=server.new_database() if server else "",
                )
            total.add(done)
            if server:
                server.drop_databases()
            print(
                f"{total.kills} kills, {total.faults} faults, {time.monotonic() - began:.0f} s: {done}",
                flush=True,
            )
    print(
        "\n".join(
            f"{name.replace('_', ' ')}: {value}" for name, value in vars(total).items() if name != "trouble"
        )
    )
    sys.exit(1 if total.faults else 0)


if __name__ == "__main__":
    main()
