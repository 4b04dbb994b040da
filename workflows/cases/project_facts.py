"""What of a project only the office's own registers can tell: who is of its staff, and which case
is a project's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from office.wiring import Office
from persistence.project_mobilities import is_case_of
from persistence.roster import roster
from rules.payload_checks import FieldError
from rules.wording import format_text
from states.fact_declaration import Payload
from states.folding import folded
from states.frozen import replace
from states.projects import OfProject, ProjectAdministrator

ADMINISTRATOR = "project_administrator"


def project_errors(
    connection: Connection, office: Office, institution: str, value: Payload, today: date
) -> Iterator[FieldError]:
    """An administrator who is none of the office's staff that day (ICO-1), and a project of a
    mobility that there is not.
    """
    if isinstance(value, ProjectAdministrator):
        yield from _no_staff(connection, institution, value.name, today)
    if isinstance(value, OfProject) and not is_case_of(
        connection, institution, value.project, _processes(office, institution, today)
    ):
        sentence = format_text(
            "{number} is no project of this institution",
            "{number} није предмет пројекта ове установе",
            number=value.project,
        )
        yield FieldError("project", sentence, "registers")


def named_as_on_staff(
    connection: Connection, institution: str, value: Payload, today: date
) -> Payload:
    """An administrator with the name in the other script that the office has of its staff."""
    if not isinstance(value, ProjectAdministrator) or value.name_in_other_script is not None:
        return value
    holders = roster(connection).holders(institution, ADMINISTRATOR, today)
    spellings = (h.name_in_other_script for h in holders if folded(h.name) == folded(value.name))
    return replace(value, name_in_other_script=next(spellings, None))


def _processes(office: Office, institution: str, today: date) -> list[str]:
    definitions = office.processes(institution, today)
    return [definition.process for definition in definitions if definition.kind.of_project]


def _no_staff(
    connection: Connection, institution: str, name: str, today: date
) -> Iterator[FieldError]:
    holders = roster(connection).holders(institution, ADMINISTRATOR, today)
    if folded(name) in {folded(holder.name) for holder in holders}:
        return
    sentence = format_text(
        "{name} is no project administrator of the Office today; these are: {known}; the Head "
        "appoints others on the page People",
        "{name} данас није администратор пројекта у Центру; јесу: {known}; друге именује "
        "руководилац на страници „Запослени“",
        name=name,
        known=", ".join(holder.name for holder in holders) or "–",
    )
    yield FieldError("name", sentence, "registers")
