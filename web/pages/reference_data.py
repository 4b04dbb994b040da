"""Data of the office beside its partners: closures, grading tables, precedents, home courses."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import changes, closures, precedents
from persistence.database import reading, write_transaction
from states.decision import Refused
from states.validation_error import ValidationError
from web.forms.typed import TypedForm, typed_fields
from web.register_act import register_act
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.changes import change_lines
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort, page_number
from workflows.registers.closures import KEEPERS as CLOSERS
from workflows.registers.closures import add_closure, withdraw_closure
from workflows.registers.grading_tables import KEEPERS as TABLE_KEEPERS
from workflows.registers.precedents import deciders, withdraw_precedent
from workflows.running.recounting import keep_calendar

router = APIRouter()

CLOSURE = ("from", "to", "en", "sr")


@router.get("/reference/closures", name="closures")
def closed_days(context: CurrentContext) -> Response:
    """The days on which the office is closed: entered here, and those of config.yaml."""
    return _closures(context)


@router.post("/reference/closures", name="add_closure")
def close(context: CurrentContext, form: SentForm) -> Response:
    """The office is closed on some days; its open cases are counted anew at once."""
    typed_form = TypedForm("closure", typed_fields(form, *CLOSURE))
    try:
        with write_transaction(context.engine) as connection:
            act = register_act(context, connection, context.user.institutions[0])
            add_closure(act, typed_form.values)
    except ValidationError as error:
        return _closures(context, typed_form.refused(error, CLOSURE))
    return _counted_anew(context)


@router.post("/reference/closures/{closure_id}/withdraw", name="withdraw_closure")
def open_again(context: CurrentContext, form: SentForm, closure_id: int) -> Response:
    """The office is not closed then after all; its open cases are counted anew at once."""
    try:
        with write_transaction(context.engine) as connection:
            act = register_act(context, connection, context.user.institutions[0])
            withdraw_closure(act, closure_id)
    except ValidationError as error:
        return _closures(context, TypedForm().refused(error, ()))
    return _counted_anew(context)


@router.get("/reference/precedents", name="precedents")
def decided_before(context: CurrentContext) -> Response:
    """The precedents: which course of which host was recognised as which home course."""
    return _precedents(context)


@router.post("/reference/precedents/{precedent_id}/withdraw", name="withdraw_precedent")
def withdraw_a_precedent(context: CurrentContext, form: SentForm, precedent_id: int) -> Response:
    """Withdraws a precedent with a reason; its Decree stands."""
    fields = typed_fields(form, "reason")
    institution = context.user.institutions[0]
    try:
        with write_transaction(context.engine) as connection:
            actor = context.user.actor(institution, TABLE_KEEPERS)
            outcome = withdraw_precedent(
                context.act(connection, actor), institution, precedent_id, fields["reason"]
            )
    except ValidationError as error:
        return _precedents(
            context, TypedForm(f"withdraw-{precedent_id}", fields).refused(error, fields)
        )
    if isinstance(outcome, Refused):
        raise HTTPException(403)
    number = page_number(context.request.query_params.get("page", ""))
    return RedirectResponse(f"/reference/precedents?page={number}&saved=1", 303)


def _counted_anew(context: RequestContext) -> Response:
    """Back to the closures; the open cases are counted after the answer has left."""
    with reading(context.engine) as connection:
        context.office.close_on(closures.in_force(connection))
    count = BackgroundTask(keep_calendar, context.office, context.engine, context.now)
    return RedirectResponse("/reference/closures?saved=1", 303, background=count)


def _closures(context: RequestContext, typed_form: TypedForm | None = None) -> Response:
    with reading(context.engine) as connection:
        entered_closures = closures.entered(connection)
        log = change_lines(changes.of(connection, "closure"))
    values = {
        "entered": [closure for closure in entered_closures if closure.withdrawn_by is None],
        "configured": context.office.settings.closures,
        "sent": typed_form or TypedForm(),
        "empty": TypedForm(),
        "saved": "saved" in context.request.query_params and typed_form is None,
        "keeps": bool(context.user.roles & CLOSERS),
        "log": log,
    }
    status = 422 if typed_form and typed_form.errors else 200
    return page(context, "reference/closures.html", status, **values)


def _precedents(context: RequestContext, typed_form: TypedForm | None = None) -> Response:
    query = context.request.query_params
    number, institution = page_number(query.get("page", "")), context.user.institutions[0]
    with reading(context.engine) as connection:
        count = precedents.count(connection, institution)
        paging = Paging(number, count)
        entries = precedents.page_of(connection, institution, paging.offset, PAGE_SIZE)
    values = {
        "entries": entries,
        "listing": Listing(ListAddress("/reference/precedents"), Sort("newest"), paging),
        "sent": typed_form or TypedForm(),
        "withdrawable": {
            entry.precedent.id
            for entry in entries
            if context.office.knows(entry.definition)
            and context.user.roles_at(institution).intersection(deciders(context.office, entry))
        },
    }
    status = 422 if typed_form and typed_form.errors else 200
    return page(context, "reference/precedents.html", status, **values)
