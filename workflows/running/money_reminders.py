"""Whoever is to pay, or to pay back, is reminded on the ladder that other steps have.

A debt keeps the instant of its next level, and each level is told once. The ladder ends at the
Head of the Office or above.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from actions.case_event import CaseEvent
from actions.mail_contexts import due_measure
from actions.mails import CaseMails
from office.wiring import Office
from persistence import dossiers, money_due
from persistence.directory import Directory
from persistence.mails import OutgoingMail
from persistence.money_due import MoneyDue
from persistence.saving import enqueue
from rules.ladder import Rung, roles_of
from rules.owed_steps import owed_kind, owed_step
from rules.receipts import Receipt
from states.addresses import is_erased
from states.dossier import Case, Dossier
from states.frozen import replace
from states.moments import civil_date, instant_of
from workflows.cases.debts import rungs

AT_ONCE: Final = 200
"""Debts told in one turn of the clock."""


def write_money_reminders(connection: Connection, office: Office, now: datetime) -> int:
    """Mails of the debts whose next level has come; how many debts were told."""
    debts = money_due.to_tell(connection, now, AT_ONCE)
    cases_and_dossiers = dossiers.load(
        connection, [debt.case_id for debt in debts], to_decide=False
    )
    directory = Directory(connection)
    for debt in debts:
        ahead = next((rung.at for rung in rungs(office, debt) if rung.at > now), None)
        mails = list(_mails(directory, office, cases_and_dossiers[debt.case_id], debt, now))
        enqueue(connection, [(debt.case_id, None, mails, ())], now)
        money_due.put_off(connection, debt, ahead)
    return len(debts)


def _mails(
    directory: Directory,
    office: Office,
    case_and_dossier: tuple[Case, Dossier],
    debt: MoneyDue,
    now: datetime,
) -> Iterator[OutgoingMail]:
    case, dossier = case_and_dossier
    if not office.knows(case.definition) or is_erased(dossier.candidate.email):
        return
    event = _event(office, case, dossier, debt, now)
    measure = due_measure(office, debt.due, civil_date(now))
    for rung in _come(office, debt, now):
        prefix = f"{case.number}/money/{debt.kind}/{debt.due}/{rung.level.level}"
        mails = CaseMails(directory, office, event, prefix, measure)
        for role in roles_of(rung.level, event.awaited) if event.awaited else ():
            yield from mails.to_role(rung.level.mail, role)


def _come(office: Office, debt: MoneyDue, now: datetime) -> list[Rung]:
    """The levels of a debt that have come since it was last told of."""
    since = debt.next_at
    return [r for r in rungs(office, debt) if since is not None and since <= r.at <= now]


def _event(
    office: Office, case: Case, dossier: Dossier, debt: MoneyDue, now: datetime
) -> CaseEvent:
    """The case as it waits for the debt to be settled, since that was first seen."""
    definition = office.definition_of(case, dossier)
    waiting_case = replace(case, entered_at=instant_of(debt.noticed_on), due=debt.due)
    step = owed_step(definition, owed_kind(debt.kind), debt.cents, debt.currency)
    receipt = Receipt.from_json(json.loads(debt.receipt))
    return CaseEvent(definition, waiting_case, dossier, now, step, receipt)
