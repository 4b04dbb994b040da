"""An address without the NUL: PostgreSQL takes no text with that sign, and no key makes it."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class ReadableAddress:
    """Leaves the sign out of what is asked for, so that any address is answered by a page; what is
    typed into a form is judged at its field."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, its address readable."""
        if scope["type"] == "http":
            scope["path"] = scope["path"].replace("\0", "")
            scope["query_string"] = scope["query_string"].replace(b"%00", b"")
        await self.app(scope, receive, send)
