"""The wire to PostgreSQL, held by a test: it is cut after a COMMIT went out, before its answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import make_url

NAME: Final = ".s.PGSQL.5432"


@dataclass
class Wire:
    """Passes all on between an office and its database, but for answers to some commits."""

    url: str
    server: Path
    random: Random
    share: float = 0.0
    cut: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def connect(self, office: socket.socket) -> None:
        """One connection, in two threads."""
        database = socket.socket(socket.AF_UNIX)
        database.connect(str(self.server))
        answer_is_lost = threading.Event()
        for source, target, asks in ((office, database, True), (database, office, False)):
            threading.Thread(
                target=self._pass_on, args=(source, target, asks, answer_is_lost), daemon=True
            ).start()

    def _pass_on(
        self, source: socket.socket, target: socket.socket, asks: bool, loss: threading.Event
    ) -> None:
        with suppress(OSError):
            while chunk := source.recv(65536):
                if asks and b"COMMIT\0" in chunk and self._strikes():
                    loss.set()
                if not asks and loss.is_set():
                    break
                target.sendall(chunk)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _strikes(self) -> bool:
        with self.lock:
            strikes = self.random.random() < self.share
            self.cut += strikes
            return strikes


@contextmanager
def wire_to(url: str, seed: int) -> Iterator[Wire]:
    """A wire to a server that listens on a socket of this machine; `url` leads through it."""
    address = make_url(url)
    with TemporaryDirectory(prefix="wire-") as folder, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{folder}/{NAME}")
        listening.listen()
        through = address.update_query_dict({"host": folder})
        server = Path(str(address.query["host"])) / NAME
        wire = Wire(through.render_as_string(hide_password=False), server, Random(seed))

        def take() -> None:
            with suppress(OSError):
                while True:
                    wire.connect(listening.accept()[0])

        threading.Thread(target=take, daemon=True).start()
        yield wire
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
