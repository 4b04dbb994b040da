"""Erasures as they are kept: who had what erased of which cases, and what of it is still to go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, insert, select, update

from persistence.personal_data import Kind
from persistence.tables import cases, erased_cases, erasures

FILE: Final = "file"
MAIL: Final = "mail"
"""What a leftover is: a stored file, by its digest, or a message, by its mail's key."""


class Erasure(NamedTuple):
    """An erasure; `finished_at` is None while bytes of what was erased may be left."""

    id: int
    at: datetime
    person: str
    role: str
    reason: str
    leftovers: tuple[str, ...]
    finished_at: datetime | None


class Order(NamedTuple):
    """Who has something erased, in which role, when and why."""

    person: str
    role: str
    reason: str
    at: datetime


_ERASURES: Final = select(*(erasures.c[name] for name in Erasure._fields)).order_by(erasures.c.id)


def add(
    connection: Connection,
    order: Order,
    leftovers: Collection[str],
    of_cases: Mapping[int, Collection[Kind]],
) -> int:
    """Enters an erasure with its cases; its number."""
    row = {**order._asdict(), "leftovers": sorted(leftovers), "finished_at": None}
    number = connection.execute(insert(erasures).values(row)).inserted_primary_key
    assert number is not None
    erasure_id = int(number[0])
    rows = [
        {"erasure_id": erasure_id, "case_id": case_id, "kinds": list(kinds)}
        for case_id, kinds in of_cases.items()
    ]
    if rows:
        connection.execute(insert(erased_cases), rows)
    return erasure_id


def unfinished(connection: Connection) -> list[Erasure]:
    """The erasures of which something is left, the first one first."""
    rows = connection.execute(_ERASURES.where(erasures.c.finished_at.is_(None)))
    return [Erasure._make(row) for row in rows]


def newest(connection: Connection, most: int) -> list[Erasure]:
    """The newest erasures, the last one first, at most so many."""
    newest_first = _ERASURES.order_by(None).order_by(erasures.c.id.desc()).limit(most)
    rows = connection.execute(newest_first)
    return [Erasure._make(row) for row in rows]


def finish(connection: Connection, numbers: Sequence[int], at: datetime) -> None:
    """Nothing is left of what was erased."""
    statement = update(erasures).where(erasures.c.id.in_(numbers))
    connection.execute(statement.values(finished_at=at, leftovers=[]))


def numbers_of(connection: Connection, erasure_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """By erasure, the numbers of its cases."""
    rows = (
        select(erased_cases.c.erasure_id, cases.c.number)
        .join(cases, cases.c.id == erased_cases.c.case_id)
        .where(erased_cases.c.erasure_id.in_(erasure_ids))
        .order_by(cases.c.id)
    )
    numbers: dict[int, tuple[str, ...]] = dict.fromkeys(erasure_ids, ())
    for erasure_id, number in connection.execute(rows) if numbers else ():
        numbers[erasure_id] += (number,)
    return numbers
