"""The doctor's checks that ask the network: the model endpoint, its key, the feeds, the clock. Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from newsdraft.app.findings import Check, State
from newsdraft.app.opening import web_policy
from newsdraft.config import Settings, at_services, load_sources
from newsdraft.config.settings import mask_address
from newsdraft.errors import BlockedAddress, ConfigError, FetchError
from newsdraft.polling import Poll, PollOutcome, poll
from newsdraft.project import Project
from newsdraft.web import Page, Web, WebPolicy

OPENAI = "https://api.openai.com/v1"
# A doctor is waited for, so each feed and the endpoint have less time than in a run (seconds).
FIRST_BYTE, TOTAL, ASKED_AT_ONCE = 5.0, 8.0, 16
# Registries, TLS and the times on drafts bear this much; a machine whose clock is kept is off by less than a second.
MOST_OFF = timedelta(minutes=2)
SHOWN = 5
REFUSED = (401, 403)
Clock = Callable[[], datetime]


class _Listening(Web):
    """A reader of the web that notes how far the clocks of servers are from its own."""

    def __init__(self, policy: WebPolicy, clock: Clock) -> None:
        super().__init__(policy)
        self._clock = clock
        self.offsets: list[timedelta] = []

    def get(self, url: str, headers: Mapping[str, str] | None = None, max_bytes: int | None = None) -> Page:
        page = super().get(url, headers, max_bytes)
        if (offset := offset_of(page.headers, self._clock())) is not None:
            self.offsets.append(offset)
        return page


def reach(project: Project, settings: Settings, clock: Clock) -> list[Check]:
    """Ask the endpoint for its list of models, which costs nothing, and every feed once.

    A check ``key`` is among them where the endpoint was asked; it says more than a look at the settings can.
    """
    policy = web_policy(settings).model_copy(
        update={"first_byte_seconds": FIRST_BYTE, "total_seconds": TOTAL}
    )
    offsets: list[timedelta] = []
    checks = _endpoint(settings, policy, clock, offsets)
    checks.append(_feeds(project, settings, policy, clock, offsets))
    return [*checks, clock_check(offsets)]


# --- the endpoint ----------------------------------------------------------------------------------------


def _endpoint(settings: Settings, policy: WebPolicy, clock: Clock, offsets: list[timedelta]) -> list[Check]:
    if settings.effective_writer != "model":
        return [_ok("endpoint", "none is asked by this writer")]
    key = settings.openai_api_key
    if not (key or settings.openai_base_url):
        return [_unseen("endpoint", "it wants a key, and none is set", "set the key first")]
    address = (settings.openai_base_url or OPENAI).rstrip("/")
    if way := _proxy(address):
        said = f"a run asks {mask_address(address)} through the proxy {mask_address(way)}, and this check uses none"
        return [_unseen("endpoint", said, "newsdraft run says how it answers")]
    # The endpoint is the operator's own choice, as it is for a run. A redirect would carry the key away, so none is
    # followed.
    host = urlsplit(address).hostname or ""
    policy = policy.model_copy(
        update={"allow_hosts": (*policy.allow_hosts, host), "max_redirects": 0, "host_delay_seconds": 0.0}
    )
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
    with _Listening(policy, clock) as web:
        try:
            answer: Page | FetchError = web.get(f"{address}/models", headers)
        except FetchError as error:
            answer = error
        offsets += web.offsets
    return endpoint_checks(answer, address, with_key=bool(key))


def endpoint_checks(answer: Page | FetchError, address: str, *, with_key: bool) -> list[Check]:
    """What the answer to a question for the list of models says of the key and of the endpoint at ``address``."""
    where, key = mask_address(address), "set" if with_key else "none is set"
    unseen = _unseen(
        "key", f"{key}; whether the endpoint wants another could not be asked", "mend the endpoint first"
    )
    if isinstance(answer, FetchError):
        said = f"{where}: {answer.message.replace(address, where)}"
        if isinstance(answer, BlockedAddress):
            return [unseen, _unseen("endpoint", said, "correct OPENAI_BASE_URL")]
        return [unseen, _problem("endpoint", said, "check OPENAI_BASE_URL, the server and the network")]
    said = f"{where} answers (HTTP {answer.status})"
    if answer.status in REFUSED:
        found = f"{key}, and refused by the endpoint (HTTP {answer.status})"
        fix = "set OPENAI_API_KEY to a key that this endpoint accepts"
        return [_problem("key", found, fix), _ok("endpoint", said)]
    if answer.status == 429 or answer.status >= 500:
        fix = "wait, or ask whoever keeps the endpoint; stories stay queued meanwhile"
        return [unseen, _problem("endpoint", said, fix)]
    if answer.status >= 400:
        hint = (
            "check OPENAI_BASE_URL, which usually ends in /v1; a server without a list of models may be right"
        )
        return [unseen, _unseen("endpoint", f"{said} to the question for its models", hint)]
    return [_ok("key", f"{key}, and the endpoint answered"), _ok("endpoint", said)]


def _proxy(address: str) -> str | None:
    """The proxy through which the model client asks ``address``, as the environment has it."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host in {"localhost", "127.0.0.1", "::1"} or proxy_bypass(host):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


