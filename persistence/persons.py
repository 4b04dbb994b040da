"""Persons: who is known by an address, which of them are one, and what other cases they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    Integer,
    ScalarSelect,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from persistence.bulk import fetch
from persistence.database import insert
from persistence.fact_tables import FACT_TABLES
from persistence.one_of import OneOf
from persistence.row_makers import Row
from persistence.tables import (
    applications,
    candidates,
    cases,
    host_answers,
    ledger_entries,
    persons,
    same_persons,
)
from persistence.tables.base import Id
from rules.granted_stay import goes_on
from states.addresses import address_key
from states.calls import Candidate
from states.dossier import OtherCase, Period, Stay
from states.folding import folded, sort_key
from states.frozen import frozen
from states.text import Language


@frozen
class SamePerson:
    """What the office said of two persons: that they are one, or that they are two after all.

    `first` is whom the other one counts as; None where the other is told apart again.
    """

    first: int | None
    other: int
    reason: str
    person: str
    role: str
    at: datetime


_ADDRESS: Final = ("salutation", "academic_title", "name_in_other_script")


def person_of(connection: Connection, candidate: Candidate, letters: Language) -> int:
    """The person of a candidate's address, whatever the case of its letters; a new one else.

    Who is known keeps name and address as they stand: only a correction changes them. How letters
    address the person, and in which language, is added where it is told; somebody new of whom that
    is not told is written to in the language of `letters`.
    """
    row = {
        "name": candidate.name,
        "email": candidate.email,
        "writes_in": candidate.writes_in or letters,
        "key": address_key(candidate.email),
        **{name: getattr(candidate, name) for name in _ADDRESS},
        **looked_up_by(candidate.name, candidate.email, candidate.name_in_other_script),
    }
    statement = insert(connection.dialect.name, persons).values(row)
    told_values = {name: getattr(candidate, name) for name in ("writes_in", *_ADDRESS)}
    # What nobody tells stays; the key is set to itself, so that the row is returned.
    changes = {"key": row["key"], **{name: value for name, value in told_values.items() if value}}
    statement = statement.on_conflict_do_update(index_elements=["key"], set_=changes)
    person = connection.execute(statement.returning(*_LOOKED_UP)).one()
    keys = looked_up_by(person.name, person.email, person.name_in_other_script)
    if person.folded != keys["folded"]:
        connection.execute(update(persons).where(persons.c.id == person.id).values(keys))
    person_id: int = person.id
    return person_id


def names_at(connection: Connection, address: str) -> tuple[str, ...]:
    """The names of the person who is known by an address, the chief one first; else none."""
    row = connection.execute(
        select(persons.c.name, persons.c.name_in_other_script).where(
            persons.c.key == address_key(address)
        )
    ).first()
    return tuple(name for name in row if name) if row else ()


def subject_key(number: str) -> str:
    """What the entry of a project or a partner is known by: its case's number, and no address."""
    return f"#{number}"


IS_NO_PERSON: Final = and_(persons.c.key.startswith("#"), persons.c.key.not_like("%@%"))
"""Whether an entry is that of a project or a partner."""


def subject_entry(
    connection: Connection, number: str, subject: Candidate, letters: Language
) -> int:
    """The entry of what a case is about where that is no person: a project, a partner; under its
    title and address. Nobody is known by it as a person. All agreements with a partner that is
    written to at one address share one."""
    same_subject = select(persons.c.id).where(
        persons.c.name == subject.name, persons.c.email == subject.email, IS_NO_PERSON
    )
    if (known_id := connection.execute(same_subject).scalar()) is not None:
        return int(known_id)
    row = {
        "name": subject.name,
        "email": subject.email,
        "writes_in": subject.writes_in or letters,
        "key": subject_key(number),
        "name_in_other_script": subject.name_in_other_script,
        **looked_up_by(subject.name, subject.email, subject.name_in_other_script),
    }
    entry: int = connection.execute(persons.insert().returning(persons.c.id), row).scalar_one()
    return entry


