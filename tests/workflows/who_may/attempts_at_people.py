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


def plan(acting: Acting) -> Plan:
    plan = plans.plan_of(acting.connection, "bmu", "week", date(2027, 3, 22))
    assert plan is not None
    return plan


def begin_plan(acting: Acting) -> None:
    plan = plans.begin(acting.connection, ("bmu", "week", date(2027, 3, 22)), [], "Head",
                       acting.act.now)  # fmt: skip
    for title in ("order paper", "call Graz"):
        task = NewTask("bmu", title, None, DAY)
        plans.put_into(
            acting.connection, plan, tasks.add_task(acting.connection, task, "Head", acting.act.now)
        )


def line(acting: Acting) -> PlanItem:
    return plans.items_of(acting.connection, plan(acting).id)[0]


def own_task(acting: Acting) -> None:
    task = NewTask("bmu", "order paper", acting.member.id, DAY)
    tasks.add_task(acting.connection, task, "Head", acting.act.now)


def tick(acting: Acting) -> object:
    task_id = acting.connection.exec_driver_sql("SELECT max(id) FROM tasks").scalar_one()
    return planning.tick(acting.act, "bmu", task_id, acting.member, True)


def anothers_task(connection: Connection, login: str, today: date) -> None:
    """The task is for somebody else by now."""
    (member,) = staff.by_logins(connection, [HEAD])
    connection.exec_driver_sql("UPDATE tasks SET staff_id = ?", (member.id,))


def meeting(acting: Acting) -> meetings.Meeting:
    meeting = meetings.meeting_on(acting.connection, "bmu", DAY)
    assert meeting is not None
    return meeting


def call_meeting(acting: Acting) -> None:
    meetings.call_meeting(acting.connection, "bmu", DAY, "Head", acting.act.now)


def holder(acting: Acting) -> Appointed:
    return appointments.held_by(acting.connection, "bmu", "gone", "student_service", str(DAY))


def end_its_role(acting: Acting) -> None:
    boss = acting.ground.acting(acting.connection, HEAD, HEAD)
    appointments.end_assignment(boss.register, holder(acting), "2027-12-31")


def enter_deputy(acting: Acting) -> None:
    period = away.Period(DAY, DAY + timedelta(days=9))
    deputies.add_deputy(acting.connection, "bmu", "student_service", "vice_director", period)


def deputy(acting: Acting) -> deputies.Deputy:
    return appointments.deputy_on(acting.connection, "bmu", "student_service", "vice_director",
                                  str(DAY))  # fmt: skip


def absence(acting: Acting) -> absences.Absence:
    (absence,) = absences.between(acting.connection, DAY, DAY)
    return absence


def own_absence(acting: Acting) -> None:
    data = {"from": "2027-03-23", "to": "2027-03-30"}
    away.record_absence(acting.register, acting.member.login, data)


def end_session_of_gone(acting: Acting) -> object:
    session = sessions.find(acting.connection, "a secret")
    assert session is not None
    return accounts.end_session(acting.register, "gone", session[0].id)


def own_token(acting: Acting) -> None:
    new = NewToken(acting.member.id, programs.API, None, "a program", (acting.actor.role,))
    make(acting.connection, new, acting.act.now)


def owner(acting: Acting) -> programs.Owner:
    return programs.Owner(acting.member, acting.roles)


def end_token(acting: Acting) -> object:
    token_id = acting.connection.exec_driver_sql("SELECT max(id) FROM tokens").scalar_one()
    return programs.end_token(acting.connection, owner(acting), token_id, acting.act.now)


def anothers_token(connection: Connection, login: str, today: date) -> None:
    """The token is somebody else's."""
    (member,) = staff.by_logins(connection, [HEAD])
    connection.exec_driver_sql("UPDATE tokens SET staff_id = ?", (member.id,))


def details(**changed: str) -> dict[str, str]:
    return {"name": "Gone Person", "email": "gone@bmu.example", "writes_in": "en", **changed}


def new_account() -> dict[str, str]:
    return {**details(), "login": "nova", "role": "student_service", "from": "2027-03-23",
            "by": "rector"}  # fmt: skip


def deactivate_gone(acting: Acting) -> None:
    """The account was closed."""
    accounts_of = acting.ground.acting(acting.connection, HEAD, HEAD).register
    accounts.deactivate(accounts_of, "gone")


def lock_gone(acting: Acting) -> None:
    """Somebody typed a wrong password."""
    lockout = lockout_of(acting.ground.work.office)
    login_failures.begin_try(acting.connection, "gone", acting.act.now, lockout)
