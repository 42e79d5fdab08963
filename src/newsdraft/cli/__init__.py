"""The command line: parse, call ``app``, render. No logic lives here.

The modules of this package import only click at the top, so that ``newsdraft --help`` stays quick; each command
imports what it needs when it runs.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import signal
import sys
from pathlib import Path

import click

from newsdraft import __version__
from newsdraft.cli import care, desk, digest, operating, queue, references, rules, running
from newsdraft.cli.options import JSON_SCHEMA, Console, log
from newsdraft.errors import NewsdraftError

INTERRUPTED = 130


class _InOrder(click.Group):
    """Lists commands as they were added, the daily ones first."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of addition."""
        del ctx
        return list(self.commands)


@click.group(cls=_InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="newsdraft")
@click.option("--project", type=click.Path(file_okay=False, path_type=Path), help="The project folder.")
def cli(project: Path | None) -> None:
    """Drafts of cancer news that an editor can trust: every sentence beside the passage it rests on.

    Exit codes: 0 done; 1 failed; 2 wrong usage; 3 partly done (some feeds or items failed); 4 key missing or
    refused.
    """


for module in (running, queue, desk, rules, references, digest, care, operating):
    for command in module.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """Run the command line and leave with its exit code."""
    # What start-up makes stays; to look through it for garbage a hundred times took a tenth of a run with nothing new.
    gc.set_threshold(50_000, 20, 20)
    signal.signal(signal.SIGTERM, _stop)
    context: click.Context | None = None
    try:
        context = cli.make_context("newsdraft", sys.argv[1:])
        with context:
            code = cli.invoke(context)
    except click.exceptions.Exit as leave:
        code = leave.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _tell(context, "stopped; what was done is kept, run it again to go on", logging.WARNING)
        sys.stdout.flush()
        os._exit(INTERRUPTED)  # threads that wait for a model are not waited for
    except BrokenPipeError:  # whoever read our output (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except NewsdraftError as error:
        code = _show(error, context)
    except Exception:
        if not (console := _console(context)) or not console.lines.as_json:
            raise
        log.critical("an error in newsdraft itself; please report it", exc_info=True)
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def _stop(_signal: int, _frame: object) -> None:
    """End as by Ctrl-C, so that what was in work is given back and does not count as a crash."""
    raise KeyboardInterrupt


def _console(context: click.Context | None) -> Console | None:
    """How the command speaks, once it has begun."""
    return context.obj if context else None


def _tell(context: click.Context | None, text: str, level: int) -> None:
    if console := _console(context):
        console.tell(f"newsdraft: {text}", level)
    else:
        click.echo(f"newsdraft: {text}", err=True)


def _show(error: NewsdraftError, context: click.Context | None) -> int:
    _tell(context, str(error), logging.ERROR if error.exit_code else logging.WARNING)
    console = _console(context)
    if console and console.as_json:
        detail = {"message": error.message, "where": error.where, "hint": error.hint}
        click.echo(json.dumps({"schema": JSON_SCHEMA, "error": detail}, ensure_ascii=False))
    return error.exit_code
