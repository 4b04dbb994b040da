"""The headers that every answer carries, so that a browser trusts nothing but our own pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",  # the style sheet draws its arrows and ticks as data
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Sets the headers of every answer of the application that it wraps."""

    def __init__(self, app: ASGIApp, others: Mapping[str, str] | None = None) -> None:
        """`others` take the place of those of the same names."""
        self.app = app
        self.headers = {**HEADERS, **(others or {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; an answer goes out with the headers."""
        if scope["type"] == "http":
            send = _with_headers(scope, send, self.headers)
        await self.app(scope, receive, send)


def _with_headers(scope: Scope, send: Send, always: Mapping[str, str]) -> Send:
    caching = "max-age=3600" if scope["path"].startswith("/static/") else "no-store"

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in always.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", caching)
        await send(message)

    return send_with_headers
