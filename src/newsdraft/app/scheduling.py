"""Lines that start newsdraft by the clock: a crontab line, or a systemd service and timer. Nothing is installed."""

from __future__ import annotations

import shlex
from pathlib import Path

from newsdraft.errors import ConfigError
from newsdraft.model import Value

LOG = "newsdraft.log"
# Every one of them divides the hour or the day, so that the pauses are equal.
MINUTES = (5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440)


class Units(Value):
    """The texts of the two unit files of systemd."""

    service: str
    timer: str


def crontab_line(python: Path, project: Path, minutes: int) -> str:
    r"""The line for ``crontab -e``. ``%`` must be written ``\%``, also in quotes (crontab(5))."""
    for path in (python, project):
        if "\n" in str(path) or "\\%" in str(path):
            raise ConfigError(
                "crontab cannot name this path: it holds a line break, or a backslash before a percent sign",
                where=repr(str(path)),
                hint="move it, or use --systemd",
            )
    command = [str(python), "-m", "newsdraft", "run", "--project", str(project)]
    log = shlex.quote(str(project / LOG))
    return f"{_cron_times(minutes)} {shlex.join(command)} >> {log} 2>&1".replace("%", r"\%")


def _cron_times(minutes: int) -> str:
    if minutes < 60:
        return f"*/{minutes} * * * *"
    return {60: "0 * * * *", 1440: "0 6 * * *"}.get(minutes, f"0 */{minutes // 60} * * *")


def systemd_units(python: Path, project: Path, minutes: int) -> Units:
    """A service that runs once and the timer that starts it, by systemd.service(5) and systemd.timer(5)."""
    command = [_unit_word(str(python)), "-m", "newsdraft", "run", "--project", _unit_word(str(project))]
    service = f"""\
[Unit]
Description=newsdraft: drafts of what is new
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={" ".join(command)}
# 3: some feeds or stories failed, and the rest was done.
SuccessExitStatus=3
"""
    timer = f"""\
[Unit]
Description=newsdraft, every {minutes} minutes

[Timer]
OnCalendar={_calendar(minutes)}
Persistent=true
RandomizedDelaySec=30

[Install]
WantedBy=timers.target
"""
    return Units(service=service, timer=timer)


def _calendar(minutes: int) -> str:
    if minutes < 60:
        return f"*:0/{minutes}"
    return {60: "hourly", 1440: "*-*-* 06:00:00"}.get(minutes, f"*-*-* 0/{minutes // 60}:00:00")


def _unit_word(word: str) -> str:
    r"""One word of a command line, quoted; ``%`` and ``$`` stand for themselves when they are doubled."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + escaped.replace("%", "%%").replace("$", "$$") + '"'
