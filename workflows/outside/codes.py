"""The code that is asked for before anything is handed in: sent by mail, typed on the page."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from actions.addressees import language_of
from actions.mail_secrets import CODE_MAIL, code_key
from notifications.catalogue import ONLY_IN_THE_MAIL
from office.wiring import Office
from persistence import outside_links
from persistence.secret import secret_of
from workflows.cases.status import event_of
from workflows.outside.mails import mail_about, mail_applicant, mail_office, mail_office_of_call
from workflows.outside.open_call import Beginning, applicant
from workflows.outside.own_case import OwnCase

LOCKED_MAIL = "outside_locked"


def send_code(
    connection: Connection, office: Office, own: OwnCase | Beginning, now: datetime, wish: str
) -> bool:
    """Sends a code to the address of a link; False where one was asked for a moment ago.

    `wish` is the language of who has no case yet.
    """
    if not outside_links.ask_code(connection, own.link.id, now):
        return False
    mail_and_details = (CODE_MAIL, code_key(own.link.id, now), {"code": ONLY_IN_THE_MAIL})
    if isinstance(own, Beginning):
        to = applicant(own.link.address, language_of(wish))
        mail_applicant(connection, office, own.open_call, to, mail_and_details, now)
    else:
        event = event_of(office, own.case, own.dossier, now)
        mail_about(connection, office, event, own.party, mail_and_details)
    return True


def try_code(
    connection: Connection, office: Office, own: OwnCase | Beginning, typed_code: str, now: datetime
) -> Literal["right", "wrong", "locked"]:
    """Whether a code is right; the hundredth wrong one locks the link and tells the office.

    The caller commits, whatever the answer.
    """
    secret = secret_of(office.data)
    outcome = outside_links.try_code(connection, own.link.id, typed_code, secret, now)
    details = {"address": own.link.address}
    if outcome == "locked" and isinstance(own, Beginning):
        mail_office_of_call(connection, office, own.open_call, LOCKED_MAIL, details, now)
    elif outcome == "locked" and isinstance(own, OwnCase):
        event = event_of(office, own.case, own.dossier, now)
        mail_office(connection, office, event, LOCKED_MAIL, details)
    return outcome
