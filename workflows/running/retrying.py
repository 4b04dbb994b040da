"""Trying a given-up mail or document again, as somebody of the office asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from actions.mails import Occasion, addressees, nobody_holds
from office.wiring import Office
from persistence import outbox
from persistence.directory import Directory
from persistence.letters import written_in
from persistence.saving import MailRow, enqueue
from states.moments import civil_date
from workflows.cases.status import load_case


def try_again(connection: Connection, office: Office, action_id: int, now: datetime) -> bool:
    """Has a dead or uncertain action tried again; False where it is neither, or still can't be.

    A letter to a role that nobody held goes, as it was written, to who holds the role today or
    stands in for it. Where still nobody does, it stays dead and says so.
    """
    letter = outbox.unaddressed(connection, action_id)
    if letter is not None and not _addressed(connection, office, letter, now):
        today = civil_date(now)
        outbox.remain_dead(connection, action_id, nobody_holds(letter.recipient, today))
        return False
    return outbox.retry(connection, action_id, now)


def _addressed(connection: Connection, office: Office, letter: Row[Any], now: datetime) -> bool:
    """The letter to the first of them, the same to each other one; False where nobody is."""
    case, dossier = load_case(connection, letter.case_id)
    occasion = Occasion(office.definition_of(case, dossier), case, dossier, now)
    found = addressees(Directory(connection), occasion, letter.recipient)
    if not found:
        return False
    outbox.address(connection, letter.key, found[0].name, found[0].email)
    attached = tuple(kind for kind in letter.attaches.split(",") if kind)
    others = [
        MailRow(
            f"{letter.key}/{number}", letter.label, letter.mail, letter.recipient, one.name,
            one.email, letter.language, written_in(letter), attached,
        )
        for number, one in enumerate(found[1:], start=2)
    ]  # fmt: skip
    enqueue(connection, [(letter.case_id, None, others, ())], now)
    return True
