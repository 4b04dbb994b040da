"""A person's own calendar (iCalendar), behind an address that holds a token and can be ended.

Calendars lie with others: no candidate's name is in it, only numbers of cases and their steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from fastapi import APIRouter
from icalendar import Calendar, Event
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from actions.mail_contexts import case_url, page_url
from persistence import meetings, staff, tasks, tokens
from persistence.database import reading
from persistence.own_due import OwnDue, own_due
from persistence.roster import roster
from persistence.staff import Member
from states.frozen import frozen
from web.request_context import CurrentContext, RequestContext
from workflows.people.planning import CALENDAR

router = APIRouter()

AHEAD: Final = timedelta(days=120)
BEHIND: Final = timedelta(days=30)
MEDIA_TYPE: Final = "text/calendar; charset=utf-8"


@frozen
class CalendarValues:
    """What the page of plans says of the person's calendar; `address` only just after it was
    made."""

    is_made: bool
    address: str | None


def calendar_values(
    connection: Connection, context: RequestContext, secret: str | None
) -> CalendarValues:
    """Whether the person has a calendar's address, and the address while it can be told."""
    own = tokens.of_staff(connection, context.user.member.id, (CALENDAR,))
    is_made = any(token.opens(context.now) for token in own)
    address = page_url(context.office, f"calendar/{secret}.ics") if secret else None
    return CalendarValues(is_made, address)


@router.get("/calendar/{secret}.ics", name="calendar")
def calendar(context: CurrentContext, secret: str) -> Response:
    """The calendar of whoever the secret is of; another secret opens nothing."""
    with reading(context.engine) as connection:
        token = tokens.find(connection, (CALENDAR,), secret, context.now)
        member = staff.active_member(connection, token.staff_id) if token else None
        if member is None:
            raise HTTPException(404)
        content = _calendar(connection, context, member).to_ical()
    return Response(content, media_type=MEDIA_TYPE)


def _calendar(connection: Connection, context: RequestContext, member: Member) -> Calendar:
    own_calendar = Calendar()
    own_calendar.add("prodid", "-//Mobility office//EN")
    own_calendar.add("version", "2.0")
    own_calendar.add(
        "x-wr-calname", context.office.settings.institution.office.in_(member.writes_in)
    )
    for event in _events(connection, context, member):
        own_calendar.add_component(event)
    return own_calendar


def _events(connection: Connection, context: RequestContext, member: Member) -> Iterator[Event]:
    language, today, office = member.writes_in, context.today, context.office
    roles = roster(connection).roles_of(member.id, today)
    for due in own_due(connection, member.id, roles, (today - BEHIND, today + AHEAD)):
        title = _title_of(context, due, language)
        uid = f"{due.number}-{due.visit}-{due.step}"
        yield _event(context, uid, due.due, f"{due.number} · {title}", case_url(office, due.number))
    institutions = sorted({institution for institution, _ in roles})
    for task in tasks.open_tasks_of(connection, institutions, member.id):
        if task.due is not None:
            uid, address = f"task-{task.id}", page_url(office, "plans")
            yield _event(context, uid, task.due, task.title.in_(language), address)
    for institution in institutions:
        for meeting in meetings.newest_meetings(connection, institution):
            uid = f"meeting-{meeting.id}"
            address = page_url(office, f"meetings/{meeting.day}")
            title = "Састанак" if language != "en" else "Meeting"
            yield _event(context, uid, meeting.day, title, address)


def _title_of(context: RequestContext, due: OwnDue, language: str) -> str:
    state = context.office.shown_definition(due.definition).states[due.state]
    return (state.title_of(due.step) or state.title).in_(language)


def _event(context: RequestContext, uid: str, day: date, title: str, address: str) -> Event:
    """A whole day; the same uid each time, so that a moved date moves in the calendar too."""
    event = Event()
    event.add("uid", f"{uid}@{context.office.settings.institution.key}.mobility-office")
    event.add("dtstamp", context.now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("url", address)
    return event
