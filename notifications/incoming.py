"""A message that came in, read: who wrote it, what it answers, what it says, what goes with it.

Any bytes are read, and nothing is decided by what the office knows: `workflows.outside.filing` does
that. What a machine answers, or a mailing list sends, is told apart from what people write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from hashlib import sha256
from typing import Final

from notifications.bounces import Failure, failure_in, is_from_nobody
from notifications.message_text import (
    content_of,
    header_of,
    headers_of,
    leaves,
    leaves_within,
    one_line,
    raw_headers,
    text_of,
    text_of_html,
)
from states.frozen import frozen

LONGEST_TEXT: Final = 100_000
"""Letters of a body that are kept for the pages; the message itself is kept whole."""
MOST_ANSWERED: Final = 30
MOST_FILES: Final = 50

_ID: Final = re.compile(r"<[^<>\s]{1,300}>")
_TAG: Final = re.compile(r"\+m(\d{1,18})\.([0-9a-f]{16})@", re.IGNORECASE)
_TO: Final = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_MACHINES: Final = (
    "X-Autoreply", "X-Autorespond", "X-Auto-Response", "X-Autoreply-From", "X-Mail-Autoreply",
    "List-Id", "List-Unsubscribe", "Feedback-ID",
)  # fmt: skip
_PRECEDENCES: Final = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
_AWAY: Final = re.compile(
    r"^\W*(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office"
    r"|abwesenheitsnotiz|automatische antwort|automatski odgovor|аутоматски одговор)\b",
    re.IGNORECASE,
)


@frozen
class MailTag:
    """What an address with a tag says: the number of a mail of ours, and a digest as its proof."""

    number: int
    digest: str


@frozen
class ReceivedFile:
    """A file that came with a message."""

    name: str
    content_type: str
    content: bytes


@frozen
class IncomingMail:
    """A message in words. `answers` are the Message-IDs that it answers, the nearest first.

    `to` are all addresses that it went to, `failure` what it reports where it is a bounce;
    `is_automatic` where a machine or a list sent it.
    """

    message_id: str
    from_name: str
    from_address: str
    to: tuple[str, ...]
    subject: str
    text: str
    answers: tuple[str, ...]
    tags: tuple[MailTag, ...]
    is_automatic: bool
    failure: Failure | None
    files: tuple[ReceivedFile, ...]


def read_message(raw: bytes) -> IncomingMail:
    """The message that some bytes are; never fails, whatever they are."""
    message = _parsed(raw)
    text = _body(message)
    failure = failure_in(message, text)
    name, address = _writer(message)
    to_addresses = tuple(_addresses(message, _TO))
    return IncomingMail(
        message_id=next(iter(_identifiers(message, "Message-ID")), ""),
        from_name=name[:300],
        from_address=address[:200],
        to=to_addresses,
        subject=header_of(message, "Subject")[:1000],
        text=text[:LONGEST_TEXT],
        answers=failure.returned if failure else _answered(message),
        tags=tuple(
            MailTag(int(n), digest.lower()) for n, digest in _TAG.findall(" ".join(to_addresses))
        ),
        is_automatic=failure is None and _is_automatic(message),
        failure=failure,
        files=() if failure else tuple(_files(message)),
    )


def key_of(raw: bytes) -> str:
    """What a message is known by, however often and by which way it arrives: its Message-ID and its
    body; its whole bytes where it has no Message-ID."""
    plain = raw.replace(b"\r\n", b"\n")
    head, _, body = plain.partition(b"\n\n")
    identifier = next(iter(_identifiers(BytesHeaderParser().parsebytes(head), "Message-ID")), "")
    body = body.strip() if identifier else plain
    return sha256(identifier.encode("utf-8", "replace") + b"\n" + sha256(body).digest()).hexdigest()


def thread_of(raw: bytes) -> tuple[str, ...]:
    """The Message-IDs that an answer to a message refers to (RFC 5322, 3.6.4): those that it refers
    to itself, and its own last. Empty where it has none that can be written."""
    head = BytesHeaderParser().parsebytes(raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0])
    own = _identifiers(head, "Message-ID")[:1]
    earlier = _identifiers(head, "References") or _identifiers(head, "In-Reply-To")[:1]
    thread = list(dict.fromkeys(name for name in [*earlier, *own] if name.isascii()))
    return tuple(thread[:1] + thread[1:][-MOST_ANSWERED:]) if own and own[0].isascii() else ()


def _parsed(raw: bytes) -> Message:
    """The message; of one whose parts lie in one another without end, its headers alone."""
    try:
        return message_from_bytes(raw)
    except RecursionError:
        return BytesHeaderParser().parsebytes(raw)


def _writer(message: Message) -> tuple[str, str]:
    """The name and the address of who wrote it."""
    for header in ("From", "Sender", "Return-Path"):
        for name, address in getaddresses(headers_of(message, header)):
            if "@" in address:
                return one_line(name), one_line(address)
    return header_of(message, "From"), ""


def _addresses(message: Message, names: tuple[str, ...]) -> Iterator[str]:
    values = [value for name in names for value in headers_of(message, name)]
    for _, address in getaddresses(values):
        if "@" in address:
            yield one_line(address).lower()[:200]


def _identifiers(message: Message, name: str) -> list[str]:
    return [
        one_line(identifier)
        for value in raw_headers(message, name)
        for identifier in _ID.findall(value)
    ]


def _answered(message: Message) -> tuple[str, ...]:
    nearest = [*_identifiers(message, "In-Reply-To"), *_identifiers(message, "References")[::-1]]
    return tuple(dict.fromkeys(nearest))[:MOST_ANSWERED]


def _is_automatic(message: Message) -> bool:
    auto_submitted = header_of(message, "Auto-Submitted").lower()
    return (
        auto_submitted not in ("", "no")
        or header_of(message, "Precedence").lower() in _PRECEDENCES
        or any(header_of(message, name) for name in _MACHINES)
        or _AWAY.match(header_of(message, "Subject")) is not None
        or message.get_content_type() == "multipart/report"
        or is_from_nobody(message)
    )


def _body(message: Message) -> str:
    """What people read of it: its plain text, else the words of its page."""
    inline = [part for part in leaves(message) if not _is_file(part)]
    plain = [text_of(part) for part in inline if _is_plain(part)]
    if any(text.strip() for text in plain):
        return "\n".join(plain).strip()
    pages = [text_of(part) for part in inline if part.get_content_type() == "text/html"]
    return "\n".join(map(text_of_html, pages)).strip()


def _is_plain(part: Message) -> bool:
    """Plain text; so is what calls itself many parts and has none."""
    return part.get_content_type() == "text/plain" or part.get_content_maintype() == "multipart"


def _is_file(part: Message) -> bool:
    if part.get_content_maintype() in ("multipart", "message"):
        return False
    is_text = part.get_content_type() in ("text/plain", "text/html")
    return not is_text or part.get_content_disposition() == "attachment" or bool(_name_of(part))


def _files(message: Message) -> Iterator[ReceivedFile]:
    parts = [part for part in (*leaves(message), *leaves_within(message)) if _is_file(part)]
    for number, part in enumerate(parts[:MOST_FILES], start=1):
        name = _name_of(part) or f"attachment-{number}"
        yield ReceivedFile(name, part.get_content_type()[:100], content_of(part))


def _name_of(part: Message) -> str:
    """The name of a file, without the folders that a sender may put before it."""
    try:
        name_text = part.get_filename() or ""
    except (LookupError, ValueError):
        return ""
    header_message = Message()
    header_message["Name"] = (
        name_text.encode("utf-8", "replace").decode().replace("\r", " ").replace("\n", " ")
    )
    return re.split(r"[\\/]", header_of(header_message, "Name"))[-1].strip()[:200]
