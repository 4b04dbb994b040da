"""Every write of the workflows that a person makes, with who may; and those that nobody asks for.

A new function that writes stands in one of the two tables, else the test of them fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection, update

from persistence import (
    absences,
    deputies,
    handling,
    login_failures,
    meetings,
    outside_links,
    plans,
    sessions,
    staff,
    submissions,
    webhooks,
)
from persistence import grading_tables as table_rows
from persistence import partners as partner_rows
from persistence import programme_courses as course_rows
from persistence.documents import documents_of
from persistence.outside_links import NewLink
from persistence.plans import NewTask, Plan, PlanItem
from persistence.precedents import register
from persistence.staff import Appointed
from persistence.submissions import NewSubmission
from persistence.tables import cases
from persistence.tokens import NewToken, make
from persistence.webhooks import Webhook
from states.decision import Actor
from states.payloads import read_payload
from states.recognition import GradeShare, GradingTable
from tests.workflows.office_fixtures import ANA, at
from tests.workflows.who_may.ground import (
    NOW,
    ROLE_MISSES,
    Acting,
    Miss,
    deactivated,
    no_role,
    no_seat,
)
from workflows.cases import (
    advance,
    holds,
    migration,
    several,
    takeover,
)
from workflows.cases.advance import Request, advance_case
from workflows.cases.document_views import note_view, viewed
from workflows.outside import answering
from workflows.people import absences as away
from workflows.people import (
    accounts,
    appointments,
    planning,
    programs,
    same_persons,
)
from workflows.people.settings import lockout_of
from workflows.registers import grading_tables, partners, precedents, programme_courses
from workflows.registers.office_settings import INSTITUTION, MAIL, written_values

COORDINATOR, HEAD, JUDGE = "mobility_coordinator", "head_of_ico", "academic_coordinator"
MEMBER = "commission_member"
DAY = date(2027, 3, 23)
PERSON = {**ANA, "name": "Vera Ilić", "email": "vera@students.example"}


@dataclass(frozen=True)
class Attempt:
    """A write as somebody who may makes it. `missing` is what else they can miss, by its name.

    `anywhere` where any role at any institution is enough: one's own tokens, one's own calendar.
    """

    role: str
    do: Callable[[Acting], object]
    before: Callable[[Acting], object] = lambda acting: None
    login: str = ""
    missing: Mapping[str, Miss] = field(default_factory=dict)
    anywhere: bool = False
    deputised: bool = True

    @property
    def who(self) -> str:
        """The login of who acts: in this office the role, but for the commission."""
        return self.login or ("m.ilic" if self.role == MEMBER else self.role)

    @property
    def by_deputy(self) -> bool:
        """Whether a deputy may do it, within the absence: not with what is one's own."""
        return self.deputised and not self.anywhere

    @property
    def misses(self) -> Mapping[str, Miss]:
        """All that who acts can miss."""
        of_role = {"no role": no_role, "deactivated account": deactivated}
        return {**(of_role if self.anywhere else ROLE_MISSES), **self.missing}


def by_member(do: Callable[[Acting], object]) -> Attempt:
    """A write of a member of the commission: by the seat, and nobody deputises for a seat."""
    return Attempt(MEMBER, do, missing={"no seat on this call's commission": no_seat},
                   deputised=False)  # fmt: skip


def of_colleague(
    do: Callable[[Acting], object], before: Callable[[Acting], object] = lambda acting: None
) -> Attempt:
    """A write of somebody who shares the office's cases."""
    return Attempt(COORDINATOR, do, before)


def points(acting: Acting) -> dict[str, object]:
    number = acting.locked(acting.ground["case"]).case.number
    return {"member": acting.member.login, "case": number,
            "points": {"programme_compatibility": 51}}  # fmt: skip


def interview_of(acting: Acting) -> dict[str, object]:
    return {"case": acting.locked(acting.ground["case"]).case.number, "on": "2027-03-22"}


def pair(acting: Acting) -> tuple[object, object]:
    locked = acting.locked(acting.ground["case"])
    return locked.case, locked.dossier


def record_several(acting: Acting) -> object:
    work, locked = acting.ground.work, acting.locked(acting.ground["case"])
    details = {"kind": "petition"}
    row = several.FactRow("document", details, read_payload("document", details, ""))
    wish = several.SeveralFacts([row], locked.case.version, locked)
    return several.record_several(acting.connection, work.office, wish, acting.actor, work.clock())


