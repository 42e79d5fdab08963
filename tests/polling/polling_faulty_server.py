"""A small web server on loopback that behaves as each test says, well or badly."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from newsdraft.web import WebPolicy


@dataclass
class Asked:
    """One request that arrived."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Reply:
    """What to answer. ``pieces`` are written one by one, with ``pause`` seconds before each."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Iterator[bytes] | None = None
    pause: float = 0.0
    before_head: float = 0.0
    length: int | None = None


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A reader that hangs up, or does not trust a certificate, is what some tests are about."""


class FaultyServer:
    """``routes`` maps a path to a Reply, or to a function of the request that gives one."""

    def __init__(self, address: str, port: int, tls: ssl.SSLContext | None) -> None:
        self.routes: dict[str, Reply | Callable[[Asked], Reply]] = {}
        self.asked: list[Asked] = []
        self.now_inside = 0
        self.most_inside = 0
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                outer.answer(self)

        self.http = _Quiet((address, port), Handler)
        self.http.daemon_threads = True
        if tls:
            self.http.socket = tls.wrap_socket(self.http.socket, server_side=True)
        self.port = self.http.server_port
        self.base = f"{'https' if tls else 'http'}://{address}:{self.port}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(handler.path, headers, time.monotonic())
        with self._lock:
            self.asked.append(asked)
            self.now_inside += 1
            self.most_inside = max(self.most_inside, self.now_inside)
        try:
            route = self.routes.get(handler.path, Reply(404, b"nothing here"))
            self._send(handler, route(asked) if callable(route) else route)
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True
        finally:
            with self._lock:
                self.now_inside -= 1

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        time.sleep(reply.before_head)
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if reply.pieces is None:
            length = len(reply.body) if reply.length is None else reply.length
            handler.send_header("Content-Length", str(length))
            handler.end_headers()
            handler.wfile.write(reply.body)
            handler.close_connection = reply.length is not None
            return
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        for piece in reply.pieces:
            time.sleep(reply.pause)
            handler.wfile.write(piece)
            handler.wfile.flush()


@contextmanager
def serving(
    address: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[FaultyServer]:
    """A server for the length of the block."""
    server = FaultyServer(address, port, tls)
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()
        thread.join()


def own_policy(**changes: object) -> WebPolicy:
    """A policy for tests: 127.0.0.1 may be read, short limits."""
    return WebPolicy.model_validate(
        {
            "allow_hosts": ("127.0.0.1",),
            "first_byte_seconds": 2.0,
            "total_seconds": 4.0,
            "host_delay_seconds": 0.0,
            **changes,
        }
    )


def rss(*items: str, extra: str = "") -> bytes:
    """An RSS feed of items given as XML."""
    body = "".join(f"<item>{item}</item>" for item in items)
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:content="
        "'http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        "xmlns:prism='http://prismstandard.org/namespaces/basic/2.0/'><channel>"
        f"<title>Made-up cancer news</title>{extra}{body}</channel></rss>"
    ).encode()


def item(number: int = 1, **changes: str) -> str:
    """One ordinary RSS item; an empty string leaves an element out."""
    parts = {
        "title": f"Study {number} of a made-up drug",
        "link": f"https://news.example/story-{number}",
        "guid": f"story-{number}",
        "pubDate": "Tue, 04 Nov 2025 09:00:00 GMT",
        "description": f"Researchers reported result {number}.",
        **changes,
    }
    return "".join(f"<{name}>{text}</{name}>" for name, text in parts.items() if text)
