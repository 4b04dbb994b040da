"""Delivery by SMTP, with STARTTLS and a login, one connection a mail.

The server's answer decides. Up to its "go ahead" (354) nothing was handed over; after it, only an
answer makes the outcome certain.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from smtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPResponseException,
)

from notifications.headers import CARRIED
from notifications.mailer import NotSent, Refused, Uncertain
from states.frozen import frozen

_LEADING_DOT = re.compile(rb"(?m)^\.")
_TOO_LARGE = 552
_GO_AHEAD = 354


@frozen
class SmtpMailer:
    """A mail server: `timeout` in seconds for each step; `user` empty for no login.

    `ca_file` names certificates to trust beside the system's, `greets_as` the name for EHLO
    (this machine's where empty). A login over an open line is refused at once: `ValueError`.
    """

    host: str
    port: int = 587
    starttls: bool = True
    user: str = ""
    password: str = ""
    timeout: float = 30.0
    ca_file: str | None = None
    greets_as: str | None = None

    def __post_init__(self) -> None:
        if self.user and not self.starttls:
            raise ValueError("A password is never sent over an open line: set starttls to true.")

    def deliver(self, message: EmailMessage, key: str, handing_over: Callable[[], None]) -> None:
        """Hand the message to the server; `handing_over` comes after its 354 to DATA.

        The key travels as the Message-ID. Raises `NotSent` (nobody answers, the line drops, 4xx,
        or a server that refuses us rather than the mail), `Refused` (5xx for the recipient or the
        content), `Uncertain` (no answer once the content has begun to travel).
        """
        with self._line() as line:
            self._envelope(line, message)
            handing_over()
            self._content(line, message)
            with suppress(SMTPException, OSError):  # delivered is delivered, whatever follows
                line.quit()

    @contextmanager
    def _line(self) -> Iterator[SMTP]:
        """A line that was greeted, made secret and logged in; it is closed whatever happens."""
        with self._nothing_sent():
            line = SMTP(self.host, self.port, self.greets_as, timeout=self.timeout)
        try:
            with self._nothing_sent():
                self._make_secret(line)
            yield line
        finally:
            line.close()

    def _make_secret(self, line: SMTP) -> None:
        line.ehlo_or_helo_if_needed()
        if self.starttls:
            line.starttls(context=ssl.create_default_context(cafile=self.ca_file))
            line.ehlo_or_helo_if_needed()
        if self.user:
            line.login(self.user, self.password)

    def _envelope(self, line: SMTP, message: EmailMessage) -> None:
        sender, recipient = _bare(message, "From"), _bare(message, "To")
        with self._nothing_sent():
            code, answer = line.mail(sender)
            if code == _TOO_LARGE:
                raise Refused(f"{self._name} finds the mail too large: {_format(code, answer)}.")
            if code != 250:
                raise NotSent(f"{self._name} takes no mail from {sender}: {_format(code, answer)}.")
            code, answer = line.rcpt(recipient)
            _settle(code, answer, (250, 251), f"{self._name} does not deliver to {recipient}")
            code, answer = line.docmd("DATA")
            _settle(code, answer, (_GO_AHEAD,), f"{self._name} does not take the mail")

    def _content(self, line: SMTP, message: EmailMessage) -> None:
        try:
            line.send(_as_sent(message))
            code, answer = line.getreply()
        except (SMTPException, OSError) as error:
            raise Uncertain(
                f"{self._name} got the mail for {_bare(message, 'To')}, and its answer was lost "
                f"({error}). It may have arrived: please ask before it is sent again."
            ) from error
        if not 200 <= code < 600:
            raise Uncertain(f"{self._name} gave an answer that says nothing: {code}.")
        _settle(code, answer, range(200, 300), f"{self._name} did not take the mail")

    @contextmanager
    def _nothing_sent(self) -> Iterator[None]:
        """Whatever goes wrong before the content travels leaves the mail surely unsent."""
        try:
            yield
        except SMTPAuthenticationError as error:
            raise NotSent(f"{self._name} does not accept the login of {self.user!r}.") from error
        except SMTPNotSupportedError as error:
            raise NotSent(
                f"{self._name} offers no STARTTLS or no login: {_words(error)}."
            ) from error
        except ssl.SSLError as error:
            raise NotSent(
                f"{self._name} has no certificate we can trust: {_words(error)}."
            ) from error
        except TimeoutError as error:
            raise NotSent(f"{self._name} did not answer in {self.timeout:g} s.") from error
        except SMTPResponseException as error:
            answer = _format(error.smtp_code, _bytes(error.smtp_error))
            raise NotSent(f"{self._name} does not take mail now: {answer}.") from error
        except SMTPException as error:
            raise NotSent(f"{self._name} dropped the line: {_words(error)}.") from error
        except OSError as error:
            raise NotSent(f"{self._name} can't be reached: {_words(error)}.") from error

    @property
    def _name(self) -> str:
        return f"The mail server {self.host}:{self.port}"


def _settle(code: int, answer: bytes, good: tuple[int, ...] | range, obstacle: str) -> None:
    """Raise `Refused` for a 5xx and `NotSent` for anything else that is not a good answer."""
    if code in good:
        return
    kind = Refused if 500 <= code < 600 else NotSent
    raise kind(f"{obstacle}: {_format(code, answer)}.")


def _words(error: Exception) -> str:
    """What an error says, for the end of a sentence of ours."""
    return str(error).rstrip(".")


def _bytes(answer: bytes | str) -> bytes:
    return answer if isinstance(answer, bytes) else answer.encode()


def _format(code: int, answer: bytes) -> str:
    return f"{code} {answer.decode(errors='replace')}".strip().replace("\n", " ")


def _bare(message: EmailMessage, header: str) -> str:
    return str(message[header].addresses[0].addr_spec)


def _as_sent(message: EmailMessage) -> bytes:
    """The content on the line: CRLF, dots at the start of a line doubled, a lone dot to end it."""
    content = message.as_bytes(policy=CARRIED)
    content = _LEADING_DOT.sub(b"..", content)
    return content + (b"" if content.endswith(b"\r\n") else b"\r\n") + b".\r\n"
