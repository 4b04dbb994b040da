"""Delivery into a Maildir: the default, which needs no server and can be opened by any mail reader.

The file's name is made from the idempotency key, so that a delivery that is repeated after a crash
finds the first one and leaves a single message.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from notifications.headers import FILED
from notifications.mailer import NotSent

_PARTS = ("tmp", "new", "cur")


class MaildirMailer:
    """Delivers into the Maildir at `folder`, which is made where it is not there yet."""

    def __init__(self, folder: Path, durable: bool = True) -> None:
        """`durable` False does not wait for the disk: for a demo, which can be made again."""
        self._folder, self._durable = folder, durable

    def deliver(self, message: EmailMessage, key: str, handing_over: Callable[[], None]) -> None:
        """Deliver once a key; a message that was read or moved to `cur` counts too.

        Never calls `handing_over`: repeating is harmless. Raises `NotSent` where the folder
        can't be written.
        """
        name = _name_of(key)
        try:
            for part in _PARTS:
                (self._folder / part).mkdir(parents=True, exist_ok=True)
            if not self._holds(name):
                self._write(name, message.as_bytes(policy=FILED))
        except OSError as error:
            raise NotSent(
                f"The mail folder {self._folder} can't be written: {error.strerror or error}."
            ) from error

    def _holds(self, name: str) -> bool:
        if (self._folder / "new" / name).exists():
            return True
        with os.scandir(self._folder / "cur") as entries:
            return any(entry.name.startswith(name) for entry in entries)

    def _write(self, name: str, content: bytes) -> None:
        """Whole or not at all: written and synced beside, then renamed into `new`."""
        draft = self._folder / "tmp" / f"{name}.{os.getpid()}"
        try:
            with draft.open("wb") as file:
                file.write(content)
                if self._durable:
                    file.flush()
                    os.fsync(file.fileno())
            draft.rename(self._folder / "new" / name)
        finally:
            draft.unlink(missing_ok=True)
        if self._durable:
            _sync_folder(self._folder / "new")


def _name_of(key: str) -> str:
    return f"{sha256(key.encode()).hexdigest()}.mobility"


def remove_message(folder: Path, key: str) -> None:
    """Takes the message of a key out of a Maildir, read or not, and drafts of it; none is fine."""
    name = _name_of(key)
    for part in _PARTS:
        place = folder / part
        messages = list(place.glob(f"{name}*"))
        for path in messages:
            path.unlink(missing_ok=True)
        if messages:
            _sync_folder(place)


def _sync_folder(folder: Path) -> None:
    """A rename is durable only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
