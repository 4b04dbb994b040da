"""The contract of a mailer: how a mail leaves, and the three ways in which it may not.

Whoever sends first marks the mail as "being handed over", in the callback, and a mailer calls that
at the last moment before the outcome can become unknown. What fails before is `NotSent`.
"""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import Protocol


class MailError(Exception):
    """A mail was not delivered; the message is a sentence for the people of the office."""


class NotSent(MailError):
    """Surely not delivered, and worth another attempt: nobody answers, or "not now"."""


class Refused(MailError):
    """Surely not delivered, and never will be as it is: the address or the content is at fault."""


class Uncertain(MailError):
    """Handed over, and the answer was lost: it may have arrived. Not to be repeated unasked."""


class Mailer(Protocol):
    """Something that delivers a mail."""

    def deliver(self, message: EmailMessage, key: str, handing_over: Callable[[], None]) -> None:
        """Deliver a message under its idempotency key; returns once it is surely delivered.

        `handing_over` is called once, just before the outcome can become unknown. A mailer that
        can be asked again with the same key without harm never calls it. Raises `NotSent`,
        `Refused` or `Uncertain`; what `handing_over` raises passes through, and nothing is sent.
        """


class CapturingMailer:
    """Keeps what was sent, one message a key, in order: for rehearsals."""

    def __init__(self) -> None:
        self._by_key: dict[str, EmailMessage] = {}

    @property
    def messages(self) -> list[EmailMessage]:
        """All that was delivered so far, the first first."""
        return list(self._by_key.values())

    def deliver(self, message: EmailMessage, key: str, handing_over: Callable[[], None]) -> None:
        """Keep the message; the same key again changes nothing."""
        self._by_key.setdefault(key, message)
