"""My work, all cases, and the stuck ones; trying a given-up action again."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import outbox, pages, worklist
from persistence.database import reading, writing
from web.pages.cases import case_of
from web.rendering import page
from web.views.stuck import given_up, stuck_cases
from web.views.work import wish_of, work_page
from web.visit import Entered, Posted
from workflows.running.retrying import try_again

router = APIRouter()


@router.get("/", name="home")
def home(visit: Entered) -> Response:
    """The first page is one's own work."""
    return RedirectResponse("/work", 303)


@router.get("/work", name="work")
def work(
    visit: Entered, scope: str = "mine", process: str = "", state: str = "", q: str = ""
) -> Response:
    """The cases that wait for the person, or all that may be seen; what is due first at the top."""
    wish = wish_of(scope, process, state, q)
    person = visit.somebody
    with reading(visit.app.engine) as connection:
        found = pages.listed(
            connection, person.institutions, wish.scope, person.pairs, person.member.login
        )
        mine = pages.calls_of_member(connection, person.member.login)
    if person.roles == {"commission_member"}:
        found = [one for one in found if one.call_id in mine]
    shown = work_page(visit.app.office, found, wish, visit.today, mine)
    return page(visit, "work.html", work=shown)


@router.get("/stuck", name="stuck")
def stuck(visit: Entered) -> Response:
    """The cases that do not go on, and why each does not; actions that were given up."""
    with reading(visit.app.engine) as connection:
        found = [
            one
            for institution in visit.somebody.institutions
            for one in worklist.stuck(connection, visit.today, institution)
        ]
        dead = outbox.given_up(connection, visit.somebody.institutions)
        cases = stuck_cases(connection, visit.app.office, found, visit.now)
    return page(visit, "stuck.html", cases=cases, dead=given_up(dead))


@router.post("/actions/{action_id}/retry", name="retry")
def retry(visit: Entered, form: Posted, action_id: int) -> Response:
    """Has a given-up action tried again at once; one that is not given up stays as it is."""
    with writing(visit.app.engine) as connection:
        number = pages.case_of_action(connection, action_id)
        if number is not None:
            case_of(connection, visit, number)
        tried = try_again(connection, visit.app.office, action_id, visit.now)
        if not tried and number is None:
            raise HTTPException(404)
    from_stuck = form.get("back") == "stuck" or number is None
    return RedirectResponse("/stuck" if from_stuck else f"/cases/{number}#mails", 303)
