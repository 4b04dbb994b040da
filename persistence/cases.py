"""Opening cases, finding them, and who changed one last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Final

from sqlalchemy import ColumnElement, Connection, Select, String, bindparam, select, update

from persistence.bulk import Statement, execute_many, fetch
from persistence.chains import BEGINNING
from persistence.database import insert
from persistence.one_of import OneOf
from persistence.persons import person_of, subject_entry
from persistence.tables import candidates, cases, history, number_sequences, persons
from states.calls import Candidate
from states.definition import ProcessDefinition
from states.frozen import frozen
from states.moments import civil_date


@frozen
class Change:
    """The last entry of a case's history, for the person who came too late."""

    number: str
    state: str
    kind: str
    name: str
    person: str
    role: str
    at: datetime


def next_number(connection: Connection, register: str) -> int:
    """The next number of a register, without gaps: it is taken in the caller's transaction."""
    (row,) = fetch(connection, _counting(connection.dialect.name), {"name": register, "last": 1})
    number: int = row.last
    return number


@cache
def _counting(dialect: str) -> Statement:
    """The first number of a register, or one more than its last."""
    statement = insert(dialect, number_sequences).on_conflict_do_update(
        index_elements=["name"], set_={"last": number_sequences.c.last + 1}
    )
    counting: Statement = statement.returning(number_sequences.c.last)
    return counting


_RESTS: Final = select(cases.c.id, cases.c.rests_en).where(OneOf(cases.c.id, "ids"))


def rests_of(connection: Connection, case_ids: Sequence[int]) -> dict[int, str | None]:
    """By case, why what it awaits rests, in English; None where it does not."""
    return {row.id: row.rests_en for row in fetch(connection, _RESTS, {"ids": list(case_ids)})}


def open_case(
    connection: Connection,
    definition: ProcessDefinition,
    call_id: int,
    candidate: Candidate,
    at: datetime,
) -> int:
    """Writes a new case in the definition's first state, with an empty history; returns its id."""
    prefix, year = definition.number_prefix, civil_date(at).year
    serial = next_number(connection, f"cases {prefix} {year}")
    row = {
        "number": f"{prefix}-{year}-{serial:04d}",
        "institution": definition.institution,
        "process": definition.process,
        "definition": definition.key,
        "definition_digest": definition.digest,
        "call_id": call_id,
        "state": definition.initial,
        "visit": 1,
        "entered_at": at,
        "opened_at": at,
        "version": 1,
        "owners": "",
        "visited": (),
        "ended": False,
        "present": "",
        "history_length": 0,
        "history_tip": BEGINNING,
    }
    case_id: int = connection.execute(cases.insert().returning(cases.c.id), row).scalar_one()
    person_id = (
        subject_entry(connection, str(row["number"]), candidate, definition.kind.letters)
        if definition.kind.nobody_goes
        else person_of(connection, candidate, definition.kind.letters)
    )
    connection.execute(candidates.insert(), _candidate_row(candidate, case_id, person_id))
    return case_id


def _candidate_row(candidate: Candidate, case_id: int, person_id: int) -> dict[str, object]:
    shared_values = {
        column.name: getattr(candidate, column.name)
        for column in candidates.c
        if column.name not in ("case_id", "person_id")
    }
    return {**shared_values, "case_id": case_id, "person_id": person_id}


_FIND: Final = select(cases.c.id).where(cases.c.number == bindparam("number"))


def find(connection: Connection, number: str) -> int | None:
    """The id of the case with a number such as BMU-2026-0001."""
    return connection.execute(_FIND, {"number": number.strip().upper()}).scalar()


YEARS_BACK: Final = 15
"""So many years of numbers a serial alone is looked for in."""


def numbers_ending(
    connection: Connection, institutions: Sequence[str], serial: str, year: int
) -> Sequence[str]:
    """The numbers of cases of institutions with a serial such as 0016, up to a year."""
    years = range(year - YEARS_BACK, year + 1)
    possible = [f"{place.upper()}-{year}-{serial}" for place in institutions for year in years]
    statement = select(cases.c.number).where(cases.c.number.in_(possible))
    return connection.execute(statement.order_by(cases.c.id)).scalars().all()


def ids_of(connection: Connection, numbers: Sequence[str]) -> list[int]:
    """The ids of the cases with these numbers."""
    statement = select(cases.c.id).where(cases.c.number.in_(list(numbers)))
    return list(connection.execute(statement).scalars())


def number_of(connection: Connection, case_id: int) -> str:
    """The number of a case that exists."""
    number = select(cases.c.number).where(cases.c.id == case_id)
    return str(connection.execute(number).scalar_one())


def running_on(connection: Connection, keys: Sequence[str], after: int, most: int) -> Sequence[int]:
    """The next open cases that run on definitions, by their keys: at most so many after an id."""
    statement = select(cases.c.id).where(
        cases.c.definition.in_(keys), cases.c.ended.is_(False), cases.c.id > after
    )
    return connection.execute(statement.order_by(cases.c.id).limit(most)).scalars().all()


def institution_of(connection: Connection, case_id: int) -> str:
    """Whose case it is: the key of the institution."""
    institution = select(cases.c.institution).where(cases.c.id == case_id)
    return str(connection.execute(institution).scalar_one())


def open_on_others(connection: Connection, version: ProcessDefinition) -> Sequence[int]:
    """The ids of the open cases of a version's process that run on another version."""
    on_others = select(cases.c.id).where(
        cases.c.institution == version.institution,
        cases.c.process == version.process,
        cases.c.definition != version.key,
        cases.c.ended.is_(False),
    )
    return connection.execute(on_others.order_by(cases.c.id)).scalars().all()


def put_on(connection: Connection, case_id: int, version: ProcessDefinition) -> None:
    """Notes on which version a case runs from now on."""
    connection.execute(
        update(cases)
        .where(cases.c.id == case_id)
        .values(definition=version.key, definition_digest=version.digest)
    )


def numbers(connection: Connection) -> Sequence[str]:
    """The numbers of all cases."""
    return connection.execute(select(cases.c.number).order_by(cases.c.id)).scalars().all()


def last_change(connection: Connection, case_id: int) -> Change:
    """What happened to a case last, and where it stands since."""
    row = connection.execute(
        select(history, cases.c.number, cases.c.state)
        .join(cases, cases.c.id == history.c.case_id)
        .where(history.c.case_id == case_id)
        .order_by(history.c.seq.desc())
        .limit(1)
    ).one()
    return Change(row.number, row.state, row.kind, row.name, row.person, row.role, row.at)


def running_case(call_id: int, of_candidate: ColumnElement[bool]) -> Select[str]:
    """The number of the first running case of a call whose candidate meets a condition."""
    return (
        select(cases.c.number)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(cases.c.call_id == call_id, cases.c.ended.is_(False), of_candidate)
        .order_by(cases.c.id)
    )


_MARK_PRESENT: Final = (
    update(cases)
    .where(OneOf(cases.c.id, "ids"), cases.c.present.not_like(bindparam("like", type_=String)))
    .values(present=cases.c.present + bindparam("added", type_=String))
)


def mark_present(connection: Connection, case_ids: Sequence[int], group: str) -> None:
    """Notes that cases have facts of a group that a step of the whole call gave them."""
    values = {"ids": case_ids, "like": f"%{group}%", "added": f",{group}"}
    execute_many(connection, _MARK_PRESENT, [values])
