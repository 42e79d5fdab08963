"""The log: lines for a person or for a program, in UTC, and never a secret."""

import json
import logging
import re
from datetime import UTC, datetime, timedelta

import pytest

from endpoint import model_endpoint
from newsdraft.cli.logs import Lines

KEY = "sk-abcdefgh-never-to-be-seen/+=="
PASSWORD = "p%40ss-never-to-be-seen"


def lines(done):
    return [json.loads(line) for line in done.err.splitlines()]


@pytest.fixture
def refusing(project):
    """An endpoint that refuses the key and repeats it in its words."""
    with model_endpoint() as asked:
        project.env.update(OPENAI_BASE_URL=asked.url, NEWSDRAFT_MODEL="test-model")
        (project.folder / ".env").write_text(f"OPENAI_API_KEY={KEY}\n")
        said = f"Incorrect API key provided: {KEY} (Authorization: Bearer {KEY})"
        asked.status, asked.body = 401, json.dumps({"error": {"message": said, "code": "invalid_api_key"}})
        yield asked


@pytest.mark.parametrize("log_format", ["json", "text"])
@pytest.mark.parametrize("verbose", ["-v", "-vv"])
def test_a_refused_key_that_the_endpoint_repeats_is_not_logged(project, refusing, log_format, verbose):
    done = project("run", verbose, "--log-format", log_format)
    assert done.code == 4
    assert 1 <= len(refusing.requests) <= 4  # those that were under way at the same time
    assert "never-to-be-seen" not in done.out + done.err
    assert not re.search(r"Bearer (?!\(hidden\))\S", done.err)
    assert ("401" in done.err) is (verbose == "-vv")  # only then are the requests shown
    if log_format == "json":
        assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines(done))


@pytest.mark.parametrize("log_format", ["json", "text"])
def test_a_password_of_the_database_is_not_logged(project, log_format):
    url = f"postgresql://desk:{PASSWORD}@127.0.0.1:9/news"
    done = project("list", "-vv", "--log-format", log_format, NEWSDRAFT_DATABASE_URL=url)
    assert "never-to-be-seen" not in done.out + done.err
    done = project(
        "run", "-vv", "--log-format", log_format, NEWSDRAFT_DATABASE_URL=f"{url}?connect_timeout=1"
    )
    assert done.code == 1
    assert "the database cannot be opened" in done.err
    assert "never-to-be-seen" not in done.out + done.err


def test_the_setting_makes_json_and_the_flag_overrules_it(project):
    (project.folder / "newsdraft.toml").write_text('log_format = "json"\n')
    (failed,) = lines(project("show", "nothing"))
    assert failed["level"] == "error"
    assert failed["logger"] == "newsdraft.cli"
    assert "nothing" in failed["message"]
    at = datetime.fromisoformat(failed["time"])
    assert at.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)
    assert project("show", "nothing", "--log-format", "text").err.startswith("newsdraft: ")


def test_lines_of_a_person_have_utc_times(project):
    done = project("run", NEWSDRAFT_PING_URL_SUCCESS="http://127.0.0.1:9/x", TZ="Asia/Tokyo")
    (line,) = [line for line in done.err.splitlines() if "the ping to" in line]
    at = datetime.fromisoformat(line.split()[0])
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)
    assert line.split()[1] == "WARNING"


def test_an_exception_stands_in_its_line_without_secrets(tmp_path):
    (tmp_path / ".env").write_text(
        f"OPENAI_API_KEY={KEY}\nNEWSDRAFT_DATABASE_URL=postgresql://desk:{PASSWORD}@db.example.org/news\n"
    )
    error = ValueError({"Authorization": f"Bearer {KEY}", "x-password": "p@ss-never-to-be-seen"})
    exc_info = (ValueError, error, None)
    record = logging.LogRecord(
        "newsdraft.x", logging.ERROR, __file__, 1, "failed at %s\nwith %s", ("here", KEY), exc_info
    )
    line = Lines(tmp_path, "json").format(record)
    assert "\n" not in line
    said = json.loads(line)
    assert "ValueError" in said["exception"]
    assert said["message"].startswith("failed at here")
    assert "never-to-be-seen" not in line


@pytest.mark.parametrize(
    "said",
    [
        "headers={'authorization': 'Bearer abc-secret'}",
        "[(b'Authorization', b'Basic abc-secret')]",
        "Authorization: Token abc-secret",
        'Proxy-Authorization: "abc-secret"',
        "asked https://someone:abc-secret@example.org/x",
    ],
)
def test_credentials_of_whatever_kind_are_hidden(tmp_path, said):
    masked = Lines(tmp_path, "text").masked(f"before {said} after")
    assert "abc-secret" not in masked
    assert masked.startswith("before ")
