"""A mailbox on an IMAP server. Its line is always made secret, and its certificate is verified.

What was kept is deleted there, each message by itself: what others have marked as deleted is
neither read nor taken out.
"""

from __future__ import annotations

import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from socket import SHUT_RDWR, create_connection, socket
from typing import Final, Literal

from imapclient import IMAPClient
from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
    LoginError,
)
from imapclient.imap4 import IMAP4WithTimeout
from imapclient.tls import wrap_socket

from notifications.mailboxes import MailboxUnreadable, WaitingMessage
from states.frozen import frozen
from states.text import Text

_CONTENT: Final = b"BODY[]"
_ARRIVED: Final = b"INTERNALDATE"
WHOLE_ANSWER: Final = 120.0
"""Seconds in which an answer must be there whole, a message of many megabytes too."""
_BYTES: Final = re.compile(r"\bb(['\"])(.*?)\1")
"""What a server said, as imaplib puts it into the words of its errors."""


class _TooSlow(IMAPClientAbortError):  # type: ignore[misc]
    """An answer was not there whole in its time, and the line was cut."""


class _Limit:
    """How long an answer may take as a whole, in seconds: a line that trickles on is cut then."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._is_over = seconds, False
        self._handle: socket | None = None

    def watch(self, connection: socket) -> None:
        """Takes a handle of its own of a connection, which it may cut from another thread."""
        self._handle = connection.dup()
        if self._is_over:
            self._cut()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """An answer within its time. Raises _TooSlow where it was not whole by then."""
        timer = threading.Timer(self._seconds, self._cut)
        timer.start()
        try:
            yield
        except (IMAPClientError, OSError) as error:
            if self._is_over:
                raise _TooSlow(f"no whole answer in {self._seconds:g} s") from error
            raise
        finally:
            timer.cancel()

    def close(self) -> None:
        """Gives its handle back."""
        if self._handle is not None:
            self._handle.close()

    def _cut(self) -> None:
        self._is_over = True
        if self._handle is not None:
            with suppress(OSError):
                self._handle.shutdown(SHUT_RDWR)


class _Protocol(IMAP4WithTimeout):  # type: ignore[misc]
    """What imaplib speaks, over a connection that is watched before a word is said on it."""

    def __init__(self, line: _Line, seconds: float) -> None:
        self._line = line
        super().__init__(line.host, line.port, seconds)

    def _create_socket(self, timeout: float | None = None) -> socket:
        connection = create_connection((self.host, self.port), self._timeout)
        self._line.limit.watch(connection)
        secret = self._line.ssl_context
        return wrap_socket(connection, secret, self.host) if self._line.ssl else connection


class _Line(IMAPClient):  # type: ignore[misc]
    """A line whose instants say of which zone they are, and whose answers are whole in time."""

    def __init__(self, box: ImapBox, secret: ssl.SSLContext | None):
        self.limit, self._seconds = _Limit(box.whole_answer), box.timeout
        super().__init__(
            box.host, box.port, ssl=bool(secret), ssl_context=secret, timeout=box.timeout
        )
        self.normalise_times = False

    def _create_IMAP4(self) -> _Protocol:  # noqa: N802 -- the library's name
        with self.limit.kept():
            return _Protocol(self, self._seconds)


@frozen
class ImapBox:
    """A folder of a mail server: `timeout` in seconds for each word of its answers, `whole_answer`
    for all of one, so that a server that trickles holds nobody.

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
    whole_answer: float = WHOLE_ANSWER

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
            line = _Line(self, context)
        try:
            with self.in_a_sentence(), line.limit.kept():
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
        with self._box.in_a_sentence(), self._line.limit.kept():
            self._line.delete_messages([uid], silent=True)
            self._line.uid_expunge([uid])

    def log_out(self) -> None:
        """Ends the line in words: what was read is read, whatever becomes of them."""
        with suppress(IMAPClientError, OSError), self._line.limit.kept():
            self._line.logout()

    def hang_up(self) -> None:
        """Ends the line without a word."""
        _hang_up(self._line)

    def _uids(self) -> list[int]:
        """The numbers of what lies there, the oldest first."""
        with self._box.in_a_sentence(), self._line.limit.kept():
            return sorted(self._line.search("UNDELETED"))

    def _fetch(self, uid: int) -> WaitingMessage | None:
        """A message; None where another program has taken it meanwhile."""
        with self._line.limit.kept():
            answer = self._line.fetch([uid], ["BODY.PEEK[]", "INTERNALDATE"]).get(uid, {})
        content, arrived_at = answer.get(_CONTENT), answer.get(_ARRIVED)
        if content is None or not isinstance(arrived_at, datetime):
            return None
        return WaitingMessage(str(uid), bytes(content), arrived_at)


def _hang_up(line: _Line) -> None:
    with suppress(OSError):
        line.shutdown()
    line.limit.close()


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
    if isinstance(error, _TooSlow):
        return Text(
            f"{en} did not give a whole answer in {box.whole_answer:g} s.",
            f"{sr} није дао цео одговор за {box.whole_answer:g} s.",
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
