"""The board: the first page of who supervises, and where each of its numbers leads."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import Response

from persistence import absences, action_lists, durations, recognition_rates
from persistence import board as board_rows
from persistence.database import reading
from web.pages.escalations import ledger_of
from web.rendering import page
from web.request_context import CurrentContext
from web.views.board import BoardNumbers, board_page
from web.views.board_cases import board_cases
from web.views.board_charts import MOST_HOSTS
from web.views.case_sets import case_set, office_today
from web.views.cover import CoverPage, cover_page, until
from web.views.paging import page_number
from web.views.steps import steps_page, subject_of, visits_page
from web.views.viewer import Viewer

router = APIRouter()

PageAsked = Annotated[str, Query(alias="page")]

MOST_STEPS: Final = 8
"""Steps that the board names; the others stand on their own page."""


@router.get("/board/cases", name="board_cases")
def cases(context: CurrentContext) -> Response:
    """The cases behind a number of the board."""
    query = context.request.query_params
    with reading(context.engine) as connection:
        viewer = context.viewer(connection)
        people = viewer.person.people
        chosen_set, today = case_set(query), office_today(viewer, people)
        view = board_cases(viewer, chosen_set, today, people, page_number(query.get("page", "")))
    return page(context, "board_cases.html", cases=view)


@router.get("/board/steps", name="board_steps")
def steps(context: CurrentContext, by: str = "", page_asked: PageAsked = "") -> Response:
    """How long steps took against their limits."""
    with reading(context.engine) as connection:
        viewer = context.viewer(connection)
        view = steps_page(viewer, subject_of(by), page_number(page_asked))
    return page(context, "board_steps.html", steps=view)


@router.get("/board/steps/stays", name="board_stays")
def stays(context: CurrentContext, page_asked: PageAsked = "") -> Response:
    """The stays in a state behind a number of the durations."""
    query = context.request.query_params
    with reading(context.engine) as connection:
        view = visits_page(context.viewer(connection), query, page_number(page_asked))
    return page(context, "board_stays.html", stays=view)


@router.get("/board/cover", name="board_cover")
def cover(context: CurrentContext) -> Response:
    """The weeks ahead in which a step falls due that nobody present may take."""
    with reading(context.engine) as connection:
        view = cover_seen(context.viewer(connection))
    return page(context, "board_cover.html", cover=view)


def cover_seen(viewer: Viewer) -> CoverPage:
    """Cover as it stands, from what is counted for the board."""
    people = viewer.person.people
    numbers = board_rows.open_cases(viewer.connection, office_today(viewer, people), viewer.now)
    away = absences.between(viewer.connection, viewer.today, until(viewer.today))
    return cover_page(viewer, numbers.steps, people, away)


@router.get("/board", name="board")
def board(context: CurrentContext) -> Response:
    """What is stuck, due, waiting and away, in numbers that open their lists."""
    with reading(context.engine) as connection:
        viewer = context.viewer(connection)
        people = viewer.person.people
        today = office_today(viewer, people)
        places = today.institutions
        slow = durations.durations(connection, places, "step", (MOST_STEPS, 0))
        counted_at = slow[0].counted_at if slow else None
        numbers = BoardNumbers(
            board_rows.open_cases(connection, today, context.now),
            action_lists.unfinished_in_numbers(connection, places),
            slow,
            recognition_rates.recognition_by_host(connection, places, MOST_HOSTS, counted_at),
        )
        away = absences.between(connection, viewer.today, viewer.today)
        ledger = ledger_of(connection, places)
    view = board_page(viewer, numbers, people)
    return page(context, "board.html", board=view, away=away, ledger=ledger)
