"""Whether a journey can be ordered with an advance, and settled: what speaks against it (BMU-31c,
BEE-T5)."""

from __future__ import annotations

from collections.abc import Iterator

from rules.grants import money_text
from rules.guards.wording import guard_reason
from rules.instalments import met_on
from states.dossier import Dossier
from states.money import GRANT, cents_of, newest_grant, promised
from states.reasons import GuardReason
from states.travel import TRAVEL_ORDER, TRAVEL_RECEIPTS, Settlement, TravelOrder
from states.vocabulary import DOCUMENT_KINDS


def unorderable(dossier: Dossier, order: TravelOrder) -> Iterator[GuardReason]:
    """An advance is paid of the grant, and is no more than that."""
    if order.advance is None:
        return
    if newest_grant(dossier.ledger) is None:
        yield _no_grant()
        return
    total, currency = promised(dossier.ledger), dossier.ledger[0].currency
    if cents_of(order.advance) <= total:
        return
    message = (
        "The grant is {grant}; an advance of {advance} is more.",
        "Додељено је {grant}; аконтација од {advance} је већа.",
    )
    remedy = ("Order a smaller advance.", "Налогом одредити мању аконтацију.")
    amounts = {"grant": total, "advance": cents_of(order.advance)}
    amount_texts = {name: money_text(cents, currency) for name, cents in amounts.items()}
    yield guard_reason(message, remedy, **amount_texts, by=(TRAVEL_ORDER,))


def unsettled(dossier: Dossier, settlement: Settlement) -> Iterator[GuardReason]:
    """A journey is settled that was ordered and granted for; what it cost is shown by receipts."""
    if newest_grant(dossier.ledger) is None:
        yield _no_grant()
    if dossier.travel_order is None:
        message = ("No travel order is recorded.", "Путни налог није уписан.")
        remedy = ("Record the travel order.", "Уписати путни налог.")
        yield guard_reason(message, remedy, by=(TRAVEL_ORDER,))
    if settlement.travel_costs and met_on(dossier, TRAVEL_RECEIPTS) is None:
        message = (
            "Travel costs are settled by their receipts, and none are there.",
            "Путни трошкови се обрачунавају према рачунима, а рачуни нису предати.",
        )
        remedy = ("Record the {document} once they are there.", "По пријему уписати: {document}.")
        document = DOCUMENT_KINDS[TRAVEL_RECEIPTS]
        reason = guard_reason(message, remedy, document=document, by=("document",))
        yield reason.filling(kind=TRAVEL_RECEIPTS)


def _no_grant() -> GuardReason:
    message = ("No grant is recorded.", "Подршка није додељена.")
    remedy = ("Record the grant first.", "Прво уписати подршку.")
    return guard_reason(message, remedy, by=(GRANT,))
