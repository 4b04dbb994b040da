"""The stuck cases, each with why it does not go on; trying a given-up action again."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import outbox, worklist
from persistence.database import reading, write_transaction
from web.pages.access import case_of
from web.rendering import page
from web.request_context import CurrentContext, SentForm
from web.views.stuck import dead_actions, stuck_cases
from workflows.running.retrying import try_again

router = APIRouter()


@router.get("/stuck", name="stuck")
def stuck(context: CurrentContext) -> Response:
    """The cases that do not go on, and why each does not; actions that were given up."""
    institutions = context.user.institutions
    with reading(context.engine) as connection:
        waiting = [
            case
            for institution in institutions
            for case in worklist.stuck(connection, context.today, institution)
        ]
        given_up = outbox.given_up(connection, institutions)
        cases = stuck_cases(context.viewer(connection), waiting)
    return page(context, "stuck.html", cases=cases, dead=dead_actions(given_up))


@router.post("/actions/{action_id}/retry", name="retry")
def retry(context: CurrentContext, form: SentForm, action_id: int) -> Response:
    """Has a given-up action tried again at once; one that is not given up stays as it is."""
    with write_transaction(context.engine) as connection:
        number = outbox.case_of_action(connection, action_id)
        if number is not None:
            case_of(connection, context, number)
        is_tried = try_again(connection, context.office, action_id, context.now)
        if not is_tried and number is None:
            raise HTTPException(404)
    from_stuck = form.get("back") == "stuck" or number is None
    return RedirectResponse("/stuck" if from_stuck else f"/cases/{number}/mails", 303)
