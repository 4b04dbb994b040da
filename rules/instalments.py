"""What of a case's money is owed now, on which condition and by when (ICO-2b, BMU-31c).

A part of the grant is owed once the grant agreement is signed, the rest once the report is there;
what was paid beyond the grant is owed back. The parts and the days are settings of the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, NamedTuple

from rules.parameters import Parameters, whole_number
from states.dossier import Dossier
from states.money import (
    FIRST_PERCENT,
    GRANT_AGREEMENT,
    GRANT_REPORT,
    Ledger,
    corrected,
    newest_grant,
    paid,
    promised,
)
from states.text import Text

OwedKind = Literal["first_instalment", "last_instalment", "refund", "change"]

OWED: Final[dict[OwedKind, Text]] = {
    "first_instalment": Text("Pay the first instalment", "Исплата прве рате"),
    "last_instalment": Text("Pay the last instalment", "Исплата последње рате"),
    "refund": Text("Pay money back", "Повраћај средстава"),
    "change": Text("Record the change of the grant", "Упис измене подршке"),
}
"""What is to be done about it."""
SIGNED: Final = Text("grant agreement signed", "потписан уговор о додели средстава")
REPORTED: Final = Text("report on the grant delivered", "предат извештај о утрошку средстава")
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
    granted = newest_grant(dossier.ledger)
    if granted is None:
        return
    total, held = promised(dossier.ledger), paid(dossier.ledger)
    if held > total:
        yield Owed("refund", held - total, OVERPAID, _overpaid_since(dossier.ledger))
        return
    first = first_instalment(dossier.ledger, numbers)
    signed, reported = met_on(dossier, GRANT_AGREEMENT), met_on(dossier, GRANT_REPORT)
    begun = dossier.ledger[0].on
    if signed is None:
        return
    if held < first:
        yield Owed("first_instalment", first - held, SIGNED, max(signed, begun))
    if reported is not None and total > max(held, first):
        since = max(signed, reported, begun)
        yield Owed("last_instalment", total - max(held, first), REPORTED, since)


def missing_documents(dossier: Dossier) -> tuple[str, ...]:
    """The kinds of document that instalments still wait for."""
    return tuple(kind for kind in (GRANT_AGREEMENT, GRANT_REPORT) if met_on(dossier, kind) is None)


def met_on(dossier: Dossier, kind: str) -> date | None:
    """The civil date on which a document came in that nobody said is unsigned; None without."""
    document = dossier.documents.get(kind)
    if document is None or document.unsigned:
        return None
    return document.delivered_on


def _overpaid_since(ledger: Ledger) -> date:
    """The day of the entry by which more was paid than is granted."""
    total = held = 0
    since = ledger[0].on
    was_over = False
    for entry in ledger:
        total += entry.cents if entry.kind in ("granted", "changed") else 0
        held += {"paid": entry.cents, "paid_back": -entry.cents}.get(entry.kind, 0)
        if held > total and not was_over:
            since = entry.on
        was_over = held > total
    return since


def can_be_set_off(ledger: Ledger, number: int) -> bool:
    """Whether an entry, counted from 1, is of money that moved and stands as it was recorded."""
    if not 1 <= number <= len(ledger):
        return False
    entry = ledger[number - 1]
    moved = entry.kind in ("paid", "paid_back") and entry.corrects is None
    return moved and number not in corrected(ledger)
