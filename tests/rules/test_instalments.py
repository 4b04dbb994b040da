"""What of a grant is owed, from which day on, and back from whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rules.instalments import can_be_set_off, missing_documents, owed
from states.calls import Call, Candidate
from states.dossier import Document, Dossier
from states.money import EntryKind, LedgerEntry
from states.travel import TravelOrder

NUMBERS = {"first_instalment_percent": 80}
GRANTED_ON, SIGNED_ON, REPORTED_ON = date(2026, 6, 3), date(2026, 6, 10), date(2027, 2, 22)


def entry(kind: EntryKind, cents: int, on: date = GRANTED_ON, corrects: int | None = None):
    return LedgerEntry(kind, on, cents, "EUR", corrects=corrects)


def of(
    *entries: LedgerEntry, signed_on: date | None = None, reported_on: date | None = None
) -> Dossier:
    delivery_days = {"grant_agreement": signed_on, "grant_report": reported_on}
    return Dossier(
        candidate=Candidate("Ana Petrović", "ana@students.example"),
        call=Call("Spring", date(2026, 2, 1), date(2026, 3, 1)),
        documents={k: Document(k, delivered_on=on) for k, on in delivery_days.items() if on},
        ledger=entries,
    )


def ordered(dossier: Dossier, advance: str | None) -> Dossier:
    """The same with a travel order of 1 September, the journey beginning on the 10th."""
    first, last = date(2026, 9, 10), date(2026, 9, 15)
    order = TravelOrder(
        "7/2026", date(2026, 9, 1), "Jovan Petrović", "Graz", first, last,
        Decimal(advance) if advance else None,
    )  # fmt: skip
    return replace(dossier, travel_order=order)


def told(dossier: Dossier) -> list[tuple[str, int, date]]:
    return [(debt.kind, debt.cents, debt.since) for debt in owed(dossier, NUMBERS)]


def test_nothing_is_owed_without_a_grant_or_before_its_agreement_is_signed() -> None:
    assert told(of(signed_on=SIGNED_ON)) == []
    assert told(of(entry("granted", 100_000), reported_on=REPORTED_ON)) == []


def test_the_first_part_is_owed_from_the_signature_and_the_rest_from_the_report() -> None:
    grant = entry("granted", 100_001)
    assert told(of(grant, signed_on=SIGNED_ON)) == [("first_instalment", 80_000, SIGNED_ON)]
    with_report = of(grant, entry("paid", 80_000), signed_on=SIGNED_ON, reported_on=REPORTED_ON)
    assert told(with_report) == [("last_instalment", 20_001, REPORTED_ON)]


@pytest.mark.parametrize(
    ("signed_by", "is_signed"),
    [
        (None, True), (("student", "rector"), True), (("dean", "staff_member", "host"), True),
        (("student",), False), (("rector",), False), (("student", "academic_coordinator"), False),
        ((), False),
    ],
)  # fmt: skip
def test_the_agreement_is_signed_by_its_recipient_and_the_legal_representative(
    signed_by: tuple[str, ...] | None, is_signed: bool
) -> None:
    agreement = Document("grant_agreement", delivered_on=SIGNED_ON, signed_by=signed_by)
    dossier = replace(of(entry("granted", 100_000)), documents={"grant_agreement": agreement})
    assert told(dossier) == ([("first_instalment", 80_000, SIGNED_ON)] if is_signed else [])


def test_an_agreement_signed_before_the_grant_counts_from_the_grant() -> None:
    early = of(entry("granted", 100_000), signed_on=date(2026, 6, 1))
    assert told(early) == [("first_instalment", 80_000, GRANTED_ON)]


def test_what_is_granted_later_comes_with_the_rest() -> None:
    longer = (entry("granted", 100_000), entry("paid", 80_000), entry("changed", 50_000))
    assert told(of(*longer, signed_on=SIGNED_ON)) == []
    assert told(of(*longer, signed_on=SIGNED_ON, reported_on=REPORTED_ON)) == [
        ("last_instalment", 70_000, REPORTED_ON)
    ]


@pytest.mark.parametrize(("less", "owes"), [(-20_000, []), (-20_001, [1])])
def test_what_was_paid_beyond_the_grant_is_owed_back_from_the_entry_that_made_it_so(
    less: int, owes: list[int]
) -> None:
    on = date(2026, 11, 23)
    dossier = of(
        entry("granted", 100_000), entry("paid", 80_000), entry("changed", less, on),
        signed_on=SIGNED_ON,
    )  # fmt: skip
    assert told(dossier) == [("refund", cents, on) for cents in owes]


def test_only_a_payment_that_stands_can_be_set_off() -> None:
    ledger = (
        entry("granted", 100_000), entry("paid", 80_000), entry("paid", -80_000, corrects=2),
        entry("paid_back", 1),
    )  # fmt: skip
    assert [can_be_set_off(ledger, number) for number in range(6)] == [
        False, False, False, False, True, False,
    ]  # fmt: skip


def test_an_advance_is_owed_by_its_order_alone_and_is_a_part_of_the_first_instalment() -> None:
    first_day = date(2026, 9, 10)
    with_grant = of(entry("granted", 100_000))
    assert told(ordered(with_grant, None)) == []
    assert told(ordered(with_grant, "300.00")) == [("advance", 30_000, first_day)]
    with_signature = ordered(of(entry("granted", 100_000), signed_on=SIGNED_ON), "300.00")
    assert told(with_signature) == [
        ("advance", 30_000, first_day), ("first_instalment", 50_000, SIGNED_ON)
    ]  # fmt: skip
    with_payment = ordered(
        of(entry("granted", 100_000), entry("paid", 29_999), signed_on=SIGNED_ON), "300"
    )
    assert told(with_payment)[0] == ("advance", 1, first_day)
    beyond = ordered(of(entry("granted", 100_000), signed_on=SIGNED_ON), "900")
    assert told(beyond) == [("advance", 90_000, first_day)]


def test_once_settled_what_is_left_is_owed_without_any_other_condition() -> None:
    on = date(2026, 9, 20)
    entries = (entry("granted", 100_000), entry("paid", 30_000), entry("settled", -5_000, on))
    assert told(of(*entries)) == [("last_instalment", 65_000, on)]
    assert told(of(*entries, entry("paid", 65_000))) == []
    assert told(of(*entries[:2], entry("settled", -70_001, on))) == [("refund", 1, on)]
    assert missing_documents(of(*entries)) == ()
    assert missing_documents(of(*entries[:2])) == ("grant_agreement", "grant_report")
