"""Commands that keep a project running: check, sources check, runs, retry, join, split, migrate."""

from __future__ import annotations

from pathlib import Path

import click

from newsdraft.cli.options import Console, common


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--source", "sources", multiple=True, metavar="FILE-OR-URL", help="What the post rests on; repeatable."
)
@common
def check(console: Console, file: Path, sources: tuple[str, ...]) -> None:
    """Run the checks on any markdown post, ours or not."""
    from newsdraft.app.checks import check_file  # noqa: PLC0415
    from newsdraft.cli.queue import show_findings  # noqa: PLC0415

    found = check_file(console.project, file, sources)
    console.data(found.model_dump(mode="json"))
    show_findings(console, found.findings)
    counts = ", ".join(f"{count} {severity}" for severity, count in found.counts.items())
    console.result(f"{file}: {counts}")
    if found.counts["block"]:
        raise click.exceptions.Exit(1)


@click.group()
def sources() -> None:
    """The feeds of the project."""


@sources.command("check")
@common
def sources_check(console: Console) -> None:
    """Ask every feed now and show how it is doing."""
    from newsdraft.app.care import check_sources  # noqa: PLC0415
    from newsdraft.cli.receipt import table  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    checked = check_sources(open_project(console.project))
    console.data({"sources": [feed.model_dump(mode="json") for feed in checked]})
    rows = [("feed", "state", "entries", "a week", "last success", "failures", "last error")]
    rows += [
        (
            feed.name,
            feed.state,
            str(feed.entries),
            f"{feed.per_week:.1f}",
            f"{feed.last_success:%Y-%m-%d %H:%M}" if feed.last_success else "never",
            str(feed.failures),
            feed.error or "",
        )
        for feed in checked
    ]
    console.result(table(rows))
    if any(feed.error for feed in checked):
        raise click.exceptions.Exit(3)


@click.command()
@click.option("-n", "count", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many.")
@common
def runs(console: Console, count: int) -> None:
    """The latest runs with what they did and spent."""
    from newsdraft.app.care import approved_posts, last_runs  # noqa: PLC0415
    from newsdraft.cli.receipt import counts_line, spending_line, spending_lines  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    project = open_project(console.project)
    found, approved = last_runs(project, count), approved_posts(project)
    console.data(
        {"runs": [run.model_dump(mode="json") for run in found], "approved": approved.model_dump(mode="json")}
    )
    for run in found:
        started = f"{run.started:%Y-%m-%d %H:%M}"
        unfinished = f"did not finish; {spending_line(run.spending)}" if run.spending else "did not finish"
        console.result(f"{started}  {counts_line(run.receipt) if run.receipt else unfinished}")
        for line in spending_lines(run.spending) if run.spending else ():
            console.result(f"    {line}")
    if approved.usd_per_post is not None:
        console.result(f"{approved.posts} posts were approved, at ${approved.usd_per_post:.4f} each")
    if not found:
        console.note("no run yet")


@click.command()
@click.argument("story", metavar="ID")
@common
def retry(console: Console, story: str) -> None:
    """Bring back a story that failed or was held; the next run works on it again."""
    from newsdraft.app.care import retry_story  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    title = retry_story(open_project(console.project), story)
    console.data({"story": story, "title": title})
    console.result(f"{title}: the next run works on it again")


@click.command()
@click.argument("story", metavar="STORY")
@click.argument("into", metavar="INTO")
@common
def join(console: Console, story: str, into: str) -> None:
    """Make one story of two: the reports of STORY become part of INTO.

    Each is a story's id, the beginning of one, or the address of a report.
    """
    from newsdraft.app.care import join_stories  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    done = join_stories(open_project(console.project), story, into)
    shown = done.model_dump(mode="json")
    console.data({"into": shown.pop("other"), "into_title": shown.pop("other_title"), **shown})
    console.result(f"{done.title}: now part of “{done.other_title}” ({done.other})")
    for note in done.notes:
        console.result(f"  {note}")


@click.command()
@click.argument("url", metavar="ENTRY_URL")
@common
def split(console: Console, url: str) -> None:
    """Take a report out of its story; the next run works on it as a story of its own."""
    from newsdraft.app.care import split_report  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    done = split_report(open_project(console.project), url)
    shown = done.model_dump(mode="json")
    console.data({"out_of": shown.pop("other"), "out_of_title": shown.pop("other_title"), **shown})
    console.result(f"{done.title}: now a story of its own ({done.story}), apart from “{done.other_title}”")
    for note in done.notes:
        console.result(f"  {note}")


@click.command()
@common
def migrate(console: Console) -> None:
    """Bring the database up to this version, and do nothing else."""
    from newsdraft.app.care import migrate as bring_up  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    done = bring_up(open_project(console.project))
    console.data(done.model_dump(mode="json"))
    if done.found is None:
        console.result(f"the database was empty; it has schema {done.schema_version} now")
    elif done.found == done.schema_version:
        console.result(f"the database has schema {done.found} already")
    else:
        console.result(f"the database was brought from schema {done.found} to {done.schema_version}")


COMMANDS = [check, sources, runs, retry, join, split, migrate]
