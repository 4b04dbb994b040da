"""A step by the API before it is taken: what it would bring, and nothing of it is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from persistence.database import write_transaction
from web.api.access import CurrentRequest
from web.api.cases import Name, Number, locked_case, outcome_out
from web.api.foreseen import mails_out, moves_out
from web.api.problems import problems_of
from web.api.schemas import PayloadIn, StepPreviewOut
from web.pages.access import Wish
from web.pages.final_steps import may_move
from workflows.cases.advance import Request, advance_case
from workflows.foreseeing import Reach, do_if_confirmed

router = APIRouter(tags=["cases"])

NEVER: Final = ""
"""The mark of nothing: what was foreseen under it is always taken back."""


@router.post(
    "/cases/{number}/steps/{trigger}/preview",
    name="api_preview_step",
    responses=problems_of("not-found", "refused", "too-large"),
)
def preview_step(
    api_request: CurrentRequest, number: Number, trigger: Name, body: PayloadIn
) -> StepPreviewOut:
    """What taking the step now would bring: who moves, who is mailed what. Nothing is done."""
    context = api_request.context
    with write_transaction(context.engine) as connection:
        case_under_lock, definition = locked_case(
            connection, context, number, Wish("step", trigger)
        )
        step = definition.transitions.get(trigger)
        if step is None or step.of_call:
            raise HTTPException(404)
        actor = context.user.actor(case_under_lock.case.institution, step.roles)
        request = Request(case_under_lock.case.id, trigger, body.payload, locked=case_under_lock)

        def take() -> Mapping[str, Any]:
            outcome = advance_case(connection, context.office, request, actor, context.now)
            return outcome_out(context, outcome)

        reach = Reach(may_move(connection, case_under_lock.case, step))
        foreseen_outcome = do_if_confirmed(connection, reach, take, NEVER).foreseen
    return StepPreviewOut(
        moves=moves_out(foreseen_outcome),
        mails=mails_out(foreseen_outcome),
        documents=[document.kind for document in foreseen_outcome.documents],
    )
