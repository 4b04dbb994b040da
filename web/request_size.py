"""The largest request that the pages take; of a larger one no more is read than must be."""

from __future__ import annotations

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from office.settings import Settings

FORM_ITSELF: Final = 1_000_000
"""Bytes that a request may have beside its file."""


def largest_request(settings: Settings) -> int:
    """The bytes of the largest request: of a file, and the form that it is in."""
    return settings.largest_upload_mb * 1_000_000 + FORM_ITSELF


class TooLarge(Exception):
    """The request is larger than the office takes."""


class RequestSizeLimit:
    """Reads no more of a request than `largest` bytes; the application meets TooLarge then."""

    def __init__(self, app: ASGIApp, largest: int) -> None:
        self.app = app
        self.largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, measured."""
        if scope["type"] == "http":
            receive = self._measured(receive)
        await self.app(scope, receive, send)

    def _measured(self, receive: Receive) -> Receive:
        bytes_read = 0

        async def next_message() -> Message:
            nonlocal bytes_read
            message = await receive()
            bytes_read += len(message.get("body", b""))
            if bytes_read > self.largest:
                await _drain(receive, message, self.largest)
                raise TooLarge
            return message

        return next_message


async def _drain(receive: Receive, message: Message, most: int) -> None:
    """Reads on for a while, so that the browser has finished sending and shows our answer."""
    bytes_read = 0
    while message.get("more_body") and bytes_read < 4 * most:
        message = await receive()
        bytes_read += len(message.get("body", b""))
