"""The command that opens the review desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from newsdraft.cli.options import Console, common


@click.command()
@click.option("--by", metavar="NAME", help="Your name, if the link shall not ask for it.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="The port to listen on."
)
@click.option(
    "--link", metavar="NAME", help="Only print a new link for this person; the desk is open already."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; others need --url, --user.",
)
@click.option("--url", default="", help="How editors reach the desk, such as https://desk.example.org.")
@click.option(
    "--user", "users", multiple=True, metavar="NAME", help="An editor who gets a link; once for each."
)
@click.option(
    "--to", "target", default="", help="The kind of site to publish for, as in `newsdraft publish`."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Where approved posts are published."
)
@common
def desk(console: Console, by: str | None, link: str | None, users: tuple[str, ...], **given: Any) -> None:
    """The review desk in a browser: each sentence beside its evidence, edits, decisions. Needs newsdraft[desk]."""
    from newsdraft.desk import serving  # noqa: PLC0415 - an extra
    from newsdraft.project import open_project  # noqa: PLC0415

    project = open_project(console.project)
    out = given.pop("out")
    people = (*([by] if by else []), *users)
    options = serving.checked(serving.DeskOptions(people=people, out=out.resolve() if out else None, **given))
    if link:
        _show(console, serving.invite(project, options, [link]))
        return
    socket = serving.listening(options)
    console.note(f"The desk of {project.root} is open. A link lets one person in, once:")
    _show(console, serving.invite(project, options, people))
    console.note("Ctrl-C closes the desk.")
    if not options.at_home and not options.url.startswith("https://"):
        console.note("Whoever can listen on this network can read along: put a server with TLS in front.")
    serving.serve(project, options, socket)


def _show(console: Console, links: list[tuple[str, str]]) -> None:
    console.data({"links": [{"name": name, "url": address} for name, address in links]})
    for name, address in links:
        console.result(f"  {address}{f'   ({name})' if name else ''}")


COMMANDS = [desk]
