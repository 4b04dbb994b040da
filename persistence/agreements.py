"""All versions of a case's agreement with their signatures, the Study Plan before them."""

from __future__ import annotations

from sqlalchemy import Connection, select

from persistence.dossiers import agreement_of, courses_of, signatures_of
from persistence.tables import agreements, signatures
from states.agreements import SignedVersion


def versions_of(connection: Connection, case_id: int) -> list[SignedVersion]:
    """Every version that was recorded, oldest first, each with who signed it and when."""
    wanted = select(agreements).where(agreements.c.case_id == case_id)
    rows = connection.execute(wanted.order_by(agreements.c.version)).all()
    signed = select(signatures).where(signatures.c.case_id == case_id).order_by(signatures.c.id)
    given = connection.execute(signed).all()
    courses = courses_of(connection, [row.id for row in rows])
    return [
        SignedVersion(
            row.version,
            agreement_of(row, courses.get(row.id, ())),
            signatures_of(given, row.version),
            row.recorded_at,
        )
        for row in rows
    ]
