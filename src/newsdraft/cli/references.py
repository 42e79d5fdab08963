"""Commands on the vetted facts that posts may cite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from newsdraft.cli.options import Console, common

if TYPE_CHECKING:
    from newsdraft.app.references import ListedReference

PARTLY = 3


@click.group()
def references() -> None:
    """The vetted facts that a post may cite."""


@references.command("list")
@click.option("--for", "ref", metavar="ID", help="Only those that were picked for this draft, and why.")
@common
def references_list(console: Console, ref: str | None) -> None:
    """Show every fact: topic, whether it may be cited, until when, and how many drafts cite it."""
    from newsdraft.app.references import list_references, references_of  # noqa: PLC0415
    from newsdraft.cli.receipt import table  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    project = open_project(console.project)
    found = references_of(project, ref) if ref else list_references(project)
    _data(console, found)
    if ref:
        _picked(console, found)
        return
    rows = [("fact", "topic", "cleared", "review by", "cited by")]
    rows += [
        (each.id, each.topic, "yes" if each.cleared else "no", str(each.review_by), str(len(each.cited_by)))
        for each in found
    ]
    console.result(table(rows))
    cleared = sum(each.cleared for each in found)
    console.say(f"{len(found)} facts, {cleared} of them cleared")


def _picked(console: Console, found: Sequence[ListedReference]) -> None:
    """The references of one draft, each with why it was picked."""
    for each in found:
        console.result(f"{each.id}  {each.url}")
        console.result(f"    picked for: {each.chosen_for or 'no reason is on record'}")
    console.say(f"{len(found)} facts were picked")


@references.command("check")
@click.option("--links/--no-links", default=True, show_default=True, help="Ask for every page that is named.")
@common
def references_check(console: Console, links: bool) -> None:
    """Say which facts want a person: not cleared, too old, a link that does not work; and which drafts cite them."""
    from newsdraft.app.references import check_references  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    found = check_references(open_project(console.project), links=links)
    _data(console, found)
    wanting = [each for each in found if each.problems]
    for each in wanting:
        console.result(f"{each.id}  {each.url}")
        for problem in each.problems:
            console.result(f"    {problem}")
        for draft in each.cited_by:
            console.result(f"    cited by {draft.path} ({draft.status})")
    console.result(f"{len(found)} facts, {len(wanting)} want a look")
    if wanting:
        raise click.exceptions.Exit(PARTLY)


def _data(console: Console, found: Sequence[ListedReference]) -> None:
    console.data({"references": [each.model_dump(mode="json") for each in found]})


COMMANDS = (references,)