# --- the feeds -------------------------------------------------------------------------------------------


def _feeds(
    project: Project, settings: Settings, policy: WebPolicy, clock: Clock, offsets: list[timedelta]
) -> Check:
    try:
        sources = [each for each in at_services(load_sources(project.sources), settings) if each.enabled]
    except ConfigError:
        return _unseen("feeds", "the list of sources cannot be read", "mend that first")
    with _Listening(policy, clock) as web:
        asked = list(poll([(each, None) for each in sources], web, clock(), ASKED_AT_ONCE, force=True))
        offsets += web.offsets
    return feeds_check(asked)


def feeds_check(asked: Sequence[Poll]) -> Check:
    """How many feeds answered, and the first few that did not."""
    failed = [each for each in asked if each.outcome not in (PollOutcome.FETCHED, PollOutcome.UNCHANGED)]
    if not failed:
        return _ok("feeds", f"{len(asked)} answer")
    if len(failed) == len(asked) > 1:
        fix = (
            "look at this machine's network and name service (DNS); newsdraft sources check shows every feed"
        )
    else:
        fix = "newsdraft sources check shows every feed; mend its address, or set enabled: false"
    named = "; ".join(f"{each.source.name}: {each.error}" for each in failed[:SHOWN])
    more = f"; and {len(failed) - SHOWN} more" if len(failed) > SHOWN else ""
    return _problem("feeds", f"{len(failed)} of {len(asked)} failed: {named}{more}", fix)


# --- the clock -------------------------------------------------------------------------------------------


def offset_of(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How far ahead of a server this machine's clock is, by ``Date`` and, from a cache, ``Age`` (RFC 9110, 6.6.1)."""
    try:
        at = parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    age = headers.get("age", "").strip()
    kept = timedelta(seconds=int(age)) if age.isascii() and age.isdigit() and len(age) < 8 else timedelta()
    return now - (at if at.tzinfo else at.replace(tzinfo=UTC)) - kept


def clock_check(offsets: Sequence[timedelta]) -> Check:
    """Whether this clock agrees with any server: one that is wrong by itself says nothing about ours."""
    if not offsets:
        return _unseen("clock", "nothing that was asked said what time it is", "compare it with: date -u")
    least = min(offsets, key=abs)
    if abs(least) <= MOST_OFF:
        return _ok("clock", f"agrees with what answered (within {abs(least).total_seconds():.0f} s)")
    way = "ahead" if least > timedelta() else "behind"
    found = f"{abs(least).total_seconds() / 60:,.0f} minutes {way} of every server that was asked"
    return _problem("clock", found, "set it, and keep it set by NTP (timedatectl set-ntp true)")


def _ok(name: str, found: str) -> Check:
    return Check(name=name, state=State.OK, found=found)


def _problem(name: str, found: str, fix: str) -> Check:
    return Check(name=name, state=State.PROBLEM, found=found, fix=fix)


def _unseen(name: str, found: str, fix: str) -> Check:
    return Check(name=name, state=State.UNCHECKED, found=found, fix=fix)
