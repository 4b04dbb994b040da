"""Rows of a large table, a page at a time: what is read never stands in memory as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, Select

from persistence.bulk import fetch
from persistence.row_makers import Row

PAGE: Final = 1000
"""Rows that are read together."""


def in_pages(connection: Connection, statement: Select[*tuple[object, ...]]) -> Iterator[Row]:
    """All rows of a statement that asks for at most `most` rows `after` an id, in their order."""
    after = 0
    while True:
        rows = fetch(connection, statement, {"after": after, "most": PAGE})
        yield from rows
        if len(rows) < PAGE:
            return
        after = rows[-1].id
