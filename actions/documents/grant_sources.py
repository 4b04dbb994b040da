"""What the grant agreement says of the money of a case; nothing before a grant is recorded."""

from __future__ import annotations

import json

from actions.documents.content import Words
from actions.documents.form_view import View
from rules.grants import GrantReceipt, money_text
from rules.instalments import first_instalment
from rules.parameters import Parameters, whole_number
from states.money import FIRST_PERCENT, GRANT, INSTALMENT_DAYS, LedgerEntry, newest_grant, promised
from states.text import Text


def granted_amount(view: View) -> Words | None:
    """The grant with all its changes."""
    ledger = view.context.file.ledger
    return money_text(promised(ledger), ledger[0].currency) if ledger else None


def how_counted(view: View) -> Words | None:
    """How it was counted: the days and each line of its receipt."""
    entry = newest_grant(view.context.file.ledger)
    return counted_as(entry) if entry else None


def counted_as(entry: LedgerEntry) -> Words | None:
    """The days and each line of a grant's receipt."""
    if entry.receipt is None:
        return None
    receipt = GrantReceipt.from_json(json.loads(entry.receipt))
    en, sr = ("; ".join(receipt.lines(language)[1:-2]) for language in ("en", "sr"))
    return Text(en, sr)


def first_part(view: View) -> Words | None:
    """The first instalment, and when it is paid."""
    ledger, numbers = view.context.file.ledger, _numbers(view)
    if numbers is None:
        return None
    amount = money_text(first_instalment(ledger, numbers), ledger[0].currency)
    days, percent = whole_number(numbers, INSTALMENT_DAYS), whole_number(numbers, FIRST_PERCENT)
    return Text(
        f"{amount.en} ({percent} %), within {days} days after this agreement is signed",
        f"{amount.sr} ({percent} %), у року од {days} дана од потписивања овог уговора",
    )


def last_part(view: View) -> Words | None:
    """The rest, and when it is paid."""
    ledger, numbers = view.context.file.ledger, _numbers(view)
    if numbers is None:
        return None
    rest = promised(ledger) - first_instalment(ledger, numbers)
    amount, days = money_text(rest, ledger[0].currency), whole_number(numbers, INSTALMENT_DAYS)
    return Text(
        f"{amount.en}, within {days} days after the report on the grant is delivered",
        f"{amount.sr}, у року од {days} дана од предаје извештаја о утрошку средстава",
    )


def _numbers(view: View) -> Parameters | None:
    ledger, definition = view.context.file.ledger, view.context.definition
    if not ledger or GRANT not in definition.facts:
        return None
    return definition.numbers(definition.facts[GRANT].rule, ledger[0].on)
