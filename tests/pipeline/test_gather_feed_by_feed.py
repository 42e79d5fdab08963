"""What feeds gave is kept while others are still being asked, and never parted from its feed's state."""

import subprocess
import sys
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from conftest import CLEAN, refuse_entries
from newsdraft.pipeline.gather import FEEDS_AT_ONCE
from newsdraft.polling import FeedState
from newsdraft.store import open_database

FEEDS = FEEDS_AT_ONCE + 5


@pytest.fixture(autouse=True)
def on_each_database(newsdraft, database_url):
    newsdraft.env["NEWSDRAFT_DATABASE_URL"] = database_url


class Feeds(BaseHTTPRequestHandler):
    """A small feed at every address; ``/slow`` sends nothing for as long as a reader will wait."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path == "/slow":
            self.server.let_go.wait(30)
            return
        title = f"<title>The ferry of pier {self.path[1:]} is late</title>"
        items = f"<item>{title}<guid>{self.path}</guid></item>"
        body = f"<rss version='2.0'><channel><title>Piers</title>{items}</channel></rss>".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def feeds():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    server.daemon_threads = True
    server.let_go = threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    server.base = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.let_go.set()
    server.shutdown()
    server.server_close()


def kept(url):
    """Names of the feeds that were read, by their states, and sources of the entries."""
    with closing(open_database(url)) as database:
        states = {name: FeedState.model_validate_json(text) for name, text in database.feed_states().items()}
        entries = {entry.source for batch in database.unsorted_entries() for entry in batch}
        return {name for name, state in states.items() if state.body_hash}, entries


def list_of(folder, feeds, names):
    lines = [f"  - name: '{name}'\n    feed: {feeds}/{name}\n" for name in names]
    (folder / "sources.yaml").write_text("sources:\n" + "".join(lines))


def test_a_database_that_refuses_ends_the_run_and_leaves_nobody_waiting(newsdraft, feeds, database_url):
    list_of(newsdraft.folder, feeds.base, range(3 * FEEDS_AT_ONCE))
    assert newsdraft("runs").code == 0
    with closing(open_database(database_url)) as database:
        refuse_entries(database)
    done = newsdraft("run", NEWSDRAFT_POLL_WORKERS="2")
    assert done.code == 1
    assert "disk full" in done.err
    assert kept(database_url) == (set(), set())


def test_a_run_that_is_killed_while_one_feed_is_slow_has_kept_the_others_whole(
    newsdraft, feeds, database_url
):
    list_of(newsdraft.folder, feeds.base, ["slow", *range(FEEDS)])
    process = subprocess.Popen(
        [sys.executable, "-m", "newsdraft", "run", "-q"],
        cwd=newsdraft.folder,
        env={**CLEAN, **newsdraft.env, "NEWSDRAFT_FIRST_BYTE_SECONDS": "60", "NEWSDRAFT_TOTAL_SECONDS": "60"},
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 50
        while len(kept(database_url)[1]) < FEEDS_AT_ONCE and time.monotonic() < deadline:
            time.sleep(0.1)
        assert process.poll() is None, "the slow feed is still being asked"
    finally:
        process.kill()
        process.wait()
    read, entries = kept(database_url)
    assert len(entries) >= FEEDS_AT_ONCE
    assert read == entries, "no state without its entries, no entries without their state"
    feeds.let_go.set()
    done = newsdraft("run", "--json")
    assert done.code == 3
    # The feeds that were kept are unchanged now, the rest is new: each was taken in once.
    assert done.json["sources"]["unchanged"] == len(entries)
    assert done.json["entries"]["new"] == FEEDS - len(entries)
    assert len(done.json["stories"]["skipped"]) == FEEDS
