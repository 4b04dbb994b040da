"""What a mail server says that could not deliver a mail: RFC 3464, and the common other forms.

A report that a mail is late, or has arrived, tells of no failure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from email.utils import parseaddr
from typing import Final

from notifications.message_text import (
    content_of,
    header_of,
    leaves,
    messages_in,
    one_line,
    raw_headers,
)
from states.frozen import frozen

LONGEST_REASON: Final = 500

_ID: Final = re.compile(r"<[^<>\s]{1,300}>")
_DAEMONS: Final = frozenset({"mailer-daemon", "mailerdaemon", "mail-daemon", "postmaster"})
_FAILED_SUBJECT: Final = re.compile(
    r"undeliver|returned mail|failure notice|delivery (status notification|has failed|failure)"
    r"|mail delivery (failed|failure|system)|non remis|unzustellbar|nije isporučen|није испоручен",
    re.IGNORECASE,
)
_LATE_SUBJECT: Final = re.compile(r"delay|warning|still being retried", re.IGNORECASE)
_QMAIL: Final = re.compile(r"^<(\S+@\S+)>:\n((?:.*\S.*\n?){1,8})", re.MULTILINE)
_SMTP_WORDS: Final = re.compile(r"(?:#?\b5\d\d[ -]|\b5\.\d{1,3}\.\d{1,3}\b).{0,400}")
_ADDRESS: Final = re.compile(r"[\w.+'=-]{1,64}@[\w.-]{1,253}\w")
_RETURNED_ID: Final = re.compile(r"^[>\s]*message-id:\s*(<[^<>\s]{1,300}>)", re.I | re.M)
_HEADERS_ALONE: Final = frozenset({"text/rfc822-headers", "message/rfc822-headers"})


@frozen
class Failure:
    """That a mail could not be delivered: why, in the server's words, and to which address.

    `address` is empty where the report names none; `returned` are the Message-IDs of the mail.
    """

    reason: str
    address: str
    returned: tuple[str, ...]


def failure_in(message: Message, text: str) -> Failure | None:
    """The failure that a message reports; None for one that reports none. `text` is its body."""
    blocks = [block for part in leaves(message) if _is_status(part) for block in _blocks(part)]
    if any(block["Action"] or block["Status"] for block in blocks):
        return _of_report(message, text, blocks)
    failed_recipients = header_of(message, "X-Failed-Recipients")
    if not failed_recipients and not _is_from_server(message):
        return None
    if not failed_recipients and not _tells_of_failure(message, text):
        return None
    return _in_words(message, text, failed_recipients)


def is_from_nobody(message: Message) -> bool:
    """Whether a message names nobody to answer to: a server's report, or a machine's answer."""
    return any(path.strip() == "<>" for path in raw_headers(message, "Return-Path"))


def _tells_of_failure(message: Message, text: str) -> bool:
    """Whether a server's report tells of a failure: by its subject, or, in a language that nobody
    told us, by a final answer of SMTP beside what came back."""
    subject = header_of(message, "Subject")
    if _LATE_SUBJECT.search(subject):
        return False
    comes_back = any(_ids_of_copies(message, text))
    return bool(_FAILED_SUBJECT.search(subject)) or (comes_back and bool(_smtp_words(text)))


def _is_status(part: Message) -> bool:
    return part.get_content_type() in (
        "message/delivery-status", "message/global-delivery-status",
    )  # fmt: skip


def _blocks(part: Message) -> Iterator[Message]:
    """The blocks of a status: of RFC 3464 as the library reads them, of RFC 6533, which it takes
    for a message, the first one and those within."""
    inner_parts = messages_in(part)
    yield from inner_parts
    if part.get_content_type() == "message/global-delivery-status":
        for inner in inner_parts:
            paragraphs = content_of(inner).decode("utf-8", "replace").replace("\r\n", "\n")
            yield from map(HeaderParser().parsestr, paragraphs.split("\n\n"))


def _of_report(message: Message, text: str, blocks: list[Message]) -> Failure | None:
    """The first recipient that the report says has failed."""
    for block in blocks:
        action, status = header_of(block, "Action").lower(), header_of(block, "Status")
        if action == "failed" or (not action and status.startswith("5")):
            recipient = header_of(block, "Original-Recipient") or header_of(
                block, "Final-Recipient"
            )
            diagnosis = header_of(block, "Diagnostic-Code").partition(";")[2].strip()
            reason = diagnosis or f"{status} {_smtp_words(text)}".strip() or "failed"
            address = _first_address(recipient)
            return Failure(reason[:LONGEST_REASON], address, _returned(message, text))
    return None


def _is_from_server(message: Message) -> bool:
    address = parseaddr(header_of(message, "From"))[1]
    is_daemon = address.partition("@")[0].lower() in _DAEMONS
    return is_daemon or is_from_nobody(message)


def _in_words(message: Message, text: str, failed_recipients: str) -> Failure:
    """A report for people to read: of qmail, Exim, Exchange, Sendmail and others."""
    qmail = _QMAIL.search(text)
    if qmail is not None:
        address, reason = qmail[1], _smtp_words(qmail[2]) or one_line(qmail[2])
    else:
        address = _first_address(failed_recipients) or _first_address(text)
        reason = _smtp_words(text) or header_of(message, "Subject")
    return Failure(reason[:LONGEST_REASON], address, _returned(message, text))


def _smtp_words(text: str) -> str:
    """The server's final answer; of a bare code the line before too, which says what it means."""
    words = _SMTP_WORDS.search(text)
    if words is None:
        return ""
    if any(sign.isalpha() for sign in words[0]):
        return one_line(words[0])
    lines = [line for line in text[: words.end()].split("\n") if line.strip()]
    return one_line(" ".join(lines[-2:]))


def _first_address(text: str) -> str:
    address = _ADDRESS.search(text)
    return address[0][:200] if address else ""


def _returned(message: Message, text: str) -> tuple[str, ...]:
    """The Message-IDs of what came back: of its copy, of its headers, else of what it answers."""
    answered_ids = [
        identifier
        for name in ("In-Reply-To", "References")
        for value in raw_headers(message, name)
        for identifier in _ID.findall(value)[::-1]
    ]
    return tuple(dict.fromkeys(filter(None, (*_ids_of_copies(message, text), *answered_ids))))


def _ids_of_copies(message: Message, text: str) -> list[str]:
    copies = [header_of(copy, "Message-ID") for copy in _copies(message)]
    return [*copies, *_RETURNED_ID.findall(text)]


def _copies(message: Message) -> Iterator[Message]:
    for part in leaves(message):
        if part.get_content_type() in _HEADERS_ALONE:
            yield HeaderParser().parsestr(content_of(part).decode("utf-8", "replace").lstrip())
        elif part.get_content_maintype() == "message":
            yield from messages_in(part)
