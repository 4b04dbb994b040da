"""What the office waits for: every open case with its awaited step, sorted by what is due first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, or_, select

from persistence.case_sets import STUCK_SETS, OfficeToday, condition_of
from persistence.given_up_actions import given_up_for_good
from persistence.owners import owners_in
from persistence.tables import (
    candidates,
    case_owners,
    cases,
    deputies,
    listed_cases,
    outbox,
    persons,
    role_assignments,
    staff,
)
from states.frozen import frozen
from states.text import Text
from states.vocabulary import OFFICE_ROLES


@frozen
class Waiting:
    """An open case in a list. `people` are those who hold the owners' roles; `obstacle` says what
    else than a passed due day keeps the case from going on, `rests` why no limit runs meanwhile."""

    number: str
    candidate: str
    process: str
    definition: str
    state: str
    awaited: str | None
    owners: tuple[str, ...]
    people: tuple[str, ...]
    due: date | None
    entered_at: datetime
    obstacle: Text | None = None
    rests: Text | None = None
    safe_by: date | None = None

    def is_past_safe(self, today: date) -> bool:
        """Whether its latest safe day has passed while it is neither overdue nor forbidden."""
        is_past = self.safe_by is not None and self.safe_by < today
        return is_past and self.rests is None and not self.is_overdue(today)

    def is_overdue(self, today: date) -> bool:
        """Whether the due day has passed, and nothing forbade the step meanwhile."""
        return self.rests is None and self.due is not None and self.due < today


NO_DUE = Text(
    "no due date can be counted: a date it depends on is not recorded",
    "рок се не може израчунати: није уписан датум од ког зависи",
)
NOBODY = Text("nobody holds the role that is to act", "нико нема улогу која треба да поступи")


class _OpenCase(NamedTuple):
    """A row of the work list; `owners` are joined by commas."""

    id: int
    number: str
    candidate: str
    institution: str
    process: str
    definition: str
    state: str
    awaited: str | None
    owners: str
    due: date | None
    entered_at: datetime
    rests_en: str | None
    rests_sr: str | None
    safe_by: date | None


class _DeadAction(NamedTuple):
    """A dead or uncertain action of a case."""

    case_id: int
    label: str
    status: str
    last_error: str | None


_People = Mapping[tuple[str, str], list[str]]
"""The names of those who may act, by institution and role."""

_OPEN: Final = (
    select(
        *(persons.c.name if name == "candidate" else cases.c[name] for name in _OpenCase._fields)
    )
    .select_from(cases)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .where(cases.c.ended.is_(False))
    .order_by(cases.c.due.is_(None), cases.c.due, cases.c.id)
)
_OF_INSTITUTION: Final = cases.c.institution == bindparam("of_institution")
_OF_ROLE: Final = cases.c.id.in_(
    select(case_owners.c.case_id).where(
        case_owners.c.role == bindparam("of_role"), case_owners.c.ended.is_(False)
    )
)
# By whether an institution and a role are named, each made once: to build it costs more than to
# run it.
_OPEN_BY: Final = {
    (False, False): _OPEN,
    (True, False): _OPEN.where(_OF_INSTITUTION),
    (False, True): _OPEN.where(_OF_ROLE),
    (True, True): _OPEN.where(_OF_INSTITUTION, _OF_ROLE),
}


def waiting(
    connection: Connection,
    today: date,
    institution: str | None = None,
    role: str | None = None,
) -> list[Waiting]:
    """Open cases, due first; those without a due date last. `today` says who holds which role."""
    open_cases = _OPEN_BY[institution is not None, role is not None]
    values = {"of_institution": institution, "of_role": role}
    people = _people(connection, today)
    dead = _dead_actions(connection)
    rows = connection.execute(open_cases, values)
    return [_waiting(_OpenCase._make(row), people, dead) for row in rows]


def stuck(connection: Connection, today: date, institution: str) -> list[Waiting]:
    """The cases of an institution that are stuck, by the conditions of the board (`case_sets`)."""
    people = _people(connection, today)
    vacant = tuple((institution, r) for r in OFFICE_ROLES if not people.get((institution, r)))
    office = OfficeToday((institution,), today, vacant)
    stands = or_(*(condition_of(case_set, office) for case_set in STUCK_SETS.values()))
    ids = select(listed_cases.c.case_id).where(stands)
    rows = connection.execute(_OPEN.where(cases.c.id.in_(ids)))
    dead = _dead_actions(connection)
    return [_waiting(_OpenCase._make(row), people, dead) for row in rows]


_ON: Final = bindparam("on", type_=role_assignments.c.first_day.type)
_HOLDERS: Final = (
    select(role_assignments.c.institution, role_assignments.c.role, staff.c.name)
    .join(staff, staff.c.id == role_assignments.c.staff_id)
    .where(
        staff.c.active.is_(True),
        role_assignments.c.first_day <= _ON,
        or_(role_assignments.c.last_day.is_(None), role_assignments.c.last_day >= _ON),
    )
    .order_by(staff.c.id)
)
_DEPUTIES: Final = (
    select(deputies.c.institution, deputies.c.who, deputies.c.deputy_for)
    .where(deputies.c.first_day <= _ON, deputies.c.last_day >= _ON)
    .order_by(deputies.c.id)
)


def _people(connection: Connection, today: date) -> _People:
    """Who may act in each role today: who holds it, then who is deputy for it."""
    people: dict[tuple[str, str], list[str]] = {}
    for institution, role, name in connection.execute(_HOLDERS, {"on": today}):
        people.setdefault((institution, role), []).append(name)
    names_of_deputies = [
        (row.institution, row.deputy_for, list(people.get((row.institution, row.who), ())))
        for row in connection.execute(_DEPUTIES, {"on": today})
    ]
    for institution, role, names in names_of_deputies:
        people.setdefault((institution, role), []).extend(names)
    return people


_DEAD: Final = select(*(outbox.c[name] for name in _DeadAction._fields)).where(
    given_up_for_good(), outbox.c.case_id.is_not(None)
)


def _dead_actions(connection: Connection) -> dict[int, _DeadAction]:
    return {row.case_id: _DeadAction._make(row) for row in connection.execute(_DEAD)}


def _waiting(row: _OpenCase, people: _People, dead: Mapping[int, _DeadAction]) -> Waiting:
    owners = owners_in(row.owners)
    names = [name for role in owners for name in people.get((row.institution, role), ())]
    if "candidate" in owners:
        names.append(row.candidate)
    return Waiting(
        number=row.number,
        candidate=row.candidate,
        process=row.process,
        definition=row.definition,
        state=row.state,
        awaited=row.awaited,
        owners=owners,
        people=tuple(dict.fromkeys(names)),
        due=row.due,
        entered_at=row.entered_at,
        obstacle=_obstacle(row, names, dead),
        rests=Text(row.rests_en, row.rests_sr or "") if row.rests_en else None,
        safe_by=row.safe_by,
    )


def _obstacle(row: _OpenCase, people: list[str], dead: Mapping[int, _DeadAction]) -> Text | None:
    if row.id in dead:
        action = dead[row.id]
        statuses = {
            "dead": ("gave up", "одустало се"),
            "uncertain": ("uncertain", "неизвесно"),
            "bounced": ("came back", "враћено"),
        }
        en, sr = statuses[action.status]
        error = action.last_error or ""
        return Text(f"{en}: {action.label} — {error}", f"{sr}: {action.label} — {error}")
    if row.due is None and row.rests_en is None:
        return NO_DUE
    return None if people else NOBODY
