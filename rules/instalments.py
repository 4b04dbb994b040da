"""What of a case's money is owed now, on which condition and by when (ICO-2b, BMU-31c).

A part of the grant is owed once the grant agreement is signed, the rest once the report is there or
the journey is settled; an advance is owed by the travel order. What was paid beyond the grant is
owed back. The parts and the days are settings of the rule.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, Literal, NamedTuple

from rules.parameters import Parameters, whole_number
from states.dossier import Document, Dossier
from states.money import (
    FIRST_PERCENT,
    GRANT_AGREEMENT,
    GRANT_REPORT,
    GRANTING,
    Ledger,
    cents_of,
    corrected,
    is_settled,
    newest_grant,
    paid,
    promised,
)
from states.text import Text
from states.vocabulary import LEGAL_REPRESENTATIVES

OwedKind = Literal[
    "advance", "first_instalment", "last_instalment", "refund", "change", "settlement"
]

TO_PAY: Final[tuple[OwedKind, ...]] = ("advance", "first_instalment", "last_instalment")
"""What the office is to pay to the person."""
OWED: Final[dict[OwedKind, Text]] = {
    "advance": Text("Pay the advance for the journey", "Исплата аконтације за путовање"),
    "first_instalment": Text("Pay the first instalment", "Исплата прве рате"),
    "last_instalment": Text("Pay the last instalment", "Исплата последње рате"),
    "refund": Text("Pay money back", "Повраћај средстава"),
    "change": Text("Record the change of the grant", "Упис измене подршке"),
    "settlement": Text("Settle the journey", "Обрачун путовања"),
}
"""What is to be done about it."""
SIGNED: Final = Text("grant agreement signed", "потписан уговор о додели средстава")
REPORTED: Final = Text("report on the grant delivered", "предат извештај о утрошку средстава")
SIGNERS: Final[Mapping[str, tuple[frozenset[str], ...]]] = {
    GRANT_AGREEMENT: (frozenset({"student", "staff_member"}), LEGAL_REPRESENTATIVES),
}
"""Who signs a paper that money waits for: of each, one."""
ORDERED: Final = Text("first day of the journey by its order", "први дан путовања по налогу")
SETTLED: Final = Text("journey settled", "путовање обрачунато")
OVERPAID: Final = Text("more was paid than is granted", "исплаћено је више од додељеног")


class Owed(NamedTuple):
    """Cents that are owed since a civil date, and what made them so."""

    kind: OwedKind
    cents: int
    event: Text
    since: date


def first_instalment(ledger: Ledger, numbers: Parameters) -> int:
    """The first part, in per cent of the grant and rounded down to a cent.

    What is granted later, for a longer stay say, comes with the rest.
    """
    counts_for = min(promised(ledger), ledger[0].cents)
    return counts_for * whole_number(numbers, FIRST_PERCENT) // 100


def owed(dossier: Dossier, numbers: Parameters) -> Iterator[Owed]:
    """What is owed on a ledger that stands: instalments to the person, or money back from them."""
    grant_entry = newest_grant(dossier.ledger)
    if grant_entry is None:
        return
    total, paid_cents = promised(dossier.ledger), paid(dossier.ledger)
    if paid_cents > total:
        yield Owed("refund", paid_cents - total, OVERPAID, _overpaid_since(dossier.ledger))
        return
    if grant_entry.kind == "settled":
        if total > paid_cents:
            yield Owed("last_instalment", total - paid_cents, SETTLED, grant_entry.on)
        return
    advance = advance_of(dossier)
    if paid_cents < advance and dossier.travel_order:
        yield Owed("advance", advance - paid_cents, ORDERED, dossier.travel_order.first_day)
    yield from _instalments(dossier, max(paid_cents, advance), numbers)


def advance_of(dossier: Dossier) -> int:
    """Cents that the travel order has paid before the journey, of the grant."""
    order = dossier.travel_order
    if order is None or order.advance is None:
        return 0
    return min(cents_of(order.advance), promised(dossier.ledger))


def _instalments(dossier: Dossier, paid_cents: int, numbers: Parameters) -> Iterator[Owed]:
    """The parts of the grant beyond what was paid, and is to be paid in advance."""
    total = promised(dossier.ledger)
    first = first_instalment(dossier.ledger, numbers)
    signed_on, reported_on = met_on(dossier, GRANT_AGREEMENT), met_on(dossier, GRANT_REPORT)
    begun_on = dossier.ledger[0].on
    if signed_on is None:
        return
    if paid_cents < first:
        yield Owed("first_instalment", first - paid_cents, SIGNED, max(signed_on, begun_on))
    if reported_on is not None and total > max(paid_cents, first):
        since = max(signed_on, reported_on, begun_on)
        yield Owed("last_instalment", total - max(paid_cents, first), REPORTED, since)


def missing_documents(dossier: Dossier) -> tuple[str, ...]:
    """The kinds of document that instalments still wait for; once settled they wait for none."""
    if is_settled(dossier.ledger):
        return ()
    return tuple(kind for kind in (GRANT_AGREEMENT, GRANT_REPORT) if met_on(dossier, kind) is None)


def met_on(dossier: Dossier, kind: str) -> date | None:
    """The civil date on which a document came in; None without, and where somebody said that
    one of those who sign it has not."""
    document = dossier.documents.get(kind)
    if document is None or not _is_signed(document, SIGNERS.get(kind, ())):
        return None
    return document.delivered_on


def _is_signed(document: Document, signers: Iterable[Container[str]]) -> bool:
    """Where nobody said who signed, it is signed as it should be."""
    signed_by = document.signed_by
    if signed_by is None:
        return True
    return bool(signed_by) and all(
        any(party in one_of for party in signed_by) for one_of in signers
    )


def _overpaid_since(ledger: Ledger) -> date:
    """The day of the entry by which more was paid than is granted."""
    total = paid_cents = 0
    since = ledger[0].on
    was_over = False
    for entry in ledger:
        total += entry.cents if entry.kind in GRANTING else 0
        paid_cents += {"paid": entry.cents, "paid_back": -entry.cents}.get(entry.kind, 0)
        if paid_cents > total and not was_over:
            since = entry.on
        was_over = paid_cents > total
    return since


def can_be_set_off(ledger: Ledger, number: int) -> bool:
    """Whether an entry, counted from 1, is of money that moved and stands as it was recorded."""
    if not 1 <= number <= len(ledger):
        return False
    entry = ledger[number - 1]
    has_moved_money = entry.kind in ("paid", "paid_back") and entry.corrects is None
    return has_moved_money and number not in corrected(ledger)
