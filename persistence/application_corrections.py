"""An application corrected: what was written down of it, and what the list knew of it."""

from __future__ import annotations

from sqlalchemy import Connection, delete, update

from persistence.fact_rows import to_row
from persistence.tables import application_hosts, applications, placements
from states.dossier import Dossier


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
    if placement is not None:
        known = {"listed_for": placement.listed_for, "corrected_on": placement.corrected_on}
        connection.execute(update(placements).where(placements.c.case_id == case_id).values(known))
