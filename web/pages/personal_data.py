"""Personal data: handed out and erased on request, and what is due to go by the settings.

Nobody's name stands in an address: what is asked is sent in forms.
"""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from persistence.database import reading, write_transaction
from states.validation_error import ValidationError
from web.downloads import download
from web.forms.typed import TypedForm, typed_fields
from web.pages.confirming import confirm_page, confirmed_mark
from web.register_act import register_act
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.paging import (
    PAGE_SIZE,
    ListAddress,
    Listing,
    Paging,
    Sort,
    page_number,
)
from web.views.personal_data import (
    HERE,
    MOST_SHOWN,
    due_confirmation,
    due_lines,
    held_cases,
    past_erasures,
    person_confirmation,
)
from web.views.work import tab_count
from workflows.people.erasing import erase_person, named_elsewhere, preview
from workflows.people.exporting import export_person
from workflows.people.retention import (
    AT_ONCE,
    due_at_all,
    due_cases,
    due_of_no_case,
    erase_due,
    erase_due_of_no_case,
    sentence_of_no_case,
)
from workflows.registers.keeping import RegisterAct
from workflows.running.finishing_erasures import finish_erasures

router = APIRouter()

PERSON = ("who", "reason")


@router.get(HERE, name="personal_data")
def personal_data(context: CurrentContext) -> Response:
    """What is due to go, and what was erased; and whom it is asked about."""
    return _shown(context)


@router.post(HERE, name="person_held")
def held(context: CurrentContext, form: SentForm) -> Response:
    """What is held on a person, and what stands in the way of erasing it."""
    return _shown(context, TypedForm("person", typed_fields(form, *PERSON)))


@router.post(f"{HERE}/export/{{kind}}", name="hand_out")
def hand_out(context: CurrentContext, form: SentForm, kind: str) -> Response:
    """All that is held on a person as a file, for machines or on paper."""
    typed_form = TypedForm("person", typed_fields(form, *PERSON))
    try:
        with write_transaction(context.engine) as connection:
            export = export_person(_act(context, connection), typed_form.values["who"])
    except ValidationError as error:
        return _shown(context, typed_form.refused(error, PERSON))
    if kind == "pdf":
        return download(export.pdf, f"{export.name}.pdf", "application/pdf")
    return download(export.json, f"{export.name}.json", "application/json")


@router.post(f"{HERE}/erase", name="erase_person")
def erase(context: CurrentContext, form: SentForm) -> Response:
    """Asks first with everything that would go; erases it once confirmed."""
    typed_form = TypedForm("person", typed_fields(form, *PERSON))
    person_text, reason = typed_form.values["who"], typed_form.values["reason"]
    try:
        with write_transaction(context.engine) as connection:
            act = _act(context, connection)
            erasure_preview = preview(act, person_text)
            confirmation = person_confirmation(
                erasure_preview, named_elsewhere(act, erasure_preview), reason
            )
            if confirmation.mark != confirmed_mark(form):
                return confirm_page(context, form, confirmation)
            erase_person(act, person_text, reason)
    except ValidationError as error:
        return _shown(context, typed_form.refused(error, PERSON))
    return _finished(context)


@router.post(f"{HERE}/due", name="erase_due")
def erase_what_is_due(context: CurrentContext, form: SentForm) -> Response:
    """Asks first with everything that is due; erases it once confirmed, fifty cases at a time."""
    with reading(context.engine) as connection:
        act = _act(context, connection)
        due, of_no_case = due_cases(act), due_of_no_case(act)
    confirmation = due_confirmation(due, of_no_case)
    if confirmation.mark != confirmed_mark(form):
        return confirm_page(context, form, confirmation)
    ids = [case.preview.case.id for case in due if case.obstacle is None]
    for first in range(0, len(ids), AT_ONCE):
        with write_transaction(context.engine) as connection:
            erase_due(_act(context, connection), ids[first : first + AT_ONCE])
    if of_no_case:
        with write_transaction(context.engine) as connection:
            erase_due_of_no_case(_act(context, connection))
    return _finished(context)


def _finished(context: RequestContext) -> Response:
    """Back to the page; files and freed pages go after the answer has left."""
    rest = BackgroundTask(finish_erasures, context.office, context.engine, context.now)
    return RedirectResponse(f"{HERE}?erased=1", 303, background=rest)


def _act(context: RequestContext, connection: Connection) -> RegisterAct:
    return register_act(context, connection, context.user.institutions[0])


def _shown(context: RequestContext, typed_form: TypedForm | None = None) -> Response:
    erasure_preview = None
    with reading(context.engine) as connection:
        act = _act(context, connection)
        number, of_no_case = due_at_all(act)
        paging = Paging(page_number(context.request.query_params.get("page", "")), number)
        due = due_cases(act, (PAGE_SIZE, paging.offset)) if number else []
        erasures = past_erasures(connection)
        if typed_form is not None and "who" not in typed_form.errors:
            try:
                erasure_preview = preview(act, typed_form.values["who"])
            except ValidationError as error:
                typed_form = typed_form.refused(error, PERSON)
    values = {
        "due": due_lines(due),
        "listing": Listing(ListAddress(HERE), Sort("case"), paging),
        "of_no_case": [sentence_of_no_case(item) for item in of_no_case[:MOST_SHOWN]],
        "number_of_no_case": tab_count(len(of_no_case), MOST_SHOWN),
        "may_go": bool(of_no_case) or paging.count > sum(case.obstacle is not None for case in due),
        "erasures": erasures,
        "found": erasure_preview,
        "held": held_cases(erasure_preview) if erasure_preview else (),
        "sent": typed_form or TypedForm(),
        "erased_now": "erased" in context.request.query_params and typed_form is None,
    }
    status = 422 if typed_form and typed_form.errors else 200
    return page(context, "reference/personal_data.html", status, **values)
