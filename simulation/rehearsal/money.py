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
    expected = expect.money
    if expected is None:
        return
    _, dossier = dossiers.load(connection, [case_id])[case_id]
    yield from _sums(expected, dossier.ledger)
    yield from _receipt(expected, dossier.ledger)
    if expected.owed is not None:
        yield from _owed(expected.owed, money_due.of_case(connection, case_id))


def _sums(expected: ExpectedMoney, ledger: Ledger) -> Iterator[str]:
    sums = (
        ("granted", expected.granted, promised(ledger)),
        ("paid", expected.paid, paid(ledger)),
    )
    for what, amount, cents in sums:
        if amount is not None and amount * CENTS != cents:
            yield f"{what} {amount} expected, it is {Decimal(cents) / CENTS}"
    kinds = tuple(entry.kind for entry in ledger)
    if expected.entries is not None and kinds != expected.entries:
        yield f"a ledger of {', '.join(expected.entries)} expected, it has {', '.join(kinds)}"


def _receipt(expected: ExpectedMoney, ledger: Ledger) -> Iterator[str]:
    entry = newest_grant(ledger)
    stored = entry.receipt if entry else None
    lines = GrantReceipt.from_json(json.loads(stored)).lines("en") if stored else []
    told = "\n".join(lines)
    for part in expected.receipt:
        if part not in told:
            yield f"the grant's receipt does not contain “{part}”: {told}"


def _owed(expected: Mapping[str, ExpectedDebt], debts: Sequence[MoneyDue]) -> Iterator[str]:
    standing = {debt.kind: debt for debt in debts}
    if standing.keys() != expected.keys():
        yield f"owed {', '.join(expected) or 'nothing'} expected, it is {', '.join(standing)}"
    for kind, debt in expected.items():
        found = standing.get(kind)
        if found is None:
            continue
        if debt.amount * CENTS != found.cents:
            yield f"{kind} of {debt.amount} expected, it is {Decimal(found.cents) / CENTS}"
        if debt.due not in (None, found.due):
            yield f"{kind} due {debt.due} expected, it is {found.due}"
