"""What every command shares: its options, how it speaks, and how an error is shown."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

JSON_SCHEMA = 1


@dataclass
class Console:
    """How one command speaks: data on stdout, messages on stderr."""

    project: Path
    as_json: bool = False
    quiet: bool = False
    verbose: int = 0

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
            click.echo(text, err=True)

    def style(self, text: str, **look: Any) -> str:
        """Colour for a terminal; none where NO_COLOR is set or the output is piped."""
        return text if _no_color() else click.style(text, **look)


def _no_color() -> bool:
    import os  # noqa: PLC0415 - only for the few commands that colour

    return bool(os.environ.get("NO_COLOR"))


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--project``, ``--json``, ``-q`` and ``-v``, and hand it a Console first."""

    @click.option("--project", type=click.Path(file_okay=False, path_type=Path), help="The project folder.")
    @click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on stdout.")
    @click.option("-q", "--quiet", is_flag=True, help="Print results and errors only.")
    @click.option("-v", "--verbose", count=True, help="Say more; twice for debugging.")
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
        **options: Any,
    ) -> Any:
        folder = project or (context.find_root().params.get("project")) or Path()
        console = Console(folder, as_json, quiet, verbose)
        _log_to_stderr(verbose)
        context.find_root().obj = console
        return command(console, *args, **options)

    return wrapped


def _log_to_stderr(verbose: int) -> None:
    level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True)
    if verbose < 2:
        for noisy in ("httpx2", "httpcore2", "openai", "trafilatura", "htmldate"):
            logging.getLogger(noisy).setLevel(logging.CRITICAL)  # their errors reach us as ours
