"""An application corrected: what was written down of it, and what the list knew of it."""

from __future__ import annotations

from sqlalchemy import Connection, delete, update

from persistence.fact_rows import to_row
from persistence.tables import application_hosts, applications, placements
from states.dossier import Dossier
from states.placement import Placement


def correct(connection: Connection, case_id: int, dossier: Dossier) -> None:
    """Writes the application of a case as it stands now; when it was noted stays."""
    application, placement = dossier.application, dossier.placement
    assert application is not None
    of_case = applications.c.case_id == case_id
    connection.execute(update(applications).where(of_case).values(to_row(application, "hosts")))
    connection.execute(delete(application_hosts).where(application_hosts.c.case_id == case_id))
    hosts = [
        {"case_id": case_id, "position": position, "host": host}
        for position, host in enumerate(application.hosts)
    ]
    if hosts:
        connection.execute(application_hosts.insert(), hosts)
    correct_place(connection, case_id, placement)


def correct_place(connection: Connection, case_id: int, placement: Placement | None) -> None:
    """Writes what a case's place rested on, where that is not what is known now."""
    if placement is None:
        return
    merits = placement.listed_merits
    rested_on = {
        "listed_for": placement.listed_for,
        "corrected_on": placement.corrected_on,
        "put_right_on": placement.put_right_on,
        "listed_mobilities": merits.earlier_mobilities if merits else None,
        "listed_average": merits.grade_average if merits else None,
        "listed_received_on": merits.received_on if merits else None,
    }
    connection.execute(update(placements).where(placements.c.case_id == case_id).values(rested_on))
