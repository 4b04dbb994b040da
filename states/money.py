"""The money of a mobility: a grant and what became of it, as entries of the case's ledger.

The ledger is only ever added to: a change of the stay, a payment, money paid back and the
correction of a wrong payment are entries of their own. Amounts are whole cents.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field

from states.frozen import frozen
from states.strict_forms import STRICT, Day, PastDay, StatedReason

EntryKind = Literal["granted", "changed", "settled", "paid", "paid_back"]
Amount = Annotated[Decimal, Field(gt=0, le=1_000_000, decimal_places=2)]
"""Money as people write it: 1234.50."""
Reference = Annotated[str, Field(max_length=120)]
"""The number of a bank's order, by which a payment is found again."""

CENTS: Final = 100
GRANT: Final = "grant"
INSTALMENT: Final = "instalment"
REFUND: Final = "refund"
PAYMENT_CORRECTION: Final = "payment_correction"
SETTLEMENT: Final = "settlement"
LEDGER: Final = "ledger"
"""Where the dossier holds it."""
MONEY_FACTS: Final = (GRANT, INSTALMENT, REFUND, PAYMENT_CORRECTION, SETTLEMENT)
"""The facts that stand in the ledger."""
GRANTING: Final[tuple[EntryKind, ...]] = ("granted", "changed", "settled")
"""The entries that make the grant what it is."""

FIRST_PERCENT: Final = "first_instalment_percent"
INSTALMENT_DAYS: Final = "instalment_days"
REFUND_DAYS: Final = "refund_days"
CHANGE_DAYS: Final = "change_working_days"
MONEY_NUMBERS: Final = (FIRST_PERCENT, INSTALMENT_DAYS, REFUND_DAYS, CHANGE_DAYS)
"""The numbers that the rule of a grant has."""

GRANT_AGREEMENT: Final = "grant_agreement"
"""The document whose signing makes the first instalment due."""
GRANT_REPORT: Final = "grant_report"
"""The document whose delivery makes the rest due."""


@frozen
class GrantTerms:
    """What a grant rests on beside the stay itself: recorded again, the grant is counted anew.

    `distance_km` is one way; `interrupted_days` are those of the stay that are not granted for;
    `prolonged_to` is the last day where host and office agreed that the stay goes on.
    """

    __pydantic_config__ = STRICT

    distance_km: Annotated[int, Field(ge=0, le=20_050)] | None = None
    green_travel: bool = False
    fewer_opportunities: bool = False
    interrupted_days: Annotated[int, Field(ge=0, le=720)] = 0
    prolonged_to: Day | None = None
    reason: str | None = None


@frozen
class Payment:
    """Money that moved on a day: an instalment to the person, or what they paid back."""

    __pydantic_config__ = STRICT

    on: PastDay
    amount: Amount
    reference: Reference | None = None


@frozen
class PaymentCorrection:
    """An entry of money that moved was wrong: it is set off by one of its own, and stays."""

    __pydantic_config__ = STRICT

    entry: Annotated[int, Field(ge=1)]
    reason: StatedReason


@frozen
class LedgerEntry:
    """An entry of a case's ledger. Of `granted`, `changed` and `settled` the cents are what they
    add to the grant (a change may take away), of `paid` and `paid_back` what moved.

    A grant keeps the stay it is for (both None: for none), its terms, the host's country, the
    rates by their name, and its receipt as JSON. `corrects` numbers the entry that it sets off.
    """

    kind: EntryKind
    on: Day
    cents: int
    currency: Annotated[str, Field(max_length=3)]
    first_day: Day | None = None
    last_day: Day | None = None
    distance_km: int | None = None
    green_travel: bool = False
    fewer_opportunities: bool = False
    interrupted_days: int = 0
    prolonged_to: Day | None = None
    country: Annotated[str, Field(max_length=2)] | None = None
    rates: Annotated[str, Field(max_length=60)] | None = None
    receipt: str | None = None
    reference: Reference | None = None
    reason: str | None = None
    corrects: int | None = None


Ledger = tuple[LedgerEntry, ...]


@frozen
class Budget:
    """What a call may promise in cents, out of a project; the project's days bound the stays, where
    they are told."""

    cents: int
    currency: str
    project: str
    first_day: Day | None = None
    last_day: Day | None = None


def is_settled(ledger: Ledger) -> bool:
    """Whether the grant stands as the journey was settled."""
    entry = newest_grant(ledger)
    return entry is not None and entry.kind == "settled"


def cents_of(amount: Decimal) -> int:
    """An amount in cents; it has two places at most."""
    return int(amount * CENTS)


def newest_grant(ledger: Ledger) -> LedgerEntry | None:
    """The entry by which the grant stands as it does."""
    return next((entry for entry in reversed(ledger) if entry.kind in GRANTING), None)


def terms_of(entry: LedgerEntry) -> GrantTerms:
    """The terms that a grant stands on, without the reason for a change."""
    return GrantTerms(
        entry.distance_km,
        entry.green_travel,
        entry.fewer_opportunities,
        entry.interrupted_days,
        entry.prolonged_to,
    )


def promised(ledger: Ledger) -> int:
    """Cents that the grant is, with all its changes."""
    return _sum(ledger, *GRANTING)


def paid(ledger: Ledger) -> int:
    """Cents that the person holds: what was paid, less what came back."""
    return _sum(ledger, "paid") - _sum(ledger, "paid_back")


def corrected(ledger: Ledger) -> frozenset[int]:
    """The numbers of the entries that were set off."""
    return frozenset(entry.corrects for entry in ledger if entry.corrects is not None)


def _sum(ledger: Iterable[LedgerEntry], *kinds: EntryKind) -> int:
    return sum(entry.cents for entry in ledger if entry.kind in kinds)
