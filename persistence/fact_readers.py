"""The groups of facts of cases out of the rows of their tables, one reader for each group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Table

from persistence.agreements import AGREED, agreed
from persistence.fact_rows import Rows, home_of, of_row
from persistence.fact_tables import FACT_TABLES
from persistence.row_makers import Row
from persistence.tables import (
    appeals,
    application_hosts,
    applications,
    decrees,
    deliveries,
    documents,
    home_courses,
    host_answers,
    ledger_entries,
    pauses,
    periods,
    placements,
    recognition_decisions,
    transcript_courses,
    transcript_grades,
    transcripts,
)
from states.dossier import (
    Appeal,
    Application,
    DecreeIssued,
    Document,
    HostAnswer,
    Pause,
    Period,
)
from states.fact_declaration import FactDeclaration
from states.facts import FACTS
from states.moments import civil_date
from states.money import LEDGER, LedgerEntry
from states.placement import Merits, Placement
from states.recognition import (
    GradeShare,
    HomeCourse,
    RecognitionDecision,
    Transcript,
    TranscriptCourse,
)

Parts = Mapping[int, dict[str, Any]]
ByTable = Mapping[Table, Rows]


class Reader(NamedTuple):
    """A group of facts out of the rows of its tables."""

    tables: tuple[Table, ...]
    parts: Callable[[ByTable], Parts]


def _newest(name: str, table: Table, kind: type[object]) -> Reader:
    """Of the rows of a case the last one, or the only one."""

    def parts(rows: ByTable) -> Parts:
        return {case_id: {name: of_row(kind, lines[-1])} for case_id, lines in rows[table].items()}

    return Reader((table,), parts)


def _decrees(rows: ByTable) -> Parts:
    """The newest, and those before it."""
    decrees_by_case = {
        case_id: [of_row(DecreeIssued, row) for row in lines]
        for case_id, lines in rows[decrees].items()
    }
    return {
        case_id: {"decree": of_case[-1], "earlier_decrees": tuple(of_case[:-1])}
        for case_id, of_case in decrees_by_case.items()
    }


def _all(name: str, table: Table, kind: type[object]) -> Reader:
    """All rows of a case, in the table's order."""

    def parts(rows: ByTable) -> Parts:
        return {
            case_id: {name: tuple(of_row(kind, row) for row in lines)}
            for case_id, lines in rows[table].items()
        }

    return Reader((table,), parts)


def _in_its_table(fact: FactDeclaration, table: Table) -> Reader:
    """One row a case, each column a field of the fact's form; a case may have none."""

    def parts(rows: ByTable) -> Parts:
        return {
            case_id: {fact.dossier_field: fact.held(of_row(fact.payload, row))}
            for case_id, (row,) in rows[table].items()
        }

    return Reader((table,), parts)


def _in_its_rows(fact: FactDeclaration, table: Table) -> Reader:
    """A row for each record, in the order in which they were recorded."""

    def parts(rows: ByTable) -> Parts:
        return {
            case_id: {fact.dossier_field: tuple(of_row(fact.payload, row) for row in lines)}
            for case_id, lines in rows[table].items()
        }

    return Reader((table,), parts)


def _application(rows: ByTable) -> Parts:
    hosts = rows[application_hosts]
    return {
        case_id: {
            "application": Application(
                row.first_day, row.last_day, tuple(host.host for host in hosts.get(case_id, ())),
                row.programme, row.purpose, row.semesters, row.teaching_hours, row.activity,
                row.received_on,
            )
        }
        for case_id, (row,) in rows[applications].items()
    }  # fmt: skip


def _listed_merits(row: Row) -> Merits | None:
    """Kept together or not at all: an application came in on some day."""
    if row.listed_received_on is None:
        return None
    return Merits(row.listed_mobilities, row.listed_average, row.listed_received_on)


def _placement(rows: ByTable) -> Parts:
    return {
        case_id: {
            "placement": Placement(
                row.outcome,
                row.rank,
                row.points,
                row.host,
                row.list_version,
                listed_for=row.listed_for,
                corrected_on=row.corrected_on,
                put_right_on=row.put_right_on,
                listed_merits=_listed_merits(row),
            )
        }
        for case_id, (row,) in rows[placements].items()
    }


