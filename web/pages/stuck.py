"""The stuck cases, each with why it does not go on; trying a given-up action again."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import action_lists, given_up_actions
from persistence.database import reading, write_transaction
from web.pages.access import call_of, case_of
from web.register_act import register_act
from web.rendering import page
from web.request_context import CurrentContext, SentForm
from web.views.call_grounds import grounds_of_call
from web.views.case_sets import case_set, office_today
from web.views.paging import page_number
from web.views.stuck import StuckAsked, dead_actions, stuck_page
from workflows.running.retrying import try_again
from workflows.running.signs_of_life import patience_of

router = APIRouter()

MOST_ACTIONS: Final = 50
"""Given-up actions that the page shows; the oldest first."""


@router.get("/stuck", name="stuck")
def stuck(context: CurrentContext) -> Response:
    """The cases that do not go on, and why each does not; actions that were given up."""
    query = context.request.query_params
    number = page_number(query.get("page", ""))
    request = StuckAsked(case_set(query).why, number, query.get("judge") == "yes")
    with reading(context.engine) as connection:
        viewer = context.viewer(connection)
        people = viewer.person.people
        today = office_today(viewer, people)
        view = stuck_page(viewer, request, today, people)
        dead = given_up_actions.given_up(connection, today.institutions, MOST_ACTIONS)
        lying_actions = action_lists.unattended(
            connection, today.institutions, context.now, patience_of(context.office)
        )
    shown_lists = {
        "dead": dead_actions(context.office, dead),
        "lying": dead_actions(context.office, lying_actions[:MOST_ACTIONS]),
    }
    return page(context, "stuck.html", 200, stuck=view, most=MOST_ACTIONS, **shown_lists)


@router.get("/stuck/calls/{call_id}", name="stuck_call")
def stuck_call(context: CurrentContext, call_id: int) -> Response:
    """What a whole call still lacks for the step that its cases wait for."""
    with reading(context.engine) as connection:
        call = call_of(connection, context, call_id)
        grounds = grounds_of_call(context.viewer(connection), call)
    return page(context, "stuck_call.html", grounds=grounds)


@router.post("/actions/{action_id}/retry", name="retry")
def retry(context: CurrentContext, form: SentForm, action_id: int) -> Response:
    """Has a given-up action tried again at once; one that is not given up stays as it is."""
    with write_transaction(context.engine) as connection:
        number = action_lists.case_of_action(connection, action_id)
        if number is not None:
            case_of(connection, context, number)
        place = action_lists.whose(connection, action_id) or context.user.institutions[0]
        is_tried = try_again(register_act(context, connection, place), action_id)
        if not is_tried and number is None:
            raise HTTPException(404)
    from_stuck = form.get("back") == "stuck" or number is None
    return RedirectResponse("/stuck" if from_stuck else f"/cases/{number}/mails", 303)
