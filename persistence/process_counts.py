"""How many cases of a process stand in each of its states."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from persistence.tables import listed_cases


def cases_by_state(connection: Connection, institution: str, process: str) -> dict[str, int]:
    """The cases by state, ended ones too, whichever version of the process they run on."""
    listed = listed_cases.c
    counted = (
        select(listed.state, func.count().label("number"))
        .where(listed.institution == institution, listed.process == process)
        .group_by(listed.state)
    )
    return {row.state: row.number for row in connection.execute(counted)}
