"""Calls by the API: reading them, and opening a case in one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path
from sqlalchemy import Connection
from starlette.responses import Response

from persistence.call_overview import CallLine, call_lines
from persistence.database import reading
from web.api.access import CurrentRequest
from web.api.conditions import IdempotencyKey, once
from web.api.cursors import Cursor, Limit, cursor_of, link_to_next, place_of
from web.api.problems import problems_of
from web.api.schemas import CallOut, CallsOut, CandidateIn, OpenedOut
from web.pages.access import call_of
from web.pages.new_case import actor_at
from workflows.cases.new_case import read_candidate
from workflows.cases.newcomers import open_for_newcomer

router = APIRouter(tags=["calls"])

CallId = Annotated[int, Path(ge=1, le=10**18, examples=[1])]


@router.get("/calls", name="api_calls", responses=problems_of())
def calls(
    api_request: CurrentRequest, response: Response, cursor: Cursor = None, limit: Limit = 50
) -> CallsOut:
    """The published calls of the token's institutions, newest first."""
    context = api_request.context
    before = place_of(cursor)
    with reading(context.engine) as connection:
        rest = call_lines(connection, context.user.institutions, before, limit + 1)
    next_cursor = cursor_of(before + limit) if len(rest) > limit else None
    link_to_next(context, response, next_cursor)
    return CallsOut(items=[_call(line) for line in rest[:limit]], next=next_cursor)


@router.get("/calls/{call_id}", name="api_call", responses=problems_of("not-found"))
def call(api_request: CurrentRequest, call_id: CallId) -> CallOut:
    """A call."""
    context = api_request.context
    with reading(context.engine) as connection:
        return _call(call_of(connection, context, call_id))


@router.post(
    "/calls/{call_id}/cases",
    name="api_open_case",
    status_code=201,
    responses=problems_of("not-found", "no-key", "too-large"),
)
def open_in_call(
    api_request: CurrentRequest,
    call_id: CallId,
    body: CandidateIn,
    idempotency_key: IdempotencyKey = None,
) -> OpenedOut:
    """Opens a case in a call for a candidate who has none in it yet; once the call has closed, for
    an application that was received in time."""
    context = api_request.context

    def opened(connection: Connection) -> tuple[int, Mapping[str, Any]]:
        line = call_of(connection, context, call_id)
        candidate = read_candidate(body.candidate)
        act = context.act(connection, actor_at(context, line.institution))
        case = open_for_newcomer(act, call_id, candidate)
        answer = OpenedOut(case=case.number, state=case.state, version=case.version)
        return 201, answer.model_dump(mode="json")

    return once(api_request, idempotency_key, body.candidate, opened)  # type: ignore[return-value]


def _call(line: CallLine) -> CallOut:
    return CallOut(**{name: getattr(line, name) for name in CallOut.model_fields})
