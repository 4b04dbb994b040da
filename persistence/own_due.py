"""What falls due for one person: the cases that are theirs, or that wait for a role of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, or_, select, union_all

from persistence.tables import case_handling, case_owners, cases

MOST: Final = 500
"""So many are told, due first."""


class OwnDue(NamedTuple):
    """A step that falls due on a civil date."""

    number: str
    definition: str
    state: str
    step: str | None
    visit: int
    due: date


def own_due(
    connection: Connection,
    staff_id: int,
    roles: Sequence[tuple[str, str]],
    span: tuple[date, date],
) -> list[OwnDue]:
    """The steps due from a civil date to another, both included, due first.

    `roles` are (institution, role) pairs; a case that is with a colleague is the colleague's.
    """
    first, last = span
    of_roles = [
        and_(case_owners.c.institution == institution, case_owners.c.role == role)
        for institution, role in roles
    ]
    for_roles = (
        select(case_owners.c.case_id)
        .where(
            or_(False, *of_roles),
            case_owners.c.ended.is_(False),
            case_owners.c.due_key >= first,
            case_owners.c.due_key <= last,
        )
        .order_by(case_owners.c.due_key, case_owners.c.case_id)
        .limit(MOST)
    )
    assigned_cases = select(case_handling.c.case_id).where(case_handling.c.assignee == staff_id)
    due = (
        select(
            cases.c.number, cases.c.definition, cases.c.state, cases.c.awaited, cases.c.visit,
            cases.c.due,
        )
        .outerjoin(case_handling, case_handling.c.case_id == cases.c.id)
        .where(
            cases.c.id.in_(union_all(for_roles.subquery().select(), assigned_cases)),
            cases.c.ended.is_not(True),
            cases.c.rests_en.is_(None),
            cases.c.due >= first,
            cases.c.due <= last,
            or_(case_handling.c.assignee == staff_id, case_handling.c.assignee.is_(None)),
        )
        .order_by(cases.c.due, cases.c.id)
        .limit(MOST)
    )  # fmt: skip
    return [OwnDue._make(row) for row in connection.execute(due)]
