"""Runs over made-up stories, killed again and again, and what became of stories, drafts and paid calls.

Feed and pages come from loopback. The model endpoint gives each answer a number, so that what has arrived can be told
from the spool: a request whose answer lies there must never be made again.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from conftest import CLEAN, LOOPBACK_ONLY, CommandLine
from endpoint import Asked, all_supported, model_endpoint, post_from

CANCERS = ("breast", "colon", "lung", "prostate", "kidney", "liver", "stomach", "bladder", "thyroid", "skin")
PEOPLE = ("nurses", "surgeons", "immunologists", "pharmacists", "radiologists")
STARTS = (
    "bel",
    "cor",
    "dal",
    "fen",
    "gol",
    "hin",
    "jor",
    "kel",
    "lum",
    "mor",
    "nas",
    "per",
    "quo",
    "ras",
    "sil",
)
MIDDLES = ("ova", "iti", "ume", "aru", "eso", "ilo", "ope", "axi")
TOLD = (
    "{people} at the {place} Institute gave the drug {drug} to {given} people with {cancer} cancer over {years} years.",
    "Of those with {drug}, {alive} were alive at the end, compared with {control} of {others} people without it.",
    "Severe side effects of {drug} were seen in {harmed} people, most of them {effect}.",
    "The {place} Institute paid for the work, and three of the authors hold patents on {drug}.",
    "{people} who took no part said that {drug} was tested at {sites} hospitals only and needs a larger trial.",
    "Whether {drug} helps people whose {cancer} cancer has spread was not asked in this study.",
    "A trial of {drug} with {more} people began in spring at {place} and is expected to end in {end}.",
)


@dataclass(frozen=True)
class Report:
    """One made-up news release."""

    number: int
    title: str
    text: tuple[str, ...]


def reports(count: int, seed: int) -> list[Report]:
    """Releases that have nothing in common but their kind."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        drug = f"{chance.choice(STARTS)}{chance.choice(MIDDLES)}{chance.choice(STARTS)}{number}tinib"
        given = chance.randint(100, 4000)
        words = {
            "drug": drug.capitalize(),
            "cancer": CANCERS[number % len(CANCERS)],
            "people": PEOPLE[number % len(PEOPLE)].capitalize(),
            "place": f"{chance.choice(STARTS)}{chance.choice(MIDDLES)}{number}ton".capitalize(),
            "given": given,
            "years": chance.randint(2, 9),
            "alive": given - chance.randint(10, 60),
            "others": given + chance.randint(1, 30),
            "control": given - chance.randint(61, 99),
            "harmed": chance.randint(11, 99),
            "effect": chance.choice(("rashes", "fevers", "headaches", "sore mouths", "infections")),
            "sites": chance.randint(3, 70),
            "more": chance.randint(5000, 9000),
            "end": chance.randint(2031, 2040),
        }
        title = f"{words['drug']} tested against {words['cancer']} cancer at {words['place']}"
        found.append(Report(number, title, tuple(line.format(**words) for line in TOLD)))
    return found


