"""The last day on which somebody acted in a role: an appointment ends no earlier.

Acts are steps and facts of cases, and what is done to a call, to a register and to a plan. Each
stands with the name that its author had on that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    func,
    literal,
    not_,
    null,
    select,
)

from persistence import changes, staff
from persistence.deputies import Deputy
from persistence.plans import PLANNER
from persistence.staff import Appointed, Assignment
from persistence.tables import (
    calls,
    cases,
    commission_changes,
    grading_table_withdrawals,
    grading_tables,
    handling_log,
    history,
    plans,
    precedent_withdrawals,
    precedents,
)
from states.moments import civil_date, end_of, instant_of

MOST_CHANGES: Final = 1000
"""Of what was corrected of a person, the newest: among them every name."""


class _Acts(NamedTuple):
    """Where acts of one kind stand: at which institution, when, whose, in which role, for whom."""

    rows: FromClause
    institution: ColumnElement[Any]
    at: ColumnElement[Any]
    person: ColumnElement[Any]
    role: ColumnElement[Any]
    deputy_for: ColumnElement[Any]


def _signed(table: Any, rows: FromClause, institution: Any, at: str = "at") -> _Acts:
    """Acts that a table holds with person and role, and perhaps in whose place."""
    columns = table.c
    in_place = columns.deputy_for if "deputy_for" in columns else null()
    return _Acts(rows, institution, columns[at], columns.person, columns.role, in_place)


_BEGUN = (plans.c.begun_at, plans.c.begun_by)
_GIVEN_OUT = (plans.c.given_out_at, plans.c.given_out_by)
_KINDS: Final = (
    _signed(history, history.join(cases), cases.c.institution),
    _signed(handling_log, handling_log.join(cases), cases.c.institution),
    _signed(
        commission_changes, commission_changes.join(calls), calls.c.institution, "recorded_at"
    ),
    _Acts(
        calls, calls.c.institution, calls.c.opened_at, calls.c.opened_by, calls.c.opened_as,
        calls.c.opened_for,
    ),
    _signed(grading_tables, grading_tables, grading_tables.c.kept_by, "added_at"),
    _signed(
        grading_table_withdrawals, grading_table_withdrawals.join(grading_tables),
        grading_tables.c.kept_by,
    ),
    _signed(
        precedent_withdrawals,
        precedent_withdrawals.join(precedents).join(cases, cases.c.id == precedents.c.case_id),
        cases.c.institution,
    ),
    *(
        _Acts(plans, plans.c.institution, at, by, literal(PLANNER), null())
        for at, by in (_BEGUN, _GIVEN_OUT)
    ),
)  # fmt: skip


def last_act_of(connection: Connection, appointment: Appointed) -> date | None:
    """The civil date on which somebody last acted in the role that this assignment gave.

    Acts bear a name: those of days on which a namesake held the role as well may be that one's, who
    held it, and keep nobody else in it.
    """
    assignment, member = appointment.given, appointment.member
    names = {member.name, *_former_names(connection, member.login)}
    of_namesakes = [
        entry.given
        for entry in staff.appointments_at(connection, assignment.institution)
        if entry.member.id != member.id
        and entry.member.name in names
        and entry.given.role == assignment.role
    ]
    return _last(
        connection,
        (assignment.institution, assignment.role, assignment.last_day),
        lambda acts: and_(
            acts.person.in_(names), *(not_(_while_held(acts, other)) for other in of_namesakes)
        ),
    )


def _while_held(acts: _Acts, assignment: Assignment) -> ColumnElement[bool]:
    is_after = acts.at >= instant_of(assignment.first_day)
    if assignment.last_day is None:
        return is_after
    return and_(is_after, acts.at < end_of(assignment.last_day))


def last_act_in_place(connection: Connection, deputy: Deputy) -> date | None:
    """The civil date on which the deputy last acted in the other's place under a substitution."""
    return _last(
        connection,
        (deputy.institution, deputy.who, deputy.period.last_day),
        lambda acts: acts.deputy_for == deputy.deputy_for,
    )


def _last(
    connection: Connection,
    where: tuple[str, str, date | None],
    author_matches: Callable[[_Acts], ColumnElement[bool]],
) -> date | None:
    """The last act at an institution, in a role, not after a civil date where there is one."""
    institution, role, until = where
    instants = []
    for acts in _KINDS:
        last = (
            select(func.max(acts.at, type_=acts.at.type))
            .select_from(acts.rows)
            .where(acts.institution == institution, acts.role == role, author_matches(acts))
        )
        if until is not None:
            last = last.where(acts.at < end_of(until))
        instants.append(connection.execute(last).scalar())
    return max(map(civil_date, filter(None, instants)), default=None)


def _former_names(connection: Connection, login: str) -> Iterator[str]:
    """The names that somebody had before they were corrected."""
    for entry in changes.of(connection, "person", login, MOST_CHANGES):
        name = (entry.change.before or {}).get("name")
        if isinstance(name, str):
            yield name
