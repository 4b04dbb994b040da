"""Trying a given-up mail or document again, as somebody of the office asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from actions.addressees import addressees
from actions.case_event import CaseEvent
from actions.mails import unreachable
from office.wiring import Office
from persistence import action_lists, given_up_actions, mails
from persistence.directory import Directory
from persistence.mails import UnaddressedMail
from persistence.saving import enqueue
from states.moments import civil_date
from workflows.cases.status import load_case
from workflows.registers.keeping import RegisterAct
from workflows.who_may import NotTheirs

MAY_RETRY: Final = frozenset(
    {"mobility_coordinator", "academic_coordinator", "head_of_ico", "general_secretary"}
)


def try_again(act: RegisterAct, action_id: int) -> bool:
    """Has a dead or uncertain action tried again; False where it is neither, or still can't be.

    A mail to a role that nobody held goes, as it was written, to who holds the role today or
    deputises for it. Where still nobody does, it stays dead and says so. Raises NotTheirs for who
    may not, and for an action of another institution.
    """
    connection, office, now = act.connection, act.office, act.now
    act.check_may(MAY_RETRY)
    if action_lists.whose(connection, action_id) not in (None, act.institution):
        raise NotTheirs
    mail = mails.unaddressed(connection, action_id)
    if mail is not None and not _addressed(connection, office, mail, now):
        today = civil_date(now)
        given_up_actions.remain_dead(connection, action_id, unreachable(mail.recipient, today))
        return False
    return given_up_actions.retry(connection, action_id, now)


def _addressed(
    connection: Connection, office: Office, mail: UnaddressedMail, now: datetime
) -> bool:
    """The mail to the first of them, the same to each other one; False where nobody is."""
    case, dossier = load_case(connection, mail.case_id)
    event = CaseEvent(office.definition_of(case, dossier), case, dossier, now)
    people = addressees(Directory(connection), event, mail.recipient)
    if not people:
        return False
    first, *further = people
    mails.address(connection, mail.key, first.name, first.email)
    copies = [
        mail.addressed_to(number, person.name, person.email)
        for number, person in enumerate(further, start=2)
    ]
    enqueue(connection, [(mail.case_id, None, copies, ())], now)
    return True
