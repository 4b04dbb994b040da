"""Dossiers from their tables: many cases at once, each table asked once and only where needed.

A case row names in `present` the groups of facts that it has; only their tables are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, select

from persistence import calls as call_rows
from persistence import grading_tables, precedents
from persistence.bulk import OneOf, fetch
from persistence.tables import (
    agreement_courses,
    agreements,
    appeals,
    application_hosts,
    applications,
    candidates,
    cases,
    decrees,
    deliveries,
    documents,
    home_courses,
    host_answers,
    pauses,
    periods,
    persons,
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
from persistence.tables.base import Id
from persistence.waiting_lists import waiting_of
from states.agreements import STUDY_PLAN
from states.dossier import (
    AgreementVersion,
    Appeal,
    Application,
    Candidate,
    Case,
    Course,
    DecreeIssued,
    Document,
    Dossier,
    GradeShare,
    HomeCourse,
    HostAnswer,
    Pause,
    Period,
    Placement,
    RecognitionDecision,
    Signature,
    Stay,
    StudyPlan,
    Traineeship,
    Transcript,
    TranscriptCourse,
    Waiting,
)

Rows = Mapping[int, Sequence[Any]]
Parts = Mapping[int, dict[str, Any]]


def load(
    connection: Connection,
    case_ids: Sequence[int],
    for_update: bool = False,
    to_decide: bool = True,
) -> dict[int, tuple[Case, Dossier]]:
    """Cases and their dossiers by id; an id that is no case is left out.

    `for_update` keeps everybody else from changing them until the transaction ends. A dossier from
    which nothing is decided, a letter's say, needs neither the others who wait nor the registers.
    """
    if for_update:
        call_rows.lock_calls_of(connection, case_ids)
    found = _case_rows(connection, case_ids)
    present = {group for row in found for group in row.present.split(",") if group}
    facts = {group: _READERS[group](connection, case_ids) for group in present}
    calls = {row.call_id: None for row in found}
    loaded = {call_id: call_rows.load(connection, call_id) for call_id in calls}
    queues = _queues(connection, found, facts.get("placement", {})) if to_decide else {}
    for call_id, queue in queues.items():
        call, progress = loaded[call_id]
        loaded[call_id] = (call, replace(progress, waiting=queue))
    made: dict[int, tuple[Case, Dossier]] = {}
    for row in found:
        call, progress = loaded[row.call_id]
        parts: dict[str, Any] = {}
        for group in filter(None, row.present.split(",")):
            parts.update(facts[group].get(row.id, {}))
        made[row.id] = (
            case_of(row),
            Dossier(candidate=_candidate(row), call=call, progress=progress, **parts),
        )
    return _with_registers(connection, made) if to_decide else made


def _queues(
    connection: Connection, found: Sequence[Any], placed: Parts
) -> Mapping[int, tuple[Waiting, ...]]:
    """Who waits, by call; asked only for the calls of cases that wait themselves."""
    waiting = {case_id for case_id, of in placed.items() if of["placement"].outcome == "waiting"}
    calls = {row.call_id for row in found if row.id in waiting and row.call_id}
    return waiting_of(connection, calls) if calls else {}


def _with_registers(
    connection: Connection, made: dict[int, tuple[Case, Dossier]]
) -> dict[int, tuple[Case, Dossier]]:
    """What the office keeps for the hosts of these cases; asked only once a host has answered."""
    wanted = {
        case_id: (case.institution, dossier.host)
        for case_id, (case, dossier) in made.items()
        if dossier.host and (dossier.host_answer or dossier.transcript)
    }
    if not wanted:
        return made
    tables = grading_tables.of_hosts(connection, set(wanted.values()))
    pairs = precedents.of_hosts(connection, set(wanted.values()))
    for case_id, key in wanted.items():
        case, dossier = made[case_id]
        earlier = tuple(one for one in pairs[key] if one.case != case.number)
        told = replace(dossier, grading_tables=tables[key], precedents=earlier)
        made[case_id] = (case, told)
    return made


_CASES: Final = (
    select(
        cases,
        persons.c.name,
        persons.c.email,
        persons.c.writes_in,
        *[column for column in candidates.c if column.name not in ("case_id", "person_id")],
    )
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .order_by(cases.c.id)
)
_ONE_CASE: Final = _CASES.where(cases.c.id == bindparam("one", 0, type_=Id))
_SOME_CASES: Final = _CASES.where(OneOf(cases.c.id, "ids"))


def _case_rows(connection: Connection, ids: Sequence[int]) -> Sequence[Any]:
    if len(ids) == 1:
        return fetch(connection, _ONE_CASE, {"one": ids[0]})
    return fetch(connection, _SOME_CASES, {"ids": ids})


def case_of(row: Any) -> Case:
    """A row of `cases` as a Case."""
    return Case(
        row.id, row.number, row.institution, row.process, row.definition, row.state, row.visit,
        row.entered_at, row.version, row.due, row.call_id, row.awaited,
    )  # fmt: skip


def _candidate(row: Any) -> Candidate:
    return Candidate(
        name=row.name,
        email=row.email,
        level=row.level,
        year=row.year,
        ects_earned=row.ects_earned,
        months_abroad=row.months_abroad,
        earlier_mobilities=row.earlier_mobilities,
        grade_average=row.grade_average,
        language=dict(row.language),
        employed=row.employed,
        staff=row.staff,
        commission_name=row.commission_name,
        home_institution=row.home_institution,
        student_card=row.student_card,
        study_programme=row.study_programme,
        faculty=row.faculty,
        writes_in=row.writes_in,
    )


def _in_order(table: Table, *order: str) -> Any:
    return select(table).order_by(*[table.c[name] for name in ("case_id", *order)])


_ORDER: Final[Mapping[Table, tuple[str, ...]]] = {
    applications: (),
    application_hosts: ("position",),
    placements: (),
    host_answers: (),
    documents: ("id",),
    agreements: ("version",),
    signatures: ("id",),
    stays: (),
    transcripts: (),
    traineeships: (),
    transcript_courses: ("position",),
    transcript_grades: ("position",),
    recognition_decisions: ("position",),
    home_courses: ("position",),
    periods: ("kind",),
    semester_starts: (),
    pauses: ("first_day",),
    deliveries: ("document",),
    appeals: ("id",),
    decrees: ("id",),
}
_OF_ONE: Final = {
    table: _in_order(table, *order).where(table.c.case_id == bindparam("one", 0, type_=Id))
    for table, order in _ORDER.items()
}
_OF_SOME: Final = {
    table: _in_order(table, *order).where(OneOf(table.c.case_id, "ids"))
    for table, order in _ORDER.items()
}
_COURSES: Final = (
    select(agreement_courses)
    .where(OneOf(agreement_courses.c.agreement_id, "ids"))
    .order_by(agreement_courses.c.agreement_id, agreement_courses.c.position)
)


def _read(connection: Connection, table: Table, ids: Sequence[int]) -> Rows:
    if len(ids) == 1:
        found = fetch(connection, _OF_ONE[table], {"one": ids[0]})
        return {ids[0]: found} if found else {}
    return _grouped(fetch(connection, _OF_SOME[table], {"ids": ids}), "case_id")


def _grouped(rows: Iterable[Any], key: str) -> Rows:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, key)].append(row)
    return grouped


def _application(connection: Connection, ids: Sequence[int]) -> Parts:
    hosts = _read(connection, application_hosts, ids)
    return {
        case_id: {
            "application": Application(
                row.first_day, row.last_day, tuple(host.host for host in hosts.get(case_id, ())),
                row.programme, row.purpose, row.semesters, row.teaching_hours, row.activity,
            )
        }
        for case_id, (row,) in _read(connection, applications, ids).items()
    }  # fmt: skip


def _placement(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {
            "placement": Placement(row.outcome, row.rank, row.points, row.host, row.list_version)
        }
        for case_id, (row,) in _read(connection, placements, ids).items()
    }


def _host_answer(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {"host_answer": HostAnswer(row.accepted, row.first_day, row.last_day, row.reason)}
        for case_id, (row,) in _read(connection, host_answers, ids).items()
    }


def _documents(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {
            "documents": {
                row.kind: Document(
                    row.kind, row.language, row.delivered_on, row.certified,
                    row.signed_by, row.file,
                )
                for row in rows
                if not row.produced
            }
        }
        for case_id, rows in _read(connection, documents, ids).items()
    }  # fmt: skip


def _study_plan(connection: Connection, ids: Sequence[int]) -> Parts:
    read = _read(connection, agreements, ids)
    plans = {case_id: rows[0] for case_id, rows in read.items() if rows[0].version == STUDY_PLAN}
    courses = courses_of(connection, [row.id for row in plans.values()])
    return {
        case_id: {
            "study_plan": StudyPlan(
                row.language, row.semesters, row.purpose, tuple(courses.get(row.id, ()))
            )
        }
        for case_id, row in plans.items()
    }


def _agreement(connection: Connection, ids: Sequence[int]) -> Parts:
    newest = {case_id: rows[-1] for case_id, rows in _read(connection, agreements, ids).items()}
    signed = _read(connection, signatures, ids)
    courses = courses_of(connection, [row.id for row in newest.values()])
    return {
        case_id: {
            "agreement": agreement_of(row, courses.get(row.id, ())),
            "agreement_version": row.version,
            "signatures": signatures_of(signed.get(case_id, ()), row.version),
        }
        for case_id, row in newest.items()
    }


def courses_of(connection: Connection, agreement_ids: Sequence[int]) -> dict[int, list[Course]]:
    """The courses of versions of agreements, by the id of the version's row."""
    if not agreement_ids:
        return {}
    rows = _grouped(fetch(connection, _COURSES, {"ids": agreement_ids}), "agreement_id")
    return {agreement_id: list(map(course_of, courses)) for agreement_id, courses in rows.items()}


