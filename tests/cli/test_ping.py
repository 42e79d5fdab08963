"""A monitor hears how a run ended, and cannot change how it ends."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@pytest.fixture
def monitor():
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_args):
            pass

        def do_GET(self):
            heard.append(self.path)
            self.send_response(500 if self.path.startswith("/broken") else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", heard
    server.shutdown()
    server.server_close()
    thread.join()


def pings(base, name="secret-name"):
    return {
        "NEWSDRAFT_PING_URL_SUCCESS": f"{base}/{name}",
        "NEWSDRAFT_PING_URL_FAILURE": f"{base}/{name}/fail",
    }


def test_success_is_told_once(project, monitor):
    base, heard = monitor
    assert project("run", "--dry-run", **pings(base)).code == 0
    assert heard == []
    done = project("run", **pings(base))
    assert done.code == 0
    assert "ping" not in done.err
    assert heard == ["/secret-name"]


def test_failure_is_told(project, monitor):
    base, heard = monitor
    (project.folder / ".newsdraft").mkdir()
    (project.folder / ".newsdraft" / "state.db").write_bytes(b"no database at all" * 100)
    assert project("run", **pings(base)).code == 1
    assert heard == ["/secret-name/fail"]


def test_a_list_of_sources_that_cannot_be_read_is_a_failure(project, monitor):
    base, heard = monitor
    (project.folder / "sources.yaml").write_text("sources: [")
    assert project("run", **pings(base)).code == 2
    assert heard == ["/secret-name/fail"]


@pytest.mark.parametrize("base", ["http://127.0.0.1:9", None])
def test_a_ping_that_fails_changes_nothing_and_gives_no_address_away(project, monitor, base):
    done = project("run", **pings(base or monitor[0], "broken-secret"))
    assert done.code == 0
    assert "the ping to ping_url_success failed" in done.err
    assert "secret" not in done.err + done.out
