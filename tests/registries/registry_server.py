"""All registries on one loopback server: each test says what they answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from newsdraft.registries import Registries, Services
from newsdraft.web import Web, WebPolicy

# Where each service stands on the server, by the part of the path that tells them apart.
PLACES = {
    "crossref": "/crossref/works",
    "search": "/eutils/esearch.fcgi",
    "pubmed": "/eutils/efetch.fcgi",
    "europe_pmc": "/epmc/search",
    "trials": "/ct/studies",
    "arxiv": "/arxiv/query",
    "openrxiv": "/rxiv/details",
}


class RegistryServer:
    """``answers`` maps a service to a body, or to (status, body, headers, seconds before it); others are 404."""

    def __init__(self) -> None:
        self.answers: dict[str, object] = {}
        self.asked: list[tuple[str, str]] = []
        self.raw: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                outer.answer(self)

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.http.server_port}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = urlsplit(handler.path).path
        service = next((name for name, place in PLACES.items() if path.startswith(place)), "?")
        self.asked.append((service, unquote(handler.path)))
        self.raw.append(handler.path)
        given = self.answers.get(service, (404, b"Resource not found.", {}, 0.0))
        status, body, headers, wait = given if isinstance(given, tuple) else (200, given, {}, 0.0)
        time.sleep(wait)
        try:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
        except OSError:
            pass  # the reader gave up, which some tests are about

    def services(self) -> list[str]:
        return [service for service, _ in self.asked]

    def settings(self, **changes: str) -> Services:
        bases = {"crossref": "crossref", "pubmed": "eutils", "europe_pmc": "epmc", "trials": "ct", "arxiv": "arxiv",
                 "openrxiv": "rxiv"}  # fmt: skip
        return Services(**{**{name: f"{self.base}/{place}" for name, place in bases.items()}, **changes})


@contextmanager
def serving() -> Iterator[RegistryServer]:
    server = RegistryServer()
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()
        thread.join()


@contextmanager
def registries(
    server: RegistryServer, services: Services | None = None, **changes: object
) -> Iterator[Registries]:
    policy = WebPolicy(
        allow_hosts=("127.0.0.1",), first_byte_seconds=0.7, total_seconds=1.5, host_delay_seconds=0.0
    )
    with Web(policy) as web:
        yield Registries(web, services or server.settings(), **changes)
