"""Plans, one's own tasks and the tasks of a meeting as XLSX and CSV."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from persistence.database import reading
from web.exports import download
from web.pages.exports import FileKind
from web.pages.meetings import meeting_on
from web.pages.plans import institution_of_plans, plan_on
from web.request_context import CurrentContext
from web.views.exported_plans import exported_meeting, exported_plan, exported_tasks
from web.views.plans import plans_page

router = APIRouter(prefix="/exports")


@router.get("/plans/{span}/{day}.{kind}", name="export_plan")
def plan(context: CurrentContext, span: str, day: date, kind: FileKind) -> Response:
    """A plan, or what it would begin with."""
    with reading(context.engine) as connection:
        export = exported_plan(plan_on(connection, context, span, day))
    return download(export, kind, context.language, context.today)


@router.get("/tasks.{kind}", name="export_tasks")
def tasks(context: CurrentContext, kind: FileKind) -> Response:
    """The person's own open tasks."""
    with reading(context.engine) as connection:
        view = plans_page(context.viewer(connection), institution_of_plans(context))
    return download(exported_tasks(view.tasks), kind, context.language, context.today)


@router.get("/meetings/{day}.{kind}", name="export_meeting")
def meeting(context: CurrentContext, day: date, kind: FileKind) -> Response:
    """The tasks that a meeting gave."""
    with reading(context.engine) as connection:
        export = exported_meeting(meeting_on(connection, context, day))
    return download(export, kind, context.language, context.today)
