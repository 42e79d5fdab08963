"""Feeds over HTTP: ask politely, read what came, keep what is new.

``parse`` reads one feed; ``poll`` asks many. The feed parser is loaded with the first feed that changed.
"""

from newsdraft.polling.asking import poll
from newsdraft.polling.feed import parse
from newsdraft.polling.schedule import Pace, is_dead, is_due
from newsdraft.polling.state import FeedState, ParsedFeed, Poll, PollOutcome

__all__ = ["FeedState", "Pace", "ParsedFeed", "Poll", "PollOutcome", "is_dead", "is_due", "parse", "poll"]
