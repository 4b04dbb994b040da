"""A call's ranking list by the API: foreseen first, and published once that very list is named.

It can't be taken back: so the preview gives a mark, and only who sends the mark of what would
follow now publishes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection

from persistence import calls as call_rows
from persistence.database import write_transaction
from rules.list_changes import ListPlace
from rules.ranking import Ranked
from states.decision import Refused
from states.text import Language, Text
from web.api.access import ApiRequest, CurrentRequest
from web.api.calls import CallId
from web.api.conditions import IdempotencyKey, once
from web.api.foreseen import mails_out, moves_out
from web.api.problems import ProblemRaised, problem_of, problems_of, refusal
from web.api.schemas import (
    ListIn,
    ListPreviewOut,
    PlaceOut,
    PublishedOut,
    PublishIn,
)
from web.pages.access import call_of
from web.views.call_publishing import list_step_of
from workflows.act import Act
from workflows.calls.foreseen_list import ForeseenList, published_or_foreseen
from workflows.calls.publishing import Published
from workflows.cases.list_guards import versions_of_list

router = APIRouter(tags=["calls"])

_OTHERWISE = Text(
    "The list, or what would follow from it, is another one by now. Ask for the preview again.",
    "Ранг листа, или оно што би из ње следило, у међувремену је друга. Затражите поново преглед.",
)


@router.post(
    "/calls/{call_id}/list/preview",
    name="api_preview_list",
    responses=problems_of("not-found", "refused", "too-large"),
)
def preview(api_request: CurrentRequest, call_id: CallId, body: ListIn) -> ListPreviewOut:
    """The list as it would be published now, who is moved and mailed by it. Nothing is done."""
    with write_transaction(api_request.context.engine) as connection:
        outcome = _outcome(api_request, connection, call_id, body, "")
    assert isinstance(outcome, ForeseenList), "without a mark nothing is published"
    return _preview(outcome, api_request.context.language)


@router.post(
    "/calls/{call_id}/list",
    name="api_publish_list",
    status_code=201,
    responses=problems_of("not-found", "no-key", "refused", "changed", "too-large"),
)
def publish(
    api_request: CurrentRequest,
    call_id: CallId,
    body: PublishIn,
    idempotency_key: IdempotencyKey = None,
) -> PublishedOut:
    """Publishes the list that the preview showed; 412 where it would be another one now."""

    def published(connection: Connection) -> tuple[int, Mapping[str, Any]]:
        outcome = _outcome(api_request, connection, call_id, body, body.mark)
        if isinstance(outcome, ForeseenList):
            raise ProblemRaised(problem_of("changed", _OTHERWISE, api_request.context.language))
        answer = PublishedOut(
            call=call_id,
            list_version=outcome.version,
            places=[_place(place) for place in outcome.places],
        )
        return 201, answer.model_dump(mode="json")

    return once(api_request, idempotency_key, body.model_dump(), published)  # type: ignore[return-value]


def _outcome(
    api_request: ApiRequest, connection: Connection, call_id: int, body: ListIn, mark: str
) -> Published | ForeseenList:
    """What came of it, within the transaction; raises ProblemRaised where the list is refused."""
    context = api_request.context
    line = call_of(connection, context, call_id)
    definition = versions_of_list(connection, context.office, line.id, context.now)[-1]
    step = list_step_of(definition)
    call, _ = call_rows.load_under(connection, line.stamps)
    actor = context.user.actor(line.institution, step.roles_in(call) if step else ())
    act: Act = context.act(connection, actor)
    outcome = published_or_foreseen(act, call_id, body.model_dump(include=CHOSEN_ORDER), mark)
    if isinstance(outcome, Refused):
        raise refusal(outcome, context.language)
    return outcome


CHOSEN_ORDER = {"order", "reason"}
"""What of the body says in which order somebody chose, where there is no commission."""


def _preview(foreseen_list: ForeseenList, language: Language) -> ListPreviewOut:
    return ListPreviewOut(
        mark=foreseen_list.mark,
        list_version=foreseen_list.preview.version,
        places=[_place(place) for place in foreseen_list.preview.places],
        causes=[cause.in_(language) for cause in foreseen_list.preview.causes],
        changes=[change.in_(language) for change in foreseen_list.preview.changes],
        moves=moves_out(foreseen_list.foreseen),
        mails=mails_out(foreseen_list.foreseen),
    )


def _place(place: ListPlace | Ranked) -> PlaceOut:
    return PlaceOut(rank=place.rank, case=place.case, outcome=place.outcome, host=place.host)
