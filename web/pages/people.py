"""People: who holds which role, appointing somebody, substitutes, and ending either."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from office.wiring import Office
from persistence import appointments
from persistence.database import reading, writing
from rules.appointments import APPOINTERS
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import ROLES
from web.rendering import page
from web.views.people import appointers, people_page
from web.visit import Entered, Forbidden, Posted, Visit
from workflows.people import appointments as appointing
from workflows.people.appointments import may_enter

router = APIRouter()


@router.get("/people", name="people")
def people(visit: Entered) -> Response:
    """The people of the first of the person's institutions."""
    return RedirectResponse(f"/people/{visit.somebody.institutions[0]}", 303)


@router.get("/people/{institution}", name="people_at")
def people_at(visit: Entered, institution: str) -> Response:
    """The people of an institution at which the person has a role."""
    return _page(visit, institution)


@router.post("/people/{institution}/appoint", name="appoint")
def appoint(visit: Entered, form: Posted, institution: str) -> Response:
    """Gives somebody a role for a time, or says why that can't be (BMU-32)."""
    given = _typed(form, "login", "role", "from", "to", "by", "by_name")
    office, roles = visit.app.office, _roles(visit, institution)
    try:
        role = appointing.role_of(given["role"])
        by = appointing.check_appointer(office, institution, role, given["by"])
        if by not in appointers(office, institution, roles):
            raise Forbidden
        with writing(visit.app.engine) as connection:
            name = visit.somebody.member.name
            appointing.appoint(connection, office, institution, given, name)
    except ValidationError as error:
        return _page(visit, institution, "appoint", given, error.message)
    return RedirectResponse(f"/people/{institution}#{role}", 303)


@router.post("/people/{institution}/end/{assignment_id}", name="end_assignment")
def end_assignment(visit: Entered, form: Posted, institution: str, assignment_id: int) -> Response:
    """Ends an assignment after a day, or says why that can't be its last."""
    given, roles = _typed(form, "last"), _roles(visit, institution)
    try:
        with writing(visit.app.engine) as connection:
            register = appointments.register(connection, institution)
            held = next((one for one in register if one.id == assignment_id), None)
            if held is None:
                raise HTTPException(404)
            if not may_enter(visit.app.office, institution, roles, held.given.role):
                raise Forbidden
            name = visit.somebody.member.name
            appointing.end_assignment(connection, held, given["last"], name)
    except ValidationError as error:
        return _page(visit, institution, "end", given, error.message)
    return RedirectResponse(f"/people/{institution}#{held.given.role}", 303)


@router.post("/people/{institution}/stand-in", name="appoint_deputy")
def appoint_deputy(visit: Entered, form: Posted, institution: str) -> Response:
    """Lets a role stand in for another on some days, or says why that can't be.

    The Head of ICO enters it for every role, others for those they hold or appoint to.
    """
    given, roles = _typed(form, "who", "for", "from", "to"), _roles(visit, institution)
    try:
        absent = appointing.role_of(given["for"])
        if not _keeps(visit.app.office, institution, roles, absent):
            raise Forbidden
        with writing(visit.app.engine) as connection:
            name = visit.somebody.member.name
            appointing.appoint_deputy(connection, institution, given, name)
    except ValidationError as error:
        return _page(visit, institution, "appoint_deputy", given, error.message)
    return RedirectResponse(f"/people/{institution}#standing-in", 303)


@router.post("/people/{institution}/stand-in/{deputy_id}/end", name="end_deputy")
def end_deputy(visit: Entered, form: Posted, institution: str, deputy_id: int) -> Response:
    """Ends a substitution before its last day, or says why that can't be; as `stand_in` for whom.

    What is over already is not shown, and not changed.
    """
    given, roles = _typed(form, "last"), _roles(visit, institution)
    office = visit.app.office
    try:
        with writing(visit.app.engine) as connection:
            running = appointments.deputies_since(connection, institution, visit.today)
            one = next((each for each in running if each.id == deputy_id), None)
            if one is None:
                raise HTTPException(404)
            if not _keeps(office, institution, roles, one.deputy_for):
                raise Forbidden
            appointing.end_deputy(connection, one, given["last"], visit.somebody.member.name)
    except ValidationError as error:
        return _page(visit, institution, "end_deputy", given, error.message)
    return RedirectResponse(f"/people/{institution}#standing-in", 303)


def _keeps(office: Office, institution: str, roles: frozenset[str], absent: str) -> bool:
    """Whether somebody in these roles says who stands in for a role."""
    return absent in roles or may_enter(office, institution, roles, absent)


def _roles(visit: Visit, institution: str) -> frozenset[str]:
    """The person's roles at the institution; raises HTTPException 404 where there are none."""
    roles = visit.somebody.roles_at(institution)
    if not roles or institution not in visit.app.office.regulations:
        raise HTTPException(404)
    return roles


def _page(
    visit: Visit,
    institution: str,
    tried: str = "",
    given: Mapping[str, str] | None = None,
    problem: Text | None = None,
) -> Response:
    roles, office = _roles(visit, institution), visit.app.office
    with reading(visit.app.engine) as connection:
        shown = people_page(connection, office, institution, roles, visit.today)
    books = office.regulations
    others = [(key, books[key].name) for key in visit.somebody.institutions if key in books]
    absent = [role for role in shown.roles if _keeps(office, institution, roles, role.role)]
    return page(
        visit, "people.html", 422 if problem else 200, it=shown, others=others,
        name=books[institution].name, keeps=bool(shown.mine) and visit.may("keep_people"),
        absent=absent, tried=tried, given=given or {}, problem=problem, titles=ROLES,
        named=APPOINTERS,
    )  # fmt: skip


def _typed(form: FormData, *names: str) -> dict[str, str]:
    return {name: str(form.get(name) or "").strip() for name in names}
