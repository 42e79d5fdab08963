"""``Web``: the one door to the network."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin

from newsdraft.errors import BlockedAddress, FetchError
from newsdraft.web import decode
from newsdraft.web.answer import Page, WebPolicy
from newsdraft.web.politeness import MAX_CRAWL_DELAY, ROBOTS_BYTES, HostGate, Robots

if TYPE_CHECKING:
    import httpx2

    from newsdraft.web.network import Deadline, Resolver

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
# The page of an error is only looked at for its words, so its end may be missing.
ERROR_BODY = 200_000


@dataclass(frozen=True)
class _Limit:
    """Most bytes of a body after decompression; ``cut`` takes what fits instead of failing."""

    size: int
    cut: bool = False


@dataclass
class _Visit:
    """One ``get``: its start (as given, and as asked), what it sends, the seconds left for its requests."""

    start: str
    first: str
    headers: dict[str, str]
    cookies: httpx2.Cookies
    limit: _Limit
    seconds: float


class Web:
    """A reader of the web, for any number of threads. Use it as a context manager.

    ``ssl_context`` replaces the system's trust store and ``resolver`` the system's name service: for
    networks with authorities or names of their own.
    """

    def __init__(
        self,
        policy: WebPolicy | None = None,
        *,
        ssl_context: ssl.SSLContext | None = None,
        resolver: Resolver | None = None,
    ) -> None:
        self.policy = policy or WebPolicy()
        self._ssl_context = ssl_context
        self._resolver = resolver
        self._lock = threading.Lock()
        self._opened: tuple[httpx2.Client, Deadline] | None = None
        self._gates: dict[str, HostGate] = {}
        self._robots: dict[str, Robots] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            opened, self._opened = self._opened, None
        if opened:
            opened[0].close()

    def get(self, url: str, headers: Mapping[str, str] | None = None, max_bytes: int | None = None) -> Page:
        """Ask for ``url`` and follow its redirects.

        Gives a Page for every HTTP status. Raises ``BlockedAddress`` where the address or a redirect leads
        where a reader must not go, and ``FetchError`` for everything else: no connection, a limit passed, a
        broken answer.
        """
        return self._follow(url, dict(headers or {}), _Limit(max_bytes or self.policy.max_bytes))

    def may_fetch(self, url: str) -> bool:
        """Whether the host's robots.txt lets newsdraft read ``url`` (RFC 9309).

        A host without one (4xx) allows everything; one that fails (5xx, no answer) allows nothing for now, and
        that is a ``FetchError`` with its reason. Raises ``BlockedAddress`` for what is no web address.
        """
        import httpx2  # noqa: PLC0415 - loaded with the first request only

        from newsdraft.web.faults import checked  # noqa: PLC0415 - it needs httpx2

        address = httpx2.URL(checked(url))
        origin = f"{address.scheme}://{address.netloc.decode()}"
        token = self.policy.user_agent.partition("/")[0].strip() or "newsdraft"
        with self._lock:
            robots = self._robots.setdefault(origin, Robots(lambda: self._robots_text(origin)))
        rules = robots.rules(token)
        delay = rules.crawl_delay(token)
        if delay and not self._is_own(address.host):
            self._gate(address.host).slow_to(min(delay, MAX_CRAWL_DELAY))
        return rules.can_fetch(str(address), token)

    def _robots_text(self, origin: str) -> str:
        try:
            page = self._follow(f"{origin}/robots.txt", {}, _Limit(ROBOTS_BYTES, cut=True))
        except BlockedAddress:
            return ""  # the guard will refuse the page itself, and say why
        if page.status >= 500:
            raise FetchError(
                f"the site has trouble at the moment: its robots.txt answered HTTP {page.status}, so nothing was read",
                where=origin,
                hint="it is tried again later",
                status=page.status,
            )
        if page.status >= 400:
            return ""
        return page.body.decode("utf-8", "replace")

    def _follow(self, url: str, headers: dict[str, str], limit: _Limit) -> Page:
        import httpx2  # noqa: PLC0415 - loaded with the first request only

        from newsdraft.web.faults import checked  # noqa: PLC0415 - it needs httpx2

        # Some publishers send every reader round a loop that ends only for those who keep a cookie meanwhile.
        # Cookies are kept for this one visit and then forgotten.
        address, permanent, lasting = checked(url), None, True
        visit = _Visit(url, address, headers, httpx2.Cookies(), limit, self.policy.total_seconds)
        for _ in range(self.policy.max_redirects + 1):
            page, target = self._hop(address, visit)
            if target is None:
                return page.model_copy(update={"url": url, "permanent_url": permanent})
            address = checked(urljoin(address, target), start=url)
            lasting = lasting and page.status in PERMANENT
            permanent = address if lasting else permanent
        message = (
            f"it redirects more than {self.policy.max_redirects} times, the last time to {address[:200]}"
        )
        raise FetchError(message, where=url)

    def _hop(self, address: str, visit: _Visit) -> tuple[Page, str | None]:
        """One request: its answer, and where it redirects to."""
        from newsdraft.web.faults import in_plain_words  # noqa: PLC0415 - it needs httpx2

        client, deadline = self._open()
        request = client.build_request("GET", address, headers=visit.headers)
        if visit.cookies:  # most visits have none, and the jar takes its time
            visit.cookies.set_cookie_header(request)
        with self._turn(request.url.host):
            started = time.monotonic()
            try:
                with in_plain_words(visit.start, address, redirected=address != visit.first):
                    return self._exchange(client, request, deadline, visit)
            finally:
                deadline.until = float("inf")
                visit.seconds -= time.monotonic() - started

    def _exchange(
        self, client: httpx2.Client, request: httpx2.Request, deadline: Deadline, visit: _Visit
    ) -> tuple[Page, str | None]:
        from newsdraft.web.faults import within  # noqa: PLC0415 - it needs httpx2

        first, total = self.policy.first_byte_seconds, self.policy.total_seconds
        end = time.monotonic() + visit.seconds
        deadline.until = min(end, time.monotonic() + first)
        with within(f"the server sent no answer within {first:g} s"):
            response = client.send(request, stream=True)
        try:
            deadline.until = end
            if "set-cookie" in response.headers:
                visit.cookies.extract_cookies(response)
            target = response.headers.get("location") if response.status_code in REDIRECTS else None
            with within(f"the whole answer had not come after {total:g} s"):
                body = b"" if target else _read(response, visit.limit, self.policy.max_wire_bytes)
        finally:
            response.close()
        headers = {name.lower(): value for name, value in response.headers.items()}
        url = str(request.url)
        return Page(url=url, final_url=url, status=response.status_code, headers=headers, body=body), target

    def _turn(self, host: str) -> AbstractContextManager[None]:
        return nullcontext() if self._is_own(host) else self._gate(host).turn()

    def _is_own(self, host: str) -> bool:
        return host.lower() in {allowed.lower() for allowed in self.policy.allow_hosts}

    def _gate(self, host: str) -> HostGate:
        with self._lock:
            if host not in self._gates:
                self._gates[host] = HostGate(self.policy.host_delay_seconds, self.policy.host_connections)
            return self._gates[host]

    def _open(self) -> tuple[httpx2.Client, Deadline]:
        """The client, made with the first request: a run in which nothing is due loads no HTTP library."""
        with self._lock:
            if self._opened is None:
                self._opened = _opened(self.policy, self._ssl_context, self._resolver)
            return self._opened


def _opened(
    policy: WebPolicy, ssl_context: ssl.SSLContext | None, resolver: Resolver | None
) -> tuple[httpx2.Client, Deadline]:
    import httpx2  # noqa: PLC0415 - loaded with the first request only

    from newsdraft.web import network  # noqa: PLC0415 - it needs httpx2

    deadline = network.Deadline()
    backend = network.GuardedBackend(policy.allow_hosts, deadline, resolver or network.resolve)
    client = httpx2.Client(
        transport=network.GuardedTransport(backend, ssl_context),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx2.Timeout(policy.total_seconds),
        headers={"User-Agent": policy.user_agent, "Accept-Encoding": decode.accepted()},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )
    return client, deadline


def _read(response: httpx2.Response, limit: _Limit, wire: int) -> bytes:
    """The decoded body, within the limits; what an error page has beyond them is left."""
    if response.status_code >= 400:
        limit = _Limit(min(limit.size, ERROR_BODY), cut=True)
    stack = decode.decoders(response.headers.get_list("content-encoding", split_commas=True))
    body = bytearray()
    for piece in decode.decoded(response.iter_raw(), stack):
        body += piece
        if len(body) > limit.size or response.num_bytes_downloaded > wire:
            if limit.cut:
                break
            size, where = (limit.size, "") if len(body) > limit.size else (wire, " on the wire")
            raise FetchError(f"the answer is larger{where} than the limit of {size / 1e6:g} MB")
    return bytes(body[: limit.size])