def _documents(rows: ByTable) -> Parts:
    return {
        case_id: {
            **_copies([row for row in lines if not (row.produced or row.withdrawn_at)]),
            "produced": _first_made(row for row in lines if row.produced),
        }
        for case_id, lines in rows[documents].items()
    }


def _copies(rows: Sequence[Row]) -> dict[str, object]:
    """The copies that stand, in the order in which they were recorded (`states.copies`)."""
    newest = {row.kind: row for row in rows}
    earlier: dict[str, tuple[Document, ...]] = {}
    if len(newest) < len(rows):
        for row in rows:
            if row is not newest[row.kind]:
                earlier[row.kind] = (*earlier.get(row.kind, ()), _received(row))
    return {
        "documents": {kind: _received(row) for kind, row in newest.items()},
        "earlier_copies": earlier,
    }


def _received(row: Row) -> Document:
    """One of before whose day of delivery nobody wrote down came in when it was recorded."""
    document = of_row(Document, row)
    if document.delivered_on is not None:
        return document
    return replace(document, delivered_on=civil_date(row.recorded_at))


def _first_made(produced_rows: Iterable[Row]) -> dict[str, date]:
    made_on: dict[str, date] = {}
    for row in produced_rows:
        made_on.setdefault(row.kind, civil_date(row.recorded_at))
    return made_on


def _transcript(rows: ByTable) -> Parts:
    courses = rows[transcript_courses]
    grades = rows[transcript_grades]
    return {
        case_id: {
            "transcript": Transcript(
                tuple(of_row(TranscriptCourse, course) for course in courses.get(case_id, ())),
                row.language,
                row.holds_grading_system,
                tuple(of_row(GradeShare, share) for share in grades.get(case_id, ())),
                row.field,
                row.programme_semesters,
                row.remarks,
            )
        }
        for case_id, (row,) in rows[transcripts].items()
    }


def _recognition(rows: ByTable) -> Parts:
    return {
        case_id: {
            "recognition": tuple(
                RecognitionDecision(
                    row.host, home_of(row), row.supplement, row.elective, bool(row.without_grade)
                )
                for row in lines
            )
        }
        for case_id, lines in rows[recognition_decisions].items()
    }


def _periods(rows: ByTable) -> Parts:
    return {
        case_id: {row.kind: of_row(Period, row) for row in lines}
        for case_id, lines in rows[periods].items()
    }


def _deliveries(rows: ByTable) -> Parts:
    return {
        case_id: {"deliveries": {row.document: row.on for row in lines}}
        for case_id, lines in rows[deliveries].items()
    }


_AGREED: Final = Reader(AGREED, agreed)
READERS: Final[Mapping[str, Reader]] = {
    "signatures": _AGREED,
    "application": Reader((applications, application_hosts), _application),
    "placement": Reader((placements,), _placement),
    "host_answer": _newest("host_answer", host_answers, HostAnswer),
    "documents": Reader((documents,), _documents),
    "study_plan": _AGREED,
    "agreement": _AGREED,
    "transcript": Reader((transcripts, transcript_courses, transcript_grades), _transcript),
    "recognition": Reader((recognition_decisions,), _recognition),
    "home_courses": _all("home_courses", home_courses, HomeCourse),
    "periods": Reader((periods,), _periods),
    "pauses": _all("pauses", pauses, Pause),
    "deliveries": Reader((deliveries,), _deliveries),
    "appeals": _all("appeals", appeals, Appeal),
    "decree": Reader((decrees,), _decrees),
    LEDGER: _all(LEDGER, ledger_entries, LedgerEntry),
    **{
        fact: (_in_its_rows if FACTS[fact].several else _in_its_table)(FACTS[fact], table)
        for fact, table in FACT_TABLES.items()
    },
}
"""By group, as `cases.present` names it, what reads it; one reader may read several groups."""
