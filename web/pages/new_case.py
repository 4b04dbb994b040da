"""Opening a case: in a call, or on a person's own request."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import partners
from persistence.database import reading, write_transaction
from persistence.partners import Partner
from states.calls import Candidate
from states.decision import Actor
from states.definition import ProcessDefinition
from states.dossier import Case
from states.frozen import frozen
from states.text import Text
from states.validation_error import ValidationError
from web.forms.candidate_choices import candidate_choices
from web.forms.inputs import FormContext, form_fields, inputs_of
from web.forms.parsing import parse_form
from web.forms.validation import FieldErrors, validate
from web.pages.access import call_of
from web.permissions import PERMISSIONS
from web.rendering import page
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from workflows.cases.new_case import openers_of
from workflows.cases.newcomers import open_for_newcomer
from workflows.cases.requests import open_request

router = APIRouter()
FORM = "new_candidate"
REGISTERED = "registered-partners"
"""The list of the page from which a partner is chosen."""


@frozen
class Opening:
    """Where a case is to be opened, and the address of its form; `call_id` None where it is on
    request, in no call. Once the call `has_closed`, only for who applied in time."""

    institution: str
    process: str
    title: Text
    address: str
    call_id: int | None = None
    has_closed: bool = False

    def definition(self, context: RequestContext) -> ProcessDefinition:
        """The one that serves today's new cases."""
        return context.office.in_force(self.institution, self.process, context.today)

    def openers(self, context: RequestContext) -> tuple[str, ...]:
        """Who opens such a case."""
        return openers_of(self.definition(context))

    def form_context(self, context: RequestContext) -> FormContext:
        """What the form asks for; the faculties are those of the office's own institution."""
        definition = self.definition(context)
        choices = candidate_choices(context.office, self.institution)
        suggestions = {"name": REGISTERED} if definition.kind.of_partner else {}
        return FormContext(FORM, None, definition.kind, choices, suggestions)

    def open(
        self, connection: Connection, context: RequestContext, candidate: Candidate, actor: Actor
    ) -> Case:
        """Opens the case; raises ValidationError where the person has one in the call."""
        act = context.act(connection, actor)
        if self.call_id is not None:
            return open_for_newcomer(act, self.call_id, candidate)
        return open_request(act, self.institution, self.process, candidate)


@router.get("/calls/{call_id}/cases/new", name="new_case")
def new_case(context: CurrentContext, call_id: int) -> Response:
    """The form in which a case of a call is opened, for a candidate."""
    return _page(context, _in_call(context, call_id))


@router.post("/calls/{call_id}/cases/new", name="open_case")
def open_in_call(context: CurrentContext, form: SentForm, call_id: int) -> Response:
    """Opens a case in the call and shows it; or the form again with what is wrong."""
    return _open(context, form, _in_call(context, call_id))


@router.get("/calls/requests/{institution}/{process}", name="new_request")
def new_request(context: CurrentContext, institution: str, process: str) -> Response:
    """The form in which a case is opened that a person asks for by itself (BMU-12a)."""
    return _page(context, _on_request(context, institution, process))


@router.post("/calls/requests/{institution}/{process}", name="open_request")
def open_on_request(
    context: CurrentContext, form: SentForm, institution: str, process: str
) -> Response:
    """Opens the case that a person asks for, and shows it; or the form with what is wrong."""
    return _open(context, form, _on_request(context, institution, process))


def _in_call(context: RequestContext, call_id: int) -> Opening:
    with reading(context.engine) as connection:
        line = call_of(connection, context, call_id)
    title, address = Text(line.title, line.title), f"/calls/{call_id}/cases/new"
    has_closed = line.closes < context.today
    return Opening(line.institution, line.process, title, address, call_id, has_closed)


def _on_request(context: RequestContext, institution: str, process: str) -> Opening:
    if institution not in context.user.institutions:
        raise HTTPException(404)
    definition = context.office.in_force(institution, process, context.today)
    if not definition.by_request:
        raise HTTPException(404)
    actor_at(context, institution, openers_of(definition))
    address = f"/calls/requests/{institution}/{process}"
    return Opening(institution, process, definition.title, address)


def _open(context: RequestContext, form: FormData, opening: Opening) -> Response:
    data = parse_form(form_fields(opening.form_context(context)), form)
    try:
        validation = validate(FORM, data)
        if validation.errors:
            return _page(context, opening, data, validation.errors)
        actor = actor_at(context, opening.institution, opening.openers(context))
        with write_transaction(context.engine) as connection:
            case = opening.open(connection, context, validation.value, actor)
    except ValidationError as error:
        errors = dict.fromkeys(error.fields, error.message)
        sentence = None if errors else error.message
        return _page(context, opening, data, errors, sentence)
    return RedirectResponse(f"/cases/{case.number}?saved=1", 303)


def actor_at(
    context: RequestContext,
    institution: str,
    allowed_roles: Collection[str] = PERMISSIONS["open_case"],
) -> Actor:
    """As whom the person opens a case there; raises Forbidden where they may not."""
    actor = context.user.actor(institution, sorted(allowed_roles))
    if actor.acts_as(context.today) not in allowed_roles:
        raise Forbidden
    return actor


def _page(
    context: RequestContext,
    opening: Opening,
    data: Mapping[str, object] | None = None,
    errors: FieldErrors | None = None,
    sentence: Text | None = None,
) -> Response:
    form_context = opening.form_context(context)
    first_values: Mapping[str, object] = {"writes_in": form_context.kind.letters}
    registered_partners = []
    if form_context.kind.of_partner:
        with reading(context.engine) as connection:
            registered_partners = partners.offered(connection)
        first_values = _with_partner(
            registered_partners, context.request.query_params.get("partner", "")
        )
    inputs = inputs_of(form_context, first_values if data is None else data, errors or {})
    values = {
        "opening": opening,
        "inputs": inputs,
        "sentence": sentence,
        "partners": registered_partners,
    }
    return page(context, "new_case.html", 422 if errors or sentence else 200, **values)


def _with_partner(registered_partners: Sequence[Partner], number: str) -> Mapping[str, object]:
    """What the form of an agreement begins with: the partner on whose page it was asked for."""
    partner = next(
        (
            listed_partner
            for listed_partner in registered_partners
            if str(listed_partner.id) == number
        ),
        None,
    )
    known_values = {"name": partner.name, "email": partner.email} if partner else {}
    return {**known_values, "writes_in": "en"}
