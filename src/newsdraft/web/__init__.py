"""Reading the web as a guest: politely, within limits, and never where a reader must not go.

``Web`` is the only door. The HTTP library behind it is loaded with the first request, so that a run with
nothing to ask does not pay for it.
"""

from newsdraft.web.address import literal_address, refusal
from newsdraft.web.answer import Page, WebPolicy, honest_agent, retry_after, status_error
from newsdraft.web.client import Web

__all__ = [
    "Page",
    "Web",
    "WebPolicy",
    "honest_agent",
    "literal_address",
    "refusal",
    "retry_after",
    "status_error",
]
