"""Opening a call: the form begins as the last one of the process was; the faculties are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import call_overview, partners
from persistence import calls as call_rows
from persistence.database import reading, write_transaction
from persistence.partners import Partner
from rules.call_conditions import errors_of_call, note_of_hosts
from rules.host_agreements import asks_for_agreements, may_stand
from states.calls import Call, Host
from states.decision import Actor
from states.definition import ProcessDefinition
from states.field_labels import label_of
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import CRITERIA
from web.forms.call_form import (
    as_the_last,
    call_from,
    errors_at_fields,
    made_readable,
    named_twice,
    with_register,
)
from web.forms.field_specs import field_specs
from web.forms.inputs import FormContext, inputs_of
from web.forms.parsing import parse_form
from web.forms.validation import FieldErrors, validate
from web.messages.values import ASKED_BY_CALLS
from web.pages.rows import PlaceOfRow, row_page
from web.permissions import PERMISSIONS
from web.rendering import page
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from workflows.calls.new_call import UnfitCall, announced_to_nobody, open_call
from workflows.cases.partner_agreements import agreements_with

router = APIRouter()
FORM = "call"
WITHOUT_HOSTS = "without_hosts"
"""What the form says once more where it was told that it names no host."""
Named = TypeVar("Named", Host, Partner)


@router.get("/calls/new/{institution}/{process}", name="new_call")
def new_call(context: CurrentContext, institution: str, process: str) -> Response:
    """The form of a new call, as the last one of the process was."""
    definition = _definition(context, institution, process)
    with reading(context.engine) as connection:
        members = [login for login, _ in _members(connection, context, institution)]
        last_id = call_overview.last_call(connection, institution, process)
        call = call_rows.load(connection, last_id)[0] if last_id else None
        if call is not None:
            call = replace(call, hosts=_with_agreement(connection, context, definition, call.hosts))
    return _page(context, definition, as_the_last(call, context.today, members))


@router.post("/calls/new/{institution}/{process}", name="open_call")
def open_new_call(
    context: CurrentContext, form: SentForm, institution: str, process: str
) -> Response:
    """Opens the call, or shows the form again with what is wrong."""
    definition = _definition(context, institution, process)
    data = parse_form(field_specs(FORM), form)
    with reading(context.engine) as connection:
        data = with_register(data, partners.offered(connection))
    try:
        validation = validate(FORM, data)
        if errors := validation.errors:
            errors = {**_beside(data, errors, definition, context.today), **errors}
            return _page(context, definition, data, errors)
        if errors := named_twice(validation.value):
            return _page(context, definition, data, errors)
        call, actor = call_from(validation.value), _actor(context, institution)
        if form.get(WITHOUT_HOSTS) != "yes" and (
            warning := _warning_of_hosts(call, definition, context.today)
        ):
            return _page(context, definition, data, warning=warning)
        with write_transaction(context.engine) as connection:
            call_id = open_call(context.act(connection, actor), institution, process, call)
    except UnfitCall as error:
        return _page(context, definition, data, errors_at_fields(error.errors))
    except ValidationError as error:
        if error.fields:
            return _page(context, definition, data, error.by_field)
        return _page(context, definition, data, sentence=error.message)
    return RedirectResponse(f"/calls/{call_id}", 303)


@router.get("/calls/new/{institution}/{process}/rows/{listing}", name="call_row")
def call_row(
    context: CurrentContext, institution: str, process: str, listing: str, place: PlaceOfRow
) -> Response:
    """One more empty row of the form, for the page to put below the others."""
    definition = _definition(context, institution, process)
    return row_page(context, _form_context(context, definition), listing, place)


def _definition(context: RequestContext, institution: str, process: str) -> ProcessDefinition:
    """Of a process that has calls; raises Forbidden where the person may not open one there."""
    definition = context.office.served(institution, process, context.today)
    of_theirs = institution in context.user.institutions
    if not of_theirs or definition is None or definition.by_request:
        raise HTTPException(404)
    if _actor(context, institution).acts_as(context.today) not in PERMISSIONS["open_call"]:
        raise Forbidden
    return definition


def _beside(
    data: Mapping[str, object], errors: FieldErrors, definition: ProcessDefinition, today: date
) -> FieldErrors:
    """What else keeps a call from being opened that has wrong fields: all is said at once. What
    stands in for a wrong field is judged by nobody, nor what is reckoned from it."""
    validation = validate(FORM, made_readable(data, errors, today))
    if validation.errors:
        return {}
    call_errors = errors_at_fields(errors_of_call(call_from(validation.value), definition, today))
    wrong_parts = {path.partition(".")[0] for path in errors}
    if "points_for" in wrong_parts:
        wrong_parts.add("minimum_points")
    return {place: text for place, text in call_errors.items() if place not in wrong_parts}


def _warning_of_hosts(call: Call, definition: ProcessDefinition, today: date) -> Text | None:
    """What is said once of a call that could be opened as it is, and names no host."""
    if errors_of_call(call, definition, today):
        return None
    return note_of_hosts(call, definition)


def _actor(context: RequestContext, institution: str) -> Actor:
    return context.user.actor(institution, sorted(PERMISSIONS["open_call"]))


def _members(
    connection: Connection, context: RequestContext, institution: str
) -> list[tuple[str, Text]]:
    """Who may sit on a commission today: login and name."""
    holders = context.user.people.holders(institution, "commission_member", context.today)
    return [(member.login, Text(member.name, member.name)) for member in holders]


def _with_agreement(
    connection: Connection,
    context: RequestContext,
    definition: ProcessDefinition,
    offered_partners: Sequence[Named],
) -> tuple[Named, ...]:
    """Of hosts or partners those that a call published today may name (BMU-4b, BEE-S2)."""
    office, today = context.office, context.today
    rule = office.regulation_of(definition).calls.agreements
    if not asks_for_agreements(rule, definition.kind, today):
        return tuple(offered_partners)
    names = [partner.name for partner in offered_partners]
    agreements_by_name = agreements_with(connection, office, definition.institution, names, today)
    return tuple(
        partner
        for partner in offered_partners
        if may_stand(agreements_by_name[partner.name], rule, definition.kind, today)
    )


def _criteria(definition: ProcessDefinition) -> Sequence[str]:
    """What a call may judge by: where its source knows no others, the source's own."""
    terms = definition.call
    return tuple(CRITERIA) if terms is None or terms.others else terms.criteria


