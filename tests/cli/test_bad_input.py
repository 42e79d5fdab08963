"""What a person can get wrong: each gets one plain message (what, where, what next), its exit code, no traceback."""

import http.server
import threading
from contextlib import contextmanager

import pytest


@contextmanager
def site(pages):
    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_args):
            pass

        def do_GET(self):
            status, kind, body = pages.get(self.path, (404, "text/html", b"<h1>Not found</h1>"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_folder_that_is_no_project(newsdraft):
    for command in (["run"], ["list"], ["draft", "https://example.org/x"], ["approve", "x", "--by", "A B"]):
        done = newsdraft(*command)
        assert done.code == 2
        assert "sources.yaml" in done.err
        assert "newsdraft init" in done.err


def test_every_mistake_of_the_sources_at_once_with_its_line(project):
    (project.folder / "sources.yaml").write_text(
        "sources:\n  - name: One\n    fed: https://example.org/a\n  - name: Two\n    feed: ftp://example.org/b\n"
        "    kind: gossip\n"
    )
    done = project("run")
    assert done.code == 2
    for expected in (
        "sources.yaml:3",
        "did you mean 'feed'",
        "sources.yaml:5",
        "http://",
        "sources.yaml:6",
        "gossip",
    ):
        assert expected in done.err


def test_sources_that_cannot_be_read(project):
    (project.folder / "sources.yaml").write_text("sources: [unclosed\n")
    done = project("run")
    assert done.code == 2
    assert "YAML" in done.err


def test_a_setting_that_does_not_exist(project):
    (project.folder / "newsdraft.toml").write_text('modle = "x"\n')
    done = project("run")
    assert done.code == 2
    assert "newsdraft.toml:1" in done.err
    assert "did you mean 'model'" in done.err


NO_ARTICLES = {
    "/empty": (200, "text/html", b""),
    "/no-text": (
        200,
        "text/html",
        b"<html><body><nav><a href='/'>Home</a></nav><img src='x.png'></body></html>",
    ),
    "/picture": (200, "image/png", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "/gone": (410, "text/html", b"<h1>Gone</h1>"),
    "/login": (403, "text/html", b"<h1>Forbidden</h1>"),
    "/broken": (500, "text/html", b"oops"),
}


@pytest.mark.parametrize("path", [*NO_ARTICLES, "/missing"])
def test_an_address_that_is_no_article(project, path):
    with site(NO_ARTICLES) as base:
        done = project("draft", f"{base}{path}")
    assert done.code == 1
    message = done.err + done.out
    assert path in message
    assert len(message.strip().splitlines()) <= 8
    assert project("list", "--json").json["drafts"] == []


@pytest.mark.parametrize("address", ["nowhere.html", "ftp://example.org/x", "notaurl", "http://"])
def test_an_address_that_is_none(project, address):
    done = project("draft", address)
    assert done.code in (1, 2)
    assert address in done.err


def test_an_address_inside_is_refused(project, samples):
    done = project("draft", f"{samples}/news/copper-chelator-mice.html", NEWSDRAFT_ALLOW_PRIVATE_HOSTS="")
    assert done.code == 1
    assert "127.0.0.1" in done.err
    assert "this machine itself" in done.err


def test_a_drafts_folder_that_cannot_be_written(project, samples):
    (project.folder / "drafts").rmdir()
    (project.folder / "drafts").write_text("a file stands where the folder should be")
    done = project("run")
    assert done.code == 1
    assert "drafts" in done.err
    (project.folder / "drafts").unlink()
    again = project("run", "--json")
    assert len(again.json["drafts"]) == 5


def test_damaged_front_matter_is_told_and_left_alone(project, samples):
    draft = project("draft", f"{samples}/news/quayside-stomach-trial.html", "--json").json["draft"]
    path = project.folder / draft["path"]
    damaged = path.read_text().replace("status: in_review", "status: approved\napproved_by: [unclosed", 1)
    path.write_text(damaged)
    listed = project("list", "--json").json
    assert listed["drafts"] == []
    assert listed["damaged"][0]["path"] == draft["path"]
    assert listed["damaged"][0]["problem"]
    assert project("approve", draft["id"], "--by", "Maria Ruiz").code == 1
    assert project("publish", "--to", "hugo", "--out", "site").code == 0
    assert not list((project.folder / "site").rglob("*.md"))
    assert path.read_text() == damaged


def test_a_draft_that_is_not_there(project, samples):
    project("draft", f"{samples}/news/quayside-stomach-trial.html")
    done = project("show", "quayside-stomach")
    assert done.code == 1
    assert "quayside-stomach" in done.err


def test_errors_are_json_too(newsdraft):
    done = newsdraft("run", "--json")
    assert done.code == 2
    assert done.json["error"]["hint"]
    assert done.json["schema"] == 1


def test_a_dead_feed_is_part_of_the_receipt(project):
    sources = (project.folder / "sources.yaml").read_text()
    (project.folder / "sources.yaml").write_text(
        sources + "  - name: Dead\n    feed: http://127.0.0.1:9/feed.xml\n    kind: news\n"
    )
    done = project("run", "--json")
    assert done.code == 3
    assert [failed["source"] for failed in done.json["sources"]["failed"]] == ["Dead"]
    assert len(done.json["drafts"]) == 5
