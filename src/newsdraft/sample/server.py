"""Serve the sample releases as two feeds and their pages on 127.0.0.1."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
HTML, RSS, ATOM = "text/html; charset=utf-8", "application/rss+xml", "application/atom+xml"

SOURCES = """\
# The sample feeds of `newsdraft demo`; the address changes each time they are served.
sources:
  - name: Sample cancer centre
    feed: {base}/feeds/centre.xml
    kind: press-release
    publisher: Harbor Lake Cancer Institute (sample)
    license: sample text written for newsdraft
  - name: Sample wire
    feed: {base}/feeds/wire.xml
    kind: news
    publisher: Sample Wire
    license: sample text written for newsdraft
"""


def render_site(base: str, now: datetime) -> dict[str, tuple[str, bytes]]:
    """Every path of the sample site with its content type and body; dates are counted back from ``now``."""
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    releases = [
        _dated(release, base, now) for release in YAML(typ="safe").load(HERE / "releases.yaml")["releases"]
    ]
    page = environment.get_template("page.html.j2")
    site = {f"/news/{release['slug']}.html": (HTML, page.render(release=release)) for release in releases}
    for name, template, kind in (("centre", "rss.xml.j2", RSS), ("wire", "atom.xml.j2", ATOM)):
        listed = [release for release in releases if release["feed"] == name]
        site[f"/feeds/{name}.xml"] = (
            kind,
            environment.get_template(template).render(releases=listed, base=base),
        )
    site["/robots.txt"] = ("text/plain", "User-agent: *\nAllow: /\n")
    return {path: (kind, text.encode()) for path, (kind, text) in site.items()}


def _dated(release: Mapping[str, Any], base: str, now: datetime) -> dict[str, Any]:
    published = now - timedelta(hours=release["hours_ago"])
    return {
        **release,
        "url": f"{base}/news/{release['slug']}.html",
        "published": published,
        "published_rfc822": format_datetime(published),
    }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _SampleServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: the pipeline's own receipt tells what was fetched."""

    def do_GET(self) -> None:
        """Answer from the rendered site, with an ETag as a good publisher would."""
        kind, body = self.server.site.get(self.path.split("?")[0], (HTML, b""))
        tag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
        status = 404 if not body else 304 if self.headers.get("If-None-Match") == tag else 200
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body) if status == 200 else 0))
        self.end_headers()
        if status == 200:
            self.wfile.write(body)


class _SampleServer(ThreadingHTTPServer):
    daemon_threads = True
    site: Mapping[str, tuple[str, bytes]]


@contextmanager
def serve_samples(now: datetime) -> Iterator[str]:
    """Serve the samples on a free port of 127.0.0.1 for the length of the block; gives the base address."""
    server = _SampleServer(("127.0.0.1", 0), _Handler)
    base = f"http://127.0.0.1:{server.server_port}"
    server.site = render_site(base, now)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield base
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def sample_sources(base: str) -> str:
    """The text of a ``sources.yaml`` for the samples served at ``base``."""
    return SOURCES.format(base=base)
