"""The board's lists as XLSX and CSV, with the filters of their pages."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter
from starlette.responses import Response

from persistence.database import reading
from web.exports import download
from web.pages.board import cover_seen
from web.pages.chosen_cases import AT_ONCE
from web.pages.exports import FileKind
from web.pages.register_exports import EVERY
from web.request_context import CurrentContext, RequestContext
from web.views.board_cases import BoardCase, every_board_case
from web.views.case_sets import case_set, office_today
from web.views.exported_board import (
    exported_board_cases,
    exported_gaps,
    exported_stays,
    exported_steps,
)
from web.views.steps import SUBJECTS, step_lines, subject_of, visits_page

router = APIRouter(prefix="/exports/board")


@router.get("/cases.{kind}", name="export_board_cases")
def cases(context: CurrentContext, kind: FileKind) -> Response:
    """The cases behind a number of the board, all of them."""
    export = exported_board_cases(_streamed(context))
    return download(export, kind, context.language, context.today)


def _streamed(context: RequestContext) -> Iterator[BoardCase]:
    """The cases, read as they are written: by a connection that is open for so long."""
    with reading(context.engine) as connection:
        viewer = context.viewer(connection)
        people = viewer.person.people
        chosen_set, today = case_set(context.request.query_params), office_today(viewer, people)
        yield from every_board_case(viewer, chosen_set, today, people, AT_ONCE)


@router.get("/steps.{kind}", name="export_steps")
def steps(context: CurrentContext, kind: FileKind, by: str = "") -> Response:
    """How long steps took against their limits."""
    subject = subject_of(by)
    with reading(context.engine) as connection:
        lines = step_lines(context.viewer(connection), subject, (EVERY, 0))
    export = exported_steps(SUBJECTS[subject].capitalised(), lines)
    return download(export, kind, context.language, context.today)


@router.get("/steps/stays.{kind}", name="export_stays")
def stays(context: CurrentContext, kind: FileKind) -> Response:
    """The stays in a state behind a number of the durations."""
    query = context.request.query_params
    with reading(context.engine) as connection:
        view = visits_page(context.viewer(connection), query, 1, EVERY)
    return download(exported_stays(view), kind, context.language, context.today)


@router.get("/cover.{kind}", name="export_cover")
def cover(context: CurrentContext, kind: FileKind) -> Response:
    """The weeks ahead in which a step falls due that nobody present may take."""
    with reading(context.engine) as connection:
        view = cover_seen(context.viewer(connection))
    return download(exported_gaps(view.gaps), kind, context.language, context.today)
