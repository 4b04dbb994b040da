"""What the office waits for: every open case with its awaited step, sorted by what is due first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from persistence.tables import candidates, cases, outbox, persons, role_assignments, staff
from states.text import Text


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open case in a list. `people` are those who hold the owners' roles; `trouble` says what
    else than a passed due day keeps the case from going on."""

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
    trouble: Text | None = None


NO_DUE = Text(
    "no due date can be counted: a date it depends on is not recorded",
    "рок се не може израчунати: није уписан датум од ког зависи",
)
NOBODY = Text("nobody holds the role that is to act", "нико нема улогу која треба да поступи")


def waiting(
    connection: Connection, institution: str | None = None, role: str | None = None
) -> list[Waiting]:
    """Open cases, due first; those without a due date last."""
    wanted = (
        select(cases, persons.c.name)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(cases.c.ended.is_(False))
        .order_by(cases.c.due.is_(None), cases.c.due, cases.c.id)
    )
    if institution is not None:
        wanted = wanted.where(cases.c.institution == institution)
    if role is not None:
        wanted = wanted.where(
            or_(
                cases.c.owners == role,
                cases.c.owners.like(f"{role},%"),
                cases.c.owners.like(f"%,{role}"),
                cases.c.owners.like(f"%,{role},%"),
            )
        )
    people = _people(connection)
    dead = _dead_actions(connection)
    return [_waiting(row, people, dead) for row in connection.execute(wanted)]


def stuck(
    connection: Connection, today: date, institution: str | None = None
) -> list[Waiting]:
    """Cases whose awaited step is overdue, that nobody can advance, or with a dead action."""
    found = waiting(connection, institution)
    return [one for one in found if one.trouble or (one.due is not None and one.due < today)]


def _people(connection: Connection) -> dict[tuple[str, str], list[str]]:
    found = connection.execute(
        select(role_assignments.c.institution, role_assignments.c.role, staff.c.name)
        .join(staff, staff.c.id == role_assignments.c.staff_id)
        .where(staff.c.active.is_(True), role_assignments.c.last_day.is_(None))
        .order_by(staff.c.id)
    )
    held: dict[tuple[str, str], list[str]] = {}
    for institution, role, name in found:
        held.setdefault((institution, role), []).append(name)
    return held


def _dead_actions(connection: Connection) -> dict[int, Any]:
    found = connection.execute(
        select(outbox.c.case_id, outbox.c.label, outbox.c.status, outbox.c.last_error).where(
            outbox.c.status.in_(("dead", "uncertain")), outbox.c.case_id.is_not(None)
        )
    )
    return {row.case_id: row for row in found}


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
        trouble=_trouble(row, named, dead),
    )


def _trouble(row: Any, people: list[str], dead: dict[int, Any]) -> Text | None:
    if row.id in dead:
        action = dead[row.id]
        said = {"dead": ("gave up", "одустало се"), "uncertain": ("uncertain", "неизвесно")}
        en, sr = said[action.status]
        error = action.last_error or ""
        return Text(f"{en}: {action.label} — {error}", f"{sr}: {action.label} — {error}")
    if row.due is None:
        return NO_DUE
    return None if people else NOBODY
