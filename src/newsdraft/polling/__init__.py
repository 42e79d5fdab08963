"""Feeds over HTTP: ask politely, read what came, keep what is new.

``parse`` reads one feed; ``poll`` asks many. What reads a feed is loaded where one is read: for ``poll`` that is
a process of its own, started with the first feed that changed.
"""

from typing import TYPE_CHECKING

from newsdraft.polling.asking import poll
from newsdraft.polling.schedule import Pace, is_dead, is_due
from newsdraft.polling.state import FeedState, ParsedFeed, Poll, PollOutcome

if TYPE_CHECKING:
    from newsdraft.polling.feed import parse

__all__ = ["FeedState", "Pace", "ParsedFeed", "Poll", "PollOutcome", "is_dead", "is_due", "parse", "poll"]


def __getattr__(name: str) -> object:
    if name != "parse":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from newsdraft.polling.feed import parse  # noqa: PLC0415 - see above

    return parse
