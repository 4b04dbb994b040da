"""An office prepared once, in which every write of the workflows can be tried and taken back.

Whoever acts had everything that the act asks for when their page was opened. What they miss comes
to pass before the act takes the lock: in the same transaction, which is rolled back in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, select, update

from persistence import closures, handling, partners, sessions, staff
from persistence.connections import connect
from persistence.database import write_transaction
from persistence.dossiers import LockedCase, lock
from persistence.staff import Assignment, Member
from persistence.tables import commission_members, deputies, outbox, role_assignments
from persistence.tables import staff as staff_table
from rules.calendar import Closure
from states.decision import Actor
from states.dossier import Period
from states.text import Text
from tests.workflows.office_fixtures import (
    ANA,
    BORIS,
    CALL,
    LONG_AGO,
    Work,
    at,
    at_work,
    migrated_database,
)
from workflows.act import Act
from workflows.calls.new_call import open_call, read_call
from workflows.cases.colleagues import Colleague
from workflows.registers.keeping import Keeper, RegisterAct

NOW = "2027-03-23 10:00"
AHEAD: Mapping[str, Any] = {
    **CALL,
    "title": "Autumn semester 2027/28",
    "published": "2027-03-05",
    "closes": "2027-03-20",
    "commission": ["m.ilic", "p.kos", "r.lazic"],
}
OPEN: Mapping[str, Any] = {
    **CALL,
    "title": "Spring semester 2028",
    "published": "2027-03-20",
    "closes": "2027-05-20",
}
STAY = {"from": "2027-10-01", "to": "2028-02-12"}
APPLICATION = {"hosts": ["University of Graz"], **STAY}
STANDS_IN = "substitute"
"""Holds a role that may do nothing here, and deputises for the one that an act is for."""


class _TakenBack(Exception):
    """A try is over: its transaction leaves nothing."""


@dataclass(frozen=True)
class Acting:
    """One try: who acts, as what, through which connection."""

    ground: Ground
    connection: Connection
    member: Member
    actor: Actor
    roles: frozenset[str]

    @property
    def act(self) -> Act:
        """An act on cases, calls and plans."""
        return self.ground.work.act(self.connection, self.actor)

    @property
    def register(self) -> RegisterAct:
        """An act on a register."""
        keeper = Keeper(self.member.name, self.roles, self.member.login)
        work = self.ground.work
        return RegisterAct(self.connection, work.office, "bmu", keeper, work.clock())

    @property
    def colleague(self) -> Colleague:
        """Somebody who shares the office's cases."""
        return Colleague(self.act, self.member)

    def locked(self, case_id: int) -> LockedCase:
        """A case, locked in this transaction."""
        return lock(self.connection, [case_id])[case_id]


@dataclass
class Ground:
    """The prepared office with the numbers of what lies in it."""

    work: Work
    ids: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        return self.ids[name]

    @property
    def today(self) -> date:
        """The civil date of every act."""
        return date(2027, 3, 23)

    @contextmanager
    def tried(self) -> Iterator[Connection]:
        """A transaction that leaves nothing."""
        with suppress(_TakenBack), write_transaction(self.work.engine) as connection:
            yield connection
            raise _TakenBack

    def acting(self, connection: Connection, login: str, role: str) -> Acting:
        """Somebody who holds a role, as their page knew them."""
        (member,) = staff.by_logins(connection, [login])
        return Acting(self, connection, member, Actor(role, member.name, login=login),
                      frozenset({role}))  # fmt: skip

    def deputising(self, connection: Connection, role: str) -> Acting:
        """Somebody who deputised for a role, as their page knew them."""
        (member,) = staff.by_logins(connection, [STANDS_IN])
        period = (Period(self.today, self.today),)
        actor = Actor("student_service", member.name, role, period, STANDS_IN)
        return Acting(self, connection, member, actor, frozenset({"student_service", role}))


def written_rows(connection: Connection) -> int:
    """How many rows this connection has ever written, taken back or not."""
    return int(connection.connection.driver_connection.total_changes)  # type: ignore[union-attr]


@contextmanager
def prepared(folder: Path) -> Iterator[Ground]:
    """The office of 23 March 2027: a Decree is issued, a list is due, a call is open."""
    with migrated_database("sqlite", folder) as url:
        engine = connect(url)
        ground = Ground(at_work(engine, folder))
        _hire(ground)
        _a_decree(ground)
        ground.work.agree_with("University of Graz")
        _a_list_that_is_due(ground)
        with write_transaction(engine) as connection:
            _an_open_call(ground, connection)
            _papers_of_the_office(ground, connection)
        yield ground
        engine.dispose()


