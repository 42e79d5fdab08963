"""The doctor names what is wrong, and touches nothing."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from newsdraft.app.findings import State
from newsdraft.app.reaching import clock_check, offset_of

KEY = "sk-not-to-be-seen"


def states(done):
    return {check["name"]: check["state"] for check in done.json["checks"]}


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_healthy_project_is_left_as_it_is(project):
    assert project("run").code == 0
    before = files(project.folder)
    done = project("doctor", "--json")
    assert done.code == 0, done.out
    assert set(states(done).values()) == {"ok"}
    assert files(project.folder) == before


def test_what_is_wrong_is_named(project):
    assert project("run").code == 0
    (project.folder / ".newsdraft" / "state.db").write_bytes(b"no database at all" * 100)
    next((project.folder / "drafts").glob("*.md")).write_text("---\nid: [\n---\n")
    (project.folder / "sources.yaml").write_text("sources: [")
    done = project("doctor", "--json")
    assert done.code == 3
    found = states(done)
    assert {name for name, state in found.items() if state == "problem"} == {"database", "drafts", "sources"}
    assert all(check["fix"] for check in done.json["checks"] if check["state"] != "ok")


def test_what_rests_on_broken_settings_was_not_checked(project):
    (project.folder / "newsdraft.toml").write_text("nonsense = 1\n")
    found = states(project("doctor", "--json"))
    assert found["settings"] == "problem"
    for name in ("key", "database", "endpoint", "feeds", "clock"):
        assert found[name] == "could not be checked"


def test_a_key_is_never_shown(project):
    env = {"OPENAI_API_KEY": "sk-not-to-be-seen", "NEWSDRAFT_WRITER": "model"}
    done = project("doctor", "--offline", **env)
    assert "key: ok: set" in done.out
    assert "endpoint:" not in done.out
    assert "not-to-be-seen" not in done.out + done.err


def test_a_database_server_that_cannot_be_reached_is_a_problem_and_keeps_its_password(project):
    url = "postgresql://desk:pass-not-shown@127.0.0.1:9/news"
    done = project("doctor", "--json", NEWSDRAFT_DATABASE_URL=url)
    assert done.code == 3
    assert states(done)["database"] == "problem"
    assert "pass-not-shown" not in done.out + done.err


def test_a_folder_with_signs_of_addresses_in_its_name_is_looked_into(newsdraft):
    name = "50% of?what#here"
    assert newsdraft("init", name).code == 0
    (newsdraft.folder / name / "sources.yaml").write_text(
        "sources:\n  - name: Off\n    feed: https://example.org/feed\n    enabled: false\n"
    )
    newsdraft("run", "--project", name)
    done = newsdraft("doctor", "--offline", "--project", name, "--json")
    assert done.code == 0, done.out
    assert "schema" in done.json["checks"][2]["found"]


# --- what is asked over the network ---------------------------------------------------------------------


@contextmanager
def a_server(status=200, ahead=timedelta(), location=""):
    """A server on loopback that answers every GET alike; gives its address and what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_args):
            pass

        def do_GET(self):
            asked.append((self.path, self.headers.get("Authorization")))
            self.send_response_only(status)
            self.send_header("Date", format_datetime(datetime.now(UTC) + ahead, usegmt=True))
            if location:
                self.send_header("Location", location)
            body = f'{{"data": [], "error": "{self.headers.get("Authorization")}"}}'.encode()
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def asked_by(project, base, **env):
    return project(
        "doctor",
        "--json",
        OPENAI_BASE_URL=f"{base}/v1",
        OPENAI_API_KEY=KEY,
        NEWSDRAFT_ALLOW_PRIVATE_HOSTS="",
        **env,
    )


def test_the_endpoint_is_asked_for_its_models_alone(project):
    with a_server() as (base, asked):
        done = asked_by(project, base)
    assert asked == [("/v1/models", f"Bearer {KEY}")]
    found = states(done)
    assert found["endpoint"] == found["key"] == found["clock"] == "ok"


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_named_and_gives_code_4(project, status):
    with a_server(status) as (base, _):
        done = asked_by(project, base)
    assert done.code == 4
    assert states(done)["key"] == "problem"
    assert states(done)["endpoint"] == "ok"
    assert "not-to-be-seen" not in done.out + done.err


def test_no_key_at_all_gives_code_4(project):
    done = project("doctor", "--json", NEWSDRAFT_WRITER="model")
    assert done.code == 4
    assert states(done)["key"] == "problem"
    assert states(done)["endpoint"] == "could not be checked"


@pytest.mark.parametrize(
    ("status", "endpoint", "key"),
    [(500, "problem", "could not be checked"), (404, "could not be checked", "could not be checked")],
)
def test_an_answer_that_says_nothing_of_the_key_is_not_taken_for_a_yes(project, status, endpoint, key):
    with a_server(status) as (base, _):
        done = asked_by(project, base)
    assert done.code == 3
    assert states(done)["endpoint"] == endpoint
    assert states(done)["key"] == key


def test_the_key_does_not_follow_a_redirect(project):
    with a_server() as (elsewhere, carried), a_server(302, location=f"{elsewhere}/v1/models") as (base, _):
        done = asked_by(project, base)
    assert carried == []
    assert states(done)["endpoint"] == "problem"


def test_an_endpoint_that_is_not_there_is_a_problem(project):
    done = asked_by(project, "http://127.0.0.1:9")
    assert done.code == 3
    assert states(done)["endpoint"] == "problem"
    assert states(done)["key"] == "could not be checked"


def test_a_feed_that_fails_is_named_and_nothing_is_written(project):
    sources = project.folder / "sources.yaml"
    sources.write_text(sources.read_text() + "  - name: Gone away\n    feed: http://127.0.0.1:9/feed\n")
    before = files(project.folder)
    done = project("doctor", "--json")
    assert done.code == 3
    feeds = next(check for check in done.json["checks"] if check["name"] == "feeds")
    assert feeds["state"] == "problem"
    assert "Gone away" in feeds["found"]
    assert files(project.folder) == before


@pytest.mark.parametrize(("minutes", "state"), [(1, "ok"), (-60, "problem"), (60, "problem")])
def test_a_clock_that_is_off_is_a_problem(project, minutes, state):
    (project.folder / "sources.yaml").write_text(
        "sources:\n  - name: Off\n    feed: https://example.org/feed\n    enabled: false\n"
    )
    with a_server(ahead=timedelta(minutes=minutes)) as (base, _):
        assert states(asked_by(project, base))["clock"] == state


def test_one_server_with_a_wrong_clock_does_not_make_ours_wrong():
    assert clock_check([timedelta(hours=5), timedelta(seconds=-3)]).state is State.OK
    assert clock_check([timedelta(hours=5), timedelta(hours=4)]).state is State.PROBLEM
    assert clock_check([]).state is State.UNCHECKED


def test_the_age_of_a_kept_answer_counts():
    now = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
    headers = {"date": "Mon, 04 May 2026 11:00:00 GMT", "age": "3600"}
    assert offset_of(headers, now) == timedelta()
    assert offset_of({"date": "soon"}, now) is None
    assert offset_of({}, now) is None


def test_offline_asks_nobody(project):
    with a_server() as (base, asked):
        done = project("doctor", "--offline", "--json", OPENAI_BASE_URL=f"{base}/v1", OPENAI_API_KEY=KEY)
    assert asked == []
    assert done.code == 0, done.out
    assert not {"endpoint", "feeds", "clock"} & states(done).keys()
