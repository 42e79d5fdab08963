"""What every command shares: its options, how it speaks, and how an error is shown."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

import click

from newsdraft.cli.logs import FORMATS, Lines, log_to_stderr

JSON_SCHEMA = 1
# What commands tell a person beside their results; where the log is JSON it stands there.
log = logging.getLogger("newsdraft.cli")


@dataclass
class Console:
    """How one command speaks: data on stdout, messages on stderr."""

    project: Path
    as_json: bool = False
    quiet: bool = False
    lines: Lines = field(kw_only=True)

    def data(self, value: Mapping[str, Any]) -> None:
        """Print a result as JSON, where ``--json`` asks for it."""
        if self.as_json:
            click.echo(json.dumps({"schema": JSON_SCHEMA, **value}, ensure_ascii=False, indent=2))

    def say(self, text: str = "") -> None:
        """Print a result for a person."""
        if not self.as_json and not self.quiet:
            click.echo(text)

    def result(self, text: str) -> None:
        """Print what the command was asked for; ``--quiet`` does not silence that."""
        if not self.as_json:
            click.echo(text)

    def note(self, text: str) -> None:
        """Tell the person something beside the result."""
        if not self.quiet:
            self.tell(text)

    def tell(self, text: str, level: int = logging.INFO) -> None:
        """Put a message on stderr: a line as it is or, where the log is JSON, a record of ``level``."""
        if self.lines.as_json:
            log.log(level, text)
        else:
            click.echo(text, err=True)

    def style(self, text: str, **look: Any) -> str:
        """Colour for a terminal; none where NO_COLOR is set or the output is piped."""
        return text if _no_color() else click.style(text, **look)


def _no_color() -> bool:
    import os  # noqa: PLC0415 - only for the few commands that colour

    return bool(os.environ.get("NO_COLOR"))


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--project``, ``--json``, ``-q``, ``-v`` and ``--log-format``; hand it a Console first."""

    @click.option("--project", type=click.Path(file_okay=False, path_type=Path), help="The project folder.")
    @click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on stdout.")
    @click.option("-q", "--quiet", is_flag=True, help="Print results and errors only.")
    @click.option("-v", "--verbose", count=True, help="Say more; twice for debugging.")
    @click.option(
        "--log-format",
        type=click.Choice(FORMATS),
        help="Messages on stderr as text, or a JSON object a line.",
    )
    @click.pass_context
    @wraps(command)
    def wrapped(
        context: click.Context,
        /,
        *args: Any,
        project: Path | None,
        as_json: bool,
        quiet: bool,
        verbose: int,
        log_format: str | None,
        **options: Any,
    ) -> Any:
        folder = project or (context.find_root().params.get("project")) or Path()
        console = Console(folder, as_json, quiet, lines=Lines(folder, log_format))
        log_to_stderr(console.lines, verbose)
        log.setLevel(logging.INFO)
        context.find_root().obj = console
        return command(console, *args, **options)

    return wrapped
