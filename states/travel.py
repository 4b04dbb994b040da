"""The journey of a member of staff: the order for it, and its settlement after the return.

The class of a fact is its form, as in `states.dossier`. An order says what is paid before the
journey; the settlement says what it really cost, and adds an entry to the ledger.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from states.frozen import frozen
from states.money import Amount
from states.strict_forms import STRICT, Day, Label, Named, PastDay

TRAVEL_ORDER: Final = "travel_order"
SETTLEMENT_DAYS: Final = "settlement_days"
"""The number of the rule of a settlement: days after the return, each day counted."""
TRAVEL_RECEIPTS: Final = "travel_receipts"
"""The document that shows what a journey cost."""


@frozen
class TravelOrder:
    """An order to travel: its number, by whom it is signed and when, where to, both days included.

    `advance` is what is paid before the journey, of the grant.
    """

    __pydantic_config__ = STRICT

    number: Annotated[Label, Field(min_length=1)]
    on: PastDay
    ordered_by: Named
    destination: Named
    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]
    advance: Amount | None = None


@frozen
class Settlement:
    """What a journey cost by its receipts; the days of the stay follow from the stay itself."""

    __pydantic_config__ = STRICT

    on: PastDay
    travel_costs: Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=2)]
    note: str | None = None
