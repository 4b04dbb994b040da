"""Secrets that a mail gets as it leaves: no kept mail, and no row of the database, has one.

Each attempt draws another, and what was sent last opens. Only where our own templates put it is a
secret drawn: in a mail that the catalogue marks, or as the address of its button. What somebody
types has none drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Final

from markupsafe import escape
from pydantic_core import from_json, to_json
from sqlalchemy import Connection

from actions.mail_contexts import outside_url
from notifications.catalogue import CATALOGUE, ONLY_IN_THE_MAIL
from notifications.mail import WrittenMail
from office.wiring import Office
from persistence import outside_links, tokens
from persistence.mails import MailToSend
from persistence.outside_links import PURPOSES, NewLink
from persistence.secret import secret_of

CODE_MAIL: Final = "outside_code"
APPLICATION_MAIL: Final = "application_link"
_ACCOUNT_LINK: Final = re.compile(rf"/welcome/(\d+)\.{ONLY_IN_THE_MAIL}")
_CODE_KEY: Final = re.compile(r"outside/(\d+)/code/")
_APPLICATION_KEY: Final = re.compile(rf"call-(\d+)/{APPLICATION_MAIL}/")

Transaction = Callable[[], AbstractContextManager[Connection]]


def code_key(link_id: int, at: datetime) -> str:
    """The key of the mail that carries the code of a link, asked for at an instant."""
    return f"outside/{link_id}/code/{at.isoformat()}"


def application_key(call_id: int) -> str:
    """What the key of a mail begins with that carries a link to apply in a call."""
    return f"call-{call_id}/{APPLICATION_MAIL}/"


def with_secrets(
    mail: MailToSend, office: Office, transaction: Transaction, now: datetime
) -> WrittenMail:
    """The mail as it leaves at an instant; as it is kept where it carries no secret."""
    words = mail.words
    if words is None or ONLY_IN_THE_MAIL not in words:
        return mail.written
    entry = CATALOGUE.get(mail.mail)
    if entry is None or not entry.secret:
        return _with_own_page(mail, words, office, transaction, now)
    if mail.mail == CODE_MAIL:
        return _with_code(mail, words, office, transaction, now)
    link = _ACCOUNT_LINK.search(words)
    if link is None:
        return mail.written
    with transaction() as connection:
        secret = tokens.draw(connection, int(link[1]))
    return WrittenMail(mail.subject, words.replace(link[0], f"/welcome/{secret}"))


def _with_code(
    mail: MailToSend, words: str, office: Office, transaction: Transaction, now: datetime
) -> WrittenMail:
    match = _CODE_KEY.match(mail.key)
    assert match is not None
    with transaction() as connection:
        secret = secret_of(office.data)
        code = outside_links.draw_code(connection, int(match[1]), secret, now)
    return WrittenMail(mail.subject, words.replace(ONLY_IN_THE_MAIL, code))


def _with_own_page(
    mail: MailToSend, words: str, office: Office, transaction: Transaction, now: datetime
) -> WrittenMail:
    """The button of a candidate's or host's mail leads to their page by a link made for it."""
    written_mail, address = from_json(words), outside_url(office)
    purpose = next((purpose for purpose in PURPOSES if purpose == mail.recipient), None)
    is_link = bool(address) and written_mail.get("url") == str(escape(address))
    of_call = _APPLICATION_KEY.match(mail.key)
    if purpose is None or not is_link or (mail.case_id is None and of_call is None):
        return mail.written
    ends_at = now + timedelta(days=office.settings.outside.link_days)
    call_id = int(of_call[1]) if of_call else None
    link = NewLink(mail.case_id, purpose, mail.to_address, mail.key, ends_at, call_id)
    with transaction() as connection:
        secret = outside_links.make(connection, link, now)
    url = written_mail["url"].replace(ONLY_IN_THE_MAIL, secret)
    return WrittenMail(mail.subject, to_json({**written_mail, "url": url}).decode())
