"""My work, and all cases."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from persistence.case_list import listed_cases
from persistence.commission import calls_of_member
from persistence.database import reading
from web.navigation import home_of
from web.rendering import page
from web.request_context import CurrentContext
from web.views.work import case_filter, work_page

router = APIRouter()


@router.get("/", name="home")
def home(context: CurrentContext) -> Response:
    """The first page is one's own work, or the board of who supervises."""
    held = frozenset(role for _, role in context.user.held)
    return RedirectResponse(home_of(held), 303)


@router.get("/work", name="work")
def work(
    context: CurrentContext, scope: str = "mine", process: str = "", state: str = "", q: str = ""
) -> Response:
    """The cases that wait for the person, or all that may be seen; what is due first at the top."""
    filters = case_filter(scope, process, state, q)
    person = context.user
    with reading(context.engine) as connection:
        cases = listed_cases(
            connection, person.institutions, filters.scope, person.pairs, person.member.login
        )
        calls = calls_of_member(connection, person.member.login)
    if person.roles == {"commission_member"}:
        cases = [case for case in cases if case.call_id in calls]
    work_view = work_page(context.office, cases, filters, context.today, calls)
    return page(context, "work.html", work=work_view)
