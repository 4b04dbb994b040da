"""How the money of a case stands, held against what a scenario expects of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Connection

from persistence import dossiers, money_due
from persistence.money_due import MoneyDue
from rules.grants import GrantReceipt
from simulation.rehearsal.form import Expect, ExpectedDebt, ExpectedMoney
from states.money import CENTS, Ledger, newest_grant, paid, promised


def money_shortfalls(connection: Connection, expect: Expect, case_id: int) -> Iterator[str]:
    """Every expectation of a case's money that did not hold, one sentence each."""
    expected_money = expect.money
    if expected_money is None:
        return
    _, dossier = dossiers.load(connection, [case_id])[case_id]
    yield from _sums(expected_money, dossier.ledger)
    yield from _receipt(expected_money, dossier.ledger)
    if expected_money.owed is not None:
        yield from _owed(expected_money.owed, money_due.of_case(connection, case_id))


def _sums(expected_money: ExpectedMoney, ledger: Ledger) -> Iterator[str]:
    sums = (
        ("granted", expected_money.granted, promised(ledger)),
        ("paid", expected_money.paid, paid(ledger)),
    )
    for name, amount, cents in sums:
        if amount is not None and amount * CENTS != cents:
            yield f"{name} {amount} expected, it is {Decimal(cents) / CENTS}"
    kinds = tuple(entry.kind for entry in ledger)
    if expected_money.entries is not None and kinds != expected_money.entries:
        yield f"a ledger of {', '.join(expected_money.entries)} expected, it has {', '.join(kinds)}"


def _receipt(expected_money: ExpectedMoney, ledger: Ledger) -> Iterator[str]:
    entry = newest_grant(ledger)
    receipt_text = entry.receipt if entry else None
    lines = GrantReceipt.from_json(json.loads(receipt_text)).lines("en") if receipt_text else []
    text = "\n".join(lines)
    for part in expected_money.receipt:
        if part not in text:
            yield f"the grant's receipt does not contain “{part}”: {text}"


def _owed(expected_debts: Mapping[str, ExpectedDebt], debts: Sequence[MoneyDue]) -> Iterator[str]:
    debts_by_kind = {debt.kind: debt for debt in debts}
    if debts_by_kind.keys() != expected_debts.keys():
        yield (
            f"owed {', '.join(expected_debts) or 'nothing'} expected, it is "
            f"{', '.join(debts_by_kind)}"
        )
    for kind, debt in expected_debts.items():
        own_debt = debts_by_kind.get(kind)
        if own_debt is None:
            continue
        if debt.amount * CENTS != own_debt.cents:
            yield f"{kind} of {debt.amount} expected, it is {Decimal(own_debt.cents) / CENTS}"
        if debt.due not in (None, own_debt.due):
            yield f"{kind} due {debt.due} expected, it is {own_debt.due}"
