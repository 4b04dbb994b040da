"""People: who holds which role, appointing somebody, deputies, and ending either."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from office.wiring import Office
from persistence import deputies as deputy_rows
from persistence import staff
from persistence.database import reading, write_transaction
from rules.appointments import APPOINTERS
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import OFFICE_ROLES, ROLES
from web.messages.values import SALUTATIONS
from web.rendering import page
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from web.views.people import appointers, people_page
from workflows.people import appointments as appointing
from workflows.people.appointments import may_enter
from workflows.people.staff import record_address

router = APIRouter()


@router.get("/people", name="people")
def people(context: CurrentContext) -> Response:
    """The people of the first of the person's institutions."""
    return RedirectResponse(f"/people/{context.user.institutions[0]}", 303)


@router.get("/people/{institution}", name="people_at")
def people_at(context: CurrentContext, institution: str) -> Response:
    """The people of an institution at which the person has a role."""
    return _page(context, institution)


@router.post("/people/{institution}/appoint", name="appoint")
def appoint(context: CurrentContext, form: SentForm, institution: str) -> Response:
    """Gives somebody a role for a time, or says why that can't be (BMU-32)."""
    fields = _fields(form, "login", "role", "from", "to", "by", "by_name")
    office, roles = context.office, _roles(context, institution)

    def write(connection: Connection) -> str:
        role = appointing.role_of(fields["role"])
        by = appointing.check_appointer(office, institution, role, fields["by"])
        if by not in appointers(office, institution, roles):
            raise Forbidden
        name = context.user.member.name
        appointing.appoint(connection, office, institution, fields, name)
        return role

    return _write_or_explain(context, institution, "appoint", fields, write)


@router.post("/people/{institution}/address", name="address")
def address(context: CurrentContext, form: SentForm, institution: str) -> Response:
    """Records how letters address somebody: whoever keeps some roles here may say so."""
    fields = _fields(form, "login", "salutation", "academic_title")
    office, roles = context.office, _roles(context, institution)

    def write(connection: Connection) -> str:
        if not any(may_enter(office, institution, roles, role) for role in OFFICE_ROLES):
            raise Forbidden
        record_address(connection, fields)
        return "roles"

    return _write_or_explain(context, institution, "address", fields, write)


@router.post("/people/{institution}/end/{assignment_id}", name="end_assignment")
def end_assignment(
    context: CurrentContext, form: SentForm, institution: str, assignment_id: int
) -> Response:
    """Ends an assignment after a day, or says why that can't be its last."""
    fields, roles = _fields(form, "last"), _roles(context, institution)

    def write(connection: Connection) -> str:
        register = staff.appointments_at(connection, institution)
        assignment = next((item for item in register if item.id == assignment_id), None)
        if assignment is None:
            raise HTTPException(404)
        role = assignment.given.role
        if not may_enter(context.office, institution, roles, role):
            raise Forbidden
        name = context.user.member.name
        appointing.end_assignment(connection, assignment, fields["last"], name)
        return role

    return _write_or_explain(context, institution, "end", fields, write)


@router.post("/people/{institution}/stand-in", name="add_deputy")
def add_deputy(context: CurrentContext, form: SentForm, institution: str) -> Response:
    """Lets a role act for another on some days, or says why that can't be.

    The Head of ICO enters it for every role, others for those they hold or appoint to.
    """
    fields, roles = _fields(form, "who", "for", "from", "to"), _roles(context, institution)

    def write(connection: Connection) -> str:
        absent = appointing.role_of(fields["for"])
        if not _keeps(context.office, institution, roles, absent):
            raise Forbidden
        name = context.user.member.name
        appointing.appoint_deputy(connection, institution, fields, name)
        return "standing-in"

    return _write_or_explain(context, institution, "deputy", fields, write)


@router.post("/people/{institution}/stand-in/{deputy_id}/end", name="end_deputy")
def end_deputy(
    context: CurrentContext, form: SentForm, institution: str, deputy_id: int
) -> Response:
    """Ends a deputy's days before the last one, or says why that can't be; as `add_deputy` for
    whom. What is over already is not view, and not changed.
    """
    fields, roles = _fields(form, "last"), _roles(context, institution)

    def write(connection: Connection) -> str:
        deputies = deputy_rows.deputies_since(connection, institution, context.today)
        deputy = next((item for item in deputies if item.id == deputy_id), None)
        if deputy is None:
            raise HTTPException(404)
        if not _keeps(context.office, institution, roles, deputy.deputy_for):
            raise Forbidden
        name = context.user.member.name
        appointing.end_deputy(connection, deputy, fields["last"], name)
        return "standing-in"

    return _write_or_explain(context, institution, "end_deputy", fields, write)


def _write_or_explain(
    context: RequestContext,
    institution: str,
    form: str,
    fields: Mapping[str, str],
    write: Callable[[Connection], str],
) -> Response:
    """Writes in one transaction, then shows the place that was written to; or why it can't be."""
    try:
        with write_transaction(context.engine) as connection:
            place = write(connection)
    except ValidationError as error:
        return _page(context, institution, form, fields, error.message)
    return RedirectResponse(f"/people/{institution}#{place}", 303)


def _keeps(office: Office, institution: str, roles: frozenset[str], absent: str) -> bool:
    """Whether somebody in these roles says who acts for a role."""
    return absent in roles or may_enter(office, institution, roles, absent)


def _roles(context: RequestContext, institution: str) -> frozenset[str]:
    """The person's roles at the institution; raises HTTPException 404 where there are none."""
    roles = context.user.roles_at(institution)
    if not roles or institution not in context.office.regulations:
        raise HTTPException(404)
    return roles


def _page(
    context: RequestContext,
    institution: str,
    form: str = "",
    fields: Mapping[str, str] | None = None,
    error: Text | None = None,
) -> Response:
    roles, office = _roles(context, institution), context.office
    with reading(context.engine) as connection:
        view = people_page(context.viewer(connection), institution)
    regulations = office.regulations
    values = {
        "it": view,
        "name": regulations[institution].name,
        "institution_names": [
            (key, regulations[key].name) for key in context.user.institutions if key in regulations
        ],
        "keeps": bool(view.mine) and context.may("keep_people"),
        "absent": [role for role in view.roles if _keeps(office, institution, roles, role.role)],
        "rejected_form": form,
        "fields": fields or {},
        "error": error,
        "titles": ROLES,
        "salutations": SALUTATIONS,
        "appointer_titles": APPOINTERS,
    }
    return page(context, "people.html", 422 if error else 200, **values)


def _fields(form: FormData, *names: str) -> dict[str, str]:
    return {name: str(form.get(name) or "").strip() for name in names}