def _hire(ground: Ground) -> None:
    with write_transaction(ground.work.engine) as connection:
        for login in ("p.kos", "r.lazic"):
            member = Member(0, login, login, f"{login}@bmu.example", "en")
            staff.add(connection, member, [Assignment("bmu", "commission_member", LONG_AGO)])
        for login in (STANDS_IN, "gone"):
            member = Member(0, login, login, f"{login}@bmu.example", "en")
            staff.add(connection, member, [Assignment("bmu", "student_service", LONG_AGO)])


def _a_decree(ground: Ground) -> None:
    ground.ids["decreed"] = ground.work.open(ANA)
    ground.work.bring("decree", ground["decreed"])


def _a_list_that_is_due(ground: Ground) -> None:
    work = ground.work
    work.clock.now = at("2027-03-05 09:00")
    with write_transaction(work.engine) as connection:
        work.call_id = open_call(work.act(connection), "bmu", "outgoing-studies", read_call(AHEAD))
    ground.ids["call"] = work.call_id
    ground.ids["case"] = work.open(BORIS)
    work.clock.now = at("2027-03-10 09:00")
    work.record(ground["case"], "document", {"kind": "cv"})
    work.do(ground["case"], "submit_application", APPLICATION, "candidate")
    work.clock.now = at("2027-03-22 09:00")
    for member in AHEAD["commission"]:
        points = {"programme_compatibility": 50, "grade_average": 40}
        work.score(ground["case"], member, points)
    work.clock.now = at(NOW)


def _an_open_call(ground: Ground, connection: Connection) -> None:
    act = ground.work.act(connection)
    ground.ids["open_call"] = open_call(act, "bmu", "outgoing-studies", read_call(OPEN))


def _papers_of_the_office(ground: Ground, connection: Connection) -> None:
    """A partner, a closure, an absence, a session, a dead mail, a case that somebody has."""
    handling.lock(connection, ground["case"])
    values = {"name": "University of Rijeka", "email": "r@r.example", "country": "HR"}
    ground.ids["partner"] = partners.add(connection, values)
    ground.ids["other_partner"] = partners.add(connection, {**values, "name": "Rijeka, merged"})
    day = date(2027, 8, 9)
    closure = Closure(day, day, Text("Moving house", "Селидба"))
    ground.ids["closure"] = closures.enter(connection, closure, "Head", ground.work.clock())
    (former_member,) = staff.by_logins(connection, ["gone"])
    sessions.begin(connection, "a secret", former_member.id, "Firefox", ground.work.clock())
    dead = select(outbox.c.id).where(outbox.c.action == "mail").order_by(outbox.c.id).limit(1)
    ground.ids["mail"] = connection.execute(dead).scalar_one()
    connection.execute(
        update(outbox).where(outbox.c.id == ground["mail"]).values(status="dead", last_error="no")
    )


Miss = Callable[[Connection, str, date], None]


def _assignment(connection: Connection, login: str, **values: object) -> None:
    of_person = select(staff_table.c.id).where(staff_table.c.login == login).scalar_subquery()
    of_assignments = update(role_assignments).where(role_assignments.c.staff_id == of_person)
    connection.execute(of_assignments.values(**values))


def no_role(connection: Connection, login: str, today: date) -> None:
    """Nothing says any more that the role was ever held."""
    of_person = select(staff_table.c.id).where(staff_table.c.login == login).scalar_subquery()
    of_assignments = delete(role_assignments).where(role_assignments.c.staff_id == of_person)
    connection.execute(of_assignments)


def elsewhere(connection: Connection, login: str, today: date) -> None:
    """The role is held at the other institution."""
    _assignment(connection, login, institution="bee")


def ended_yesterday(connection: Connection, login: str, today: date) -> None:
    """The role ended yesterday."""
    _assignment(connection, login, last_day=today - timedelta(days=1))


def begins_tomorrow(connection: Connection, login: str, today: date) -> None:
    """The role begins tomorrow."""
    _assignment(connection, login, first_day=today + timedelta(days=1))


def deactivated(connection: Connection, login: str, today: date) -> None:
    """The account is in use no more."""
    connection.execute(update(staff_table).where(staff_table.c.login == login).values(active=False))


def no_seat(connection: Connection, login: str, today: date) -> None:
    """Somebody else has the seat on every commission."""
    seat = update(commission_members).where(commission_members.c.name == login)
    connection.execute(seat.values(name="somebody"))


ROLE_MISSES: Mapping[str, Miss] = {
    "no role": no_role,
    "role of the other institution": elsewhere,
    "role ended yesterday": ended_yesterday,
    "role begins tomorrow": begins_tomorrow,
    "deactivated account": deactivated,
}


def deputy_from(connection: Connection, role: str, first: date, last: date) -> None:
    """The substitute's role deputises for another on these days."""
    row = {"institution": "bmu", "who": "student_service", "deputy_for": role,
           "first_day": first, "last_day": last}  # fmt: skip
    connection.execute(deputies.insert(), row)
