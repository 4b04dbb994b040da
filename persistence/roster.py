"""Who holds which role on a day, and which role acts for which: read once for each change of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Final, NamedTuple, TypeVar

from sqlalchemy import Connection, select

from persistence.bulk import Row, fetch
from persistence.staff import Member
from persistence.stamps import Kept, staff_stamp
from persistence.tables import deputies, role_assignments, staff


class _Days(NamedTuple):
    """From a civil date on, and perhaps until one, both included."""

    first: date
    last: date | None

    def hold(self, day: date) -> bool:
        """Whether a civil date is one of them."""
        return self.first <= day and (self.last is None or self.last >= day)


Line = TypeVar("Line")
Place = tuple[str, str]
"""A role at an institution."""


class Roster:
    """The office's people with their roles, and the deputies, as they stand under one stamp."""

    def __init__(
        self,
        members: Mapping[Place, list[tuple[_Days, Member]]],
        deputies: Mapping[Place, list[tuple[_Days, str]]],
    ) -> None:
        self._members = members
        self._deputies = deputies

    def holders(self, institution: str, role: str, on: date) -> list[Member]:
        """Who holds a role at an institution on a civil date, in a fixed order."""
        assigned = self._members.get((institution, role), ())
        return [member for days, member in assigned if days.hold(on)]

    def deputies(self, institution: str, role: str, on: date) -> list[str]:
        """The roles that act for a role at an institution on a civil date, in a fixed order."""
        dated = self._deputies.get((institution, role), ())
        return list(dict.fromkeys(deputy for days, deputy in dated if days.hold(on)))

    def places_of(self, login: str, on: date) -> frozenset[Place]:
        """What an account holds or acts for on a civil date, at each institution."""
        held = {
            (institution, role)
            for institution, role in self._members
            if login in {member.login for member in self.holders(institution, role, on)}
        }
        acting = {
            (institution, absent)
            for institution, absent in self._deputies
            for role in self.deputies(institution, absent, on)
            if (institution, role) in held
        }
        return frozenset(held | acting)


_MEMBERS: Final = (
    select(
        staff,
        role_assignments.c.institution,
        role_assignments.c.role,
        role_assignments.c.first_day,
        role_assignments.c.last_day,
    )
    .join(role_assignments, role_assignments.c.staff_id == staff.c.id)
    .where(staff.c.active.is_(True))
    .order_by(staff.c.id, role_assignments.c.id)
)
_DEPUTIES: Final = select(deputies).order_by(deputies.c.id)
_KEPT: Final[Kept[Roster]] = Kept(most=8)


def roster(connection: Connection, stamp: int | None = None) -> Roster:
    """The roster as this transaction sees it; `stamp` where it has read that already."""
    current = stamp if stamp is not None else staff_stamp(connection)
    return _KEPT.under((current,), lambda: _read(connection))


def _read(connection: Connection) -> Roster:
    members = _by_place(
        (
            (row.institution, row.role),
            (_days(row), Member(*[getattr(row, part.name) for part in fields(Member)])),
        )
        for row in fetch(connection, _MEMBERS, {})
    )
    deputies = _by_place(
        ((row.institution, row.deputy_for), (_days(row), row.who))
        for row in fetch(connection, _DEPUTIES, {})
    )
    return Roster(members, deputies)


def _days(row: Row) -> _Days:
    return _Days(row.first_day, row.last_day)


def _by_place(lines: Iterable[tuple[Place, Line]]) -> Mapping[Place, list[Line]]:
    by_place: dict[Place, list[Line]] = defaultdict(list)
    for place, line in lines:
        by_place[place].append(line)
    return dict(by_place)
