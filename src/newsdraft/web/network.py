"""The network under the HTTP client: resolve once, judge every address, connect to that very address.

Guarding only the address in the URL is not enough: a name can resolve to a private address, to several of
which one is private, or to another one the second time. Here the name is resolved once for each connection,
every answer must be allowed, and the connection goes to the number that was judged. TLS still gets the name,
so certificate and SNI are checked as usual.

The sockets also keep the time limits. A client's read timeout starts again with each byte that arrives; the
deadline here does not.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import httpcore2
import httpx2

from newsdraft.errors import BlockedAddress, FetchError
from newsdraft.web.address import first_refused, literal_address

# (host, port, seconds) -> the addresses that the name stands for
Resolver = Callable[[str, int, float], list[str]]


class Deadline(threading.local):
    """When the present request of this thread must be over, by the monotonic clock."""

    until: float = float("inf")

    def left(self, timeout: float | None) -> float:
        """Seconds that an operation may take; ``TimeoutError`` where none are left."""
        remaining = self.until - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        return remaining if timeout is None else min(timeout, remaining)


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """Every address of a name, asked of the system; ``TimeoutError`` after ``seconds``.

    The system's resolver knows no timeout of its own, so it runs in a thread that is left behind when it is
    late.
    """
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(item[4][0]) for item in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=ask, daemon=True, name=f"resolve {host}").start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise FetchError(
            f"no server goes by the name {host}",
            where=host,
            hint="Check the spelling of the address, and that this machine can look up names (DNS).",
        ) from answer
    return answer


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects only to addresses that a reader may reach, within the deadline of the request."""

    def __init__(
        self, allow_hosts: tuple[str, ...], deadline: Deadline, resolver: Resolver = resolve
    ) -> None:
        self._allow_hosts = allow_hosts
        self._deadline = deadline
        self._resolver = resolver
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address that answers; ``BlockedAddress`` where any of them is refused."""
        addresses = self._judged(host, port)
        last: Exception | None = None
        for tried, address in enumerate(addresses):
            # A dead first address must leave time for the next one.
            share = self._deadline.left(timeout) / (len(addresses) - tried)
            try:
                stream = self._sockets.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
            else:
                return _TimedStream(stream, self._deadline)
        raise last or httpcore2.ConnectError(f"{host} has no address")

    def _judged(self, host: str, port: int) -> list[str]:
        try:
            literal = literal_address(host)
        except ValueError as error:
            raise BlockedAddress(str(error), where=host) from error
        addresses = [literal] if literal else self._resolver(host, port, self._deadline.left(None))
        if refused := first_refused(host, addresses, self._allow_hosts):
            raise BlockedAddress(
                f"this leads to {refused[0]}, which is not read because {refused[1]}",
                where=host,
                hint="If it is your own server, name it in the setting allow_private_hosts.",
            )
        return addresses

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 - the signature is the base class's
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        """Refuse: nothing that newsdraft reads is a local socket."""
        raise BlockedAddress("local sockets are not read", where=path)


class _TimedStream(httpcore2.NetworkStream):
    """A connection each of whose reads and writes ends with the deadline of the request."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))
        _answer_at_once(self._stream.get_extra_info("socket"))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _answer_at_once(sock: socket.socket | None) -> None:
    """Acknowledge what comes next without delay.

    Many small servers send head and body apart; on a connection in use the second part then waits 40 ms for
    the acknowledgement of the first. Linux forgets the setting, so it is made again with each request.
    """
    if sock is not None and hasattr(socket, "TCP_QUICKACK"):
        with suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


class _Body(httpx2.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class GuardedTransport(httpx2.BaseTransport):
    """httpx2's transport over the guarded backend: no proxies, no retries, HTTP/1.1.

    Errors of httpcore2 pass through as they are; ``Web`` puts them into words.
    """

    def __init__(self, backend: GuardedBackend, ssl_context: ssl.SSLContext | None = None) -> None:
        self._backend = backend
        self._ssl_context = ssl_context
        self._mine = threading.local()
        self._pools: list[httpcore2.ConnectionPool] = []
        self._lock = threading.Lock()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request over a pooled connection."""
        url = request.url
        answer = self._pool(tls=url.scheme == "https").handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def _pool(self, *, tls: bool) -> httpcore2.ConnectionPool:
        """This thread's pool: in one for all, every request looks through the connections of every thread."""
        name = "tls" if tls else "plain"
        pool: httpcore2.ConnectionPool | None = getattr(self._mine, name, None)
        if pool is None:
            pool = httpcore2.ConnectionPool(
                ssl_context=self._context() if tls else None,
                max_connections=4,
                keepalive_expiry=5.0,
                network_backend=self._backend,
            )
            setattr(self._mine, name, pool)
            with self._lock:
                self._pools.append(pool)
        return pool

    def _context(self) -> ssl.SSLContext:
        # Reading the certificate store takes 50 ms: once, and not in a run over plain HTTP.
        with self._lock:
            self._ssl_context = self._ssl_context or httpx2.create_ssl_context(trust_env=False)
            return self._ssl_context

    def close(self) -> None:
        """Close every connection; none may be in use."""
        with self._lock:
            pools, self._pools = self._pools, []
            self._mine = threading.local()
        for pool in pools:
            pool.close()
