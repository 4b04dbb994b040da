"""What a travel order says of the journey and of its settlement, once they are recorded."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from actions.documents.content import Words
from actions.documents.form_view import View
from actions.documents.grant_sources import counted_as
from actions.documents.letterhead import dated
from rules.grants import money_text
from rules.parameters import whole_number
from rules.receipts import counted
from states.money import (
    SETTLEMENT,
    LedgerEntry,
    cents_of,
    is_settled,
    newest_grant,
    paid,
    promised,
)
from states.names import in_both_scripts
from states.text import Text
from states.travel import SETTLEMENT_DAYS


def number_and_date(view: View) -> Words | None:
    """The number of the order, and the day on which it was signed."""
    order = view.context.file.travel_order
    if order is None:
        return None
    day = dated(order.on)
    return Text(f"{order.number}, {day.en}", f"{order.number}, {day.sr}")


def ordered_by(view: View) -> Words | None:
    """Who orders the journey, and signs."""
    order = view.context.file.travel_order
    return in_both_scripts(order.ordered_by, None) if order else None


def destination(view: View) -> Words | None:
    """Where the journey leads."""
    order = view.context.file.travel_order
    return order.destination if order else None


def days(view: View) -> Words | None:
    """The first and the last day of the journey."""
    order = view.context.file.travel_order
    if order is None:
        return None
    first, last = dated(order.first_day), dated(order.last_day)
    return Text(f"{first.en} to {last.en}", f"од {first.sr} до {last.sr}")


def advance(view: View) -> Words | None:
    """What is paid before the journey."""
    order, ledger = view.context.file.travel_order, view.context.file.ledger
    if order is None or order.advance is None or not ledger:
        return None
    return money_text(cents_of(order.advance), ledger[0].currency)


def limit(view: View) -> Words | None:
    """Within how many days after the return the journey is settled."""
    order, definition = view.context.file.travel_order, view.context.definition
    if order is None or SETTLEMENT not in definition.facts:
        return None
    numbers = definition.numbers(definition.facts[SETTLEMENT].rule, order.on)
    count = whole_number(numbers, SETTLEMENT_DAYS)
    en, sr = (counted(count, "days", language) for language in ("en", "sr"))
    return Text(f"{en} after the return", f"{sr} од повратка")


def returned_on(view: View) -> Words | None:
    """The day of the return, also where it is later than the host's last day."""
    day = view.context.file.stay.returned_on
    return dated(day) if day else None


def settled_on(view: View) -> Words | None:
    """The day of the settlement in force."""
    entry = _settlement(view)
    return dated(entry.on) if entry else None


def settled_as(view: View) -> Words | None:
    """How the settlement was counted: the days, and each line of its receipt."""
    entry = _settlement(view)
    return counted_as(entry) if entry else None


def settled_amount(view: View) -> Words | None:
    """What the journey comes to."""
    ledger = view.context.file.ledger
    return money_text(promised(ledger), ledger[0].currency) if _settlement(view) else None


def paid_by_then(view: View) -> Words | None:
    """What had been paid as the journey was settled."""
    return _amount(view, lambda settled_cents, paid_cents: paid_cents)


def to_pay(view: View) -> Words | None:
    """What was left to be paid as the journey was settled."""
    return _amount(view, lambda settled_cents, paid_cents: max(0, settled_cents - paid_cents))


def to_pay_back(view: View) -> Words | None:
    """What had been paid beyond what the journey came to."""
    return _amount(view, lambda settled_cents, paid_cents: max(0, paid_cents - settled_cents))


def _settlement(view: View) -> LedgerEntry | None:
    """The settlement by which the grant stands as it does."""
    ledger = view.context.file.ledger
    return newest_grant(ledger) if is_settled(ledger) else None


def _amount(view: View, of: Callable[[int, int], int]) -> Words | None:
    """An amount from what the journey came to and what was paid by then, in cents."""
    ledger, entry = view.context.file.ledger, _settlement(view)
    if entry is None:
        return None
    before = tuple(takewhile(lambda other: other is not entry, ledger))
    return money_text(of(promised(ledger), paid(before)), entry.currency)
