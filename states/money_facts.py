"""The facts of a case's money, declared: each adds an entry to its ledger.

They stand among the others in `states.facts`. What a grant comes to is counted by whoever records
it, from the office's rates (`rules.grants`); the other entries follow from their form alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from states.fact_declaration import FactDeclaration
from states.frozen import replace
from states.money import (
    GRANT,
    INSTALMENT,
    LEDGER,
    MONEY_NUMBERS,
    PAYMENT_CORRECTION,
    REFUND,
    SETTLEMENT,
    EntryKind,
    GrantTerms,
    LedgerEntry,
    Payment,
    PaymentCorrection,
    cents_of,
)
from states.text import Text
from states.travel import SETTLEMENT_DAYS, TRAVEL_ORDER, Settlement, TravelOrder

if TYPE_CHECKING:
    from states.dossier import Dossier

_ROLES: Final = ("mobility_coordinator",)


def with_entry(dossier: Dossier, entry: LedgerEntry) -> Dossier:
    """The dossier with one entry more in its ledger."""
    return replace(dossier, ledger=(*dossier.ledger, entry))


def _moved(kind: EntryKind) -> Callable[[Dossier, Payment], Dossier]:
    """Money that moved, in the currency of the grant."""

    def changes(dossier: Dossier, payment: Payment) -> Dossier:
        entry = LedgerEntry(
            kind,
            payment.on,
            cents_of(payment.amount),
            dossier.ledger[0].currency,
            reference=payment.reference,
        )
        return with_entry(dossier, entry)

    return changes


def _set_off(dossier: Dossier, correction: PaymentCorrection, today: date) -> Dossier:
    wrong = dossier.ledger[correction.entry - 1]
    entry = LedgerEntry(
        wrong.kind,
        today,
        -wrong.cents,
        wrong.currency,
        reference=wrong.reference,
        reason=correction.reason,
        corrects=correction.entry,
    )
    return with_entry(dossier, entry)


def _counted_by_who_records(dossier: Dossier, terms: GrantTerms | Settlement) -> Dossier:
    """What they come to is said by the office's rates, which the dossier does not hold."""
    return dossier


MONEY_DECLARED: Final = (
    FactDeclaration(
        name=GRANT,
        title=Text("Grant", "Финансијска подршка"),
        payload=GrantTerms,
        dossier_field=LEDGER,
        changes=_counted_by_who_records,
        roles=_ROLES,
        counted=True,
        card="none",
        chapter="money",
        numbers=MONEY_NUMBERS,
        beside=(INSTALMENT, REFUND, PAYMENT_CORRECTION),
        phases=("agreeing", "away", "returned"),
    ),
    FactDeclaration(
        name=INSTALMENT,
        title=Text("Instalment paid", "Исплата рате"),
        payload=Payment,
        dossier_field=LEDGER,
        changes=_moved("paid"),
        roles=_ROLES,
        counted=True,
        card="none",
        chapter="money",
        beside=(GRANT,),
        phases=("away", "returned", "decided"),
    ),
    FactDeclaration(
        name=REFUND,
        title=Text("Money paid back", "Повраћај средстава"),
        payload=Payment,
        dossier_field=LEDGER,
        changes=_moved("paid_back"),
        roles=_ROLES,
        counted=True,
        card="none",
        chapter="money",
        beside=(GRANT,),
        phases=(),
    ),
    FactDeclaration(
        name=PAYMENT_CORRECTION,
        title=Text("Correction of a payment", "Исправка уписане исплате"),
        payload=PaymentCorrection,
        dossier_field=LEDGER,
        changes_on=_set_off,
        roles=("mobility_coordinator", "head_of_ico"),
        counted=True,
        card="none",
        chapter="money",
        beside=(GRANT,),
        phases=(),
    ),
    FactDeclaration(
        name=TRAVEL_ORDER,
        title=Text("Travel order", "Путни налог"),
        payload=TravelOrder,
        dossier_field=TRAVEL_ORDER,
        roles=_ROLES,
        table="travel_orders",
        chapter="money",
        beside=(GRANT, SETTLEMENT),
        phases=("agreeing", "away"),
    ),
    FactDeclaration(
        name=SETTLEMENT,
        title=Text("Settlement of the journey", "Обрачун путних трошкова"),
        payload=Settlement,
        dossier_field=LEDGER,
        changes=_counted_by_who_records,
        roles=_ROLES,
        counted=True,
        card="none",
        chapter="money",
        numbers=(SETTLEMENT_DAYS,),
        beside=(GRANT, TRAVEL_ORDER),
        phases=("returned",),
    ),
)
"""In the order in which a case gathers them."""
