"""People: who holds which role, new accounts, appointing somebody, deputies, and ending either."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from office.wiring import Office
from persistence import changes, staff
from persistence import deputies as deputy_rows
from persistence.database import reading, write_transaction
from persistence.staff import Appointed
from rules.appointments import APPOINTERS
from states.validation_error import ValidationError
from states.vocabulary import ROLES
from web.forms.typed import TypedForm, typed_fields
from web.messages.values import LANGUAGE_NAMES, SALUTATIONS
from web.pages.confirming import confirm_page, confirmed_mark
from web.pages.person import person_page_at
from web.register_act import keeper_at, register_act
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.changes import change_lines
from web.views.people import people_page
from web.views.role_end import role_end
from workflows.people import accounts
from workflows.people import appointments as appointing
from workflows.people.staff import record_address
from workflows.registers.keeping import may_enter

router = APIRouter()

APPOINTMENT = ("login", "role", "from", "to", "by", "by_name")
NEW_ACCOUNT = ("login", "name", "email", "writes_in", "salutation", "academic_title",
               "name_in_other_script", "role", "from", "to", "by", "by_name")  # fmt: skip


@router.get("/people", name="people")
def people(context: CurrentContext) -> Response:
    """The people of the first of the person's institutions."""
    return RedirectResponse(f"/people/{context.user.institutions[0]}", 303)


@router.get("/people/{key}", name="people_at")
def people_at(context: CurrentContext, key: str) -> Response:
    """The people of an institution at which the person has a role, or one person by the login."""
    if key in context.office.regulations:
        return _page(context, key, _deputy_of(context.request.query_params))
    return person_page_at(context, key)


def _deputy_of(query: Mapping[str, str]) -> TypedForm | None:
    """The form of a deputy, open with the role and the days that an address names; None where it
    names no role."""
    fields = {name: query[name] for name in ("for", "from", "to") if name in query}
    return TypedForm("deputy", fields) if fields.get("for") in ROLES else None


@router.post("/people/{institution}/accounts", name="open_account")
def open_account(context: CurrentContext, form: SentForm, institution: str) -> Response:
    """Opens an account for somebody new, with a first role, and invites them by mail."""
    fields = typed_fields(form, *NEW_ACCOUNT)

    def write(connection: Connection) -> str:
        act = register_act(context, connection, institution)
        return f"/people/{accounts.open_account(act, fields).login}?saved=1"

    return _write_or_explain(context, institution, TypedForm("account", fields), write)


@router.post("/people/{institution}/appoint", name="appoint")
def appoint(context: CurrentContext, form: SentForm, institution: str) -> Response:
    """Gives somebody a role for a time, or says why that can't be (BMU-32)."""
    fields = typed_fields(form, *APPOINTMENT)

    def write(connection: Connection) -> str:
        appointing.appoint(register_act(context, connection, institution), fields)
        return f"/people/{institution}#{fields['role']}"

    return _write_or_explain(context, institution, TypedForm("appoint", fields), write)


@router.post("/people/{institution}/address", name="address")
def address(context: CurrentContext, form: SentForm, institution: str) -> Response:
    """Records how letters address somebody: whoever keeps some roles here may say so."""
    fields = typed_fields(form, "login", "salutation", "academic_title", "name_in_other_script")

    def write(connection: Connection) -> str:
        record_address(register_act(context, connection, institution), fields)
        return f"/people/{institution}#roles"

    return _write_or_explain(context, institution, TypedForm("address", fields), write)


@router.post("/people/{institution}/end/{assignment_id}", name="end_assignment")
def end_assignment(
    context: CurrentContext, form: SentForm, institution: str, assignment_id: int
) -> Response:
    """Asks first what is left when an assignment ends after a day, and ends it once confirmed."""
    fields = typed_fields(form, "last")
    typed_form = TypedForm(f"end-{assignment_id}", fields)
    try:
        with write_transaction(context.engine) as connection:
            act = register_act(context, connection, institution)
            assignment = _assignment(connection, institution, assignment_id)
            last = appointing.check_end(act, assignment, fields["last"])
            confirmation = role_end(context.viewer(connection), assignment, last)
            if confirmation.mark != confirmed_mark(form):
                return confirm_page(context, form, confirmation)
            appointing.end_assignment(act, assignment, fields["last"])
    except ValidationError as error:
        return _page(context, institution, typed_form.refused(error, fields))
    return RedirectResponse(f"/people/{assignment.member.login}?saved=1", 303)


