"""Colleagues who share the cases of an office at work, for tests of handling."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import update

from persistence import handling, handling_log, staff
from persistence.database import reading, write_transaction
from persistence.handling import Handling
from persistence.handling_log import LoggedEntry
from persistence.staff import Assignment, Member
from persistence.tables import staff as staff_table
from states.decision import Actor
from tests.workflows.office_fixtures import LONG_AGO, Work
from workflows.cases.colleagues import Colleague


def add_coordinator(work: Work, login: str = "zoran", name: str = "Zoran Đukić") -> None:
    """A second Mobility Coordinator."""
    with write_transaction(work.engine) as connection:
        member = Member(0, login, name, f"{login}@bmu.example", "sr")
        staff.add(connection, member, [Assignment("bmu", "mobility_coordinator", LONG_AGO)])


def dismiss(work: Work, login: str) -> None:
    """Somebody may not log in any more."""
    with write_transaction(work.engine) as connection:
        connection.execute(
            update(staff_table).where(staff_table.c.login == login).values(active=False)
        )


@contextmanager
def acting(
    work: Work, login: str, role: str | None = None, form_key: str | None = None
) -> Iterator[Colleague]:
    """A transaction in which somebody acts; in these offices the login is the role."""
    with write_transaction(work.engine) as connection:
        (member,) = staff.by_logins(connection, [login])
        yield Colleague(work.act(connection, Actor(role or login, member.name)), member, form_key)


def shared(work: Work, case_id: int) -> Handling:
    """How a case stands among the colleagues."""
    with reading(work.engine) as connection:
        case = handling.read(connection, case_id)
    assert case is not None
    return case


def assignee(work: Work, case_id: int) -> str | None:
    """The login of who has a case."""
    member = shared(work, case_id).assignee
    return member.login if member else None


def log(work: Work, case_id: int) -> list[LoggedEntry]:
    """The log of a case, oldest first."""
    with reading(work.engine) as connection:
        return handling_log.read(connection, case_id)
