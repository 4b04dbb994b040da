"""Who holds which role on a day, and which role acts for which: read once for each change of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from persistence.bulk import fetch
from persistence.deputies import Deputy, every_deputy
from persistence.staff import Member
from persistence.stamps import Kept, staff_stamp
from persistence.tables import role_assignments, staff


class _Days(NamedTuple):
    """From a civil date on, and perhaps until one, both included."""

    first: date
    last: date | None

    def hold(self, day: date) -> bool:
        """Whether a civil date is one of them."""
        return self.first <= day and (self.last is None or self.last >= day)


Place = tuple[str, str]
"""A role at an institution."""


class Roster:
    """The office's people with their roles, and the deputies, as they stand under one stamp."""

    def __init__(
        self,
        members: Mapping[Place, list[tuple[_Days, Member]]],
        places_by_member: Mapping[int, list[tuple[_Days, Place]]],
        deputies: Sequence[Deputy],
        names: Mapping[str, str],
    ) -> None:
        self._members = members
        self._held = places_by_member
        self._deputies = deputies
        self._names = names
        self._for: dict[Place, list[Deputy]] = defaultdict(list)
        for deputy in deputies:
            self._for[deputy.institution, deputy.deputy_for].append(deputy)

    def holders(self, institution: str, role: str, on: date) -> list[Member]:
        """Who holds a role at an institution on a civil date, in a fixed order."""
        dated_members = self._members.get((institution, role), ())
        return [member for days, member in dated_members if days.hold(on)]

    def has_staff(self, institution: str, on: date) -> bool:
        """Whether anybody holds a role at an institution on a civil date."""
        return any(
            days.hold(on)
            for (at, _), dated_members in self._members.items()
            for days, _ in dated_members
            if at == institution
        )

    def deputies(self, institution: str, role: str, on: date) -> list[str]:
        """The roles that act for a role at an institution on a civil date, in a fixed order."""
        dated_deputies = self._for.get((institution, role), ())
        return list(dict.fromkeys(deputy.who for deputy in dated_deputies if deputy.holds_on(on)))

    def roles_of(self, staff_id: int, on: date) -> tuple[Place, ...]:
        """The roles that a member holds on a civil date, in the order of their appointments."""
        return tuple(place for days, place in self._held.get(staff_id, ()) if days.hold(on))

    def names_of(self, logins: Collection[str]) -> dict[str, str]:
        """The names by their logins, also of who has left; who was never one of the staff is
        called as given."""
        return {login: self._names.get(login, login) for login in logins}

    def places_of(self, login: str, on: date) -> frozenset[Place]:
        """What an account holds or acts for on a civil date, at each institution."""
        held_places = {
            place
            for place in self._members
            if login in {member.login for member in self.holders(*place, on)}
        }
        acting_places = {
            (deputy.institution, deputy.deputy_for) for deputy in self.deputising(held_places, on)
        }
        return frozenset(held_places | acting_places)

    def deputising(self, places: Collection[Place], on: date) -> tuple[Deputy, ...]:
        """The deputies that who holds these roles is on a civil date, in a fixed order."""
        return tuple(
            deputy
            for deputy in self._deputies
            if (deputy.institution, deputy.who) in places and deputy.holds_on(on)
        )


def nobody() -> Roster:
    """The roster of an office without people."""
    return Roster({}, {}, (), {})


_MEMBERS: Final = (
    select(
        staff,
        role_assignments.c.institution,
        role_assignments.c.role,
        role_assignments.c.first_day,
        role_assignments.c.last_day,
    )
    .outerjoin(role_assignments, role_assignments.c.staff_id == staff.c.id)
    .order_by(staff.c.id, role_assignments.c.id)
)
_KEPT: Final[Kept[Roster]] = Kept(most=8)


def roster(connection: Connection, stamp: int | None = None) -> Roster:
    """The roster as this transaction sees it; `stamp` where it has read that already."""
    current = stamp if stamp is not None else staff_stamp(connection)
    return _KEPT.under((current,), lambda: _read(connection))


def _read(connection: Connection) -> Roster:
    members: dict[Place, list[tuple[_Days, Member]]] = defaultdict(list)
    places_by_member: dict[int, list[tuple[_Days, Place]]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in fetch(connection, _MEMBERS, {}):
        names[row.login] = row.name
        if not row.active or row.role is None:
            continue
        days, place = _Days(row.first_day, row.last_day), (row.institution, row.role)
        member = Member(*[getattr(row, part.name) for part in fields(Member)])
        members[place].append((days, member))
        places_by_member[member.id].append((days, place))
    return Roster(dict(members), dict(places_by_member), every_deputy(connection), names)