@router.post("/people/{institution}/end/{assignment_id}/undo", name="undo_end")
def undo_end(
    context: CurrentContext, form: SentForm, institution: str, assignment_id: int
) -> Response:
    """Takes back that an assignment's end was entered."""

    def write(connection: Connection) -> str:
        act = register_act(context, connection, institution)
        assignment = _assignment(connection, institution, assignment_id)
        appointing.undo_end(act, assignment)
        return f"/people/{assignment.member.login}?saved=1"

    return _write_or_explain(context, institution, TypedForm(), write)


@router.post("/people/{institution}/stand-in", name="add_deputy")
def add_deputy(context: CurrentContext, form: SentForm, institution: str) -> Response:
    """Lets a role act for another on some days, or says why that can't be.

    The Head of ICO enters it for every role, others for those they hold or appoint to.
    """
    fields = typed_fields(form, "who", "for", "from", "to")

    def write(connection: Connection) -> str:
        appointing.appoint_deputy(register_act(context, connection, institution), fields)
        return f"/people/{institution}#standing-in"

    return _write_or_explain(context, institution, TypedForm("deputy", fields), write)


@router.post("/people/{institution}/stand-in/{deputy_id}/end", name="end_deputy")
def end_deputy(
    context: CurrentContext, form: SentForm, institution: str, deputy_id: int
) -> Response:
    """Ends a deputy's days before the last one, or says why that can't be; as `add_deputy` for
    whom. What is over already is not shown, and not changed.
    """
    fields = typed_fields(form, "last")

    def write(connection: Connection) -> str:
        act = register_act(context, connection, institution)
        deputies = deputy_rows.deputies_since(connection, institution, context.today)
        deputy = next((item for item in deputies if item.id == deputy_id), None)
        if deputy is None:
            raise HTTPException(404)
        appointing.end_deputy(act, deputy, fields["last"])
        return f"/people/{institution}#standing-in"

    typed_form = TypedForm(f"end-deputy-{deputy_id}", fields)
    return _write_or_explain(context, institution, typed_form, write)


def _write_or_explain(
    context: RequestContext,
    institution: str,
    typed_form: TypedForm,
    write: Callable[[Connection], str],
) -> Response:
    """Writes in one transaction, then shows the place that was written to; or why it can't be."""
    try:
        with write_transaction(context.engine) as connection:
            place = write(connection)
    except ValidationError as error:
        return _page(context, institution, typed_form.refused(error, typed_form.values))
    return RedirectResponse(place, 303)


def _assignment(connection: Connection, institution: str, assignment_id: int) -> Appointed:
    register = staff.appointments_at(connection, institution)
    assignment = next((item for item in register if item.id == assignment_id), None)
    if assignment is None:
        raise HTTPException(404)
    return assignment


def _keeps(office: Office, institution: str, roles: frozenset[str], absent: str) -> bool:
    """Whether somebody in these roles says who acts for a role."""
    return absent in roles or may_enter(office, institution, roles, absent)


def _page(
    context: RequestContext, institution: str, typed_form: TypedForm | None = None
) -> Response:
    roles, office = keeper_at(context, institution).roles, context.office
    with reading(context.engine) as connection:
        view = people_page(context.viewer(connection), institution)
        log = change_lines(changes.of(connection, "person", institution, 20))
    regulations = office.regulations
    values: Mapping[str, object] = {
        "it": view,
        "name": regulations[institution].name,
        "institution_names": [
            (key, regulations[key].name) for key in context.user.institutions if key in regulations
        ],
        "keeps": bool(view.mine) and context.may("keep_people"),
        "absent": [role for role in view.roles if _keeps(office, institution, roles, role.role)],
        "sent": typed_form or TypedForm(),
        "empty": TypedForm(),
        "titles": ROLES,
        "salutations": SALUTATIONS,
        "languages": [(code, LANGUAGE_NAMES[code]) for code in office.settings.languages],
        "appointer_titles": APPOINTERS,
        "log": log,
    }
    return page(context, "people.html", 422 if typed_form and typed_form.errors else 200, **values)
