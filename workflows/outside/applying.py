"""Applying in a call from outside: a link to the call by mail, and a case as somebody begins.

A case is opened once the code of the link was typed, in the first state of its process: there who
applies owns the step. The application itself is a submission like the others.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from actions.addressees import language_of
from actions.mail_secrets import APPLICATION_MAIL, application_key
from notifications.message import digest_of_key
from office.wiring import Office
from states.calls import Candidate
from states.decision import Actor
from states.dossier import Case
from states.frozen import replace
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.newcomers import InCallAlready, check_open, open_for_newcomer
from workflows.outside.links import send_link_to_call
from workflows.outside.mails import mail_applicant
from workflows.outside.open_call import (
    CANDIDATE,
    Beginning,
    applicant,
    is_asked_for,
    open_call_of,
)

NAMED_OTHERWISE: Final = Text(
    "The office knows another name under your address. Write the name by which it knows you, or "
    "write to the office.",
    "Центар под Вашом адресом води друго име. Упишите име под којим Вас Центар води или пишите "
    "Центру.",
)


def send_application_link(
    connection: Connection, office: Office, call_id: int, to: tuple[str, str], now: datetime
) -> None:
    """Sends a link to who asks to apply in a call, or for what is asked for in none.

    `to` is the address, and the language wished.

    Who has begun there gets the link to their case. Nothing for a call that is not open.
    """
    address, wish = to
    open_call = open_call_of(connection, office, call_id, now)
    if open_call is None or send_link_to_call(connection, office, call_id, address, now):
        return
    # By a digest: keys outlast the words of a mail, and what is erased leaves no address.
    key = f"{application_key(call_id)}{digest_of_key(f'{address}/{now.isoformat()}')}"
    reader = applicant(address, language_of(wish))
    details = {"asks": True} if is_asked_for(open_call.definition) else {}
    mail_applicant(connection, office, open_call, reader, (APPLICATION_MAIL, key, details), now)


def begin(
    connection: Connection, office: Office, beginning: Beginning, wish: Candidate, now: datetime
) -> Case | None:
    """Opens the case of somebody who begins to apply, under the address of their link.

    None where that address has a case in the call: its link is mailed. Raises ValidationError for
    what can't stand, without a word of whom the office knows.
    """
    call_id, address = beginning.open_call.id, beginning.link.address
    candidate = replace(wish, email=address)
    act = Act(connection, office, Actor(CANDIDATE, candidate.name), now)
    check_open(beginning.open_call.call.title, beginning.open_call.call.closes, act.today)
    try:
        return open_for_newcomer(act, call_id, candidate)
    except InCallAlready:
        send_link_to_call(connection, office, call_id, address, now)
        return None
    except ValidationError as error:
        if error.fields == ("name",):
            raise ValidationError(NAMED_OTHERWISE, ("name",)) from None
        raise
