"""Sets of open cases as the board counts them and as their lists show them: one condition for both.

Stuck is a case whose awaited step is overdue, whose due date can't be counted, that nobody may
advance, or that has an action which was given up. What rests is not overdue: what is forbidden is
not held against anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    false,
    func,
    literal,
    not_,
    select,
    tuple_,
    union_all,
)

from persistence.counting import counted
from persistence.given_up_actions import given_up_for_good
from persistence.owners import owners_in
from persistence.tables import (
    appeals,
    calls,
    candidates,
    case_owners,
    cases,
    listed_cases,
    outbox,
    persons,
)
from persistence.tables.lists import NO_DUE_KEY
from states.frozen import frozen
from states.moments import instant_of
from states.text import Text

Why = Literal["overdue", "nobody", "undated", "action"]
"""Why a case is stuck."""

When = Literal["overdue", "soon", "later", "undated", "resting"]
"""Where the due date of a case lies: each open case is in exactly one of these."""

AGES: Final = (7, 30, 90)
"""Days in a state: up to the first, up to the second, up to the third, and longer."""

SOON: Final = timedelta(days=7)
"""What falls due within this week from today on, today included."""

Place = tuple[str, str]
"""An institution and a role there."""


@frozen
class CaseSet:
    """A set of open cases; what is empty asks for everything.

    `first` and `last` bound the due date, both included; `age` is a place in the spans of `AGES`.
    """

    why: Why | None = None
    when: When | None = None
    role: str = ""
    process: str = ""
    state: str = ""
    host: str | None = None
    age: int | None = None
    appeal: bool = False
    safe: bool = False
    call: int | None = None
    first: date | None = None
    last: date | None = None


@frozen
class OfficeToday:
    """What a set depends on beside itself: whose cases, the civil date, who is not there.

    `vacant` are the roles that nobody holds or deputises for on this day; `call_steps` the steps
    that are taken for a whole call, each with the process and the state that wait for it.
    """

    institutions: tuple[str, ...]
    today: date
    vacant: tuple[Place, ...] = ()
    call_steps: tuple[tuple[str, str, str], ...] = ()


class OpenCase(NamedTuple):
    """A line of a list of open cases."""

    id: int
    number: str
    candidate: str
    institution: str
    definition: str
    state: str
    awaited: str | None
    owners: str
    due: date | None
    entered_at: datetime
    rests_en: str | None
    rests_sr: str | None
    call_id: int
    call: str
    host: str
    given_up: bool

    @property
    def roles(self) -> tuple[str, ...]:
        """The owners, by role."""
        return owners_in(self.owners)

    def late_on(self, today: date) -> int:
        """Civil days past the due date; 0 where it has not passed, or no limit runs."""
        late = self.rests_en is None and self.due is not None and self.due < today
        return (today - self.due).days if late and self.due is not None else 0

    @property
    def rests(self) -> Text | None:
        """Why no limit runs, where none does."""
        return Text(self.rests_en, self.rests_sr or "") if self.rests_en else None


_RUNS: Final = listed_cases.c.rests.is_(False)
_GIVEN_UP: Final = select(outbox.c.case_id).where(
    given_up_for_good(), outbox.c.case_id.is_not(None)
)

_UNDECIDED: Final = select(appeals.c.case_id).where(appeals.c.decided_on.is_(None))


def _safe_until(office: OfficeToday) -> Select[Any]:
    """The open cases whose latest safe day comes within this week, today included."""
    return select(cases.c.id).where(
        cases.c.ended.is_(False),
        cases.c.institution.in_(office.institutions),
        cases.c.safe_by.between(office.today, office.today + SOON),
    )


def condition_of(case_set: CaseSet, office: OfficeToday) -> ColumnElement[bool]:
    """The condition that a row of `listed_cases`, joined to its case, belongs to a set."""
    # Given up are few: written so that no index begins with what is open.
    is_open = listed_cases.c.ended.is_(False)
    parts = [
        listed_cases.c.ended.is_not(True) if case_set.why == "action" else is_open,
        listed_cases.c.institution.in_(office.institutions),
        *(listed_cases.c[name] == getattr(case_set, name)
          for name in ("process", "state") if getattr(case_set, name)),
    ]  # fmt: skip
    if case_set.why:
        parts.append(_because(case_set.why, office))
    if case_set.when:
        parts.append(_due(case_set.when, office.today))
    if case_set.host is not None:
        parts.append(listed_cases.c.host == case_set.host)
    if case_set.safe:
        parts.append(listed_cases.c.case_id.in_(_safe_until(office)))
    if case_set.call is not None:
        parts.append(listed_cases.c.call_id == case_set.call)
    if case_set.appeal:
        parts.append(listed_cases.c.case_id.in_(_UNDECIDED))
    if case_set.role:
        parts.append(listed_cases.c.case_id.in_(_owned_by(case_set.role, office)))
    return and_(*parts, *_between(case_set), *_of_age(case_set.age, office.today))


WHYS: Final[tuple[Why, ...]] = ("overdue", "nobody", "undated", "action")


def _because(why: Why, office: OfficeToday) -> ColumnElement[bool]:
    if why == "overdue":
        return and_(_RUNS, listed_cases.c.due_key < office.today)
    if why == "undated":
        return and_(_RUNS, listed_cases.c.due_key == NO_DUE_KEY)
    if why == "action":
        return listed_cases.c.case_id.in_(_GIVEN_UP)
    if not office.vacant:
        return false()
    place = tuple_(case_owners.c.institution, case_owners.c.role)
    open_owners = case_owners.c.ended.is_(False)
    of_nobody = select(case_owners.c.case_id).where(place.in_(office.vacant), open_owners)
    of_somebody = select(case_owners.c.case_id).where(
        case_owners.c.case_id == listed_cases.c.case_id, place.not_in(office.vacant)
    )
    return and_(listed_cases.c.case_id.in_(of_nobody), not_(of_somebody.exists()))


def _due(when: When, today: date) -> ColumnElement[bool]:
    due = listed_cases.c.due_key
    conditions: dict[When, ColumnElement[bool]] = {
        "overdue": due < today,
        "soon": due.between(today, today + SOON),
        "later": and_(due > today + SOON, due < NO_DUE_KEY),
        "undated": due == NO_DUE_KEY,
    }
    return and_(_RUNS, conditions[when]) if when in conditions else not_(_RUNS)


def _owned_by(role: str, office: OfficeToday) -> Select[tuple[int]]:
    return select(case_owners.c.case_id).where(
        case_owners.c.institution.in_(office.institutions),
        case_owners.c.role == role,
        case_owners.c.ended.is_(False),
    )


def _between(case_set: CaseSet) -> list[ColumnElement[bool]]:
    due, bounds = listed_cases.c.due_key, []
    if case_set.first is not None:
        bounds.append(due >= case_set.first)
    if case_set.last is not None:
        bounds.append(due <= case_set.last)
    return [*bounds, _RUNS] if bounds else []


def _of_age(age: int | None, today: date) -> list[ColumnElement[bool]]:
    return [] if age is None else [of_ages(today)[age]]


def of_ages(today: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a case has been in its state for each span of `AGES`, on a civil date."""
    entered_at = cases.c.entered_at
    ends = [instant_of(today - timedelta(days=days)) for days in AGES]
    newer = [None, *ends]
    older = [*ends, None]
    return tuple(
        and_(
            *(part for part in (
                entered_at < after if after is not None else None,
                entered_at >= before if before is not None else None,
            ) if part is not None)
        )
        for after, before in zip(newer, older, strict=True)
    )  # fmt: skip


