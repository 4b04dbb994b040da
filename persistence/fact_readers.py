"""The groups of facts of many cases from their tables, one reader for each group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Table

from persistence.agreements import agreed
from persistence.fact_rows import home_of, of_row, rows_of
from persistence.tables import (
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
    stays,
    traineeships,
    transcript_courses,
    transcript_grades,
    transcripts,
)
from states.dossier import (
    Appeal,
    Application,
    DecreeIssued,
    Document,
    GradeShare,
    HomeCourse,
    HostAnswer,
    Pause,
    Period,
    Placement,
    RecognitionDecision,
    Stay,
    Traineeship,
    Transcript,
    TranscriptCourse,
)

Parts = Mapping[int, dict[str, Any]]
Reader = Callable[[Connection, Sequence[int]], Parts]


def _newest(name: str, table: Table, kind: type[Any]) -> Reader:
    """Of the rows of a case the last one, or the only one."""

    def reader(connection: Connection, ids: Sequence[int]) -> Parts:
        found = rows_of(connection, table, ids)
        return {case_id: {name: of_row(kind, rows[-1])} for case_id, rows in found.items()}

    return reader


def _all(name: str, table: Table, kind: type[Any]) -> Reader:
    """All rows of a case, in the table's order."""

    def reader(connection: Connection, ids: Sequence[int]) -> Parts:
        found = rows_of(connection, table, ids)
        return {
            case_id: {name: tuple(of_row(kind, row) for row in rows)}
            for case_id, rows in found.items()
        }

    return reader


def _application(connection: Connection, ids: Sequence[int]) -> Parts:
    hosts = rows_of(connection, application_hosts, ids)
    return {
        case_id: {
            "application": Application(
                row.first_day, row.last_day, tuple(host.host for host in hosts.get(case_id, ())),
                row.programme, row.purpose, row.semesters, row.teaching_hours, row.activity,
            )
        }
        for case_id, (row,) in rows_of(connection, applications, ids).items()
    }  # fmt: skip


def _placement(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {
            "placement": Placement(row.outcome, row.rank, row.points, row.host, row.list_version)
        }
        for case_id, (row,) in rows_of(connection, placements, ids).items()
    }


def _documents(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {
            "documents": {row.kind: of_row(Document, row) for row in rows if not row.produced}
        }
        for case_id, rows in rows_of(connection, documents, ids).items()
    }


def _transcript(connection: Connection, ids: Sequence[int]) -> Parts:
    courses = rows_of(connection, transcript_courses, ids)
    grades = rows_of(connection, transcript_grades, ids)
    return {
        case_id: {
            "transcript": Transcript(
                tuple(of_row(TranscriptCourse, one) for one in courses.get(case_id, ())),
                row.language,
                row.holds_grading_system,
                tuple(of_row(GradeShare, one) for one in grades.get(case_id, ())),
                row.field,
                row.programme_semesters,
                row.remarks,
            )
        }
        for case_id, (row,) in rows_of(connection, transcripts, ids).items()
    }


def _recognition(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {
            "recognition": tuple(
                RecognitionDecision(row.host, home_of(row), row.supplement, row.elective)
                for row in rows
            )
        }
        for case_id, rows in rows_of(connection, recognition_decisions, ids).items()
    }


def _periods(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {row.kind: of_row(Period, row) for row in rows}
        for case_id, rows in rows_of(connection, periods, ids).items()
    }


def _semester_start(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {"semester_start": row.on}
        for case_id, (row,) in rows_of(connection, semester_starts, ids).items()
    }


def _deliveries(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {"deliveries": {row.document: row.on for row in rows}}
        for case_id, rows in rows_of(connection, deliveries, ids).items()
    }


READERS: Final[Mapping[str, Reader]] = {
    "signatures": agreed,
    "application": _application,
    "placement": _placement,
    "host_answer": _newest("host_answer", host_answers, HostAnswer),
    "documents": _documents,
    "study_plan": agreed,
    "agreement": agreed,
    "stay": _newest("stay", stays, Stay),
    "transcript": _transcript,
    "traineeship": _newest("traineeship", traineeships, Traineeship),
    "recognition": _recognition,
    "home_courses": _all("home_courses", home_courses, HomeCourse),
    "periods": _periods,
    "semester_start": _semester_start,
    "pauses": _all("pauses", pauses, Pause),
    "deliveries": _deliveries,
    "appeals": _all("appeals", appeals, Appeal),
    "decree": _newest("decree", decrees, DecreeIssued),
}
"""By group, as `cases.present` names it, what reads it; one reader may read several groups."""
