"""The ledgers of cases: rows are added, and none is ever changed.

How a ledger is read stands with the other facts of a case (`persistence.fact_readers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from persistence.bulk import execute_many
from persistence.fact_rows import to_row
from persistence.received import Received
from persistence.tables import ledger_entries

_ADDING: Final = ledger_entries.insert()


def add_entries(connection: Connection, received_facts: Sequence[Received]) -> None:
    """The newest entry of each ledger, at its end."""
    rows = [
        {
            "case_id": fact.case_id,
            "position": len(fact.dossier.ledger) - 1,
            **to_row(fact.dossier.ledger[-1]),
        }
        for fact in received_facts
    ]
    execute_many(connection, _ADDING, rows)
