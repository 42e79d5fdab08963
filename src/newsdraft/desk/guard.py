"""What a request must be before any page sees it, and what every answer says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_READS = {"GET", "HEAD"}
_HEADERS = {
    # No inline script or style, nothing from elsewhere, no frame around a page that decides.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with it browsers send "Origin: null" along with the desk's own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True)
class Guard:
    """ASGI middleware: names that the desk answers to, and requests that its own pages sent.

    ``hosts`` is the allow-list of Host headers, which keeps a name out that somebody pointed at this machine (DNS
    rebinding). A write must say by ``Origin`` that a page of the desk sent it, and must not say otherwise by
    ``Sec-Fetch-Site`` (https://www.w3.org/TR/fetch-metadata/): a form on another site says so itself.
    """

    app: ASGIApp
    hosts: frozenset[str]
    origins: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on and add the headers to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer.setdefault(name, value)
                answer.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self.refusal(scope["method"], headers)
        if refusal:
            await PlainTextResponse(f"{refusal}\n", 403)(scope, receive, sealed)
        else:
            await self.app(scope, receive, sealed)

    def refusal(self, method: str, headers: Headers) -> str:
        """Why a request is refused, or an empty text."""
        if len(headers.getlist("host")) != 1 or headers["host"].lower() not in self.hosts:
            return (
                "The desk does not answer to this name. Open it by the address that `newsdraft desk` printed."
            )
        if method in _READS:
            return ""
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return "This was sent by another site."
        if headers.get("origin", "") not in self.origins:
            return "This was not sent by a page of the desk."
        return ""
