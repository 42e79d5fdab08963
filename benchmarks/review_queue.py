"""How long editors wait with a queue of 10,000 drafts: the list, a page of the desk, one draft.

    python benchmarks/review_queue.py [--drafts 10000] [--rounds 5] [--keep FOLDER]

Drafts of made-up stories are filed into a project: short ones, and one of about 900 words. Every figure but those of
whole commands is taken within a new process that has loaded its modules, so that nothing is remembered from before:
what helps is the catalogue in ``drafts/.newsdraft`` alone. ``cold`` is without that catalogue, as after it was deleted.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from harness import as_installed, measured, median, publish, table

from newsdraft.model import (
    Block,
    Claim,
    Document,
    DocumentKind,
    Dossier,
    Draft,
    Evidence,
    EvidenceLevel,
    Finding,
    Passage,
    Post,
    Section,
    SectionKind,
    Severity,
    SourceKind,
    Study,
)
from newsdraft.project import init_project
from newsdraft.reviewing import DraftStore

START = datetime(2025, 1, 1, 6, 0, tzinfo=UTC)
LONG = "BIGDRAFT"
WRITERS = 16
PLACES = ("Harbor Lake", "Northfield", "Old Mill", "Sandhill")
GOALS = {"queue_page": 100, "show_draft": 150}
# Each runs in a process of its own and prints its milliseconds; the modules are loaded before the clock starts.
TIMED = """
import json, sys, time
from pathlib import Path
from newsdraft.app.listing import QueueQuery, queue_page
from newsdraft.app.queue import show_draft
from newsdraft.model import ReviewStatus
from newsdraft.project import Project
project = Project(Path(sys.argv[1]))
asks = {
    "page": lambda: queue_page(project, QueueQuery()),
    "todo": lambda: queue_page(project, QueueQuery(statuses=(ReviewStatus.IN_REVIEW, ReviewStatus.APPROVED))),
    "search": lambda: queue_page(project, QueueQuery(text="harbor 77", page=2)),
    "show": lambda: show_draft(project, sys.argv[3]),
}
started = time.perf_counter(), time.process_time()
asks[sys.argv[2]]()
ended = time.perf_counter(), time.process_time()
print(json.dumps([(end - start) * 1000 for start, end in zip(started, ended)]))
"""


def passage(number: int, text: str) -> Passage:
    return Passage(id=f"S1.{number}", text=text, start=0, end=len(text))


def sentences(number: int, count: int) -> list[str]:
    """Sentences of a made-up release, each with a figure of its own."""
    return [
        f"In group {part} of study {number}, {20 + part} of {90 + number % 60} people who took the tablets had fewer "
        f"aches after {part + 2} weeks than they had told the nurses of before."
        for part in range(1, count + 1)
    ]


def draft(number: int, name: str, count: int) -> Draft:
    """A draft whose post has ``count`` cited sentences."""
    told = sentences(number, count)
    claims = [Claim(id=f"c{at}", text=text, passages=(f"S1.{at}",)) for at, text in enumerate(told, start=1)]
    each = max(1, count // 4)
    kinds = list(SectionKind)
    sections = tuple(
        Section(
            kind=kind,
            heading=kind.value,
            blocks=tuple(Block(claims=(claim,)) for claim in claims[1 + at * each : 1 + (at + 1) * each]),
        )
        for at, kind in enumerate(kinds)
    )
    document = Document(
        id="S1",
        kind=DocumentKind.ARTICLE,
        title=f"Tablets against aches: study {number}",
        url=f"https://example.org/news/{number}",
        publisher=PLACES[number % len(PLACES)],
        source_kind=SourceKind.PRESS_RELEASE,
        published=START,
        text="\n".join(told),
        passages=tuple(passage(at, text) for at, text in enumerate(told, start=1)),
    )
    found = [Severity.BLOCK] * (number % 3) + [Severity.MAJOR] * (number % 5) + [Severity.MINOR]
    return Draft(
        id=name,
        story_id=name,
        version=1,
        writer="model",
        date="2025-06-01",
        slug=f"tablets-against-aches-{number}",
        post=Post(
            title=f"What study {number} says of tablets against aches",
            description="A small study; nobody knows yet who is helped.",
            tags=("aches",),
            lead=(Block(claims=(claims[0],)),),
            sections=sections,
            conclusion=(Block(claims=(Claim(id="c0", text="It is an early result.", passages=("S1.1",)),)),),
        ),
        dossier=Dossier(
            story_id=name,
            title=document.title,
            documents=(document,),
            study=Study(design="open label"),
            evidence=Evidence(level=EvidenceLevel.EARLY_TRIAL, passages=("S1.1",)),
        ),
        findings=tuple(
            Finding(
                id=f"f{at}",
                rule="number-unsupported",
                severity=severity,
                where="lead",
                claim="c1",
                message="Look.",
            )
            for at, severity in enumerate(found)
        ),
        created_at=START + timedelta(minutes=number),
    )


Times = tuple[float, float]


def timed(root: Path, ask: str) -> Times:
    """Milliseconds of wall and CPU of one question in a process of its own."""
    command = [sys.executable, "-c", TIMED, str(root), ask, LONG]
    done = subprocess.run(command, env=as_installed(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    wall, cpu = json.loads(done.stdout)
    return wall, cpu


def command(root: Path, *words: str) -> Times:
    """Milliseconds of wall and CPU of a whole command."""
    cost = measured([sys.executable, "-m", "newsdraft", *words], cwd=root)
    return cost.wall * 1000, cost.cpu * 1000


def middle(times: Iterable[Times]) -> Times:
    walls, cpus = zip(*times, strict=True)
    return median(walls), median(cpus)


@contextmanager
def project_folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def fill(root: Path, drafts: int) -> None:
    """File drafts until there are so many: each in a folder of its own, side by side, and moved then."""
    project, _ = init_project(root)
    sidecars = project.drafts / ".newsdraft"
    sidecars.mkdir(exist_ok=True)

    def one(number: int) -> None:
        name = f"DRAFT{number:08d}" if number else LONG
        part = root / "part" / name
        path = DraftStore(part).file(draft(number, name, 5 if number else 30))
        path.rename(project.drafts / path.name)
        (part / ".newsdraft" / name).rename(sidecars / name)
        shutil.rmtree(part)

    there = len(list(project.drafts.glob("*.md")))
    with ThreadPoolExecutor(WRITERS) as writers:  # most of the time is the disk's
        list(writers.map(one, range(there, drafts)))


def edit(root: Path, turn: int) -> None:
    """Save one file as an editor does, with other words in it."""
    path = next((root / "drafts").glob(f"*aches-{turn + 1}.md"))
    path.write_text(path.read_text().replace("It is an early", "It is an early, a very early"))


def figures(root: Path, rounds: int) -> Iterator[tuple[str, Times]]:
    """Each figure with its name."""
    (root / "drafts" / ".newsdraft" / "catalogue.db").unlink(missing_ok=True)
    yield "`queue_page`, cold (no catalogue)", timed(root, "page")
    for name, words in (
        ("`newsdraft list --json`, whole command", ["list", "--json"]),
        (
            "`newsdraft list --status approved --json`, whole command",
            ["list", "--status", "approved", "--json"],
        ),
    ):
        yield name, middle(command(root, *words) for _ in range(rounds))
    for name, ask in (
        ("`queue_page`, first page by risk", "page"),
        ("`queue_page`, by status", "todo"),
        ("`queue_page`, two words searched, second page", "search"),
        ("`show_draft`, about 900 words", "show"),
    ):
        yield name, middle([timed(root, ask) for _ in range(rounds)])
    after = []
    for turn in range(rounds):
        edit(root, turn)
        after.append(timed(root, "page"))
    yield "`queue_page` after one edit outside (recorded and checked)", middle(after)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--drafts", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="make the project here, or use the one that is here")
    options = parser.parse_args()
    with project_folder(options.keep) as root:
        fill(root, options.drafts)
        rows = [(name, f"{wall:,.0f}", f"{cpu:,.0f}") for name, (wall, cpu) in figures(root, options.rounds)]
    publish(
        f"## The queue with {options.drafts:,} drafts\n\n"
        "`python benchmarks/review_queue.py`: medians of new processes. Goals: a page of the queue "
        f"{GOALS['queue_page']} ms, one draft {GOALS['show_draft']} ms.\n\n"
        f"{table(('what', 'wall, ms', 'CPU, ms'), rows)}\n"
    )


if __name__ == "__main__":
    main()
