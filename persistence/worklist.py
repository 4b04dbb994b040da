"""What the office waits for: every open case with its awaited step, sorted by what is due first."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, literal, or_, select

from persistence.tables import (
    candidates,
    cases,
    deputies,
    outbox,
    persons,
    role_assignments,
    staff,
)
from states.frozen import frozen
from states.text import Text


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


NO_DUE = Text(
    "no due date can be counted: a date it depends on is not recorded",
    "рок се не може израчунати: није уписан датум од ког зависи",
)
NOBODY = Text("nobody holds the role that is to act", "нико нема улогу која треба да поступи")


_OPEN: Final = (
    select(cases, persons.c.name)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .where(cases.c.ended.is_(False))
    .order_by(cases.c.due.is_(None), cases.c.due, cases.c.id)
)
_OF_INSTITUTION: Final = cases.c.institution == bindparam("of_institution")
_OF_ROLE: Final = literal(",").concat(cases.c.owners).concat(",").contains(bindparam("of_role"))
# The four that are asked, each made once: to build one costs more than to run it.
_ASKED: Final = {
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
    wanted = _ASKED[institution is not None, role is not None]
    given = {"of_institution": institution, "of_role": f",{role},"}
    people = _people(connection, today)
    dead = _dead_actions(connection)
    return [_waiting(row, people, dead) for row in connection.execute(wanted, given)]


def stuck(connection: Connection, today: date, institution: str | None = None) -> list[Waiting]:
    """Cases whose awaited step is overdue, that nobody can advance, or with a dead action."""
    found = waiting(connection, today, institution)
    return [one for one in found if one.obstacle or (one.due is not None and one.due < today)]


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


def _people(connection: Connection, today: date) -> dict[tuple[str, str], list[str]]:
    """Who may act in each role today: who holds it, then who stands in for it."""
    held: dict[tuple[str, str], list[str]] = {}
    for institution, role, name in connection.execute(_HOLDERS, {"on": today}):
        held.setdefault((institution, role), []).append(name)
    deputies = connection.execute(_DEPUTIES, {"on": today})
    more = [(row.institution, row.deputy_for, held.get((row.institution, row.who), ()))
            for row in deputies]  # fmt: skip
    for institution, role, names in more:
        held.setdefault((institution, role), []).extend(names)
    return held


_DEAD: Final = select(outbox.c.case_id, outbox.c.label, outbox.c.status, outbox.c.last_error).where(
    outbox.c.status.in_(("dead", "uncertain")), outbox.c.case_id.is_not(None)
)


def _dead_actions(connection: Connection) -> dict[int, Any]:
    return {row.case_id: row for row in connection.execute(_DEAD)}


def _waiting(row: Any, people: Any, dead: dict[int, Any]) -> Waiting:
    owners = tuple(filter(None, row.owners.split(",")))
    named = [name for role in owners for name in people.get((row.institution, role), ())]
    if "candidate" in owners:
        named.append(row.name)
    return Waiting(
        number=row.number,
        candidate=row.name,
        process=row.process,
        definition=row.definition,
        state=row.state,
        awaited=row.awaited,
        owners=owners,
        people=tuple(dict.fromkeys(named)),
        due=row.due,
        entered_at=row.entered_at,
        obstacle=_obstacle(row, named, dead),
        rests=Text(row.rests_en, row.rests_sr) if row.rests_en else None,
    )


def _obstacle(row: Any, people: list[str], dead: dict[int, Any]) -> Text | None:
    if row.id in dead:
        action = dead[row.id]
        said = {"dead": ("gave up", "одустало се"), "uncertain": ("uncertain", "неизвесно")}
        en, sr = said[action.status]
        error = action.last_error or ""
        return Text(f"{en}: {action.label} — {error}", f"{sr}: {action.label} — {error}")
    if row.due is None and row.rests_en is None:
        return NO_DUE
    return None if people else NOBODY
