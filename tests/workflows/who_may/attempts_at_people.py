"""What people do with plans, roles, accounts and tokens, for the table of who may."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection

from persistence import (
    absences,
    deputies,
    login_failures,
    meetings,
    plans,
    sessions,
    staff,
    tasks,
)
from persistence.plans import Plan, PlanItem
from persistence.staff import Appointed
from persistence.tasks import NewTask
from persistence.tokens import NewToken, make
from tests.workflows.who_may.attempts import DAY, HEAD
from tests.workflows.who_may.ground import Acting
from workflows.people import absences as away
from workflows.people import accounts, appointments, planning, programs
from workflows.people.settings import lockout_of


def plan(writer: Acting) -> Plan:
    plan = plans.plan_of(writer.connection, "bmu", "week", date(2027, 3, 22))
    assert plan is not None
    return plan


def begin_plan(writer: Acting) -> None:
    plan = plans.begin(writer.connection, ("bmu", "week", date(2027, 3, 22)), [], "Head",
                       writer.act.now)  # fmt: skip
    for title in ("order paper", "call Graz"):
        task = NewTask("bmu", title, None, DAY)
        plans.put_into(
            writer.connection, plan, tasks.add_task(writer.connection, task, "Head", writer.act.now)
        )


def line(writer: Acting) -> PlanItem:
    return plans.items_of(writer.connection, plan(writer).id)[0]


def own_task(writer: Acting) -> None:
    task = NewTask("bmu", "order paper", writer.member.id, DAY)
    tasks.add_task(writer.connection, task, "Head", writer.act.now)


def tick(writer: Acting) -> object:
    task_id = writer.connection.exec_driver_sql("SELECT max(id) FROM tasks").scalar_one()
    return planning.tick(writer.act, "bmu", task_id, writer.member, True)


def anothers_task(connection: Connection, login: str, today: date) -> None:
    """The task is for somebody else by now."""
    (member,) = staff.by_logins(connection, [HEAD])
    connection.exec_driver_sql("UPDATE tasks SET staff_id = ?", (member.id,))


def meeting(writer: Acting) -> meetings.Meeting:
    meeting = meetings.meeting_on(writer.connection, "bmu", DAY)
    assert meeting is not None
    return meeting


def call_meeting(writer: Acting) -> None:
    meetings.call_meeting(writer.connection, "bmu", DAY, "Head", writer.act.now)


def holder(writer: Acting) -> Appointed:
    return appointments.held_by(writer.connection, "bmu", "gone", "student_service", str(DAY))


def end_its_role(writer: Acting) -> None:
    boss = writer.ground.acting(writer.connection, HEAD, HEAD)
    appointments.end_assignment(boss.register, holder(writer), "2027-12-31")


def enter_deputy(writer: Acting) -> None:
    period = away.Period(DAY, DAY + timedelta(days=9))
    deputies.add_deputy(writer.connection, "bmu", "student_service", "vice_director", period)


def deputy(writer: Acting) -> deputies.Deputy:
    return appointments.deputy_on(writer.connection, "bmu", "student_service", "vice_director",
                                  str(DAY))  # fmt: skip


def absence(writer: Acting) -> absences.Absence:
    (absence,) = absences.between(writer.connection, DAY, DAY)
    return absence


def own_absence(writer: Acting) -> None:
    data = {"from": "2027-03-23", "to": "2027-03-30"}
    away.record_absence(writer.register, writer.member.login, data)


def end_session_of_gone(writer: Acting) -> object:
    session = sessions.find(writer.connection, "a secret")
    assert session is not None
    return accounts.end_session(writer.register, "gone", session[0].id)


def own_token(writer: Acting) -> None:
    new = NewToken(writer.member.id, programs.API, None, "a program", (writer.actor.role,))
    make(writer.connection, new, writer.act.now)


def owner(writer: Acting) -> programs.Owner:
    return programs.Owner(writer.member, writer.roles)


def end_token(writer: Acting) -> object:
    token_id = writer.connection.exec_driver_sql("SELECT max(id) FROM tokens").scalar_one()
    return programs.end_token(writer.connection, owner(writer), token_id, writer.act.now)


def anothers_token(connection: Connection, login: str, today: date) -> None:
    """The token is somebody else's."""
    (member,) = staff.by_logins(connection, [HEAD])
    connection.exec_driver_sql("UPDATE tokens SET staff_id = ?", (member.id,))


def details(**changes: str) -> dict[str, str]:
    return {"name": "Gone Person", "email": "gone@bmu.example", "writes_in": "en", **changes}


def new_account() -> dict[str, str]:
    return {**details(), "login": "nova", "role": "student_service", "from": "2027-03-23",
            "by": "rector"}  # fmt: skip


def deactivate_gone(writer: Acting) -> None:
    """The account was closed."""
    accounts_of = writer.ground.acting(writer.connection, HEAD, HEAD).register
    accounts.deactivate(accounts_of, "gone")


def lock_gone(writer: Acting) -> None:
    """Somebody typed a wrong password."""
    lockout = lockout_of(writer.ground.work.office)
    login_failures.begin_try(writer.connection, "gone", writer.act.now, lockout)
