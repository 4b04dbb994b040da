"""Facts into their tables: what was handed in with a trigger, or recorded by itself.

A fact of one row is written over the earlier one; the history keeps every one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, select, update

from persistence import precedents
from persistence.database import upsert
from persistence.tables import (
    agreement_courses,
    agreements,
    appeals,
    application_hosts,
    applications,
    decrees,
    deliveries,
    documents,
    home_courses,
    host_answers,
    pauses,
    periods,
    placements,
    recognition_decisions,
    semester_starts,
    signatures,
    stays,
    traineeships,
    transcript_courses,
    transcript_grades,
    transcripts,
)
from rules.precedents import Pair
from states.agreements import STUDY_PLAN
from states.dossier import AgreementVersion, Course, Document, Dossier, Signature, StudyPlan
from states.receiving import change_signatures


@dataclass(frozen=True, slots=True)
class Received:
    """A value of a form as it came in, and the dossier that holds it.

    `content` is what was made of it and must be kept with it: the parts of a Decree, as JSON;
    `pairs` are what that Decree enters in the register of precedents.
    """

    case_id: int
    form: str
    value: Any
    dossier: Dossier
    at: datetime
    today: date
    content: str = ""
    pairs: tuple[Pair, ...] = ()


Writer = Callable[[Connection, Sequence[Received]], None]


def write(connection: Connection, form: str, received: Sequence[Received]) -> None:
    """Writes values of one form, of many cases at once."""
    writer = _WRITERS.get(form)
    if writer is not None:
        writer(connection, received)


def group_of(form: str, dossier: Dossier) -> str | None:
    """The group of facts that a value of a form belongs to, as `cases.present` names it."""
    if form == "signature" and dossier.agreement is not None:
        return None
    return _GROUPS.get(form)


_GROUPS: Final[Mapping[str, str]] = {
    "application": "application",
    "document": "documents",
    "signature": "signatures",
    "study_plan": "study_plan",
    "agreement": "agreement",
    "agreement_change": "agreement",
    "training_change": "agreement",
    "staff_change": "agreement",
    "stay": "stay",
    "transcript": "transcript",
    "traineeship": "traineeship",
    "recognition": "recognition",
    "home_courses": "home_courses",
    "insurance": "periods",
    "residence_permit": "periods",
    "semester_start": "semester_start",
    "pause": "pauses",
    "delivery": "deliveries",
    "host_period": "host_answer",
    "host_refusal": "host_answer",
    "decree": "decree",
    "ranking_appeal": "appeals",
    "decree_appeal": "appeals",
}


def _replace_positions(
    connection: Connection, table: Table, rows: Mapping[int, Sequence[dict[str, Any]]]
) -> None:
    """Numbered rows of cases, in place of those that stood there."""
    connection.execute(delete(table).where(table.c.case_id.in_(list(rows))))
    numbered = [
        {"case_id": case_id, "position": position, **row}
        for case_id, lines in rows.items()
        for position, row in enumerate(lines)
    ]
    if numbered:
        connection.execute(table.insert(), numbered)


def _flat(value: Any, *left_out: str) -> dict[str, Any]:
    return {
        part.name: getattr(value, part.name) for part in fields(value) if part.name not in left_out
    }


def _applications(connection: Connection, received: Sequence[Received]) -> None:
    rows = [
        {"case_id": one.case_id, "submitted_at": one.at, **_flat(one.value, "hosts")}
        for one in received
    ]
    upsert(connection, applications, rows)
    hosts = {one.case_id: [{"host": host} for host in one.value.hosts] for one in received}
    _replace_positions(connection, application_hosts, hosts)


def _documents(connection: Connection, received: Sequence[Received]) -> None:
    rows = [document_row(one.case_id, one.value, one.at) for one in received]
    connection.execute(documents.insert(), rows)


def document_row(case_id: int, document: Document, at: datetime) -> dict[str, Any]:
    """A delivered document as a row of `documents`."""
    return {
        **_flat(document),
        "case_id": case_id,
        "produced": False,
        "recorded_at": at,
    }


def _agreements(connection: Connection, received: Sequence[Received]) -> None:
    for one in received:
        agreement = one.dossier.agreement
        assert agreement is not None
        _agreement(connection, one, agreement, one.dossier.agreement_version)


def _study_plans(connection: Connection, received: Sequence[Received]) -> None:
    """A plan takes the place of the one before it, whose signatures are void."""
    ids = [one.case_id for one in received]
    wanted = select(agreements.c.id, agreements.c.case_id).where(
        agreements.c.case_id.in_(ids), agreements.c.version == STUDY_PLAN
    )
    former = {row.id: row.case_id for row in connection.execute(wanted)}
    if former:
        of_plan = agreement_courses.c.agreement_id.in_(list(former))
        connection.execute(delete(agreement_courses).where(of_plan))
        connection.execute(delete(agreements).where(agreements.c.id.in_(list(former))))
        signed = signatures.c.case_id.in_(list(former.values()))
        on_plan = signatures.c.document == "study_plan"
        connection.execute(delete(signatures).where(signed, on_plan))
    for one in received:
        _agreement(connection, one, one.value, STUDY_PLAN)


def _agreement(
    connection: Connection, one: Received, agreed: AgreementVersion | StudyPlan, version: int
) -> None:
    row = {
        "case_id": one.case_id,
        "version": version,
        "recorded_at": one.at,
        **_flat(agreed, "courses"),
    }
    made = connection.execute(agreements.insert().returning(agreements.c.id), row).scalar_one()
    lines = [_course_row(made, n, course) for n, course in enumerate(agreed.courses)]
    if lines:
        connection.execute(agreement_courses.insert(), lines)


def _course_row(agreement_id: int, position: int, course: Course) -> dict[str, Any]:
    home = course.replaces
    return {
        "agreement_id": agreement_id,
        "position": position,
        "title": course.title,
        "code": course.code,
        "ects": course.ects,
        "home_title": home.title if home else None,
        "home_ects": home.ects if home else None,
        "home_hours": home.hours if home else None,
    }


def _agreement_changes(connection: Connection, received: Sequence[Received]) -> None:
    _agreements(connection, received)
    for one in received:
        for signature in change_signatures(one.value, one.today):
            _signature(connection, one, signature)


def _signatures(connection: Connection, received: Sequence[Received]) -> None:
    for one in received:
        _signature(connection, one, one.value)


def _signature(connection: Connection, one: Received, signature: Signature) -> None:
    row = {
        "case_id": one.case_id,
        "agreement_version": _version_signed(one, signature),
        "recorded_at": one.at,
        **_flat(signature),
    }
    connection.execute(signatures.insert(), row)


def _version_signed(one: Received, signature: Signature) -> int:
    on_plan = signature.document == "study_plan"
    return STUDY_PLAN if on_plan else one.dossier.agreement_version


def _stays(connection: Connection, received: Sequence[Received]) -> None:
    rows = [{"case_id": one.case_id, **_flat(one.dossier.stay)} for one in received]
    upsert(connection, stays, rows)


def _transcripts(connection: Connection, received: Sequence[Received]) -> None:
    rows = [
        {"case_id": one.case_id, **_flat(one.value, "courses", "grading_table")} for one in received
    ]
    upsert(connection, transcripts, rows)
    courses = {one.case_id: [_flat(course) for course in one.value.courses] for one in received}
    grades = {one.case_id: [_flat(share) for share in one.value.grading_table] for one in received}
    _replace_positions(connection, transcript_courses, courses)
    _replace_positions(connection, transcript_grades, grades)


def _traineeships(connection: Connection, received: Sequence[Received]) -> None:
    rows = [{"case_id": one.case_id, **_flat(one.value)} for one in received]
    upsert(connection, traineeships, rows)


def _recognitions(connection: Connection, received: Sequence[Received]) -> None:
    rows = {
        one.case_id: [
            {
                "host": decision.host,
                "home_title": decision.home.title if decision.home else None,
                "home_ects": decision.home.ects if decision.home else None,
                "home_hours": decision.home.hours if decision.home else None,
                "supplement": decision.supplement,
                "elective": decision.elective,
            }
            for decision in one.value.decisions
        ]
        for one in received
    }
    _replace_positions(connection, recognition_decisions, rows)


def _home_courses(connection: Connection, received: Sequence[Received]) -> None:
    rows = {one.case_id: [_flat(course) for course in one.value.semester] for one in received}
    _replace_positions(connection, home_courses, rows)


def _periods(connection: Connection, received: Sequence[Received]) -> None:
    rows = [{"case_id": one.case_id, "kind": one.form, **_flat(one.value)} for one in received]
    upsert(connection, periods, rows)


def _semester_starts(connection: Connection, received: Sequence[Received]) -> None:
    rows = [{"case_id": one.case_id, "on": one.value.on} for one in received]
    upsert(connection, semester_starts, rows)


def _pauses(connection: Connection, received: Sequence[Received]) -> None:
    ids = [one.case_id for one in received]
    connection.execute(delete(pauses).where(pauses.c.case_id.in_(ids)))
    rows = [
        {"case_id": one.case_id, **_flat(pause)} for one in received for pause in one.dossier.pauses
    ]
    connection.execute(pauses.insert(), rows)


def _deliveries(connection: Connection, received: Sequence[Received]) -> None:
    rows = [
        {"case_id": one.case_id, "document": one.value.document, "on": one.value.on}
        for one in received
    ]
    upsert(connection, deliveries, rows)


def _host_choices(connection: Connection, received: Sequence[Received]) -> None:
    for one in received:
        placement = one.dossier.placement
        assert placement is not None
        connection.execute(
            update(placements)
            .where(placements.c.case_id == one.case_id)
            .values(host=placement.host, outcome="selected")
        )


def _host_answers(connection: Connection, received: Sequence[Received]) -> None:
    rows = [{"case_id": one.case_id, **_flat(one.dossier.host_answer)} for one in received]
    upsert(connection, host_answers, rows)


def _decrees(connection: Connection, received: Sequence[Received]) -> None:
    rows = [
        {"case_id": one.case_id, "content": one.content, **_flat(one.dossier.decree)}
        for one in received
    ]
    made = connection.execute(decrees.insert().returning(decrees.c.id, decrees.c.case_id), rows)
    ids = {row.case_id: row.id for row in made}
    entries = [
        precedents.Entry(one.case_id, one.dossier.host, pair, one.today)
        for one in received
        if one.dossier.host
        for pair in one.pairs
    ]
    precedents.enter(connection, ids, entries, received[0].at)


def _appeals(connection: Connection, received: Sequence[Received]) -> None:
    rows = [{"case_id": one.case_id, **_flat(one.dossier.appeals[-1])} for one in received]
    connection.execute(appeals.insert(), rows)


def _decided_appeals(connection: Connection, received: Sequence[Received]) -> None:
    for one in received:
        newest = one.dossier.appeals[-1]
        decided = {"decided_on": newest.decided_on, "upheld": newest.upheld}
        connection.execute(
            update(appeals)
            .where(appeals.c.case_id == one.case_id, appeals.c.decided_on.is_(None))
            .values(reason=newest.reason, **decided)
        )


_WRITERS: Final[Mapping[str, Writer]] = {
    "application": _applications,
    "document": _documents,
    "signature": _signatures,
    "study_plan": _study_plans,
    "agreement": _agreements,
    "agreement_change": _agreement_changes,
    "training_change": _agreement_changes,
    "staff_change": _agreement_changes,
    "stay": _stays,
    "transcript": _transcripts,
    "traineeship": _traineeships,
    "recognition": _recognitions,
    "home_courses": _home_courses,
    "insurance": _periods,
    "residence_permit": _periods,
    "semester_start": _semester_starts,
    "pause": _pauses,
    "delivery": _deliveries,
    "host_choice": _host_choices,
    "host_period": _host_answers,
    "host_refusal": _host_answers,
    "decree": _decrees,
    "ranking_appeal": _appeals,
    "decree_appeal": _appeals,
    "appeal_upheld": _decided_appeals,
    "appeal_dismissed": _decided_appeals,
}