def advance_one(acting: Acting) -> object:
    work = acting.ground.work
    wish = advance.Request(acting.ground["case"], "withdraw", {"reason": "ill"})
    return advance.advance_case(acting.connection, work.office, wish, acting.actor, work.clock())


def advance_many(acting: Acting) -> object:
    work = acting.ground.work
    wish = advance.Request(acting.ground["case"], "withdraw", {"reason": "ill"})
    return advance.advance_cases(
        acting.connection, work.office, [wish], acting.actor, work.clock()
    )[0]


def record(acting: Acting) -> object:
    work = acting.ground.work
    wish = advance.FactRequest(acting.ground["case"], "document", {"kind": "petition"})
    return advance.record_fact(acting.connection, work.office, wish, acting.actor, work.clock())


def migrate(acting: Acting) -> object:
    definition = acting.ground.work.office.definition("bmu/outgoing-studies.2021-06-29")
    return migration.migrate_case(acting.act, acting.ground["case"], definition, "a new text")


def take_over(acting: Acting) -> object:
    definition = acting.ground.work.office.definition("bmu/outgoing-studies.2021-06-29")
    written = {"candidate": PERSON, "state": "call", "since": "2027-03-20", "source": "a folder",
               "not_checked": "nothing", "facts": []}  # fmt: skip
    return takeover.take_over(
        acting.act, acting.ground["open_call"], takeover.read_takeover(definition, written)
    )


def its_own(acting: Acting) -> None:
    now = acting.act.now
    handling.assign(acting.connection, acting.ground["case"], acting.member.id, now)


def another_has_it(connection: Connection, login: str, today: date) -> None:
    """The case is with a colleague by now."""
    (member,) = staff.by_logins(connection, [HEAD])
    case_id = connection.exec_driver_sql("SELECT case_id FROM case_handling").scalar_one()
    handling.assign(connection, case_id, member.id, at(NOW))


def put_aside(acting: Acting) -> None:
    holds.put_on_hold(acting.colleague, acting.ground["case"], DAY + timedelta(days=5), "waits")


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
            acting.connection, plan, plans.add_task(acting.connection, task, "Head", acting.act.now)
        )


def line(acting: Acting) -> PlanItem:
    return plans.items_of(acting.connection, plan(acting).id)[0]


def own_task(acting: Acting) -> None:
    task = NewTask("bmu", "order paper", acting.member.id, DAY)
    plans.add_task(acting.connection, task, "Head", acting.act.now)


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


def webhook(acting: Acting) -> Webhook:
    (webhook,) = webhooks.all_of(acting.connection, ["bmu"])
    return webhook


def enter_webhook(acting: Acting) -> None:
    now = acting.act.now
    webhook = Webhook(0, "bmu", "school", "https://school.example/hook", ("s",), now, "Head")
    webhooks.add(acting.connection, webhook)


def tell_once(acting: Acting) -> None:
    enter_webhook(acting)
    acting.connection.exec_driver_sql(
        "UPDATE outbox SET webhook_id = (SELECT max(id) FROM webhooks), action = 'webhook', "
        f"status = 'dead' WHERE id = {acting.ground['mail']}"
    )


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


def merge(acting: Acting) -> None:
    ground = acting.ground
    partner_rows.merge(acting.connection, ground["other_partner"], ground["partner"])


def add_contact(acting: Acting) -> None:
    partner_rows.add_contact(
        acting.connection, acting.ground["partner"], "Ivo", "ivo@r.example", None
    )


def remove_contact(acting: Acting) -> object:
    (contact,) = partner_rows.contacts_of(acting.connection, acting.ground["partner"])
    return partners.remove_contact(acting.register, acting.ground["partner"], contact.id)


def _table() -> GradingTable:
    grades = (GradeShare("1", Decimal(40)), GradeShare("2", Decimal(60)))
    return GradingTable(0, "University of Graz", None, date(2026, 1, 1), None, grades)


def keep_table(acting: Acting) -> object:
    return grading_tables.keep_table(acting.act, "bmu", _table())


def correct_table(acting: Acting) -> object:
    (entry, *_) = table_rows.register(acting.connection, "bmu")
    table = replace(_table(), source="the host's page")
    return grading_tables.correct_table(acting.act, "bmu", entry.table.id, table, "a slip")


