"""A call by what people call it: its title, or its number."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from persistence.tables import calls

LONGEST_NUMBER: Final = 19
"""Digits; a longer one is not the number of a row."""


class CallRef(NamedTuple):
    """A call's id, and whose call it is."""

    id: int
    institution: str


def find_call(connection: Connection, name: str) -> CallRef | None:
    """The call of a title or a number; of two with one title the newer."""
    is_named = calls.c.title == name
    if name.isdecimal() and len(name) < LONGEST_NUMBER:
        is_named = is_named | (calls.c.id == int(name))
    newest = select(calls.c.id, calls.c.institution).where(is_named).order_by(calls.c.id.desc())
    row = connection.execute(newest).first()
    return CallRef(row.id, row.institution) if row else None
