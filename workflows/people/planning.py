"""Making plans: the Head of the office begins one from what is due, orders it, gives it out.

ICO: the Head makes the daily, weekly and monthly plans and supervises them. Whoever is to do a task
ticks it off; the step of a case is done once the case has gone on.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection

from office.wiring import Office
from persistence import plans, tasks, tokens
from persistence.plans import PLANNER, DueStep, Plan, PlanItem, Span
from persistence.roster import Roster, roster
from persistence.staff import Member
from persistence.tasks import NewTask
from persistence.tokens import NewToken, Purpose
from rules.wording import format_text
from states.moments import civil_date
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.colleagues import colleagues
from workflows.cases.owed_work import owed_work, planned_step
from workflows.titles import checked_title
from workflows.who_may import check_holds_role, check_may, check_works_here

CALENDAR: Final[Purpose] = "calendar"
"""The purpose of the token that opens somebody's calendar to a program that shows it."""
SPANS: Final[tuple[Span, ...]] = ("day", "week", "month")
YEARS: Final = range(1900, 2200)
"""Years in which there are plans."""
MOST_TITLE: Final = 300
_NO_TITLE: Final = Text(
    f"Say in up to {MOST_TITLE} letters what is to be done.",
    f"Напишите шта треба да се уради, највише {MOST_TITLE} знакова.",
)

Direction = Literal["up", "down"]


def span_of(name: str, day: date) -> tuple[Span, date, date]:
    """A span that a civil date lies in: its name, first and last day.

    Raises ValidationError for a name that is none, and for a day of another age.
    """
    if day.year not in YEARS:
        raise ValidationError(
            Text(f"there is no plan of the year {day.year}", f"нема плана за {day.year}. годину")
        )
    if name == "day":
        return "day", day, day
    if name == "week":
        monday = day - timedelta(days=day.weekday())
        return "week", monday, monday + timedelta(days=6)
    if name == "month":
        last = monthrange(day.year, day.month)[1]
        return "month", day.replace(day=1), day.replace(day=last)
    raise ValidationError(Text(f"there is no plan of a {name}", f"нема плана за „{name}“"))


def begin_plan(act: Act, institution: str, name: str, day: date) -> Plan:
    """Begins the plan of a span with what is due in it or before; one that is begun stays.

    Each step is for who has the case, else for the one person who holds the role that owns it.
    """
    check_planner(act, institution)
    span, first_day, last_day = span_of(name, day)
    steps = due_in_plan(act.connection, act.office, institution, last_day)
    people = roster(act.connection)
    planned_steps = [(step, doer(people, institution, step, act.today)) for step in steps]
    key = (institution, span, first_day)
    return plans.begin(act.connection, key, planned_steps, act.actor.name, act.now)


def due_in_plan(
    connection: Connection, office: Office, institution: str, until: date
) -> list[DueStep]:
    """What a plan begins with: the steps and the debts that are due on a civil date or before."""
    steps = plans.due_until(connection, institution, until)
    owed_steps = [
        planned_step(work)
        for work in owed_work(connection, office, [institution], until, plans.MOST)
    ]
    return sorted((*steps, *owed_steps), key=lambda step: (step.due or until, step.case_id))[
        : plans.MOST
    ]


def doer(people: Roster, institution: str, step: DueStep, today: date) -> int | None:
    """Who is to do a step: who has the case, else the one person in a role that owns it."""
    if step.assignee is not None:
        return step.assignee
    holders = {
        member.id
        for role in filter(None, step.owners.split(","))
        for member in people.holders(institution, role, today)
    }
    return next(iter(holders)) if len(holders) == 1 else None


def new_task(act: Act, institution: str, data: Mapping[str, str]) -> NewTask:
    """A task as it was typed: `title`, `login` of who is to do it, `due`. Raises ValidationError
    with the fields that are wrong."""
    title = checked_title(data.get("title", ""), MOST_TITLE, _NO_TITLE)
    member = member_of(act, institution, data.get("login", ""))
    return NewTask(institution, title, member.id if member else None, _day(data.get("due", "")))


