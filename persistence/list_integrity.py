"""Whether lists show cases as they stand: their narrow rows are compared with the cases' own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, func, select

from persistence.bulk import Row
from persistence.tables import (
    NO_DUE_KEY,
    application_hosts,
    candidates,
    case_owners,
    cases,
    listed_cases,
    persons,
    placements,
)

_WISHED: Final = (
    select(application_hosts.c.host)
    .where(application_hosts.c.case_id == cases.c.id)
    .order_by(application_hosts.c.position)
    .limit(1)
    .scalar_subquery()
)
_OF_CASE: Final = ("institution", "process", "call_id", "state", "owners", "ended")
_CASES: Final = (
    select(
        cases.c.id,
        cases.c.number,
        *(cases.c[name] for name in _OF_CASE),
        func.coalesce(cases.c.awaited, "").label("awaited"),
        cases.c.rests_en.is_not(None).label("rests"),
        cases.c.due,
        cases.c.safe_by,
        persons.c.sort_key.label("name_key"),
        func.coalesce(placements.c.host, _WISHED, "").label("host"),
    )
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .outerjoin(placements, placements.c.case_id == cases.c.id)
    .order_by(cases.c.id)
)
_COMPARED: Final = (*_OF_CASE, "awaited", "rests", "name_key", "host")


def list_discrepancies(connection: Connection) -> Iterator[str]:
    """Cases that stand otherwise in lists, or with other owners, than they are; a sentence each."""
    listed = {row.case_id: row for row in connection.execute(select(listed_cases))}
    owners = _owners(connection)
    for case in connection.execute(_CASES):
        row = listed.pop(case.id, None)
        if row is None:
            yield f"{case.number}: stands in no list"
            continue
        if (name := _differing(case, row)) is not None:
            yield f"{case.number}: stands in lists with another {name} than its own"
        if owners.pop(case.id, set()) != _owners_of(case):
            yield f"{case.number}: waits in lists for others than the owners of its step"


def _owners(connection: Connection) -> dict[int, set[tuple[object, ...]]]:
    owners: dict[int, set[tuple[object, ...]]] = defaultdict(set)
    for row in connection.execute(select(case_owners)):
        owners[row.case_id].add((row.role, row.institution, row.ended, row.due_key))
    return owners


def _owners_of(case: Row) -> set[tuple[object, ...]]:
    due_key = case.due or NO_DUE_KEY
    roles = filter(None, case.owners.split(","))
    return {(role, case.institution, case.ended, due_key) for role in roles}


def _differing(case: Row, row: Row) -> str | None:
    if row.due_key != (case.due or NO_DUE_KEY):
        return "due date"
    if row.safe_key != (case.safe_by or case.due or NO_DUE_KEY):
        return "latest safe day"
    differing = (name for name in _COMPARED if getattr(case, name) != getattr(row, name))
    return next(differing, None)
