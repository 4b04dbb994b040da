"""An order to travel and its settlement: what must be there, on both sides of each threshold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from rules.travel import unorderable, unsettled
from states.calls import Call, Candidate
from states.dossier import Document, Dossier
from states.money import LedgerEntry
from states.reasons import GuardReason
from states.travel import Settlement, TravelOrder

ORDER = TravelOrder(
    "7/2027", date(2027, 1, 11), "Jovan Petrović", "Graz", date(2027, 2, 28), date(2027, 3, 6)
)
BARE = Dossier(
    candidate=Candidate("Mira Savić", "mira@bmu.example"),
    call=Call("Staff", date(2026, 9, 1), date(2026, 9, 30)),
)
GRANTED = replace(BARE, ledger=(LedgerEntry("granted", date(2027, 1, 11), 125_900, "EUR"),))
RECEIPTS = Document("travel_receipts", delivered_on=date(2027, 3, 9))


def forms(reasons: list[GuardReason]) -> list[tuple[str, ...]]:
    return [reason.by for reason in reasons]


def test_an_advance_is_paid_of_a_grant_and_is_no_more_than_that() -> None:
    with_advance = replace(ORDER, advance=Decimal("1259.00"))
    assert list(unorderable(BARE, ORDER)) == []
    assert forms(list(unorderable(BARE, with_advance))) == [("grant",)]
    assert list(unorderable(GRANTED, with_advance)) == []
    (too_much,) = unorderable(GRANTED, replace(ORDER, advance=Decimal("1259.01")))
    assert too_much.by == ("travel_order",)
    assert "1,259.00 EUR" in too_much.message.en
    assert "1.259,01 EUR" in too_much.message.sr


def test_a_journey_is_settled_that_was_granted_and_ordered_with_receipts_of_its_costs() -> None:
    costs, none = (
        Settlement(date(2027, 3, 9), Decimal("0.01")),
        Settlement(date(2027, 3, 9), Decimal(0)),
    )
    assert forms(list(unsettled(BARE, costs))) == [("grant",), ("travel_order",), ("document",)]
    with_order = replace(GRANTED, travel_order=ORDER)
    assert list(unsettled(with_order, none)) == []
    (reason,) = unsettled(with_order, costs)
    assert dict(reason.fills) == {"kind": "travel_receipts"}
    assert (
        list(unsettled(replace(with_order, documents={"travel_receipts": RECEIPTS}), costs)) == []
    )
    unsigned_receipts = replace(RECEIPTS, signed_by=())
    assert forms(
        list(
            unsettled(replace(with_order, documents={"travel_receipts": unsigned_receipts}), costs)
        )
    ) == [("document",)]