def add_task(act: Act, plan: Plan, data: Mapping[str, str]) -> int:
    """A task at the end of a plan; its id. Raises ValidationError."""
    check_planner(act, plan.institution)
    task_id = tasks.add_task(
        act.connection, new_task(act, plan.institution, data), act.actor.name, act.now
    )
    plans.put_into(act.connection, plan, task_id)
    return task_id


def assign(act: Act, plan: Plan, line: PlanItem, login: str) -> None:
    """Who is to do a line of the plan; an empty login is nobody. Raises ValidationError."""
    check_planner(act, plan.institution)
    member = member_of(act, plan.institution, login)
    plans.assign_item(act.connection, line, member.id if member else None)


def move(act: Act, plan: Plan, line: PlanItem, direction: Direction) -> None:
    """The line changes places with the next one of the same person; at the end it stays."""
    check_planner(act, plan.institution)
    of_person = [
        item for item in plans.items_of(act.connection, plan.id) if item.staff_id == line.staff_id
    ]
    ids = [item.id for item in of_person]
    place = ids.index(line.id) + (1 if direction == "down" else -1)
    if 0 <= place < len(of_person):
        plans.exchange(act.connection, line, of_person[place])


def leave_out(act: Act, plan: Plan, line: PlanItem) -> None:
    """The line is no more in the plan; its case or task stays as it is."""
    check_planner(act, plan.institution)
    plans.leave_out(act.connection, line.id)


def tick(act: Act, institution: str, task_id: int, member: Member, is_done: bool) -> None:
    """Ticks a task off, or takes that back: who is to do it may, and the planner.

    Raises ValidationError for anybody else's task, and where the institution has none such.
    """
    check_holds_role(act.connection, act.actor, institution, act.today)
    task = tasks.task(act.connection, task_id)
    if task is None or task.institution != institution:
        raise ValidationError(Text("There is no such task.", "Таквог задатка нема."))
    if task.staff_id != member.id and act.role != PLANNER:
        raise ValidationError(
            Text(
                "Only who is to do it ticks a task off, or the Head of the office.",
                "Задатак означава као обављен онај ко га има или руководилац Центра.",
            )
        )
    by, at = (member.name, act.now) if is_done else (None, None)
    tasks.tick(act.connection, task_id, by, at)


def member_of(act: Act, institution: str, login: str) -> Member | None:
    """Who of the institution has a login; None for no login. Raises ValidationError."""
    if not login:
        return None
    for member in colleagues(act.connection, institution, act.today):
        if member.login == login:
            return member
    raise ValidationError(
        format_text(
            "{login} does not work here today.", "{login} данас не ради овде.", login=login
        ),
        ("login",),
    )


def _day(day_text: str) -> date | None:
    if not day_text:
        return None
    try:
        return date.fromisoformat(day_text)
    except ValueError:
        raise ValidationError(
            Text("There is no such date.", "Такав датум не постоји."), ("due",)
        ) from None


def check_planner(act: Act, institution: str) -> None:
    """Raises NotTheirs for whoever is not the Head of the office today, nor acts for the Head."""
    check_may(act, institution, (PLANNER,))


def new_calendar(connection: Connection, member: Member, now: datetime) -> str:
    """A new secret of somebody's calendar, shown this one time; the one before opens no more.

    Raises NotTheirs for who works here no more.
    """
    check_works_here(connection, member.login, civil_date(now))
    tokens.revoke_all(connection, member.id, (CALENDAR,), now, member.name)
    return tokens.make(connection, NewToken(member.id, CALENDAR, made_by=member.name), now)


def end_calendar(connection: Connection, member: Member, now: datetime) -> None:
    """The address of somebody's calendar opens no more; NotTheirs for who works here no more."""
    check_works_here(connection, member.login, civil_date(now))
    tokens.revoke_all(connection, member.id, (CALENDAR,), now, member.name)