def project_of_title(connection: Connection, title: str, address: str) -> str | None:
    """The number of the case of the project of a title that is written to at an address."""
    statement = (
        select(cases.c.number)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(persons.c.name == title, persons.c.email == address)
        .where(persons.c.key == literal("#").concat(cases.c.number))
    )
    return connection.execute(statement.limit(1)).scalar()


_LOOKED_UP: Final = (
    persons.c.id, persons.c.name, persons.c.email, persons.c.name_in_other_script, persons.c.folded,
)  # fmt: skip


def looked_up_by(name: str, email: str, name_in_other_script: str | None) -> dict[str, str]:
    """What a person is found by, names and address folded together, and stands in order by."""
    names = dict.fromkeys(map(folded, (name, name_in_other_script or "", email)))
    return {"folded": " ".join(filter(None, names)), "sort_key": sort_key(name)}


_FIRST: Final = func.coalesce(persons.c.same_as, persons.c.id)
_ANOTHER: Final = candidates.alias("another_case")
_SAME: Final = persons.alias("same_person")


def _has_other_cases() -> Exists:
    of_the_person = _ANOTHER.c.person_id == candidates.c.person_id
    return exists().where(of_the_person, _ANOTHER.c.case_id != candidates.c.case_id)


OF_PERSON: Final = (
    _FIRST.label("first_person"),
    cast(
        or_(
            _has_other_cases(),
            persons.c.same_as.is_not(None),
            exists().where(_SAME.c.same_as == persons.c.id),
        ),
        Integer,
    ).label("has_others"),
)
"""Of a case's candidate: as whom the person counts, and whether there may be other cases."""

_STAYS: Final = FACT_TABLES["stay"]
_LATER: Final = ledger_entries.alias("later_entries")
_STANDING_GRANT: Final = and_(
    ledger_entries.c.case_id == cases.c.id,
    ledger_entries.c.prolonged_to.is_not(None),
    ~exists().where(
        _LATER.c.case_id == ledger_entries.c.case_id,
        _LATER.c.position > ledger_entries.c.position,
        _LATER.c.rates.is_not(None),
    ),
)
"""The entry by which a stay goes on, where it stands: what makes a grant names its rates."""


def _of_grant(column: ColumnElement[Any]) -> ScalarSelect[Any]:
    return select(func.max(column)).where(_STANDING_GRANT).correlate(cases).scalar_subquery()


_CASES_OF: Final = (
    select(
        _FIRST.label("first_person"),
        cases.c.id,
        cases.c.number,
        cases.c.institution,
        cases.c.process,
        cases.c.state,
        cases.c.call_id,
        candidates.c.level,
        applications.c.case_id.label("applied"),
        host_answers.c.accepted,
        host_answers.c.first_day,
        host_answers.c.last_day,
        _STAYS.c.arrived_on,
        _STAYS.c.returned_on,
        _of_grant(ledger_entries.c.prolonged_to).label("prolonged_to"),
        _of_grant(ledger_entries.c.receipt).label("grant_receipt"),
    )
    .select_from(cases)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .outerjoin(applications, applications.c.case_id == cases.c.id)
    .outerjoin(host_answers, host_answers.c.case_id == cases.c.id)
    .outerjoin(_STAYS, _STAYS.c.case_id == cases.c.id)
    .where(or_(OneOf(persons.c.id, "ids"), OneOf(persons.c.same_as, "ids")))
    .order_by(cases.c.id)
)


def other_cases(connection: Connection, rows: Sequence[Row]) -> dict[int, tuple[OtherCase, ...]]:
    """By case, the other cases of its candidate; `rows` hold what `OF_PERSON` reads."""
    asked_rows = [row for row in rows if row.has_others]
    if not asked_rows:
        return {}
    by_person: Mapping[int, list[Row]] = defaultdict(list)
    ids = list({row.first_person for row in asked_rows})
    for other in fetch(connection, _CASES_OF, {"ids": ids}):
        by_person[other.first_person].append(other)
    return {row.id: tuple(_others(row, by_person[row.first_person])) for row in asked_rows}


