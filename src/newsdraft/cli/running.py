"""Commands that make drafts: init, demo, run, worker, draft."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsdraft.cli.options import Console, common

if TYPE_CHECKING:
    from newsdraft.pipeline import Receipt

WRITERS = click.Choice(["extract", "model", "local"])


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@common
def init(console: Console, folder: Path) -> None:
    """Make a project folder with sources, prompts, references and settings."""
    from newsdraft.project import init_project  # noqa: PLC0415

    project, written = init_project(folder)
    console.data({"project": str(project.root), "written": written})
    console.say(f"{project.root}: " + (f"wrote {', '.join(written)}" if written else "everything was there"))
    console.say(f"Next: look through sources.yaml, then `newsdraft run --project {folder}`.")


@click.command()
@click.option("--writer", type=WRITERS, default="extract", show_default=True, help="Who writes the drafts.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="The project folder that the demo writes.",
)
@common
def demo(console: Console, writer: str, into: Path) -> None:
    """Run the real pipeline over bundled sample releases; no key and no network."""
    from newsdraft.app.running import demo as run_demo  # noqa: PLC0415
    from newsdraft.cli.receipt import show_receipt  # noqa: PLC0415

    console.note("Serving the sample feeds on loopback and running the pipeline over them …")
    receipt = run_demo(into, {"writer": writer})
    console.data(receipt.model_dump(mode="json", exclude={"key_refused"}))
    show_receipt(console, receipt, into)
    console.say(
        f"\nOpen the files of {into / 'drafts'}/ in any text editor; what the checks found stands at the top."
    )
    console.say("Links in these drafts lead to the sample server, which has stopped.")
    console.say(f"Then look at the queue: {_program()} list --project {into}")
    _leave(receipt)


@click.command()
@click.option(
    "--sources", "sources_file", metavar="FILE", help="Another list of feeds than the project's sources.yaml."
)
@click.option("--writer", type=WRITERS, help="Who writes: model, extract or local.")
@click.option("--max-drafts", type=click.IntRange(min=0), help="Draft no more than this many stories.")
@click.option("--max-cost", type=click.FloatRange(min=0), help="Spend no more than this many US dollars.")
@click.option("--dry-run", is_flag=True, help="Show what would be drafted and why; change nothing.")
@click.option("--wait", is_flag=True, help="Where workers draft: stay until they have, and file the drafts.")
@common
def run(
    console: Console,
    sources_file: str | None,
    max_drafts: int | None,
    dry_run: bool,
    wait: bool,
    **flags: Any,
) -> None:
    """Poll the feeds and draft what is new."""
    from newsdraft.app.running import run as run_project  # noqa: PLC0415
    from newsdraft.cli.receipt import show_receipt  # noqa: PLC0415
    from newsdraft.project import Project, open_project  # noqa: PLC0415

    project = Project(console.project.resolve()) if sources_file else open_project(console.project)
    settings = {"writer": flags["writer"], "max_cost_per_run": flags["max_cost"]}
    receipt = run_project(
        project,
        {key: value for key, value in settings.items() if value is not None},
        sources_file=sources_file,
        max_drafts=max_drafts,
        dry_run=dry_run,
        wait=wait,
    )
    console.data(receipt.model_dump(mode="json", exclude={"key_refused"}))
    show_receipt(console, receipt, console.project)
    _leave(receipt)


@click.command()
@click.option("--writer", type=WRITERS, help="Who writes: model, extract or local.")
@click.option(
    "--at-once",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many stories side by side.",
)
@common
def worker(console: Console, writer: str | None, at_once: int) -> None:
    """Draft what runs ask for, on any host, until SIGTERM; stories in hand are finished first."""
    from newsdraft.app.working import work  # noqa: PLC0415
    from newsdraft.project import Project  # noqa: PLC0415

    work(
        Project(console.project.resolve()),
        {"writer": writer} if writer else {},
        at_once=at_once,
        ready=lambda: console.note("At work; SIGTERM or Ctrl-C ends this when the stories in hand are done."),
    )


def _program() -> str:
    """The program as this person has to call it, also where it is not on the path."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "newsdraft" else "newsdraft"


def _leave(receipt: Receipt) -> None:
    if code := receipt.exit_code():
        raise click.exceptions.Exit(code)


@click.command()
@click.argument("address", metavar="URL")
@click.option("--writer", type=WRITERS, help="Who writes: model, extract or local.")
@click.option("--overrule", is_flag=True, help="Draft it although it would be held.")
@common
def draft(console: Console, address: str, writer: str | None, overrule: bool) -> None:
    """Draft one address, or one local HTML or text file."""
    from newsdraft.app.running import draft_url  # noqa: PLC0415
    from newsdraft.cli.receipt import show_outcome  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    outcome = draft_url(
        open_project(console.project), {"writer": writer} if writer else {}, address, overrule=overrule
    )
    if code := show_outcome(console, outcome):
        raise click.exceptions.Exit(code)


COMMANDS = [init, demo, run, worker, draft]
