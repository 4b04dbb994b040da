"""Requests that are sent by halves end: whoever begins one goes on sending it, or is let go.

A connection that sends nothing, a header that never ends, a body that comes letter by letter: each
would hold a place for as long as its sender likes.
"""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

RECEIVING: Final = (h11.IDLE, h11.SEND_BODY)
"""The sender's turn: the header, or the body behind it, is not there yet."""


class PromptProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with a limit for what is being received.

    A request may take `grace` seconds, and one more for each `pace` bytes that have come: a large
    file on a slow line arrives, a trickle does not.
    """

    grace: ClassVar[float] = 20.0
    pace: ClassVar[float] = 1000.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody connects, and owes a request from now on."""
        super().connection_made(transport)
        self._began: float | None = None
        self._bytes = 0
        self._look: asyncio.TimerHandle | None = None
        self._judge()

    def data_received(self, data: bytes) -> None:
        """Some bytes of a request, or of the next one."""
        super().data_received(data)
        self._bytes += len(data)
        if self._look is None:
            self._judge()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for any more."""
        super().connection_lost(exc)
        if self._look is not None:
            self._look.cancel()

    def _judge(self) -> None:
        """Ends the connection where its request is late, and looks again while one is due."""
        self._look = None
        if self.transport.is_closing() or self.conn.their_state not in RECEIVING:
            self._began, self._bytes = None, 0
            return
        now = self.loop.time()
        if self._began is None:
            self._began = now
        if now - self._began > self.grace + self._bytes / self.pace:
            self.transport.abort()
            return
        self._look = self.loop.call_later(self.grace / 4, self._judge)
