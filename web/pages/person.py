"""The page of a person of the office, and what is done there: account, sessions, absences."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import absences as absence_rows
from persistence import accounts as account_rows
from persistence.database import reading, write_transaction
from rules.appointments import APPOINTERS
from states.validation_error import ValidationError
from states.vocabulary import ROLES
from web.forms.typed import TypedForm, typed_fields
from web.messages.values import LANGUAGE_NAMES, SALUTATIONS
from web.pages.confirming import confirm_page, confirmed_mark
from web.register_act import register_act
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.person import person_page, place_of
from web.views.role_end import account_end
from workflows.people import absences, accounts
from workflows.registers.keeping import RegisterAct

router = APIRouter()

Write = Callable[[RegisterAct], object]
DETAILS = ("name", "email", "writes_in", "salutation", "academic_title", "name_in_other_script")
ABSENCE = ("from", "to", "cover", "note")


@router.post("/people/{login}/details", name="person_details")
def person_details(context: CurrentContext, form: SentForm, login: str) -> Response:
    """Corrects what is known of somebody: name, address, language, how letters address them."""
    fields = typed_fields(form, *DETAILS)
    typed_form = TypedForm("details", fields)
    return _write(
        context, login, typed_form, lambda act: accounts.change_details(act, login, fields)
    )


@router.post("/people/{login}/link", name="send_link")
def send_link(context: CurrentContext, form: SentForm, login: str) -> Response:
    """Mails somebody a link by which they choose a password."""
    return _write(context, login, TypedForm(), lambda act: accounts.send_link(act, login))


@router.post("/people/{login}/deactivate", name="deactivate")
def deactivate(context: CurrentContext, form: SentForm, login: str) -> Response:
    """Asks first what is left when somebody's account is put out of use; does it once confirmed."""
    try:
        with write_transaction(context.engine) as connection:
            act = _act(context, connection, login)
            account = act.kept_account(login)
            accounts.check_deactivates(act, account)
            appointments = account_rows.appointments_of(connection, account.member.id)
            confirmation = account_end(context.viewer(connection), account.member, appointments)
            if confirmation.mark != confirmed_mark(form):
                return confirm_page(context, form, confirmation)
            accounts.deactivate(act, login)
    except ValidationError as error:
        return person_page_at(context, login, TypedForm().refused(error, ()))
    return RedirectResponse(f"/people/{login}?saved=1", 303)


@router.post("/people/{login}/reactivate", name="reactivate")
def reactivate(context: CurrentContext, form: SentForm, login: str) -> Response:
    """Puts somebody's account in use again."""
    return _write(context, login, TypedForm(), lambda act: accounts.reactivate(act, login))


@router.post("/people/{login}/unlock", name="unlock")
def unlock(context: CurrentContext, form: SentForm, login: str) -> Response:
    """Lets somebody log in at once whose login is locked after failed tries."""
    return _write(context, login, TypedForm(), lambda act: accounts.unlock(act, login))


@router.post("/people/{login}/sessions/{session_id}/end", name="end_session")
def end_session(context: CurrentContext, form: SentForm, login: str, session_id: int) -> Response:
    """Ends a session, an own one or that of somebody whose account the person keeps."""
    return _write(
        context, login, TypedForm(), lambda act: accounts.end_session(act, login, session_id)
    )


@router.post("/people/{login}/absences", name="record_absence")
def record_absence(context: CurrentContext, form: SentForm, login: str) -> Response:
    """Writes down that somebody is away on some days, and who covers."""
    fields = typed_fields(form, *ABSENCE)
    typed_form = TypedForm("absence", fields)
    return _write(
        context, login, typed_form, lambda act: absences.record_absence(act, login, fields)
    )


@router.post("/people/{login}/absences/{absence_id}/end", name="end_absence")
def end_absence(context: CurrentContext, form: SentForm, login: str, absence_id: int) -> Response:
    """Somebody is back earlier."""
    fields = typed_fields(form, "last")

    def write(act: RegisterAct) -> None:
        absence = absence_rows.find(act.connection, absence_id)
        if absence is None or absence.login != login:
            raise HTTPException(404)
        absences.end_absence(act, absence, fields["last"])

    return _write(context, login, TypedForm(f"end-absence-{absence_id}", fields), write)


def person_page_at(
    context: RequestContext, login: str, typed_form: TypedForm | None = None
) -> Response:
    """The page of the person with a login; raises HTTPException 404 where the viewer sees none."""
    with reading(context.engine) as connection:
        view = person_page(context.viewer(connection), login)
    if view is None:
        raise HTTPException(404)
    values = {
        "it": view,
        "sent": typed_form or TypedForm(),
        "empty": TypedForm(),
        "titles": ROLES,
        "appointer_titles": APPOINTERS,
        "salutations": SALUTATIONS,
        "languages": [(code, LANGUAGE_NAMES[code]) for code in context.office.settings.languages],
        "saved": "saved" in context.request.query_params and typed_form is None,
    }
    return page(context, "person.html", 422 if typed_form and typed_form.errors else 200, **values)


def _write(context: RequestContext, login: str, typed_form: TypedForm, write: Write) -> Response:
    """Writes in one transaction, then shows the person again; or why it can't be."""
    try:
        with write_transaction(context.engine) as connection:
            write(_act(context, connection, login))
    except ValidationError as error:
        return person_page_at(context, login, typed_form.refused(error, typed_form.values))
    return RedirectResponse(f"/people/{login}?saved=1", 303)


def _act(context: RequestContext, connection: Connection, login: str) -> RegisterAct:
    """An act at an institution that the two share; raises HTTPException 404 where there is none."""
    account = account_rows.account_of(connection, login)
    if account is None:
        raise HTTPException(404)
    appointments = account_rows.appointments_of(connection, account.member.id)
    place = place_of(context.viewer(connection), appointments)
    if place is None:
        raise HTTPException(404)
    return register_act(context, connection, place)
