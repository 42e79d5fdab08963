"""Being a good guest: one's turn at a host, and its robots.txt."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from newsdraft.errors import FetchError

# RFC 9309, section 2.5: a crawler must read at least 500 kibibytes. What is beyond is not read.
ROBOTS_BYTES = 500 * 1024
# RFC 9309, section 2.4: a robots.txt should not be kept for more than a day.
ROBOTS_SECONDS = 24 * 3600.0
# A site that could not be asked is left alone for a while, so that not every page of it asks again.
FAILED_SECONDS = 300.0
# A longer Crawl-delay would hold a run for hours; such a site gets this much.
MAX_CRAWL_DELAY = 10.0

_AGENT_LINE = re.compile(r"^[ \t]*user[ -]?agent[ \t]*:?[ \t]*([^\r\n#]*)", re.IGNORECASE | re.MULTILINE)


class HostGate:
    """Lets at most ``connections`` requests into a host at once, and starts them ``delay`` seconds apart."""

    def __init__(self, delay: float, connections: int) -> None:
        self._delay = delay
        self._lock = threading.Lock()
        self._seats = threading.BoundedSemaphore(max(1, connections))
        self._free_at = 0.0

    def slow_to(self, delay: float) -> None:
        """Keep at least ``delay`` seconds between requests from now on."""
        with self._lock:
            self._delay = max(self._delay, delay)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and hold the seat for the length of the block."""
        with self._seats:
            time.sleep(self._wait())
            yield

    def _wait(self) -> float:
        with self._lock:
            now = time.monotonic()
            start = max(now, self._free_at)
            self._free_at = start + self._delay
            return start - now


class Rules(Protocol):
    """A parsed robots.txt."""

    def can_fetch(self, url: str, user_agent: str) -> bool:
        """Whether the agent may ask for the address."""

    def crawl_delay(self, user_agent: str) -> float | None:
        """Seconds between requests that the site asks for."""


class Robots:
    """One host's robots.txt, fetched when it is first needed and kept for a day."""

    def __init__(self, fetch: Callable[[], str]) -> None:
        """``fetch`` gives the text ("" where there is none), or raises FetchError where the site cannot be asked."""
        self._fetch = fetch
        self._lock = threading.Lock()
        self._known: Rules | FetchError = FetchError("not asked yet")
        self._until = 0.0

    def rules(self, token: str) -> Rules:
        """The rules for the agent ``token``; FetchError when the site cannot be asked for them."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._ask(token)
            if isinstance(self._known, FetchError):
                raise self._known
            return self._known

    def _ask(self, token: str) -> None:
        try:
            self._known = parse_robots(self._fetch(), token)
            self._until = time.monotonic() + ROBOTS_SECONDS
        except FetchError as error:
            self._known = error
            self._until = time.monotonic() + FAILED_SECONDS


def parse_robots(text: str, token: str) -> Rules:
    """Rules that concern the agent ``token`` (such as ``newsdraft``) or every agent."""
    from protego import Protego  # noqa: PLC0415 - only a run that reads pages needs it

    rules: Rules = Protego.parse(only_ours(text, token))
    return rules


def only_ours(text: str, token: str) -> str:
    """``text`` with every other agent's name made the same.

    The parser keeps each rule for each agent of its group; thousands of agents before thousands of rules
    would take all memory.
    """

    def name(match: re.Match[str]) -> str:
        agent = match[1].strip().lower()
        ours = agent.rstrip("*") == "" if agent.startswith("*") else bool(agent) and agent in token.lower()
        return f"User-agent: {agent if ours else 'another-agent'}"

    return _AGENT_LINE.sub(name, text)
