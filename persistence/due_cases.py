"""Which ended cases of an institution have data that are due to go: found by one statement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    exists,
    false,
    or_,
    select,
    type_coerce,
)

from persistence.counting import counted
from persistence.personal_data import KINDS, Kind
from persistence.persons_cases import PersonCase
from persistence.tables import applications, candidates, cases, erased_cases, history, persons


class DueBefore(NamedTuple):
    """What is due of a case that ended before an instant: by kind of data, and all of one that its
    candidate began and never applied in; None where that is kept as other cases are."""

    kinds: Mapping[Kind, datetime]
    unapplied: datetime | None


class DueRow(NamedTuple):
    """A case of which something is due, whose it is, whether they never applied in it, and which
    kinds of its data went before."""

    case: PersonCase
    name: str
    never_applied: bool
    erased: frozenset[Kind]


_BEGUN_BY_CANDIDATE: Final = exists().where(
    history.c.case_id == cases.c.id, history.c.seq == 1, history.c.role == "candidate"
)
_HAS_APPLIED: Final = exists().where(applications.c.case_id == cases.c.id)


def due_rows(
    connection: Connection,
    institution: str,
    due_before: DueBefore,
    window: tuple[int | None, int] = (None, 0),
) -> list[DueRow]:
    """So many cases of which something is due (None for all) after so many of them, by id."""
    most, offset = window
    statement = _due(institution, due_before).order_by(cases.c.id).limit(most).offset(offset)
    return _rows(connection, statement)


def due_among(
    connection: Connection, institution: str, due_before: DueBefore, case_ids: Collection[int]
) -> list[DueRow]:
    """Of some cases those of which something is due, by id."""
    own = _due(institution, due_before).where(cases.c.id.in_(case_ids))
    return _rows(connection, own.order_by(cases.c.id))


def count_due(connection: Connection, institution: str, due_before: DueBefore) -> int:
    """How many cases have data that are due, as far as lists are counted."""
    lines = select(cases.c.id).where(*_conditions(institution, due_before))
    return connection.execute(select(counted(lines))).scalar_one()


def _due(institution: str, due_before: DueBefore) -> Select[Any]:
    is_unapplied = _never_applied() if due_before.unapplied is not None else false()
    went_before = (_has_gone(kind).label(f"gone_{kind}") for kind in KINDS)
    return (
        select(
            *(cases.c[name] for name in PersonCase._fields),
            persons.c.name.label("candidate"),
            is_unapplied.label("unapplied"),
            *went_before,
        )
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(*_conditions(institution, due_before))
    )


def _conditions(institution: str, due_before: DueBefore) -> Iterable[ColumnElement[bool]]:
    ways = [
        and_(cases.c.entered_at < until, ~_has_gone(kind))
        for kind, until in due_before.kinds.items()
    ]
    if due_before.unapplied is not None:
        is_over = cases.c.entered_at < due_before.unapplied
        ways.append(and_(is_over, ~_has_gone("person"), _never_applied()))
    ends = [end for end in (*due_before.kinds.values(), due_before.unapplied) if end is not None]
    # Said apart, so that a database looks at no case that ended later than any of these.
    ended_early = cases.c.entered_at < max(ends) if ends else false()
    of_institution = cases.c.institution == institution
    return of_institution, cases.c.ended.is_(True), ended_early, or_(false(), *ways)


@cache
def _has_gone(kind: Kind) -> ColumnElement[bool]:
    """Whether a kind of a case's data was erased before."""
    return exists().where(
        erased_cases.c.case_id == cases.c.id,
        type_coerce(erased_cases.c.kinds, String).contains(f'"{kind}"'),
    )


@cache
def _never_applied() -> ColumnElement[bool]:
    return and_(_BEGUN_BY_CANDIDATE, ~_HAS_APPLIED)


def _rows(connection: Connection, statement: Select[Any]) -> list[DueRow]:
    width = len(PersonCase._fields)
    return [
        DueRow(
            PersonCase._make(row[:width]),
            row.candidate,
            bool(row.unapplied),
            frozenset(kind for kind in KINDS if row._mapping[f"gone_{kind}"]),
        )
        for row in connection.execute(statement)
    ]
