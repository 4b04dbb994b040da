"""The other cases of a person: said on a case's page that two persons are one, or two after all."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence.database import write_transaction
from states.text import Text
from states.validation_error import ValidationError
from web.forms.typed import TypedForm, typed_fields
from web.pages.access import case_of
from web.pages.case_tabs import show_tab
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from workflows.people.same_persons import MAY_SAY_SO, another_person, same_person

router = APIRouter()


@router.post("/cases/{number}/person", name="same_person")
def say(context: CurrentContext, form: SentForm, number: str) -> Response:
    """Says whose case is one of the same person, with a reason; without a case, that it is apart.

    What can't be is told at its field, and what was typed stays there.
    """
    fields = typed_fields(form, "case", "reason")
    try:
        return _say(context, number, fields["case"], fields["reason"])
    except ValidationError as error:
        typed_form = TypedForm("person", fields).refused(error, fields)
        return show_tab(context, number, "dossier", typed_form)


def _say(context: RequestContext, number: str, other: str, reason: str) -> Response:
    with write_transaction(context.engine) as connection:
        case, _ = case_of(connection, context, number)
        act = context.act(connection, context.user.actor(case.institution, MAY_SAY_SO))
        if other:
            try:
                first, _ = case_of(connection, context, other)
            except HTTPException:
                raise ValidationError(
                    Text(f"there is no case {other}", f"нема предмета {other}"), ("case",)
                ) from None
            refusal = same_person(act, first.id, case.id, reason)
        else:
            refusal = another_person(act, case.id, reason)
        if refusal is not None:
            raise Forbidden
    return RedirectResponse(f"/cases/{case.number}/dossier#person", 303)
