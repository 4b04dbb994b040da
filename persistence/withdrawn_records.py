"""Records that were withdrawn: their rows no longer count, and what stands instead is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, select, update

from persistence.fact_tables import FACT_TABLES
from persistence.tables import (
    decrees,
    deliveries,
    documents,
    home_courses,
    pauses,
    periods,
    recognition_decisions,
    signatures,
    transcript_courses,
    transcript_grades,
    transcripts,
)
from states.agreements import STUDY_PLAN
from states.decrees import DECREE
from states.dossier import Dossier
from states.frozen import frozen
from states.withdrawn_records import WithdrawnRecord


@frozen
class Withdrawn:
    """A record that is withdrawn from a case at an instant, and the dossier without it."""

    case_id: int
    record: WithdrawnRecord
    dossier: Dossier
    at: datetime


def remove(connection: Connection, withdrawal: Withdrawn) -> bool:
    """Takes a record out of what counts; whether what stands instead is still to be written.

    Documents and signatures are marked, so that they stay to be seen: those before them count again
    by themselves, and so do the rows of a fact that keeps many.
    """
    mark = _MARKED.get(withdrawal.record.fact)
    if mark is not None:
        mark(connection, withdrawal)
        return False
    for table in _TABLES.get(withdrawal.record.fact, ()):
        connection.execute(delete(table).where(_rows(table, withdrawal)))
    return True


def _document(connection: Connection, withdrawal: Withdrawn) -> None:
    of_kind = and_(
        documents.c.case_id == withdrawal.case_id,
        documents.c.kind == withdrawal.record.kind,
        documents.c.produced.is_(False),
        documents.c.withdrawn_at.is_(None),
    )
    newest = select(func.max(documents.c.id)).where(of_kind).scalar_subquery()
    connection.execute(
        update(documents).where(documents.c.id == newest).values(withdrawn_at=withdrawal.at)
    )


def _signature(connection: Connection, withdrawal: Withdrawn) -> None:
    record, dossier = withdrawal.record, withdrawal.dossier
    on_plan = record.document == "study_plan"
    version = STUDY_PLAN if on_plan else dossier.agreement_version
    connection.execute(
        update(signatures)
        .where(
            signatures.c.case_id == withdrawal.case_id,
            signatures.c.agreement_version == version,
            signatures.c.document == record.document,
            signatures.c.party == record.party,
            signatures.c.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=withdrawal.at)
    )


def _delivery(connection: Connection, withdrawal: Withdrawn) -> None:
    decree, document = withdrawal.dossier.decree, withdrawal.record.document
    if document == DECREE and decree is not None:
        of_decree = decrees.c.number == decree.number
        connection.execute(
            update(decrees).where(of_decree).values(delivered_on=decree.delivered_on)
        )
        return
    of_document = and_(
        deliveries.c.case_id == withdrawal.case_id, deliveries.c.document == document
    )
    connection.execute(delete(deliveries).where(of_document))
    day = withdrawal.dossier.deliveries.get(str(document))
    if day is not None:
        row = {"case_id": withdrawal.case_id, "document": document, "on": day}
        connection.execute(deliveries.insert(), row)


_MARKED: Final[Mapping[str, Callable[[Connection, Withdrawn], None]]] = {
    "document": _document,
    "signature": _signature,
    "delivery": _delivery,
}
_TABLES: Final[Mapping[str, tuple[Table, ...]]] = {
    "transcript": (transcript_courses, transcript_grades, transcripts),
    "recognition": (recognition_decisions,),
    "home_courses": (home_courses,),
    "insurance": (periods,),
    "residence_permit": (periods,),
    "pause": (pauses,),
    **{fact: (table,) for fact, table in FACT_TABLES.items()},
}


def _rows(table: Table, withdrawal: Withdrawn) -> ColumnElement[bool]:
    of_case: ColumnElement[bool] = table.c.case_id == withdrawal.case_id
    if table is periods:
        return and_(of_case, table.c.kind == withdrawal.record.fact)
    return of_case
