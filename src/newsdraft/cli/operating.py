"""Commands around a project: doctor, schedule, backup, restore."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from newsdraft.cli.options import Console, common


@click.command()
@click.option("--every", type=int, default=30, show_default=True, metavar="MINUTES", help="How often.")
@click.option("--systemd", is_flag=True, help="Print a service and a timer instead of a crontab line.")
@common
def schedule(console: Console, every: int, systemd: bool) -> None:
    """Print what starts `newsdraft run` by the clock; nothing is installed."""
    from newsdraft.app.scheduling import MINUTES, crontab_line, systemd_units  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    if every not in MINUTES:
        raise click.BadParameter(f"must be one of {', '.join(map(str, MINUTES))}", param_hint="--every")
    python, root = Path(sys.executable), open_project(console.project).root
    if not systemd:
        line = crontab_line(python, root, every)
        console.data({"crontab": line})
        console.result(line)
        console.note("Put this line into your crontab: crontab -e")
        return
    units = systemd_units(python, root, every)
    console.data(units.model_dump())
    console.result(f"# newsdraft.service\n{units.service}\n# newsdraft.timer\n{units.timer}")
    console.note("Save both in ~/.config/systemd/user/, then: systemctl --user enable --now newsdraft.timer")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--with-key", is_flag=True, help="Put .env with its key into the archive too.")
@common
def backup(console: Console, file: Path, with_key: bool) -> None:
    """Write the whole project into one archive; a run may be at work meanwhile."""
    from newsdraft.app.backup import back_up  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    done = back_up(open_project(console.project), file, datetime.now(UTC), with_key=with_key)
    console.data(done.model_dump(mode="json"))
    console.result(f"{done.archive}: {done.files} files, {done.bytes:,} bytes")
    for note in done.notes:
        console.note(note)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@common
def restore(console: Console, file: Path, folder: Path) -> None:
    """Unpack an archive of `newsdraft backup` into a new or empty folder."""
    from newsdraft.app.backup import restore as restore_archive  # noqa: PLC0415

    done = restore_archive(file, folder)
    console.data(done.model_dump(mode="json"))
    console.result(f"{done.project}: {done.files} files as they were at {done.made}")
    for note in done.notes:
        console.note(note)


@click.command()
@click.option("--offline", is_flag=True, help="Ask neither the endpoint nor the feeds.")
@common
def doctor(console: Console, offline: bool) -> None:
    """Look the project over and say what is wrong and how to mend it; changes nothing."""
    from newsdraft.app.doctor import examine, exit_code  # noqa: PLC0415
    from newsdraft.project import open_project  # noqa: PLC0415

    checks = examine(open_project(console.project), lambda: datetime.now(UTC), offline=offline)
    console.data({"checks": [check.model_dump(mode="json") for check in checks]})
    for check in checks:
        console.result(f"{check.name}: {check.state.value}: {check.found}")
        if check.fix:
            console.result(f"    {check.fix}")
    if code := exit_code(checks):
        raise click.exceptions.Exit(code)


COMMANDS = [doctor, schedule, backup, restore]
