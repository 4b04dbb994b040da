"""Agreements in their tables: the versions, who signed which, and the Study Plan before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Protocol

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update

from persistence.bulk import execute_many, fetch
from persistence.fact_rows import Rows, home_columns, home_of, rows_of, to_row
from persistence.tables import agreement_courses, agreements, signatures
from persistence.touched import add_row, lay_out
from states.agreements import STUDY_PLAN, SignedVersion, one_of_each
from states.dossier import (
    AgreementVersion,
    Course,
    Purpose,
    Signature,
    StudyPlan,
)
from states.vocabulary import Agreement, Party


class SignatureRow(Protocol):
    """A row of `signatures`."""

    document: Agreement
    party: Party
    on: date
    agreement_version: int
    withdrawn_at: datetime | None


class PlanRow(Protocol):
    """A row of `agreements`, as far as a Study Plan fills it."""

    id: int
    version: int
    language: str | None
    semesters: int | None
    purpose: Purpose | None


class VersionRow(PlanRow, Protocol):
    """A row of `agreements`."""

    outcomes: str | None
    programme: str | None
    tasks: str | None
    evaluation: str | None
    teaching_hours: Decimal | None
    activity: str | None
    insurance_agreed_otherwise: bool | None
    further_documents: tuple[str, ...] | None
    concluded_on: date | None


AGREED: Final = (agreements, signatures, agreement_courses)
"""The tables of which `agreed` takes rows."""


def versions_of(connection: Connection, case_id: int) -> list[SignedVersion]:
    """Every version that was recorded, oldest first, each with who signed it and when."""
    rows = rows_of(connection, AGREED, [case_id])
    signature_rows = rows[signatures].get(case_id, ())
    return [
        SignedVersion(
            row.version,
            _version(row, rows[agreement_courses]),
            _signed(signature_rows, row.version),
            row.recorded_at,
            row.concluded_on,
        )
        for row in rows[agreements].get(case_id, ())
    ]


def agreed(rows: Mapping[Table, Rows]) -> dict[int, dict[str, object]]:
    """By case what its dossier holds: the Study Plan, the newest version, who signed that one.

    And the version in force, which is the last that was concluded.
    Before there is a version, the signatures are those on the Study Plan.
    """
    versions, signature_rows, courses = (rows[table] for table in AGREED)
    return {
        case_id: _parts(versions.get(case_id, ()), signature_rows.get(case_id, ()), courses)
        for case_id in {*versions, *signature_rows}
    }


def _parts(
    rows: Sequence[VersionRow], signature_rows: Sequence[SignatureRow], courses: Rows
) -> dict[str, object]:
    parts: dict[str, object] = {}
    version = rows[-1].version if rows else STUDY_PLAN
    if rows and rows[0].version == STUDY_PLAN:
        parts["study_plan"] = _plan(rows[0], courses)
    if version != STUDY_PLAN:
        parts["agreement"] = _version(rows[-1], courses)
        parts["agreement_version"] = version
    in_force = next((row for row in reversed(rows) if row.concluded_on is not None), None)
    if in_force is not None:
        parts["agreed"] = _version(in_force, courses)
        parts["agreed_version"] = in_force.version
    return {**parts, "signatures": _signed(signature_rows, version)}


def _version(row: VersionRow, courses: Rows) -> AgreementVersion:
    return AgreementVersion(
        row.language, row.semesters, row.purpose, _courses(row, courses), row.outcomes,
        row.programme, row.tasks, row.evaluation, row.teaching_hours, row.activity,
        row.insurance_agreed_otherwise, row.further_documents or (),
    )  # fmt: skip


def _plan(row: PlanRow, courses: Rows) -> StudyPlan:
    return StudyPlan(row.language, row.semesters, row.purpose, _courses(row, courses))


def _courses(row: PlanRow, courses: Rows) -> tuple[Course, ...]:
    return tuple(
        Course(course.title, course.code, course.ects, home_of(course), course.semester)
        for course in courses.get(row.id, ())
    )


def _signed(rows: Sequence[SignatureRow], version: int) -> tuple[Signature, ...]:
    """The signatures on one version; of a party that signed twice, the earlier."""
    return one_of_each(
        Signature(row.document, row.party, row.on)
        for row in rows
        if row.agreement_version == version and row.withdrawn_at is None
    )


_COURSE: Final = agreement_courses.insert()
_NO_TERMS: Final = dict.fromkeys(
    column.name for column in agreements.c if column.nullable and not column.primary_key
)
"""A Study Plan has fewer columns than an agreement: the statement is one for both."""


def add_version(
    connection: Connection,
    case_id: int,
    version: int,
    agreement: AgreementVersion | StudyPlan,
    at: datetime,
) -> None:
    """Writes a version of a case's agreement, or its Study Plan, with the courses."""
    terms = to_row(agreement, "courses")
    row = {**_NO_TERMS, **terms, "case_id": case_id, "version": version, "recorded_at": at}
    number = add_row(connection, agreements, row)
    courses = [
        {
            "agreement_id": number,
            "position": position,
            **to_row(course, "replaces"),
            **home_columns(course.replaces),
        }
        for position, course in enumerate(agreement.courses)
    ]
    execute_many(connection, _COURSE, courses)
    if courses:
        lay_out(connection, agreement_courses, {number: courses})


_NEWEST: Final = select(func.max(agreements.c.version).label("number")).where(
    agreements.c.case_id == bindparam("of_case")
)


def newest_version(connection: Connection, case_id: int) -> int:
    """The number of the newest version that is written; the Study Plan's where there is none."""
    (row,) = fetch(connection, _NEWEST, {"of_case": case_id})
    return row.number or STUDY_PLAN


_CONCLUDE: Final = (
    update(agreements)
    .where(agreements.c.case_id == bindparam("of_case"), agreements.c.version == bindparam("new"))
    .values(concluded_on=bindparam("on"))
)


def conclude(connection: Connection, versions: Sequence[tuple[int, int, date]]) -> None:
    """Versions come into force: each by its case and number, on a civil date."""
    rows = [{"of_case": case_id, "new": version, "on": on} for case_id, version, on in versions]
    execute_many(connection, _CONCLUDE, rows)


def remove_plans(connection: Connection, case_ids: Sequence[int]) -> None:
    """Removes the Study Plans of cases, where there are any, and the signatures on them."""
    plans = select(agreements.c.id, agreements.c.case_id).where(
        agreements.c.case_id.in_(case_ids), agreements.c.version == STUDY_PLAN
    )
    former = {row.id: row.case_id for row in connection.execute(plans)}
    if former:
        of_plan = agreement_courses.c.agreement_id.in_(list(former))
        connection.execute(delete(agreement_courses).where(of_plan))
        connection.execute(delete(agreements).where(agreements.c.id.in_(list(former))))
        is_of_cases = signatures.c.case_id.in_(list(former.values()))
        on_plan = signatures.c.document == "study_plan"
        connection.execute(delete(signatures).where(is_of_cases, on_plan))


def sign(
    connection: Connection, case_id: int, version: int, signature: Signature, at: datetime
) -> None:
    """Writes a signature on a version of a case's agreement, or on its Study Plan."""
    row = {"case_id": case_id, "agreement_version": version, "recorded_at": at}
    add_row(connection, signatures, {**row, **to_row(signature)})