COURSE = {"code": "INF101", "title": "Databases", "ects": "7"}


def add_course(acting: Acting) -> object:
    return programme_courses.add_course(acting.register, COURSE)


def change_course(acting: Acting) -> object:
    (course, *_) = course_rows.every(acting.connection, "bmu")
    return programme_courses.change_course(acting.register, course.id, {**COURSE, "ects": "8"})


def end_course(acting: Acting) -> object:
    (course, *_) = course_rows.every(acting.connection, "bmu")
    return programme_courses.set_taught(acting.register, course.id, False)


def withdraw_table(acting: Acting) -> object:
    (entry, *_) = table_rows.register(acting.connection, "bmu")
    return grading_tables.withdraw_table(acting.act, "bmu", entry.table.id, "wrong")


def withdraw_precedent(acting: Acting) -> object:
    (entry, *_) = register(acting.connection, "bmu")
    return precedents.withdraw_precedent(acting.act, "bmu", entry.precedent.id, "wrong")


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


def of_head(
    do: Callable[[Acting], object], before: Callable[[Acting], object] = lambda acting: None
) -> Attempt:
    """A write of the Head of the office."""
    return Attempt(HEAD, do, before)


def deactivate_gone(acting: Acting) -> None:
    """The account was closed."""
    accounts_of = acting.ground.acting(acting.connection, HEAD, HEAD).register
    accounts.deactivate(accounts_of, "gone")


def lock_gone(acting: Acting) -> None:
    """Somebody typed a wrong password."""
    lockout = lockout_of(acting.ground.work.office)
    login_failures.begin_try(acting.connection, "gone", acting.act.now, lockout)


def one_person(acting: Acting) -> object:
    """Two cases are said to be one person's."""
    ground = acting.ground
    return same_persons.same_person(acting.act, ground["decreed"], ground["case"], "two addresses")


def letterhead(acting: Acting) -> dict[str, str]:
    """The letterhead with another telephone."""
    settings = acting.ground.work.office.settings
    return {**written_values(settings, INSTITUTION), "phone": "+381 11 000"}


def mail_settings(acting: Acting) -> dict[str, str]:
    """How mails leave, from another sender."""
    settings = acting.ground.work.office.settings
    return {**written_values(settings, MAIL), "sender": "ico@bmu.example"}


def open_document(acting: Acting) -> object:
    """A document of the case is opened."""
    stored = documents_of(acting.connection, acting.ground["case"], None)
    return note_view(acting.act, viewed(stored[0]))


def hand_in(acting: Acting) -> None:
    """The candidate of the case hands a document in, by their own page."""
    new = NewSubmission(
        acting.ground["case"], "candidate", str(ANA["email"]), "fact", "document",
        {"kind": "petition"}, acting.act.now, "a form", "petition",
    )  # fmt: skip
    submissions.add(acting.connection, new)


def received(acting: Acting) -> int:
    """The number of what was handed in."""
    return submissions.of_case(acting.connection, acting.ground["case"])[0].id


def accept_received(acting: Acting) -> object:
    """It is accepted."""
    return answering.accept(acting.act, acting.ground["case"], received(acting))


def give_received_back(acting: Acting) -> object:
    """It is returned."""
    return answering.give_back(acting.act, acting.ground["case"], received(acting), "No stamp.")


def link_of_case(acting: Acting) -> None:
    """A mail has left with a link to the case."""
    until = acting.act.now + timedelta(days=60)
    new = NewLink(acting.ground["case"], "candidate", str(ANA["email"]), "a mail", until)
    outside_links.make(acting.connection, new, acting.act.now)


def give_up(acting: Acting) -> None:
    """The candidate of the case withdraws, before there is a list."""
    work, request = (
        acting.ground.work,
        Request(acting.ground["case"], "withdraw", {"reason": "ill"}),
    )
    advance_case(acting.connection, work.office, request, Actor("candidate"), work.clock())


def who(acting: Acting) -> str:
    """The candidate of the case, by its number."""
    return acting.locked(acting.ground["case"]).case.number


def gave_up_long_ago(acting: Acting) -> None:
    """As `give_up`, so long ago that every period is over."""
    give_up(acting)
    case, eleven_years = acting.ground["case"], timedelta(days=4018)
    ended = update(cases).where(cases.c.id == case)
    acting.connection.execute(ended.values(entered_at=acting.act.now - eleven_years))
