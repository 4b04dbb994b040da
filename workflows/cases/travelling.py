"""A journey of staff: its order judged, and its settlement counted into the ledger."""

from __future__ import annotations

from sqlalchemy import Connection

from rules.granted_stay import terms_in_force
from rules.granting import beyond_the_budget, without_rate
from rules.grants import settled
from rules.travel import unorderable, unsettled
from states.decision import Refused
from states.dossier import Dossier
from states.fact_declaration import Payload
from states.frozen import replace
from states.money import SETTLEMENT, cents_of, is_settled, newest_grant, promised
from states.money_facts import with_entry
from states.text import Text
from states.travel import TRAVEL_ORDER, Settlement, TravelOrder
from states.validation_error import ValidationError
from workflows.cases.case_money import CaseMoney, counted
from workflows.cases.granting import grant_entry, purse, refused


def refused_order(money: CaseMoney, value: Payload) -> Refused | None:
    """Why an order can't stand as it is; None where it can, and for any other fact."""
    if not isinstance(value, TravelOrder):
        return None
    reasons = tuple(unorderable(money.dossier, value))
    return refused(money, TRAVEL_ORDER, reasons) if reasons else None


def with_settlement(
    connection: Connection, money: CaseMoney, settlement: Settlement
) -> Dossier | Refused:
    """The dossier with a journey settled: the days of the stay by their rates, and what the travel
    cost. Raises ValidationError where it was settled so already."""
    dossier = money.dossier
    reasons = (
        *unsettled(dossier, settlement),
        *without_rate(money.definition, dossier, money.rates),
    )
    granted_entry, terms_now = newest_grant(dossier.ledger), terms_in_force(dossier)
    if reasons or granted_entry is None or terms_now is None:
        return refused(money, SETTLEMENT, reasons)
    terms = replace(terms_now, reason=settlement.note)
    flat_receipt = counted(money, terms)
    assert flat_receipt is not None, "judged by without_rate"
    receipt = settled(flat_receipt, cents_of(settlement.travel_costs))
    if too_much := beyond_the_budget(receipt, purse(connection, money.case, dossier.ledger)):
        return refused(money, SETTLEMENT, too_much)
    entry = replace(
        grant_entry(money, terms, receipt, promised(dossier.ledger)),
        kind="settled",
        on=settlement.on,
        reference=dossier.travel_order.number if dossier.travel_order else None,
    )
    if is_settled(dossier.ledger) and entry.receipt == granted_entry.receipt:
        raise _settled_so_already()
    return with_entry(dossier, entry)


def _settled_so_already() -> ValidationError:
    return ValidationError(
        Text(
            "the journey is settled so already: neither the stay nor the costs are others",
            "путовање је већ тако обрачунато: ни боравак ни трошкови нису промењени",
        ),
        ("travel_costs",),
    )
