"""Feeds over HTTP: ask politely, read what came, keep what is new.

``parse`` reads one feed; ``poll`` asks many. What reads a feed is loaded where one is read: for ``poll`` that is
a process of its own, started with the first feed that changed. So that such a process stays small, the names of
this package are loaded when they are asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsdraft.polling.asking import poll
    from newsdraft.polling.parsers import parse
    from newsdraft.polling.schedule import Pace, is_dead, is_due
    from newsdraft.polling.state import FeedState, ParsedFeed, Poll, PollOutcome

__all__ = ["FeedState", "Pace", "ParsedFeed", "Poll", "PollOutcome", "is_dead", "is_due", "parse", "poll"]

_HOMES = {
    "asking": ("poll",),
    "parsers": ("parse",),
    "schedule": ("Pace", "is_dead", "is_due"),
    "state": ("FeedState", "ParsedFeed", "Poll", "PollOutcome"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
