"""The call that stands for all requests of a process: a request comes when it comes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, select

from persistence.database import insert
from persistence.tables import calls

NEVER: Final = date(2199, 12, 31)
"""The day on which a call closes that stands for all requests of a process."""


def requests_call(
    connection: Connection, institution: str, process: str, title: str, today: date
) -> int:
    """The id of the call that stands for all requests of a process, opened with the first.

    Of two who come first at once both get the same.
    """
    row = {
        "institution": institution,
        "process": process,
        "title": title,
        "published": today,
        "closes": NEVER,
        "minimum_points": Decimal(0),
        "list_version": 0,
        "for_requests": True,
    }
    key = ("institution", "process", "title")
    statement = insert(connection.dialect.name, calls).values(row)
    connection.execute(statement.on_conflict_do_nothing(index_elements=list(key)))
    conditions = [calls.c[name] == row[name] for name in key]
    call_id: int = connection.execute(select(calls.c.id).where(*conditions)).scalar_one()
    return call_id
