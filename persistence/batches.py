"""Batches: one act for many cases, asked first with what they are frozen at, then done one by one.

What became of each item is written in the transaction of what was done to it, so that a batch that
is sent twice, or broken off, does nothing twice and leaves nothing out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, update

from persistence.bulk import fetch
from persistence.one_of import OneOf
from persistence.tables import (
    batch_items,
    batches,
    candidates,
    case_handling,
    cases,
    persons,
    staff,
)
from persistence.tables.base import Id
from states.frozen import frozen

Outcome = Literal["taken", "refused", "changed"]
UNASKED_FOR: Final = timedelta(days=1)
"""How long a batch that was prepared and never begun is kept."""


@frozen
class Batch:
    """An act for many cases; `data` is what is done to each, `begun_at` None while it is asked."""

    id: int
    key: str
    login: str
    act: str
    data: Mapping[str, Any]
    begun_at: datetime | None


class BatchItem(NamedTuple):
    """A case of a batch as it stands now, the version that it was frozen at, and what became of it.

    `assignee` is the login of who has the case, `with_whom` their name.
    """

    place: int
    case_id: int
    number: str
    candidate: str
    institution: str
    definition: str
    state: str
    awaited: str | None
    due: date | None
    ended: bool
    version: int
    current: int
    assignee: str | None
    with_whom: str | None
    outcome: str | None
    result: str | None


class Chosen(NamedTuple):
    """A case that is put into a batch, at its version."""

    id: int
    version: int
    assignee: str | None


_CHOSEN: Final = (
    select(cases.c.id, cases.c.version, staff.c.login)
    .outerjoin(case_handling, case_handling.c.case_id == cases.c.id)
    .outerjoin(staff, staff.c.id == case_handling.c.assignee)
    .where(OneOf(cases.c.number, "numbers"), OneOf(cases.c.institution, "institutions"))
)


def chosen(
    connection: Connection, numbers: Sequence[str], institutions: Sequence[str]
) -> dict[str, Chosen]:
    """Those of the numbered cases that are of these institutions, by number."""
    statement = _CHOSEN.add_columns(cases.c.number)
    rows = fetch(
        connection, statement, {"numbers": list(numbers), "institutions": list(institutions)}
    )
    return {row.number: Chosen(row.id, row.version, row.login) for row in rows}


def prepare(connection: Connection, batch: Batch, items: Sequence[Chosen], at: datetime) -> int:
    """Keeps a batch that is to be asked about; the person's old ones that never began go."""
    _forget_unbegun(connection, batch.login, at - UNASKED_FOR)
    row = {
        "key": batch.key,
        "login": batch.login,
        "act": batch.act,
        "data": json.dumps(batch.data, ensure_ascii=False),
        "made_at": at,
    }
    batch_id: int = connection.execute(batches.insert().returning(batches.c.id), row).scalar_one()
    connection.execute(
        batch_items.insert(),
        [
            {"batch_id": batch_id, "place": place, "case_id": item.id, "version": item.version}
            for place, item in enumerate(items, start=1)
        ],
    )
    return batch_id


def _forget_unbegun(connection: Connection, login: str, before: datetime) -> None:
    statement = select(batches.c.id).where(
        batches.c.login == login, batches.c.made_at < before, batches.c.begun_at.is_(None)
    )
    ids = list(connection.execute(statement).scalars())
    connection.execute(delete(batch_items).where(batch_items.c.batch_id.in_(ids)))
    connection.execute(delete(batches).where(batches.c.id.in_(ids)))


def find(connection: Connection, key: str, login: str) -> Batch | None:
    """Somebody's own batch by its key; None where there is none."""
    row = connection.execute(
        select(batches).where(batches.c.key == key, batches.c.login == login)
    ).one_or_none()
    if row is None:
        return None
    return Batch(row.id, row.key, row.login, row.act, json.loads(row.data), row.begun_at)


def begin(connection: Connection, batch: Batch, data: Mapping[str, Any], at: datetime) -> bool:
    """Notes that a batch is done now, and what is done; False where it was begun already."""
    result = connection.execute(
        update(batches)
        .where(batches.c.id == batch.id, batches.c.begun_at.is_(None))
        .values(begun_at=at, data=json.dumps({**batch.data, **data}, ensure_ascii=False))
    )
    return bool(result.rowcount)


_FROM: Final = {
    "place": batch_items.c.place,
    "case_id": batch_items.c.case_id,
    "candidate": persons.c.name.label("candidate"),
    "version": batch_items.c.version,
    "current": cases.c.version.label("current"),
    "assignee": staff.c.login.label("assignee"),
    "with_whom": staff.c.name.label("with_whom"),
    "outcome": batch_items.c.outcome,
    "result": batch_items.c.result,
}
_ITEMS: Final = (
    select(*(_FROM[name] if name in _FROM else cases.c[name] for name in BatchItem._fields))
    .select_from(batch_items)
    .join(cases, cases.c.id == batch_items.c.case_id)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .outerjoin(case_handling, case_handling.c.case_id == cases.c.id)
    .outerjoin(staff, staff.c.id == case_handling.c.assignee)
    .where(batch_items.c.batch_id == bindparam("batch", 0, type_=Id))
    .order_by(batch_items.c.place)
)


def items_of(connection: Connection, batch_id: int) -> list[BatchItem]:
    """The cases of a batch, in the order in which they were ticked."""
    rows = connection.execute(_ITEMS, {"batch": batch_id})
    return [BatchItem._make(row) for row in rows]


def settle(
    connection: Connection, batch_id: int, place: int, outcome: Outcome, result: Mapping[str, Any]
) -> bool:
    """Notes what became of an item; False where that is known already."""
    item = update(batch_items).where(
        batch_items.c.batch_id == batch_id,
        batch_items.c.place == place,
        batch_items.c.outcome.is_(None),
    )
    values = {"outcome": outcome, "result": json.dumps(result, ensure_ascii=False)}
    return bool(connection.execute(item.values(values)).rowcount)
