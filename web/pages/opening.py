"""Opening a case: in a call, or on a person's own request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import cases as case_rows
from persistence.database import reading, writing
from rules.guards.application import LANGUAGE_LEVELS
from rules.wording import said
from states.decision import Actor
from states.dossier import Candidate, Case
from states.frozen import frozen
from states.text import Text
from states.validation_error import ValidationError
from web.forms.checking import FieldErrors, field_errors_of
from web.forms.inputs import Offer, asked_of, inputs_of
from web.forms.posting import data_of
from web.pages.calls import line_of
from web.permissions import PERMISSIONS
from web.rendering import page
from web.visit import Entered, Forbidden, Posted, Visit
from workflows.calls.opening import open_case, read_candidate
from workflows.calls.requests import open_request

router = APIRouter()
FORM = "candidate"


@frozen
class Opening:
    """Where a case is to be opened, and the address of its form; `call_id` None where it is on
    request, in no call."""

    institution: str
    process: str
    title: Text
    address: str
    call_id: int | None = None

    def offer(self, visit: Visit) -> Offer:
        """What the form asks for; the faculties are those of the office's own institution."""
        own = visit.app.office.settings
        choices = {"en": tuple((level, Text(level, level)) for level in LANGUAGE_LEVELS)}
        if own.home.by_faculty and self.institution == own.institution.key:
            choices["faculty"] = tuple((one.key, one.name) for one in own.home.by_faculty)
        return Offer(FORM, None, self.process, choices)

    def open(
        self, connection: Connection, visit: Visit, candidate: Candidate, actor: Actor
    ) -> Case:
        """Opens the case."""
        office, now = visit.app.office, visit.now
        if self.call_id is not None:
            return open_case(connection, office, self.call_id, candidate, actor, now)
        return open_request(
            connection, office, self.institution, self.process, candidate, actor, now
        )


@router.get("/calls/{call_id}/cases/new", name="new_case")
def new_case(visit: Entered, call_id: int) -> Response:
    """The form in which a case of a call is opened, for a candidate."""
    return _page(visit, _in_call(visit, call_id))


@router.post("/calls/{call_id}/cases/new", name="open_case")
def open_in_call(visit: Entered, form: Posted, call_id: int) -> Response:
    """Opens a case in the call and shows it; or the form again with what is wrong."""
    return _opened(visit, form, _in_call(visit, call_id))


@router.get("/calls/requests/{institution}/{process}", name="new_request")
def new_request(visit: Entered, institution: str, process: str) -> Response:
    """The form in which a case is opened that a person asks for by itself (BMU-12a)."""
    return _page(visit, _on_request(visit, institution, process))


@router.post("/calls/requests/{institution}/{process}", name="open_request")
def open_on_request(visit: Entered, form: Posted, institution: str, process: str) -> Response:
    """Opens the case that a person asks for, and shows it; or the form with what is wrong."""
    return _opened(visit, form, _on_request(visit, institution, process))


def _in_call(visit: Visit, call_id: int) -> Opening:
    """Raises ValidationError where the call is closed already."""
    line = line_of(visit, call_id)
    if line.closes < visit.today:
        raise ValidationError(
            said(
                "{title} closed on {closes}: no case can be opened in it any more.",
                "{title}: конкурс је закључен {closes}; предмет више не може да се отвори.",
                title=line.title,
                closes=line.closes,
            )
        )
    title, address = Text(line.title, line.title), f"/calls/{call_id}/cases/new"
    return Opening(line.institution, line.process, title, address, call_id)


def _on_request(visit: Visit, institution: str, process: str) -> Opening:
    if institution not in visit.somebody.institutions:
        raise HTTPException(404)
    definition = visit.app.office.in_force(institution, process, visit.today)
    if not definition.by_request:
        raise HTTPException(404)
    address = f"/calls/requests/{institution}/{process}"
    return Opening(institution, process, definition.title, address)


def _opened(visit: Visit, form: FormData, where: Opening) -> Response:
    data = data_of(asked_of(where.offer(visit)), form)
    problems = field_errors_of(FORM, data, visit.today) or _already(visit, where, data)
    if problems:
        return _page(visit, where, data, problems)
    allowed = PERMISSIONS["open_case"]
    actor = visit.somebody.actor(where.institution, sorted(allowed))
    if actor.acts_as(visit.today) not in allowed:
        raise Forbidden
    try:
        with writing(visit.app.engine) as connection:
            made = where.open(connection, visit, read_candidate(data), actor)
    except ValidationError as error:
        return _page(visit, where, data, sentence=error.message)
    return RedirectResponse(f"/cases/{made.number}?saved=1", 303)


def _already(visit: Visit, where: Opening, data: Mapping[str, Any]) -> dict[str, Text]:
    """Who has a case in the call already, by the address."""
    if where.call_id is None:
        return {}
    with reading(visit.app.engine) as connection:
        number = case_rows.case_of_address(connection, where.call_id, data["email"])
    if number is None:
        return {}
    return {
        "email": Text(
            f"There is a case of this address in the call already: {number}.",
            f"На овом конкурсу већ постоји предмет са овом адресом: {number}.",
        )
    }


def _page(
    visit: Visit,
    where: Opening,
    data: Mapping[str, Any] | None = None,
    problems: FieldErrors | None = None,
    sentence: Text | None = None,
) -> Response:
    abroad = {"writes_in": "en"} if where.process.startswith("incoming") else {}
    given = abroad if data is None else data
    inputs = inputs_of(where.offer(visit), given, problems or {})
    known = {"where": where, "inputs": inputs, "sentence": sentence}
    return page(visit, "opening.html", 422 if problems or sentence else 200, **known)
