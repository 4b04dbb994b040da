"""The code that is asked for before anything is handed in: sent by mail, typed on the page."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from actions.mail_secrets import CODE_MAIL, code_key
from notifications.catalogue import ONLY_IN_THE_MAIL
from office.wiring import Office
from persistence import outside_links
from persistence.secret import secret_of
from workflows.cases.status import event_of
from workflows.outside.mails import mail_about, mail_office
from workflows.outside.own_case import OwnCase


def send_code(connection: Connection, office: Office, own: OwnCase, now: datetime) -> bool:
    """Sends a code to the address of a link; False where one was asked for a moment ago."""
    if not outside_links.ask_code(connection, own.link.id, now):
        return False
    event = event_of(office, own.case, own.dossier, now)
    told = (CODE_MAIL, code_key(own.link.id, now), {"code": ONLY_IN_THE_MAIL})
    mail_about(connection, office, event, own.party, told)
    return True


def try_code(
    connection: Connection, office: Office, own: OwnCase, written: str, now: datetime
) -> Literal["right", "wrong", "locked"]:
    """Whether a code is right; the hundredth wrong one locks the link and tells the office.

    The caller commits, whatever the answer.
    """
    secret = secret_of(office.data)
    outcome = outside_links.try_code(connection, own.link.id, written, secret, now)
    if outcome == "locked":
        event = event_of(office, own.case, own.dossier, now)
        mail_office(connection, office, event, "outside_locked", {"address": own.link.address})
    return outcome
