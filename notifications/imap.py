"""A mailbox on an IMAP server. Its line is always made secret, and its certificate is verified.

What was kept is deleted there, each message by itself: what others have marked as deleted is
neither read nor taken out.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Final, Literal

from imapclient import IMAPClient
from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
    LoginError,
)

from notifications.mailboxes import MailboxUnreadable, WaitingMessage
from states.frozen import frozen
from states.text import Text

_CONTENT: Final = b"BODY[]"
_ARRIVED: Final = b"INTERNALDATE"
_BYTES: Final = re.compile(r"\bb(['\"])(.*?)\1")
"""What a server said, as imaplib puts it into the words of its errors."""


class _Line(IMAPClient):  # type: ignore[misc]
    """A line whose instants say of which zone they are."""

    def __init__(self, address: tuple[str, int], secret: ssl.SSLContext | None, seconds: float):
        host, port = address
        super().__init__(host, port, ssl=bool(secret), ssl_context=secret, timeout=seconds)
        self.normalise_times = False


@frozen
class ImapBox:
    """A folder of a mail server: `timeout` in seconds for each of its answers.

    `ca_file` names certificates to trust beside the system's.
    """

    host: str
    port: int
    user: str
    password: str
    tls: Literal["at_once", "starttls"] = "at_once"
    folder: str = "INBOX"
    timeout: float = 30.0
    ca_file: str | None = None

    @contextmanager
    def opened(self) -> Iterator[OpenImapBox]:
        """As `Mailbox` says; the line is closed whatever happens."""
        mailbox = OpenImapBox(self)
        try:
            yield mailbox
            mailbox.log_out()
        finally:
            mailbox.hang_up()

    def line(self) -> _Line:
        """A line that is secret, logged in and in the folder. Raises MailboxUnreadable."""
        secret = ssl.create_default_context(cafile=self.ca_file)
        at_once = self.tls == "at_once"
        context = secret if at_once else None
        with self.in_a_sentence():
            line = _Line((self.host, self.port), context, self.timeout)
        try:
            with self.in_a_sentence():
                if not at_once:
                    line.starttls(secret)
                self._enter(line)
        except MailboxUnreadable:
            _hang_up(line)
            raise
        return line

    @contextmanager
    def in_a_sentence(self) -> Iterator[None]:
        """Whatever goes wrong on the line is told in a sentence."""
        try:
            yield
        except (IMAPClientError, OSError) as error:
            raise MailboxUnreadable(_sentence(self, error)) from error

    def _enter(self, line: _Line) -> None:
        # AUTHENTICATE takes any letter, LOGIN those of ASCII.
        login = f"\0{self.user}\0{self.password}".encode()
        line.sasl_login("PLAIN", lambda _: login)
        if not line.has_capability("UIDPLUS"):
            raise IMAPClientError("it can't delete one message by itself (UIDPLUS, RFC 4315)")
        line.select_folder(self.folder)


class OpenImapBox:
    """A mailbox whose line is open. Raises MailboxUnreadable."""

    def __init__(self, box: ImapBox) -> None:
        self._box, self._line = box, box.line()

    def messages(self) -> Iterator[WaitingMessage]:
        """As `OpenMailbox` says. One at which the server breaks off the line is left out too; at
        the second in turn it is the server that can't be read."""
        obstacle: IMAPClientError | None = None
        is_dropped = False
        for uid in self._uids():
            with self._box.in_a_sentence():
                try:
                    message = self._fetch(uid)
                except IMAPClientAbortError as error:
                    if is_dropped:
                        raise
                    obstacle, is_dropped = error, True
                    self.hang_up()
                    self._line = self._box.line()
                    continue
                except IMAPClientError as error:
                    obstacle = error
                    continue
            is_dropped = False
            if message is not None:
                yield message
        if obstacle is not None:
            with self._box.in_a_sentence():
                raise obstacle

    def remove(self, message: WaitingMessage) -> None:
        """As `OpenMailbox` says."""
        uid = int(message.name)
        with self._box.in_a_sentence():
            self._line.delete_messages([uid], silent=True)
            self._line.uid_expunge([uid])

    def log_out(self) -> None:
        """Ends the line in words: what was read is read, whatever becomes of them."""
        with suppress(IMAPClientError, OSError):
            self._line.logout()

    def hang_up(self) -> None:
        """Ends the line without a word."""
        _hang_up(self._line)

    def _uids(self) -> list[int]:
        """The numbers of what lies there, the oldest first."""
        with self._box.in_a_sentence():
            return sorted(self._line.search("UNDELETED"))

    def _fetch(self, uid: int) -> WaitingMessage | None:
        """A message; None where another program has taken it meanwhile."""
        answer = self._line.fetch([uid], ["BODY.PEEK[]", "INTERNALDATE"]).get(uid, {})
        content, arrived_at = answer.get(_CONTENT), answer.get(_ARRIVED)
        if content is None or not isinstance(arrived_at, datetime):
            return None
        return WaitingMessage(str(uid), bytes(content), arrived_at)


def _hang_up(line: _Line) -> None:
    with suppress(OSError):
        line.shutdown()


def _sentence(box: ImapBox, error: Exception) -> Text:
    name = f"{box.host}:{box.port}"
    en, sr = f"The mail server {name}", f"Сервер за пошту {name}"
    words = _BYTES.sub(r"\2", str(error)).rstrip(".")
    if isinstance(error, LoginError):
        return Text(
            f"{en} does not accept the login of {box.user}: {words}.",
            f"{sr} не прихвата пријаву корисника {box.user}: {words}.",
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return Text(
            f"{en} has no certificate that we can trust: {words}.",
            f"{sr} нема сертификат коме се може веровати: {words}.",
        )
    if isinstance(error, ssl.SSLError):
        return Text(
            f"{en} speaks no TLS that we understand, or broke it off: {words}.",
            f"{sr} не успоставља шифровану везу или ју је прекинуо: {words}.",
        )
    if isinstance(error, TimeoutError):
        return Text(
            f"{en} did not answer in {box.timeout:g} s.",
            f"{sr} није одговорио за {box.timeout:g} s.",
        )
    if isinstance(error, IMAPClientReadOnlyError):
        return Text(
            f"{en} refuses: {box.folder} may only be read, and nothing be taken out of it.",
            f"{sr} одбија: {box.folder} дозвољава само читање, па поруке не могу да се преузму.",
        )
    if isinstance(error, IMAPClientAbortError):
        return Text(f"{en} dropped the line: {words}.", f"{sr} је прекинуо везу: {words}.")
    if isinstance(error, IMAPClientError):
        return Text(f"{en} refuses: {words}.", f"{sr} одбија: {words}.")
    return Text(f"{en} can't be reached: {words}.", f"{sr} није доступан: {words}.")
