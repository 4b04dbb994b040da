"""What is owed in a case: kept as it arises, with its receipt, and gone once it is settled."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import money_due
from persistence.money_due import MoneyDue
from rules.deadlines import counted_by, due_after, due_on
from rules.grants import GrantReceipt
from rules.instalments import TO_PAY, Owed, OwedKind, owed
from rules.ladder import Ladder, Rung, rungs_of
from rules.owed_steps import LADDER
from rules.parameters import whole_number
from rules.receipts import CountedUnit, Receipt
from states.dossier import Case, Dossier
from states.frozen import replace
from states.money import CHANGE_DAYS, GRANT, INSTALMENT_DAYS, REFUND_DAYS, paid, promised
from states.money_facts import with_entry
from states.text import Text
from states.travel import SETTLEMENT_DAYS
from workflows.cases.case_money import CaseMoney, is_to_settle, proposed_grant
from workflows.cases.granting import change_entry

_LIMITS: Final[Mapping[OwedKind, tuple[str, CountedUnit]]] = {
    "first_instalment": (INSTALMENT_DAYS, "days"),
    "last_instalment": (INSTALMENT_DAYS, "days"),
    "refund": (REFUND_DAYS, "days"),
    "change": (CHANGE_DAYS, "working_days"),
    "settlement": (SETTLEMENT_DAYS, "days"),
}
"""By what is owed, the number of its rule, and how its days are counted."""
_RETURNED: Final = Text("return from the journey", "повратак са путовања")
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
    proposal = proposed_grant(money)
    yield from _owed_still(money, proposal)
    returned_on = money.dossier.stay.returned_on
    if returned_on is not None and is_to_settle(money):
        yield Owed("settlement", paid(money.dossier.ledger), _RETURNED, returned_on)
    if proposal is not None:
        change = proposal.cents - promised(money.dossier.ledger)
        yield Owed("change", change, _STAY_CHANGED, money.today)


def _owed_still(money: CaseMoney, proposal: GrantReceipt | None) -> Iterator[Owed]:
    """What is owed on the ledger. Where the grant would come to less for the stay of now, no more
    is to be paid than would be then: who does not go is paid nothing."""
    debts = owed(money.dossier, money.numbers)
    if proposal is None:
        yield from debts
        return
    changed_dossier = with_entry(money.dossier, change_entry(money, proposal))
    cents_then = {debt.kind: debt.cents for debt in owed(changed_dossier, money.numbers)}
    for debt in debts:
        least = min(debt.cents, cents_then.get(debt.kind, 0))
        cents = least if debt.kind in TO_PAY else debt.cents
        if cents:
            yield debt._replace(cents=cents)


def _kept(money: CaseMoney, debt: Owed, earlier_debt: MoneyDue | None) -> MoneyDue:
    """A debt as it is kept: one that stands already keeps its day, but where the day from which it
    counts was corrected."""
    receipt = _due(money, debt)
    if earlier_debt is not None and not _moved(debt, earlier_debt, receipt):
        return replace(earlier_debt, cents=debt.cents)
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


def _moved(debt: Owed, earlier_debt: MoneyDue, receipt: Receipt) -> bool:
    """Of a change of the grant the day on which it was noticed first stays."""
    start = Receipt.from_json(json.loads(earlier_debt.receipt)).start
    return debt.kind in ("settlement", "advance") and receipt.start != start


def _written(receipt: Receipt) -> str:
    return json.dumps(receipt.to_json(), ensure_ascii=False)


def _ahead(office: Office, debt: MoneyDue, now: datetime) -> datetime | None:
    """When somebody is told of a debt next; None where nobody is any more."""
    return next((rung.at for rung in rungs(office, debt) if rung.at > now), None)


def _due(money: CaseMoney, debt: Owed) -> Receipt:
    if debt.kind == "advance":
        return due_on(money.rule, debt.event, debt.since)
    number, unit = _LIMITS[debt.kind]
    days = whole_number(money.numbers, number)
    return due_after(money.rule, debt.event, debt.since, days, unit, money.office.calendar)
