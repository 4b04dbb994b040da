"""Applying in an open call: which there are, one call, a link to apply, and the beginning."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from fastapi import APIRouter, BackgroundTasks
from starlette.responses import RedirectResponse, Response

from persistence.database import part_of, reading, write_transaction
from states.addresses import address_key, read_address
from states.definition import ProcessDefinition
from states.text import Text
from states.validation_error import ValidationError
from states.validation_messages import InvalidValue
from web.forms.parsing import parse_form
from web.forms.validation import validate
from web.outside.beginning import FORM, begin_page, call_page, form_of
from web.outside.context import Context, OpensNothing, OutsideContext, Sent, is_proven, page
from web.outside.words import NO_ADDRESS, TOO_OFTEN
from workflows.outside.applying import begin, send_application_link
from workflows.outside.open_call import (
    Beginning,
    OpenCall,
    asked_for_on,
    open_beginning,
    open_call_of,
    open_calls_on,
    requests_of,
)

router = APIRouter()

HAS_BEGUN: Final = Text(
    "There is an application with this address in the call already. Its link was mailed to you.",
    "Са овом адресом пријава на овај конкурс већ постоји. Веза до ње послата Вам је поштом.",
)
LARGEST_ID: Final = 2**62


class _Wrong(NamedTuple):
    """Why no link is sent to what was typed: the answer's status, and what its field says."""

    status: int
    error: Text


def _address_in(context: OutsideContext, form: Sent) -> tuple[str, _Wrong | None]:
    """The address that a link is asked for with, as it was typed, and what is wrong with it."""
    address = str(form.get("address", "")).strip()
    try:
        read_address(address)
    except InvalidValue:
        return address, _Wrong(422, NO_ADDRESS)
    if not context.shared.limits.may_ask(context.place, address_key(address)):
        return address, _Wrong(429, TOO_OFTEN)
    return address, None


@router.get("/apply", name="open_calls")
def open_calls(context: Context) -> Response:
    """The calls that one may apply in today."""
    with reading(context.engine) as connection:
        calls = open_calls_on(connection, context.office, context.now)
        asked_for = asked_for_on(connection, context.office, context.now)
    shown_calls = [call_page(context.office, call) for call in calls]
    return page(context, "calls.html", calls=shown_calls, asked_for=asked_for)


@router.get("/ask/{institution}/{process}", name="ask_for")
def ask_for(context: Context, institution: str, process: str) -> Response:
    """What is asked for in no call, and where one asks for the link to do so."""
    return _ask_page(context, _asked_for(context, institution, process))


@router.post("/ask/{institution}/{process}", name="ask_request_link")
def ask_request_link(
    context: Context, form: Sent, tasks: BackgroundTasks, institution: str, process: str
) -> Response:
    """Asks for a link with the address alone, as for one to apply in a call."""
    definition = _asked_for(context, institution, process)
    address, wrong = _address_in(context, form)
    if wrong is not None:
        return _ask_page(context, definition, wrong.status, address=address, error=wrong.error)
    tasks.add_task(_send_request_link, context, definition, address)
    return page(context, "asked_to_apply.html")


@router.get("/apply/{call_id}", name="open_call")
def open_call(context: Context, call_id: int) -> Response:
    """A call, and where one asks for the link to apply."""
    return _call_page(context, call_id)


@router.post("/apply/{call_id}", name="ask_application_link")
def ask_application_link(
    context: Context, form: Sent, tasks: BackgroundTasks, call_id: int
) -> Response:
    """Asks for a link to apply with the address alone; the answer never says whether it is known.

    What is done for it is done after the answer, which so takes as long for any address.
    """
    _found(context, call_id)
    address, wrong = _address_in(context, form)
    if wrong is not None:
        return _call_page(context, call_id, wrong.status, address=address, error=wrong.error)
    tasks.add_task(_send_link, context, call_id, address)
    return page(context, "asked_to_apply.html")


@router.post("/l/{link}/begin", name="begin")
def begin_to_apply(context: Context, form: Sent, link: str) -> Response:
    """Opens the case of who begins to apply; what can't be read is said at its field."""
    with reading(context.engine) as connection:
        beginning = open_beginning(connection, context.office, link, context.now)
    if beginning is None:
        raise OpensNothing
    if not is_proven(context, beginning.link):
        return RedirectResponse(f"/l/{link}#code", 303)
    _, specs = form_of(context, beginning.open_call)
    data = parse_form(specs, form)
    try:
        validation = validate(FORM, {**data, "email": beginning.link.address})
        if validation.errors:
            return begin_page(
                context, beginning, link, 422, data_and_errors=(data, validation.errors)
            )
        is_begun = _begin(context, beginning, validation.value)
    except ValidationError as error:
        errors = dict.fromkeys(error.fields, error.message.capitalised())
        sentence = None if errors else error.message.capitalised()
        data_and_errors = (data, errors)
        return begin_page(
            context, beginning, link, 422, data_and_errors=data_and_errors, sentence=sentence
        )
    if not is_begun:
        return begin_page(
            context, beginning, link, 409, data_and_errors=(data, {}), sentence=HAS_BEGUN
        )
    return RedirectResponse(f"/l/{link}?received=begun#submit", 303)


def _begin(context: OutsideContext, beginning: Beginning, wish: Any) -> bool:
    with write_transaction(context.engine) as connection, part_of(connection):
        return begin(connection, context.office, beginning, wish, context.now) is not None


def _send_link(context: OutsideContext, call_id: int, address: str) -> None:
    to = (address, context.language)
    with write_transaction(context.engine) as connection:
        send_application_link(connection, context.office, call_id, to, context.now)


def _send_request_link(
    context: OutsideContext, definition: ProcessDefinition, address: str
) -> None:
    to = (address, context.language)
    with write_transaction(context.engine) as connection:
        call_id = requests_of(connection, definition, context.now)
        send_application_link(connection, context.office, call_id, to, context.now)


def _asked_for(context: OutsideContext, institution: str, process: str) -> ProcessDefinition:
    with reading(context.engine) as connection:
        asked_for = asked_for_on(connection, context.office, context.now)
    for definition in asked_for:
        if (definition.institution, definition.process) == (institution, process):
            return definition
    raise OpensNothing


def _ask_page(
    context: OutsideContext,
    definition: ProcessDefinition,
    status: int = 200,
    *,
    address: str = "",
    error: Text | None = None,
) -> Response:
    return page(context, "ask.html", status, it=definition, address=address, error=error)


def _call_page(
    context: OutsideContext,
    call_id: int,
    status: int = 200,
    *,
    address: str = "",
    error: Text | None = None,
) -> Response:
    view = call_page(context.office, _found(context, call_id))
    return page(context, "call.html", status, it=view, address=address, error=error)


def _found(context: OutsideContext, call_id: int) -> OpenCall:
    if not 0 < call_id < LARGEST_ID:
        raise OpensNothing
    with reading(context.engine) as connection:
        call = open_call_of(connection, context.office, call_id, context.now)
    if call is None:
        raise OpensNothing
    return call
