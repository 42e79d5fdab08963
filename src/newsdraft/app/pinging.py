"""Tell a monitor how a run ended, by asking for an address; a monitor that hears nothing raises the alarm itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from newsdraft.app.opening import web_policy
from newsdraft.config import Settings
from newsdraft.errors import FetchError
from newsdraft.web import Web, status_error

log = logging.getLogger(__name__)


@contextmanager
def failure_told(settings: Settings) -> Iterator[None]:
    """Ping the failure address when the block ends in an error; the error goes on as it was."""
    try:
        yield
    except BaseException:
        ping(settings, failed=True)
        raise


def ping(settings: Settings, *, failed: bool) -> None:
    """Ask for the address of this outcome, if one is set. A failed ping is a warning and changes nothing.

    The address itself is not logged: whoever knows it can ping.
    """
    name = "ping_url_failure" if failed else "ping_url_success"
    url = settings.ping_url_failure if failed else settings.ping_url_success
    if url is None:
        return
    try:
        with Web(web_policy(settings)) as web:
            refused = status_error(web.get(url), datetime.now(UTC))
    except FetchError as error:
        refused = error
    if refused:
        log.warning("the ping to %s failed: %s", name, refused.message.replace(url, name))
