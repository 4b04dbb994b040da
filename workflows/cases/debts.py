"""What is owed in a case: kept as it arises, with its receipt, and gone once it is settled."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import money_due
from persistence.money_due import MoneyDue
from rules.deadlines import counted_by, due_after
from rules.instalments import Owed, OwedKind, owed
from rules.ladder import Ladder, Rung, rungs_of
from rules.owed_steps import LADDER
from rules.parameters import whole_number
from rules.receipts import CountedUnit, Receipt
from states.dossier import Case, Dossier
from states.frozen import replace
from states.money import CHANGE_DAYS, GRANT, INSTALMENT_DAYS, REFUND_DAYS, promised
from states.text import Text
from workflows.cases.case_money import CaseMoney, proposed_grant

_LIMITS: Final[dict[OwedKind, tuple[str, CountedUnit]]] = {
    "first_instalment": (INSTALMENT_DAYS, "days"),
    "last_instalment": (INSTALMENT_DAYS, "days"),
    "refund": (REFUND_DAYS, "days"),
    "change": (CHANGE_DAYS, "working_days"),
}
"""By what is owed, the number of its rule, and how its days are counted."""
_STAY_CHANGED: Final = Text("the stay is another one", "боравак је промењен")


def keep_debts(
    connection: Connection, office: Office, cases: Iterable[tuple[Case, Dossier]], now: datetime
) -> None:
    """What is owed in cases as they stand now stands in the database; those without a grant owe
    nothing."""
    for case, dossier in cases:
        definition = office.definition_of(case, dossier) if dossier.ledger else None
        if definition is not None and GRANT in definition.facts:
            _keep(connection, CaseMoney(office, definition, case, dossier, now))


def _keep(connection: Connection, money: CaseMoney) -> None:
    debts_by_kind = {debt.kind: debt for debt in money_due.of_case(connection, money.case.id)}
    debts = [_kept(money, debt, debts_by_kind.get(debt.kind)) for debt in _all_owed(money)]
    money_due.keep(connection, money.case.id, debts)


def recount_debts(connection: Connection, office: Office, now: datetime) -> int:
    """Counts what is owed by the calendar in force, as other due dates; how many changed."""
    count = 0
    for debt in money_due.every(connection):
        receipt = counted_by(Receipt.from_json(json.loads(debt.receipt)), office.calendar)
        anew = replace(debt, due=receipt.due, receipt=_written(receipt))
        if debt.next_at is not None or anew.due != debt.due:
            anew = replace(anew, next_at=_ahead(office, anew, now))
        if anew != debt:
            money_due.change(connection, anew)
            count += 1
    return count


def rungs(office: Office, debt: MoneyDue) -> list[Rung]:
    """Whom a debt is told to, and when, the earliest first."""
    hour = office.settings.office_hours.mails_leave_at
    ladder = Ladder(tuple(office.ladders[LADDER]), office.calendar, hour)
    return rungs_of(ladder, debt.due)


def _all_owed(money: CaseMoney) -> Iterator[Owed]:
    yield from owed(money.dossier, money.numbers)
    proposal = proposed_grant(money)
    if proposal is not None:
        change = proposal.cents - promised(money.dossier.ledger)
        yield Owed("change", change, _STAY_CHANGED, money.today)


def _kept(money: CaseMoney, debt: Owed, earlier_debt: MoneyDue | None) -> MoneyDue:
    """A debt as it is kept; of one that stands already only the cents can be others."""
    if earlier_debt is not None:
        return replace(earlier_debt, cents=debt.cents)
    receipt = _due(money, debt)
    new = MoneyDue(
        money.case.id,
        debt.kind,
        debt.cents,
        money.dossier.ledger[0].currency,
        receipt.due,
        _written(receipt),
        money.today,
        None,
    )
    return replace(new, next_at=_ahead(money.office, new, money.now))


def _written(receipt: Receipt) -> str:
    return json.dumps(receipt.to_json(), ensure_ascii=False)


def _ahead(office: Office, debt: MoneyDue, now: datetime) -> datetime | None:
    """When somebody is told of a debt next; None where nobody is any more."""
    return next((rung.at for rung in rungs(office, debt) if rung.at > now), None)


def _due(money: CaseMoney, debt: Owed) -> Receipt:
    number, unit = _LIMITS[debt.kind]
    days = whole_number(money.numbers, number)
    return due_after(money.rule, debt.event, debt.since, days, unit, money.office.calendar)
