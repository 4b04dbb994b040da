"""A rendered mail as an e-mail message: both bodies, attachments, and headers that hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from hashlib import sha256

from notifications.headers import CARRIED
from notifications.mailer import Refused
from notifications.sheets import RenderedMail
from states.frozen import frozen
from states.text import Language

_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9_-]+")


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


def compose(
    rendered: RenderedMail,
    sender: Sender,
    to_name: str,
    to_address: str,
    key: str,
    language: Language,
    attachments: Sequence[Attachment] = (),
    *,
    at: datetime,
) -> EmailMessage:
    """The message for one recipient; the same arguments give the same Message-ID and Date.

    `key` is the idempotency key, `at` the aware instant of sending. Raises `Refused` where an
    address can't be one, with a sentence that names it.
    """
    message = EmailMessage(CARRIED)
    origin = _address(sender.name, sender.address)
    message["From"] = str(origin)
    message["To"] = str(_address(to_name, to_address))
    message["Subject"] = _one_line(rendered.subject)
    message["Date"] = at
    message["Message-ID"] = message_id(key, origin.domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(rendered.text)
    message.add_alternative(rendered.html, subtype="html")
    for attachment in attachments:
        message.add_attachment(
            attachment.content,
            maintype="application",
            subtype="pdf",
            filename=_one_line(attachment.filename),
        )
    message["Content-Language"] = language  # last: each new part takes the content headers along
    return message


def message_id(key: str, domain: str) -> str:
    """The Message-ID of an idempotency key: readable, and different for different keys."""
    readable = _NOT_IN_AN_ID.sub("-", key).strip("-")[:40]
    return f"<{readable}.{sha256(key.encode()).hexdigest()[:16]}@{domain}>"


def _address(name: str, address: str) -> Address:
    """Name and address; a domain in Cyrillic travels in its ASCII form."""
    local, _, domain = address.strip().rpartition("@")
    try:
        if not local.isascii():
            raise ValueError(f"{local} holds letters that mail servers do not carry")
        ascii_domain = domain.encode("idna").decode()
        made = Address(_one_line(name), addr_spec=f"{local}@{ascii_domain}")
    except (MessageError, ValueError, IndexError) as error:
        raise Refused(
            f"{address!r} is not an address that mail can be sent to: {error}."
        ) from error
    if not made.username or not made.domain:
        raise Refused(f"{address!r} is not an address that mail can be sent to.")
    return made


def _one_line(text: str) -> str:
    """Nothing that a person typed may begin a header of its own."""
    return " ".join(_NOT_PRINTED.sub(" ", text).split())
