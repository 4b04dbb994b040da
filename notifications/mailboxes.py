"""Where mail comes in: a Maildir. What was read and kept is taken out of it, and nothing else.

Whoever reads takes a message out only once it is kept elsewhere: stopped in between, it is read
again, and is the same message.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple, Protocol

_PARTS: Final = ("new", "cur")


class MailboxUnreadable(Exception):
    """The mailbox can't be read, with a sentence that says why."""


class WaitingMessage(NamedTuple):
    """A message that lies in a mailbox: its name there, its bytes, and when it arrived."""

    name: str
    content: bytes
    arrived_at: datetime


class Mailbox(Protocol):
    """What messages are read from."""

    def messages(self) -> Iterator[WaitingMessage]:
        """All messages that lie there, the oldest first. Raises MailboxUnreadable."""

    def remove(self, message: WaitingMessage) -> None:
        """Takes a message out; one that is gone already is no matter. Raises MailboxUnreadable."""


class MaildirBox:
    """The Maildir at `folder`, into which a mail server or another program delivers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def messages(self) -> Iterator[WaitingMessage]:
        """As `Mailbox` says; what others have taken meanwhile is left out."""
        for path in self._paths():
            with suppress(FileNotFoundError), path.open("rb") as file:
                arrived_at = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
                yield WaitingMessage(str(path), file.read(), arrived_at)

    def remove(self, message: WaitingMessage) -> None:
        """As `Mailbox` says."""
        try:
            Path(message.name).unlink(missing_ok=True)
        except OSError as error:
            raise self._unreadable(error) from error

    def _paths(self) -> list[Path]:
        try:
            paths = [path for part in _PARTS for path in (self._folder / part).iterdir()]
            return sorted(paths, key=lambda path: (path.stat().st_mtime_ns, path.name))
        except OSError as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: OSError) -> MailboxUnreadable:
        why = error.strerror or error
        return MailboxUnreadable(f"The Maildir {self._folder} can't be read: {why}.")
