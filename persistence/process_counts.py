"""How many cases of a process stand in each of its states."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from persistence.tables import cases


def cases_by_state(connection: Connection, institution: str, process: str) -> dict[str, int]:
    """The cases by state, ended ones too, whichever version of the process they run on."""
    counted = (
        select(cases.c.state, func.count().label("number"))
        .where(cases.c.institution == institution, cases.c.process == process)
        .group_by(cases.c.state)
    )
    return {row.state: row.number for row in connection.execute(counted)}