def _others(row: Row, of_person: Iterable[Row]) -> Iterator[OtherCase]:
    for other in of_person:
        if other.id != row.id and other.institution == row.institution:
            is_confirmed = other.accepted and other.first_day and other.last_day
            yield OtherCase(
                other.number,
                other.process,
                other.state,
                in_this_call=other.call_id == row.call_id,
                applied=other.applied is not None,
                level=other.level,
                period=_agreed_period(other) if is_confirmed else None,
                stay=Stay(other.arrived_on, other.returned_on),
            )


def _agreed_period(other: Row) -> Period:
    """As the host confirmed it, and on which it then agreed that the stay goes on."""
    last_day = other.last_day
    if goes_on(other.prolonged_to, other.grant_receipt, (other.first_day, last_day)):
        last_day = max(last_day, other.prolonged_to)
    return Period(other.first_day, last_day)


def case_in_call(connection: Connection, call_id: int, address: str) -> str | None:
    """The number of the first running case in a call of the person who has an address."""
    first = select(_FIRST).where(persons.c.key == address_key(address)).scalar_subquery()
    in_call = (
        select(cases.c.number)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(cases.c.call_id == call_id, cases.c.ended.is_(False))
        .where(or_(persons.c.id == first, persons.c.same_as == first))
        .order_by(cases.c.id)
        .limit(1)
    )
    return connection.execute(in_call).scalar()


@frozen
class KnownPerson:
    """Somebody with an address: their names, the chief one first, and their first running case in
    a call, by number and id."""

    names: tuple[str, ...]
    number: str | None
    case_id: int | None


_AT_ADDRESSES: Final = select(
    persons.c.key, persons.c.name, persons.c.name_in_other_script, _FIRST.label("first_person")
).where(OneOf(persons.c.key, "keys"))
_IN_CALL: Final = (
    select(cases.c.number, cases.c.id, _FIRST.label("first_person"))
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .where(cases.c.call_id == bindparam("call", 0, type_=Id), cases.c.ended.is_(False))
    .order_by(cases.c.id.desc())
)


def known_at(
    connection: Connection, call_id: int, addresses: Sequence[str]
) -> dict[str, KnownPerson]:
    """Who is known by which of many addresses, by the address's key; as `names_at` and
    `case_in_call` say of one."""
    rows = fetch(connection, _AT_ADDRESSES, {"keys": list(map(address_key, addresses))})
    in_call = {
        row.first_person: (row.number, row.id)
        for row in fetch(connection, _IN_CALL, {"call": call_id})
    }
    return {
        row.key: KnownPerson(
            tuple(filter(None, (row.name, row.name_in_other_script))),
            *in_call.get(row.first_person, (None, None)),
        )
        for row in rows
    }


def first_person_of(connection: Connection, case_id: int) -> tuple[int, int]:
    """The person of a case, and as whom that person counts."""
    of_case = (
        select(persons.c.id, _FIRST)
        .join(candidates, candidates.c.person_id == persons.c.id)
        .where(candidates.c.case_id == case_id)
    )
    person_id, first_id = connection.execute(of_case).one()
    return person_id, first_id


def make_one(connection: Connection, other: int, first: int) -> None:
    """From now on one person, and whoever counts as that one, counts as another, the first."""
    counts_so = or_(persons.c.id == other, persons.c.same_as == other)
    as_whom = select(_FIRST).where(persons.c.id == first)
    first_person = connection.execute(as_whom).scalar_one()
    connection.execute(update(persons).where(counts_so).values(same_as=first_person))


def put_together(connection: Connection, same_person: SamePerson) -> None:
    """Notes that two persons are one, or two again, and who said so, when and why."""
    if same_person.first is None:
        apart = update(persons).where(persons.c.id == same_person.other)
        connection.execute(apart.values(same_as=None))
    else:
        make_one(connection, same_person.other, same_person.first)
    row = {
        "person_id": same_person.other, "same_as": same_person.first, "reason": same_person.reason,
        "person": same_person.person, "role": same_person.role, "at": same_person.at,
    }  # fmt: skip
    connection.execute(same_persons.insert(), row)
