"""Where mail comes in: a mailbox, such as a Maildir. What was read and kept is taken out of it, and
nothing else.

Whoever reads takes a message out only once it is kept elsewhere: stopped in between, it is read
again, and is the same message.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from states.text import Text

_PARTS: Final = ("new", "cur")


class MailboxUnreadable(Exception):
    """The mailbox, or a message in it, can't be read, with a sentence that says why."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class WaitingMessage(NamedTuple):
    """A message that lies in a mailbox: its name there, its bytes, and when it arrived."""

    name: str
    content: bytes
    arrived_at: datetime


class OpenMailbox(Protocol):
    """What messages are read from."""

    def messages(self) -> Iterator[WaitingMessage]:
        """All messages that lie there, the oldest first.

        Raises MailboxUnreadable, of a single message only once all others were given.
        """

    def remove(self, message: WaitingMessage) -> None:
        """Takes a message out; one that is gone already is no matter. Raises MailboxUnreadable."""


class Mailbox(Protocol):
    """A mailbox that can be opened."""

    def opened(self) -> AbstractContextManager[OpenMailbox]:
        """Opens it for a while. Raises MailboxUnreadable."""


class MaildirBox:
    """The Maildir at `folder`, into which a mail server or another program delivers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def opened(self) -> AbstractContextManager[MaildirBox]:
        """As `Mailbox` says."""
        return nullcontext(self)

    def messages(self) -> Iterator[WaitingMessage]:
        """As `OpenMailbox` says; what others have taken meanwhile is left out."""
        obstacle: OSError | None = None
        for path in self._paths():
            try:
                with path.open("rb") as file:
                    arrived_at = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
                    message = WaitingMessage(str(path), file.read(), arrived_at)
            except FileNotFoundError:
                continue
            except OSError as error:
                obstacle = error
                continue
            yield message
        if obstacle is not None:
            raise self._unreadable(obstacle)

    def remove(self, message: WaitingMessage) -> None:
        """As `OpenMailbox` says."""
        try:
            Path(message.name).unlink(missing_ok=True)
        except OSError as error:
            raise self._unreadable(error) from error

    def _paths(self) -> list[Path]:
        try:
            paths = [path for part in _PARTS for path in (self._folder / part).iterdir()]
            return sorted(paths, key=_arrival)
        except OSError as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: OSError) -> MailboxUnreadable:
        place, why = error.filename or self._folder, error.strerror or error
        return MailboxUnreadable(
            Text(
                f"The Maildir can't be read at {place}: {why}.",
                f"Maildir не може да се чита на месту {place}: {why}.",
            )
        )


def _arrival(path: Path) -> tuple[int, str]:
    """When a file came, and its name; one that others have taken meanwhile stands first."""
    try:
        return path.stat().st_mtime_ns, path.name
    except FileNotFoundError:
        return 0, path.name