def agreement_of(row: Any, courses: Sequence[Course]) -> AgreementVersion:
    """A row of `agreements` with its courses as a version of the agreement."""
    return AgreementVersion(
        row.language, row.semesters, row.purpose, tuple(courses), row.outcomes,
        row.programme, row.tasks, row.evaluation, row.teaching_hours, row.activity,
    )  # fmt: skip


def course_of(row: Any) -> Course:
    """A row of `agreement_courses` as a Course."""
    return Course(row.title, row.code, row.ects, _home(row))


def signatures_of(rows: Sequence[Any], version: int) -> tuple[Signature, ...]:
    """The signatures on one version; of a party that signed twice, the later."""
    newest = {
        (row.document, row.party): Signature(row.document, row.party, row.on)
        for row in rows
        if row.agreement_version == version
    }
    return tuple(newest.values())


def _home(row: Any) -> HomeCourse | None:
    if row.home_title is None:
        return None
    return HomeCourse(row.home_title, row.home_ects, row.home_hours)


def _signatures_alone(connection: Connection, ids: Sequence[int]) -> Parts:
    """Signatures given before any version of the agreement (on a study plan, say)."""
    return {
        case_id: {"signatures": signatures_of(rows, STUDY_PLAN)}
        for case_id, rows in _read(connection, signatures, ids).items()
    }


