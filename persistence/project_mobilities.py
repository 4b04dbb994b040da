"""Projects and the mobilities that belong to them: a mobility names its project's case."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, select

from persistence.fact_tables import FACT_TABLES
from persistence.persons import project_key
from persistence.tables import candidates, cases, persons

_OF_PROJECTS: Final = FACT_TABLES["of_project"]


class ProjectMobility(NamedTuple):
    """A mobility of a project: its case, who goes, and where it stands."""

    number: str
    candidate: str
    process: str
    definition: str
    state: str


_MOBILITIES: Final = (
    select(cases.c.number, persons.c.name, cases.c.process, cases.c.definition, cases.c.state)
    .join(_OF_PROJECTS, _OF_PROJECTS.c.case_id == cases.c.id)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .where(_OF_PROJECTS.c.project == bindparam("project"))
    .order_by(cases.c.id)
)
_IS_PROJECT: Final = (
    select(cases.c.id)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .where(
        cases.c.number == bindparam("number"),
        cases.c.institution == bindparam("institution"),
        persons.c.key == bindparam("key"),
    )
)


def mobilities_of(connection: Connection, project: str) -> list[ProjectMobility]:
    """The mobilities that name a project by the number of its case, the first one first."""
    rows = connection.execute(_MOBILITIES, {"project": project})
    return [ProjectMobility._make(row) for row in rows]


def is_project(connection: Connection, institution: str, number: str) -> bool:
    """Whether a case of an institution is a project's."""
    values = {"number": number, "institution": institution, "key": project_key(number)}
    return connection.execute(_IS_PROJECT, values).first() is not None
