"""The board: the first page of who supervises, and where each of its numbers leads."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from persistence import board as board_rows
from persistence import outbox
from persistence.database import reading
from persistence.roster import roster
from web.pages.escalations import ledger_of
from web.rendering import page
from web.request_context import CurrentContext
from web.views.board import AGE_SPANS, board_page

router = APIRouter()


@router.get("/board", name="board")
def board(context: CurrentContext) -> Response:
    """What is stuck, due, waiting and away, in numbers that open their lists."""
    institutions = context.user.institutions
    with reading(context.engine) as connection:
        groups = board_rows.open_groups(connection, institutions, context.today)
        actions = outbox.unfinished_in_numbers(connection, institutions)
        people = roster(connection)
        ledger = ledger_of(connection, institutions)
    view = board_page(context.viewer(connection), groups, people, actions)
    return page(context, "board.html", board=view, ages=AGE_SPANS, ledger=ledger)