@contextmanager
def serve(given: list[Report]) -> Iterator[str]:
    """A feed at ``/feed`` and a page for each report; gives the base address."""
    now = format_datetime(datetime.now(UTC))

    class Site(BaseHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

        def do_GET(self) -> None:
            base = f"http://{self.headers['Host']}"
            kind, body = "text/html", ""
            if self.path == "/feed":
                items = "".join(
                    f"<item><title>{each.title}</title><link>{base}/{each.number}</link><guid>{each.number}</guid>"
                    f"<pubDate>{now}</pubDate><description>{each.text[0]}</description></item>"
                    for each in given
                )
                kind, body = (
                    "application/rss+xml",
                    f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>",
                )
            elif self.path[1:].isdigit():
                each = given[int(self.path[1:])]
                told = "</p><p>".join(each.text)
                body = f"<html><title>{each.title}</title><article><h1>{each.title}</h1><p>{told}</p></article></html>"
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            with suppress(ConnectionError):
                self.end_headers()
                self.wfile.write(body.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Tally:
    """What came of some rounds. The first five must stay 0."""

    lost: int = 0
    second_drafts: int = 0
    repeated: int = 0
    unfinished: int = 0
    mistold: int = 0
    kills: int = 0
    rounds: int = 0
    stories: int = 0
    calls: int = 0
    asked_again: int = 0
    parked: int = 0
    trouble: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def faults(self) -> int:
        return self.lost + self.second_drafts + self.repeated + self.unfinished + self.mistold


@contextmanager
def slow_model(latency: float) -> Iterator[Asked]:
    """The endpoint with an answer time of its own."""

    def after(make):
        def answer(prompt: str) -> object:
            time.sleep(latency)
            return make(prompt)

        return answer

    with model_endpoint() as asked:
        asked.write, asked.judge = after(post_from), after(all_supported)
        yield asked


def one_round(
    folder: Path,
    *,
    kills: int,
    stories: int,
    seed: int,
    latency: float,
    database_url: str = "",
    longest: float = 4.0,
) -> Tally:
    """Kill a run over some stories so often, at random moments, then let it finish; what came of it."""
    chance = random.Random(seed)
    given = reports(stories, seed)
    tally = Tally(rounds=1, stories=stories)
    with slow_model(latency) as asked, serve(given) as base:
        newsdraft = _project(folder, base, asked, database_url)
        arrived: dict[str, int] = {}
        for _ in range(kills):
            if not _killed(newsdraft, asked, chance, longest):
                break  # it had finished
            tally.kills += 1
            _note_arrived(folder, asked, arrived)
        _finish(newsdraft, tally)
        _note_arrived(folder, asked, arrived)
        tally.repeated = _repeated(asked, arrived)
        _count(newsdraft, asked, base, given, tally)
    return tally


def _project(folder: Path, base: str, asked: Asked, database_url: str) -> CommandLine:
    env = {**LOOPBACK_ONLY, "OPENAI_BASE_URL": asked.url, "OPENAI_API_KEY": "sk-test"}
    if database_url:
        env["NEWSDRAFT_DATABASE_URL"] = database_url
    newsdraft = CommandLine(folder, env)
    folder.mkdir(parents=True, exist_ok=True)
    assert newsdraft("init", ".").code == 0
    (folder / "sources.yaml").write_text(
        f"sources:\n  - name: Wire\n    feed: {base}/feed\n    kind: press-release\n"
    )
    return newsdraft


def _killed(newsdraft: CommandLine, asked: Asked, chance: random.Random, longest: float) -> bool:
    """Begin a run and kill it, alone or with the processes that it started; False when it ended before.

    The moment is drawn from its first seconds, or from those after its first question to the model: a run that is
    begun again and again would hardly come to its paid calls otherwise.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "newsdraft", "run", "-q"],
        cwd=newsdraft.folder,
        env={**CLEAN, **newsdraft.env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    before = len(asked.numbered)
    try:
        if chance.random() < 0.6:
            while process.poll() is None and len(asked.numbered) == before:
                time.sleep(0.01)
            process.wait(chance.uniform(0.0, longest / 2))
        else:
            process.wait(chance.uniform(0.2, longest))
    except subprocess.TimeoutExpired:
        (os.kill if chance.random() < 0.5 else os.killpg)(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def _note_arrived(folder: Path, asked: Asked, arrived: dict[str, int]) -> None:
    """Keep, for each request whose answer lies in the spool, the number of the first answer that did."""
    for path in (folder / ".newsdraft" / "spool").glob("*.answer"):
        name = json.loads(path.read_bytes())["id"]
        arrived.setdefault(asked.numbered[name], _number(name))


def _number(name: str) -> int:
    return int(name.rpartition("-")[2])


def _repeated(asked: Asked, arrived: dict[str, int]) -> int:
    """How many requests were made although their answer had arrived."""
    return sum(_number(name) > arrived.get(body, sys.maxsize) for name, body in asked.numbered.items())


def _finish(newsdraft: CommandLine, tally: Tally) -> None:
    """Run until nothing is left to do, as the scheduler would; what was parked is brought back, as a person would."""
    for _ in range(5):
        done = newsdraft("run", "--json")
        if done.code:
            tally.trouble.append(done.err)
        parked = done.json["stories"]["parked"]
        for left in parked:
            tally.parked += 1
            newsdraft("retry", left["story"])
        if not parked and not done.json["stories"]["waiting"] and not done.json["drafts"]:
            return
    tally.unfinished += 1


def _count(newsdraft: CommandLine, asked: Asked, base: str, given: list[Report], tally: Tally) -> None:
    listed = newsdraft("list", "--json").json
    drafts = Counter(draft["url"] for draft in listed["drafts"])
    tally.lost += sum(not drafts[f"{base}/{each.number}"] for each in given)
    tally.second_drafts += sum(count - 1 for count in drafts.values() if count > 1)
    files = len(list((newsdraft.folder / "drafts").glob("*.md")))
    tally.mistold += abs(files - len(listed["drafts"])) + len(listed["damaged"])
    made = Counter(asked.numbered.values())
    tally.calls += len(made)
    tally.asked_again += sum(made.values()) - len(made)