_JOINED: Final = listed_cases.join(cases, cases.c.id == listed_cases.c.case_id)
_LINES: Final = (
    select(
        cases.c.id, cases.c.number, persons.c.name, cases.c.institution, cases.c.definition,
        cases.c.state, cases.c.awaited, cases.c.owners, cases.c.due, cases.c.entered_at,
        cases.c.rests_en, cases.c.rests_sr, cases.c.call_id, calls.c.title, listed_cases.c.host,
        listed_cases.c.case_id.in_(_GIVEN_UP).label("given_up"),
    )
    .select_from(_JOINED)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .join(calls, calls.c.id == cases.c.call_id)
)  # fmt: skip


def lines(
    connection: Connection,
    case_set: CaseSet,
    office: OfficeToday,
    window: tuple[int, int],
    alone: bool = False,
) -> list[OpenCase]:
    """A page of a set, what is due first at the top; `window` is how many, after how many.

    `alone` leaves out the cases that wait for a step of their whole call.
    """
    most, after = window
    condition = _alone(case_set, office) if alone else condition_of(case_set, office)
    order = (listed_cases.c.due_key, listed_cases.c.case_id)
    shown_ids = _ids(case_set, condition).order_by(*order).limit(most).offset(after).subquery()
    # The lines before the page are passed over in their index, and nothing of them is read.
    page = _LINES.where(listed_cases.c.case_id.in_(shown_ids.select())).order_by(*order)
    return [OpenCase._make(row) for row in connection.execute(page)]


def count(
    connection: Connection, case_set: CaseSet, office: OfficeToday, alone: bool = False
) -> int:
    """How many cases are in a set, as far as lists are counted; `alone` as in `lines`."""
    condition = _alone(case_set, office) if alone else condition_of(case_set, office)
    ids = _ids(case_set, condition)
    number: int = connection.execute(select(counted(ids))).scalar_one()
    return number


def _ids(case_set: CaseSet, condition: ColumnElement[bool]) -> Select[int]:
    source = listed_cases if case_set.age is None else _JOINED
    return select(listed_cases.c.case_id).select_from(source).where(condition)


def _alone(case_set: CaseSet, office: OfficeToday) -> ColumnElement[bool]:
    return and_(condition_of(case_set, office), not_(of_whole_call(office)))


def of_whole_call(office: OfficeToday) -> ColumnElement[bool]:
    """That a step of a whole call is awaited; an index begins with its columns, and of all that is
    late only few wait for one."""
    if not office.call_steps:
        return false()
    names = ("process", "state", "awaited")
    values = (sorted(set(keys)) for keys in zip(*office.call_steps, strict=True))
    return and_(*(listed_cases.c[name].in_(of) for name, of in zip(names, values, strict=True)))


def counts(
    connection: Connection, sets: Mapping[str, CaseSet], office: OfficeToday
) -> dict[str, int]:
    """How many cases each of some sets has, by one statement; a case may be in several."""
    rows = connection.execute(
        union_all(
            *(
                select(literal(name).label("name"), func.count().label("number"))
                .select_from(listed_cases)
                .where(condition_of(case_set, office))
                for name, case_set in sets.items()
            )
        )
    )
    return {row.name: row.number for row in rows}


STUCK_SETS: Final[Mapping[str, CaseSet]] = {why: CaseSet(why=why) for why in WHYS}
"""The stuck cases by why they are."""
