"""Opening a call: the form begins as the last one of the process was; the faculties are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import call_pages
from persistence import calls as call_rows
from persistence.database import reading, writing
from persistence.roster import roster
from states.decision import Actor
from states.definition import ProcessDefinition
from states.payloads import check_written
from states.strict_yaml import adapter
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import CRITERIA
from web.forms.call_form import CallForm, as_the_last, call_errors_at, call_from
from web.forms.checking import FieldErrors, field_errors_of
from web.forms.inputs import Offer, inputs_of, row_of
from web.forms.posting import data_of
from web.forms.shapes import shapes_of
from web.permissions import PERMISSIONS
from web.rendering import page
from web.visit import Entered, Forbidden, Posted, Visit
from web.words.fields import label_of
from web.words.offers import DELIVERABLE
from workflows.calls.opening import open_call

router = APIRouter()
FORM = "call"


@router.get("/calls/new/{institution}/{process}", name="new_call")
def new_call(visit: Entered, institution: str, process: str) -> Response:
    """The form of a new call, as the last one of the process was."""
    definition = _definition(visit, institution, process)
    with reading(visit.app.engine) as connection:
        members = [login for login, _ in _members(connection, visit, institution)]
        lines = call_pages.call_lines(connection, [institution])
        last = next((one.id for one in lines if one.process == process), None)
        call = call_rows.load(connection, last)[0] if last else None
    return _page(visit, definition, as_the_last(call, visit.today, members))


@router.post("/calls/new/{institution}/{process}", name="open_call")
def open_new_call(visit: Entered, form: Posted, institution: str, process: str) -> Response:
    """Opens the call, or shows the form again with what is wrong."""
    definition = _definition(visit, institution, process)
    actor = _actor(visit, institution)
    data = data_of(shapes_of(FORM), form)
    if problems := field_errors_of(FORM, data, visit.today):
        return _page(visit, definition, data, problems)
    typed = adapter(CallForm).validate_python(data)
    if problems := call_errors_at(typed, definition, visit.today):
        return _page(visit, definition, data, problems)
    try:
        check_written(data)
        with writing(visit.app.engine) as connection:
            call, office, now = call_from(typed), visit.app.office, visit.now
            call_id = open_call(connection, office, institution, process, call, now, actor)
    except ValidationError as error:
        return _page(visit, definition, data, sentence=error.message)
    return RedirectResponse(f"/calls/{call_id}", 303)


@router.get("/calls/new/{institution}/{process}/rows/{listing}", name="call_row")
def call_row(
    visit: Entered, institution: str, process: str, listing: str, key: int = 0, at: str = ""
) -> Response:
    """One more empty row of the form, for the page to put below the others."""
    _definition(visit, institution, process)
    found = row_of(_offer(visit, institution, process), listing, str(key))
    if found is None:
        raise HTTPException(404)
    return page(visit, "row.html", row=found, key=key, at=at)


def _definition(visit: Visit, institution: str, process: str) -> ProcessDefinition:
    """Of a process that has calls; raises Forbidden where the person may not open one there."""
    found = visit.app.office.served(institution, process, visit.today)
    if institution not in visit.somebody.institutions or found is None or found.by_request:
        raise HTTPException(404)
    if _actor(visit, institution).acts_as(visit.today) not in PERMISSIONS["open_call"]:
        raise Forbidden
    return found


def _actor(visit: Visit, institution: str) -> Actor:
    return visit.somebody.actor(institution, sorted(PERMISSIONS["open_call"]))


def _members(connection: Connection, visit: Visit, institution: str) -> list[tuple[str, Text]]:
    """Who may sit on a commission today: login and name."""
    held = roster(connection).holders(institution, "commission_member", visit.today)
    return [(one.login, Text(one.name, one.name)) for one in held]


def _offer(visit: Visit, institution: str, process: str) -> Offer:
    with reading(visit.app.engine) as connection:
        members = _members(connection, visit, institution)
    choices = {
        "required": tuple(DELIVERABLE.items()),
        "commission": tuple(members),
        "criterion": tuple((name, label_of(name, "criteria")) for name in CRITERIA),
    }
    return Offer(FORM, None, process, choices)


def _page(
    visit: Visit,
    definition: ProcessDefinition,
    data: Mapping[str, Any],
    problems: FieldErrors | None = None,
    sentence: Text | None = None,
) -> Response:
    offer = _offer(visit, definition.institution, definition.process)
    inputs = inputs_of(offer, data, problems or {})
    address = f"/calls/new/{definition.institution}/{definition.process}"
    known = {"title": definition.title, "address": address, "inputs": inputs, "sentence": sentence}
    return page(visit, "announcing.html", 422 if problems or sentence else 200, **known)
