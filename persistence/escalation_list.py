"""The lines of the escalation ledger as a page lists them: filtered, the newest first, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from persistence.tables import candidates, case_visits, cases, escalations, mails, persons
from persistence.tables.escalations import is_alarm
from states.frozen import frozen


@frozen
class LedgerFilter:
    """Which lines of the ledger are asked for; empty: all of these institutions."""

    institutions: tuple[str, ...]
    case: str = ""
    level: str = ""
    recipient: str = ""
    alarms_only: bool = False


class ListedLine(NamedTuple):
    """A line of the ledger as its page shows it. `state` is the one in which the step was awaited,
    None where its stay has not been counted yet; `awaited` the step, where the case still waits."""

    number: str
    candidate: str
    definition: str
    state: str | None
    awaited: str | None
    due: date
    level: str
    recipient: str
    at: datetime
    outcome: str
    alarm: bool
    to_name: str | None
    left_at: datetime | None
    detail: str | None
    mail_id: int | None


_STILL_THERE: Final = cases.c.visit == escalations.c.visit
_OF_VISIT: Final = and_(
    case_visits.c.case_id == escalations.c.case_id, case_visits.c.visit == escalations.c.visit
)

_ELSEWHERE: Final[Mapping[str, ColumnElement[object]]] = {
    "number": cases.c.number,
    "candidate": persons.c.name,
    "definition": cases.c.definition,
    "state": case((_STILL_THERE, cases.c.state), else_=case_visits.c.state),
    "awaited": case((_STILL_THERE, cases.c.awaited)),
    "mail_id": mails.c.id,
}


def _column(name: str) -> ColumnElement[object]:
    return _ELSEWHERE[name] if name in _ELSEWHERE else escalations.c[name]


_LINES: Final = (
    select(*(_column(name).label(name) for name in ListedLine._fields))
    .select_from(escalations)
    .join(cases, cases.c.id == escalations.c.case_id)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .outerjoin(mails, mails.c.key == escalations.c.mail_key)
    .outerjoin(case_visits, _OF_VISIT)
)


def listed_lines(
    connection: Connection, ledger_filter: LedgerFilter, offset: int, most: int
) -> list[ListedLine]:
    """The lines of a page, the newest first."""
    newest = (escalations.c.at.desc(), escalations.c.case_id.desc(), escalations.c.recipient)
    statement = (
        _LINES.where(*_conditions(ledger_filter)).order_by(*newest).offset(offset).limit(most)
    )
    return [ListedLine._make(row) for row in connection.execute(statement)]


def count_lines(connection: Connection, ledger_filter: LedgerFilter, most: int) -> int:
    """How many lines there are, at most one more than `most`."""
    ids = (
        select(escalations.c.case_id).where(*_conditions(ledger_filter)).limit(most + 1).subquery()
    )
    return int(connection.execute(select(func.count()).select_from(ids)).scalar_one())


def count_alarms(connection: Connection, institutions: Sequence[str]) -> int:
    """How many notices are missing or doubled, by the last comparison."""
    statement = select(func.count()).where(
        is_alarm, escalations.c.institution.in_(list(institutions))
    )
    return int(connection.execute(statement).scalar_one())


def _conditions(ledger_filter: LedgerFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        escalations.c.institution.in_(ledger_filter.institutions)
    ]
    if ledger_filter.case:
        number = select(cases.c.id).where(cases.c.number == ledger_filter.case.strip().upper())
        conditions.append(escalations.c.case_id.in_(number))
    if ledger_filter.level:
        conditions.append(escalations.c.level == ledger_filter.level)
    if ledger_filter.recipient:
        conditions.append(escalations.c.recipient == ledger_filter.recipient)
    if ledger_filter.alarms_only:
        conditions.append(is_alarm)
    return conditions
