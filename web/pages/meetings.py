"""The weekly meeting: what there is to speak of, its minutes, and the tasks that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import meetings as meeting_rows
from persistence.database import reading, write_transaction
from persistence.meetings import Meeting
from states.text import Text
from states.validation_error import ValidationError
from web.forms.typed import TypedForm, typed_fields
from web.pages.plans import institution_of_plans, plans_overview
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.meetings import MeetingPage, meeting_page
from workflows.act import Act
from workflows.cases.colleagues import HANDLING_ROLES
from workflows.people import meetings
from workflows.people.meetings import WrittenMeanwhile

router = APIRouter()


@router.post("/meetings", name="call_meeting")
def call_meeting(context: CurrentContext, form: SentForm) -> Response:
    """A meeting on a day, and its page."""
    institution = institution_of_plans(context)
    typed_form = TypedForm("meeting", typed_fields(form, "day"))
    try:
        with write_transaction(context.engine) as connection:
            act = _act(context, connection, institution)
            meeting = meetings.call_meeting(act, institution, typed_form.values["day"])
    except ValidationError as error:
        return plans_overview(context, typed_form=typed_form.refused(error, ("day",)))
    return RedirectResponse(f"/meetings/{meeting.day}", 303)


@router.get("/meetings/{day}", name="meeting")
def meeting(context: CurrentContext, day: date) -> Response:
    """A meeting."""
    return _page(context, day)


@router.post("/meetings/{day}/minutes", name="write_minutes")
def write_minutes(context: CurrentContext, form: SentForm, day: date) -> Response:
    """Writes the minutes; or the page again with what was typed beside what stands there."""
    minutes = str(form.get("minutes", ""))
    try:
        with write_transaction(context.engine) as connection:
            on_meeting = _meeting(connection, context, day)
            seen_meeting = on_meeting._replace(version=_version(str(form.get("version", ""))))
            meetings.write_minutes(
                _act(context, connection, on_meeting.institution), seen_meeting, minutes
            )
    except ValidationError as error:
        status = 409 if isinstance(error, WrittenMeanwhile) else 422
        return _page(context, day, {"minutes": minutes}, {"minutes": error.message}, status)
    return RedirectResponse(f"/meetings/{day}?saved=1#minutes", 303)


@router.post("/meetings/{day}/tasks", name="meeting_task")
def add_task(context: CurrentContext, form: SentForm, day: date) -> Response:
    """A task that the meeting gives; or the form again with what is wrong."""
    typed_values = {name: str(form.get(name, "")) for name in ("title", "login", "due")}
    try:
        with write_transaction(context.engine) as connection:
            on_meeting = _meeting(connection, context, day)
            meetings.add_task(
                _act(context, connection, on_meeting.institution), on_meeting, typed_values
            )
    except ValidationError as error:
        errors = dict.fromkeys(error.fields or ("title",), error.message)
        return _page(context, day, typed_values, errors, 422)
    return RedirectResponse(f"/meetings/{day}#tasks", 303)


def meeting_on(connection: Connection, context: RequestContext, day: date) -> MeetingPage:
    """The meeting of a day, as its page shows it; 404 where none is called."""
    institution = institution_of_plans(context)
    on_day, earlier = meeting_rows.meeting_with_last(connection, institution, day)
    if on_day is None:
        raise HTTPException(404)
    return meeting_page(context.viewer(connection), on_day, earlier)


def _act(context: RequestContext, connection: Connection, institution: str) -> Act:
    return context.act(connection, context.user.actor(institution, HANDLING_ROLES))


def _meeting(connection: Connection, context: RequestContext, day: date) -> Meeting:
    on_meeting = meeting_rows.meeting_on(connection, institution_of_plans(context), day)
    if on_meeting is None:
        raise HTTPException(404)
    return on_meeting


def _version(version_text: str) -> int:
    return (
        int(version_text)
        if version_text.isascii() and version_text.isdecimal() and len(version_text) < 9
        else 0
    )


def _page(
    context: RequestContext,
    day: date,
    typed_values: Mapping[str, str] | None = None,
    errors: Mapping[str, Text] | None = None,
    status: int = 200,
) -> Response:
    with reading(context.engine) as connection:
        view = meeting_on(connection, context, day)
    blank_values = {"title": "", "login": "", "due": "", "minutes": view.meeting.minutes}
    values = {
        "it": view,
        "typed": {**blank_values, **(typed_values or {})},
        "errors": {**dict.fromkeys(blank_values), **(errors or {})},
        "saved": context.request.query_params.get("saved") == "1",
    }
    return page(context, "meeting.html", status, **values)