def _form_context(context: RequestContext, definition: ProcessDefinition) -> FormContext:
    with reading(context.engine) as connection:
        members = _members(connection, context, definition.institution)
    choices = {
        "required": tuple(ASKED_BY_CALLS.items()),
        "commission": tuple(members),
        "criterion": tuple((name, label_of(name, "criteria")) for name in _criteria(definition)),
    }
    return FormContext(FORM, None, definition.kind, choices, {"name": "registered-partners"})


def _page(
    context: RequestContext,
    definition: ProcessDefinition,
    data: Mapping[str, object],
    errors: FieldErrors | None = None,
    sentence: Text | None = None,
    warning: Text | None = None,
) -> Response:
    form_context = _form_context(context, definition)
    with reading(context.engine) as connection:
        offered_partners = partners.offered(connection)
        with_agreement = _with_agreement(connection, context, definition, offered_partners)
    values = {
        "partners": with_agreement,
        "title": definition.title,
        "address": f"/calls/new/{definition.institution}/{definition.process}",
        "inputs": inputs_of(form_context, data, errors or {}),
        "sentence": sentence,
        "warning": warning,
        "left_out": len(offered_partners) - len(with_agreement),
        "untold": announced_to_nobody(context.office, definition),
    }
    return page(context, "new_call.html", 422 if errors or sentence else 200, **values)
