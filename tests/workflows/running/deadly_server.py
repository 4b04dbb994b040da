"""An SMTP server that kills its client with `kill -9` at a chosen step, the first time it comes."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from sqlalchemy import Engine, text

STEPS = ("connect", "EHLO", "MAIL", "RCPT", "DATA", "go ahead", "content", "answered")
"""Where the client may die: before the server's answer to it, and in the end after the answer."""
ANSWERS = {
    "EHLO": b"250 hello",
    "MAIL": b"250 ok",
    "RCPT": b"250 ok",
    "DATA": b"354 go ahead",
    "QUIT": b"221 bye",
}


@dataclass
class DeadlyServer:
    """What arrived whole, and whom to kill when; nobody writes while the answer travels."""

    step: str | None
    engine: Engine | None = None
    port: int = 0
    victim: int | None = None
    killed: threading.Event = field(default_factory=threading.Event)
    arrived: list[EmailMessage] = field(default_factory=list)

    def _reaches(self, step: str) -> bool:
        """Kills at the chosen step; whether it did."""
        if step != self.step or self.killed.is_set() or self.victim is None:
            return False
        os.kill(self.victim, signal.SIGKILL)
        self.killed.set()
        return True

    def talk(self, line: socket.socket) -> None:
        """One conversation."""
        with line, line.makefile("rb") as reader, suppress(OSError):
            if self._reaches("connect"):
                return
            line.sendall(b"220 ready\r\n")
            while command := reader.readline():
                verb = command[:4].decode().strip().upper()
                if self._reaches(verb):
                    return
                line.sendall(ANSWERS[verb] + b"\r\n")
                if verb == "DATA" and not self._take(line, reader):
                    return

    def _take(self, line: socket.socket, reader: object) -> bool:
        content = b""
        while not content.endswith(b"\r\n.\r\n"):
            content += reader.readline()  # type: ignore[attr-defined]
            if self._reaches("go ahead"):
                return False
        self.arrived.append(message_from_bytes(content[:-3], policy=policy.default))  # type: ignore[arg-type]
        if self._reaches("content"):
            return False
        if self.step == "answered" and not self.killed.is_set():
            return self._answer_and_kill(line)
        line.sendall(b"250 taken\r\n")
        return True

    def _answer_and_kill(self, line: socket.socket) -> bool:
        """The client gets its answer and dies before it can note it."""
        assert self.engine is not None
        with _locked(self.engine):
            line.sendall(b"250 taken\r\n")
            time.sleep(0.4)
            self._reaches("answered")
        return False


@contextmanager
def _locked(engine: Engine) -> Iterator[None]:
    """Nobody else can note what became of an action."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as lock:
            lock.execute("BEGIN IMMEDIATE")
            yield
        return
    with engine.connect() as connection, connection.begin():
        connection.execute(text("LOCK TABLE outbox IN EXCLUSIVE MODE"))
        yield


@contextmanager
def deadly_server(step: str | None, engine: Engine | None = None) -> Iterator[DeadlyServer]:
    """The server, on a free port of this machine; without a step it kills nobody."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = DeadlyServer(step, engine, listening.getsockname()[1])

    def serve() -> None:
        with suppress(OSError):
            while True:
                line, _ = listening.accept()
                threading.Thread(target=server.talk, args=(line,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield server
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
