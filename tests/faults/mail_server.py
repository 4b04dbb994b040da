"""A real mail server whose mood changes: it refuses, hangs, drops the line or says "later"."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from itertools import cycle
from random import Random
from typing import Any, Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope

from tests.ports import free_port

MOODS: Final = ("honest", "later", "greylists", "refuses", "hangs", "drops", "takes and drops")
BUSY: Final = "451 4.3.2 come back later"


@dataclass
class MailServer:
    """What arrived, by Message-ID, and how often each mood struck.

    It has all `MOODS` in turn, in an order of its own, unless it is told to be honest; it takes
    nothing for the address `never`.
    """

    random: Random
    honest: bool = True
    never: str = ""
    port: int = 0
    arrived: Counter[str] = field(default_factory=Counter)
    struck: Counter[str] = field(default_factory=Counter)
    known: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._next = cycle(self.random.sample(MOODS, len(MOODS)))

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:
        """Takes a mail or not, as its mood is."""
        message = message_from_bytes(envelope.content or b"")  # type: ignore[arg-type]
        key = str(message["Message-ID"]).strip()
        with self.lock:
            mood = "honest" if self.honest else next(self._next)
            if self.never and self.never in envelope.rcpt_tos:
                mood = "never"
            if mood == "greylists" and key in self.known:
                mood = "honest"
            self.known.add(key)
            self.struck[mood] += 1
            if mood in ("honest", "takes and drops"):
                self.arrived[key] += 1
        if mood in ("later", "greylists", "never"):
            return BUSY
        if mood == "refuses":
            return "554 5.7.1 not this"
        if mood == "hangs":
            await asyncio.sleep(3)
        if mood in ("hangs", "drops", "takes and drops"):
            assert server.transport is not None
            server.transport.close()
        return "250 taken"


@contextmanager
def mail_server(seed: int) -> Iterator[MailServer]:
    """The server, on a port of this machine; honest until it is told otherwise."""
    server = MailServer(Random(seed))
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()
