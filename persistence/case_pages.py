"""Cases page by page, by keyset: what a program reads through, each case once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from persistence.case_search import of_candidates
from persistence.tables import candidates, cases, persons
from states.frozen import frozen


class CaseRow(NamedTuple):
    """A case as a line; `due` is a civil date in Belgrade, `owners` are joined by commas."""

    id: int
    number: str
    institution: str
    process: str
    definition: str
    state: str
    awaited: str | None
    owners: str
    due: date | None
    ended: bool
    version: int
    candidate: str


@frozen
class CaseQuery:
    """Which cases are asked for; what is None is not asked for. `calls` None are all calls.

    `words` are folded, each to begin a word of the candidate's names and address.
    """

    institutions: tuple[str, ...]
    calls: frozenset[int] | None = None
    process: str | None = None
    state: str | None = None
    ended: bool | None = None
    due_before: date | None = None
    number: str | None = None
    words: tuple[str, ...] = ()


_ROWS: Final = (
    select(*(persons.c.name if name == "candidate" else cases.c[name] for name in CaseRow._fields))
    .select_from(cases)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
)


def cases_after(connection: Connection, query: CaseQuery, after: int, most: int) -> list[CaseRow]:
    """Up to `most` cases whose id is above `after`, by id."""
    page = _ROWS.where(cases.c.id > after, *_conditions(query)).order_by(cases.c.id).limit(most)
    return [CaseRow._make(row) for row in connection.execute(page)]


def _conditions(query: CaseQuery) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [cases.c.institution.in_(query.institutions)]
    if query.calls is not None:
        conditions.append(cases.c.call_id.in_(sorted(query.calls)))
    for column, value in (
        (cases.c.process, query.process),
        (cases.c.state, query.state),
        (cases.c.number, query.number),
    ):
        if value is not None:
            conditions.append(column == value)
    if query.ended is not None:
        conditions.append(cases.c.ended.is_(query.ended))
    if query.words:
        conditions.append(of_candidates(query.words))
    if query.due_before is not None:
        conditions.append(cases.c.due < query.due_before)
    return conditions
