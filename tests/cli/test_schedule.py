"""What starts newsdraft by the clock reads back as the very command, whatever the folder is called."""

import shlex
import shutil
import subprocess
import sys

import pytest

AWKWARD = 'the 100% desk\'s "news" $HOME'


@pytest.fixture
def awkward(newsdraft):
    assert newsdraft("init", AWKWARD).code == 0
    return newsdraft


def test_the_crontab_line_names_this_project_and_this_python(awkward):
    line = awkward("schedule", "--project", AWKWARD, "--quiet").out.strip()
    *times, command = line.split(" ", 5)
    assert times == ["*/30", "*", "*", "*", "*"]
    assert "%" not in command.replace(r"\%", "")
    root = awkward.folder / AWKWARD
    expected = [
        sys.executable,
        "-m",
        "newsdraft",
        "run",
        "--project",
        str(root),
        ">>",
        f"{root}/newsdraft.log",
    ]
    assert shlex.split(command.replace(r"\%", "%"))[:-1] == expected


def test_the_crontab_command_runs_in_a_shell(awkward):
    (awkward.folder / AWKWARD / "sources.yaml").write_text("sources: [\n")
    line = awkward("schedule", "--project", AWKWARD, "--quiet").out.strip()
    command = line.split(" ", 5)[5].replace(r"\%", "%")
    assert subprocess.run(["/bin/sh", "-c", command], check=False, timeout=60).returncode == 2
    assert "sources.yaml" in (awkward.folder / AWKWARD / "newsdraft.log").read_text()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
@pytest.mark.parametrize("every", [5, 60, 240, 1440])
def test_systemd_accepts_the_units(awkward, every):
    units = awkward("schedule", "--systemd", "--every", every, "--project", AWKWARD, "--json").json
    paths = []
    for kind in ("service", "timer"):
        path = awkward.folder / f"newsdraft.{kind}"
        path.write_text(units[kind])
        paths.append(path)
    done = subprocess.run(
        ["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False, timeout=60
    )
    ours = [line for line in done.stderr.splitlines() if "newsdraft." in line]
    assert not ours, done.stderr
    assert done.returncode == 0, done.stderr
    calendar = units["timer"].split("OnCalendar=")[1].splitlines()[0]
    subprocess.run(["systemd-analyze", "calendar", calendar], check=True, capture_output=True, timeout=60)


def test_an_uneven_pause_is_refused(awkward):
    refused = awkward("schedule", "--every", 7, "--project", AWKWARD)
    assert refused.code == 2
    assert "one of 5, 10" in refused.err
