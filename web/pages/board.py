"""The board: the first page of who supervises, and where each of its numbers leads."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from persistence import board as board_rows
from persistence import case_sets, outbox
from persistence.case_stamp import case_stamp
from persistence.database import reading
from persistence.roster import roster
from web.rendering import page
from web.request_context import CurrentContext
from web.views.board import board_page
from web.views.board_cases import board_cases
from web.views.case_sets import case_set, office_today
from web.views.paging import page_number

router = APIRouter()


@router.get("/board/cases", name="board_cases")
def cases(context: CurrentContext) -> Response:
    """The cases behind a number of the board."""
    asked = context.request.query_params
    with reading(context.engine) as connection:
        viewer = context.viewer(connection)
        people = roster(connection)
        chosen, today = case_set(asked), office_today(viewer, people)
        view = board_cases(viewer, chosen, today, people, page_number(asked.get("page", "")))
    return page(context, "board_cases.html", cases=view)


@router.get("/board", name="board")
def board(context: CurrentContext) -> Response:
    """What is stuck, due, waiting and away, in numbers that open their lists."""
    with reading(context.engine) as connection:
        viewer = context.viewer(connection)
        people = roster(connection)
        today = office_today(viewer, people)
        stamp = case_stamp(connection, today.institutions)
        numbers = board_rows.open_cases(connection, today, stamp)
        stuck = case_sets.counts_of_stuck(connection, today)
        actions = outbox.unfinished_in_numbers(connection, today.institutions)
    view = board_page(viewer, numbers, stuck, people, actions)
    return page(context, "board.html", board=view)
