"""A rendered mail as an e-mail message: both bodies, attachments, and headers that hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from hashlib import sha256

from notifications.headers import CARRIED
from notifications.mail import RenderedMail
from notifications.mailer import Refused
from states.addresses import read_address
from states.frozen import frozen
from states.validation_messages import InvalidValue

_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9_-]+")
_OF_OURS = re.compile(r"<([A-Za-z0-9_-]{0,40})\.([0-9a-f]{16})@[^<>@\s]+>")


@frozen
class Sender:
    """Who the mail is from: the office's name and its address."""

    name: str
    address: str


@frozen
class Attachment:
    """A PDF that goes with the mail."""

    filename: str
    content: bytes


@frozen
class Envelope:
    """Who a mail is from and to; `key` is the idempotency key, `at` the instant of sending.

    `reply_to` is where answers go, where that is another address than the sender's; `answers` are
    the Message-IDs of what it answers, the nearest last.
    """

    sender: Sender
    to_name: str
    to_address: str
    key: str
    language: str
    at: datetime
    reply_to: str | None = None
    answers: tuple[str, ...] = ()


def compose(
    mail: RenderedMail, envelope: Envelope, attachments: Sequence[Attachment] = ()
) -> EmailMessage:
    """The message for one recipient; the same arguments give the same Message-ID and Date.

    Raises `Refused` where an address can't be one, with a sentence that names it.
    """
    message = EmailMessage(CARRIED)
    origin = _address(envelope.sender.name, envelope.sender.address)
    message["From"] = str(origin)
    message["To"] = str(_address(envelope.to_name, envelope.to_address))
    if envelope.reply_to is not None:
        message["Reply-To"] = str(_address(envelope.sender.name, envelope.reply_to))
    message["Subject"] = _one_line(mail.subject)
    message["Date"] = envelope.at
    message["Message-ID"] = message_id(envelope.key, origin.domain)
    if envelope.answers:
        message["In-Reply-To"] = envelope.answers[-1]
        message["References"] = " ".join(envelope.answers)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    for attachment in attachments:
        message.add_attachment(
            attachment.content,
            maintype="application",
            subtype="pdf",
            filename=_one_line(attachment.filename),
        )
    # Last: each new part takes the content headers along.
    message["Content-Language"] = envelope.language
    return message


def message_id(key: str, domain: str) -> str:
    """The Message-ID of an idempotency key: readable, and different for different keys."""
    readable = _NOT_IN_AN_ID.sub("-", key).strip("-")[:40]
    return f"<{readable}.{digest_of_key(key)}@{domain}>"


def digest_of_key(key: str) -> str:
    """What a Message-ID, and the tag of an address, prove the key of a mail by."""
    return sha256(key.encode()).hexdigest()[:16]


def readable_in(identifier: str) -> tuple[str, str]:
    """Of a Message-ID of ours the beginning of its key, where each `-` stands for any signs, and
    the key's digest; two empty words of any other."""
    of_ours = _OF_OURS.fullmatch(identifier)
    return (of_ours[1], of_ours[2]) if of_ours else ("", "")


def tagged(address: str, number: int, key: str) -> str:
    """An address of ours with a tag by which an answer tells the mail of that number and key."""
    local_part, _, domain = address.rpartition("@")
    return f"{local_part}+m{number}.{digest_of_key(key)}@{domain}"


def _address(name: str, address: str) -> Address:
    """Name and address; a domain in Cyrillic travels in its ASCII form."""
    try:
        plain = read_address(address.strip())
    except InvalidValue as error:
        raise Refused(f"{address!r} is not an address that mail can be sent to.") from error
    return Address(_one_line(name), plain.username, plain.domain)


def _one_line(text: str) -> str:
    """Nothing that a person typed may begin a header of its own."""
    return " ".join(_NOT_PRINTED.sub(" ", text).split())
