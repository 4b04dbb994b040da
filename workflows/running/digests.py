"""The office's plans to the Head of ICO: the briefing of each morning, the week's, the month's.

ICO: the Head, or who stands in while nobody holds the role, makes daily, weekly and monthly plans
and supervises them. Each plan leaves once; what a switched-off office missed is not sent later,
but the plan in force is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from actions.mails import case_url, letterhead, reader_title, role_title
from notifications.catalogue import CATALOGUE
from notifications.context import MailContext, Recipient
from notifications.plan import DeadAction, PlanItem, plan_by_day, plan_by_week
from notifications.writing import write
from office.wiring import Office
from persistence import outbox, worklist
from persistence.directory import Directory
from persistence.saving import MailRow, enqueue
from persistence.tables import mails
from persistence.worklist import Waiting
from states.frozen import frozen
from states.moments import civil_date, instant_of

READER = "head_of_ico"


@frozen
class Plan:
    """A plan that falls due at an instant; the key makes it leave once."""

    mail: str
    at: datetime
    key: str


def plans_of(office: Office, today: date) -> list[Plan]:
    """The plans in force on a civil date, those of earlier days of the week or month included."""
    hours, key = office.settings.office_hours, office.settings.institution.key
    week = today - timedelta(days=today.weekday())
    first_of_week = office.calendar.next_worked(week)
    first_of_month = office.calendar.next_worked(today.replace(day=1))
    found = []
    if office.calendar.is_worked(today):
        found.append(_plan("briefing", today, hours.briefing_at, f"{key}/{today}"))
    if first_of_week - week < timedelta(days=7):
        name = f"{key}/{today:%G-W%V}"
        found.append(_plan("weekly_plan", first_of_week, hours.mails_leave_at, name))
    if first_of_month.month == today.month:
        name = f"{key}/{today:%Y-%m}"
        found.append(_plan("monthly_plan", first_of_month, hours.mails_leave_at, name))
    return found


def _plan(mail: str, day: date, at: time, name: str) -> Plan:
    return Plan(mail, instant_of(day, at), f"{mail}/{name}")


def next_plan_instant(office: Office, after: datetime) -> datetime:
    """The next instant later than `after` at which a plan falls due."""
    day = civil_date(after)
    while True:
        coming = [plan.at for plan in plans_of(office, day) if plan.at > after]
        if coming:
            return min(coming)
        day += timedelta(days=1)


def write_plans(connection: Connection, office: Office, now: datetime) -> int:
    """Writes the plans that are due and were not written yet; returns how many mails."""
    due = _unwritten(
        connection, [one for one in plans_of(office, civil_date(now)) if one.at <= now]
    )
    if not due:
        return 0
    rows = list(_letters(connection, office, due, now))
    enqueue(connection, [(None, None, rows, ())], now)
    return len(rows)


_WRITTEN: Final = select(mails.c.key).where(mails.c.key.in_(bindparam("keys", expanding=True)))


def _unwritten(connection: Connection, plans: Sequence[Plan]) -> list[Plan]:
    if not plans:
        return []
    found = connection.execute(_WRITTEN, {"keys": [f"{plan.key}/1" for plan in plans]})
    written = set(found.scalars())
    return [plan for plan in plans if f"{plan.key}/1" not in written]


def _letters(
    connection: Connection, office: Office, plans: Sequence[Plan], now: datetime
) -> Iterator[MailRow]:
    """Each plan to each reader; what the office waits for is read once for all of them."""
    key, today = office.settings.institution.key, civil_date(now)
    directory = Directory(connection)
    readers = directory.reached(key, READER, today)
    instead = bool(directory.deputies(key, READER, today))
    waiting = worklist.waiting(connection, today, key)
    dead = outbox.given_up(connection, [key])
    for plan, (number, reader) in product(plans, enumerate(readers, start=1)):
        context = _context(office, plan.mail, reader, instead, waiting, dead, today)
        written = write(plan.mail, reader.writes_in, context)  # type: ignore[arg-type]
        yield MailRow(
            f"{plan.key}/{number}", f"{plan.key} · send {plan.mail}", plan.mail, READER,
            reader.name, reader.email, reader.writes_in, written, CATALOGUE[plan.mail].attaches,
        )  # fmt: skip


def _context(
    office: Office, mail: str, reader: Any, instead: bool, waiting: list[Waiting], dead: Any,
    today: date,
) -> MailContext:  # fmt: skip
    language = reader.writes_in
    items = tuple(item_of(office, one, today, language) for one in waiting)
    grouped = {"weekly_plan": plan_by_day, "monthly_plan": plan_by_week}.get(mail)
    return MailContext(
        office=letterhead(
            office.settings, office.regulations[office.settings.institution.key].name, language
        ),
        recipient=Recipient(reader.name, reader_title(READER, language, instead), READER),
        url=f"{office.settings.base_url.rstrip('/')}/stuck",
        today=today,
        items=items,
        days=grouped(items, today) if grouped else {},
        dead=tuple(_dead(office, row) for row in dead),
    )


def item_of(office: Office, one: Waiting, today: date, language: str) -> PlanItem:
    """A waiting case as a line of a plan."""
    definition = office.definition(one.definition)
    state = definition.states[one.state]
    step = next((a.title for a in state.awaits if a.step == one.awaited), state.title)
    people = ", ".join(one.people) or ", ".join(role_title(r, language) for r in one.owners)
    return PlanItem(
        number=one.number,
        candidate=one.candidate,
        state=state.title.in_(language),
        step=step.in_(language),
        owner=people,
        due=one.due,
        overdue=one.due is not None and one.due < today,
        url=case_url(office, one.number),
        stuck_reason=one.obstacle.in_(language) if one.obstacle else None,
    )


def _dead(office: Office, row: Mapping[str, Any]) -> DeadAction:
    number = row["number"]
    url = case_url(office, number) if number else office.settings.base_url
    return DeadAction(row["label"], row["last_error"] or "", url)
