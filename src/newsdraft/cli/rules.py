"""The command that shows what the checks look for in this project, and how much each rule weighs."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

import click

from newsdraft.cli.options import Console, common

if TYPE_CHECKING:
    from newsdraft.app.policies import RuleInForce


@click.command()
@click.argument("rule", required=False)
@common
def rules(console: Console, rule: str | None) -> None:
    """Show every rule of the checks with its weight in this project, or one of them whole."""
    from newsdraft.app.policies import rules_in_force  # noqa: PLC0415
    from newsdraft.cli.receipt import table  # noqa: PLC0415

    found, limits = rules_in_force(console.project)
    if rule:
        found = [each for each in found if each.id == rule]
        limits = []
        if not found:
            raise click.BadParameter(
                f"there is no rule {rule!r}; `newsdraft rules` lists them", param_hint="RULE"
            )
    console.data(
        {
            "rules": [each.model_dump(mode="json") for each in found],
            "thresholds": [each.model_dump(mode="json") for each in limits],
        }
    )
    if rule:
        console.result(_whole(found[0]))
        return
    console.result(table([("rule", "severity", "usually"), *((r.id, r.severity, r.usual) for r in found)]))
    console.result(
        "\n"
        + table(
            [("threshold", "value", "usually"), *((t.name, f"{t.value:g}", f"{t.usual:g}") for t in limits)]
        )
    )


def _whole(rule: RuleInForce) -> str:
    lines = [f"{rule.id}: {rule.severity}{f' ({rule.also})' if rule.also else ''}", rule.explanation]
    lines += [f"Standard: {rule.standard}"]
    lines += ["Fixed: it holds a promise of newsdraft and cannot be made lighter."] if rule.fixed else []
    lines += [f"Found: {text}" for text in rule.fires]
    lines += [f"Left alone: {text}" for text in rule.silent]
    return "\n".join(fill(line, 100, subsequent_indent="    ") for line in lines)


COMMANDS = (rules,)