def _stay(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {"stay": Stay(row.arrived_on, row.returned_on)}
        for case_id, (row,) in _read(connection, stays, ids).items()
    }


def _transcript(connection: Connection, ids: Sequence[int]) -> Parts:
    courses = _read(connection, transcript_courses, ids)
    grades = _read(connection, transcript_grades, ids)
    return {
        case_id: {
            "transcript": Transcript(
                tuple(
                    TranscriptCourse(
                        c.title, c.ects, c.grade, c.passed, c.code, c.hours, c.english, c.duration
                    )
                    for c in courses.get(case_id, ())
                ),
                row.language,
                row.holds_grading_system,
                tuple(GradeShare(g.grade, g.percent, g.passing) for g in grades.get(case_id, ())),
                row.field,
                programme_semesters=row.programme_semesters,
                remarks=row.remarks,
            )
        }
        for case_id, (row,) in _read(connection, transcripts, ids).items()
    }


_OF_A_TRAINEESHIP: Final = tuple(part.name for part in fields(Traineeship))


def _traineeship(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {
            "traineeship": Traineeship(**{name: getattr(row, name) for name in _OF_A_TRAINEESHIP})
        }
        for case_id, (row,) in _read(connection, traineeships, ids).items()
    }


def _recognition(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {
            "recognition": tuple(
                RecognitionDecision(row.host, _home(row), row.supplement, row.elective)
                for row in rows
            )
        }
        for case_id, rows in _read(connection, recognition_decisions, ids).items()
    }


def _home_courses(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {"home_courses": tuple(HomeCourse(row.title, row.ects, row.hours) for row in rows)}
        for case_id, rows in _read(connection, home_courses, ids).items()
    }


def _periods(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {row.kind: Period(row.first_day, row.last_day) for row in rows}
        for case_id, rows in _read(connection, periods, ids).items()
    }


def _semester_start(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {"semester_start": row.on}
        for case_id, (row,) in _read(connection, semester_starts, ids).items()
    }


def _pauses(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {"pauses": tuple(Pause(row.first_day, row.last_day, row.reason) for row in rows)}
        for case_id, rows in _read(connection, pauses, ids).items()
    }


def _deliveries(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {"deliveries": {row.document: row.on for row in rows}}
        for case_id, rows in _read(connection, deliveries, ids).items()
    }


def _appeals(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {
            "appeals": tuple(
                Appeal(r.against, r.on, r.grounds, r.decided_on, r.upheld, r.reason) for r in rows
            )
        }
        for case_id, rows in _read(connection, appeals, ids).items()
    }


def _decree(connection: Connection, ids: Sequence[int]) -> Parts:
    return {
        case_id: {
            "decree": DecreeIssued(
                rows[-1].number,
                rows[-1].issued_on,
                rows[-1].method,
                rows[-1].delivered_on,
                rows[-1].remedy,
            )
        }
        for case_id, rows in _read(connection, decrees, ids).items()
    }


_READERS: Final[Mapping[str, Callable[[Connection, Sequence[int]], Parts]]] = {
    "signatures": _signatures_alone,
    "application": _application,
    "placement": _placement,
    "host_answer": _host_answer,
    "documents": _documents,
    "study_plan": _study_plan,
    "agreement": _agreement,
    "stay": _stay,
    "transcript": _transcript,
    "traineeship": _traineeship,
    "recognition": _recognition,
    "home_courses": _home_courses,
    "periods": _periods,
    "semester_start": _semester_start,
    "pauses": _pauses,
    "deliveries": _deliveries,
    "appeals": _appeals,
    "decree": _decree,
}
