"""Projects and the mobilities that belong to them: a mobility names its project's case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from persistence.fact_tables import FACT_TABLES
from persistence.money_totals import GRANTED, PAID
from persistence.tables import candidates, cases, ledger_entries, persons

_OF_PROJECTS: Final = FACT_TABLES["of_project"]


class ProjectMobility(NamedTuple):
    """A mobility of a project: its case, who goes, where it stands, and what was granted and paid
    for it, in cents of a currency; nothing of one without a grant."""

    number: str
    candidate: str
    process: str
    definition: str
    state: str
    currency: str | None = None
    granted: int = 0
    paid: int = 0


_MONEY: Final = (
    select(
        ledger_entries.c.case_id,
        ledger_entries.c.currency,
        func.sum(GRANTED).label("granted"),
        func.sum(PAID).label("paid"),
    )
    .group_by(ledger_entries.c.case_id, ledger_entries.c.currency)
    .subquery()
)
_MOBILITIES: Final = (
    select(
        cases.c.number,
        persons.c.name,
        cases.c.process,
        cases.c.definition,
        cases.c.state,
        _MONEY.c.currency,
        func.coalesce(_MONEY.c.granted, 0),
        func.coalesce(_MONEY.c.paid, 0),
    )
    .join(_OF_PROJECTS, _OF_PROJECTS.c.case_id == cases.c.id)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .outerjoin(_MONEY, _MONEY.c.case_id == cases.c.id)
    .where(_OF_PROJECTS.c.project == bindparam("project"))
    .order_by(cases.c.id)
)


def mobilities_of(connection: Connection, project: str) -> list[ProjectMobility]:
    """The mobilities that name a project by the number of its case, the first one first."""
    rows = connection.execute(_MOBILITIES, {"project": project})
    return [ProjectMobility(*row[:6], *map(int, row[6:])) for row in rows]


def is_case_of(
    connection: Connection, institution: str, number: str, processes: Sequence[str]
) -> bool:
    """Whether a number is that of an institution's case of one of these processes."""
    statement = select(cases.c.id).where(
        cases.c.number == number,
        cases.c.institution == institution,
        cases.c.process.in_(list(processes)),
    )
    return connection.execute(statement).first() is not None
