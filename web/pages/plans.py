"""Plans: what is to be done in a day, a week or a month, by whom; and one's own tasks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import plans as plan_rows
from persistence.database import reading, write_transaction
from persistence.plans import PLANNER, Plan, PlanItem
from states.text import Text
from states.validation_error import ValidationError
from web.forms.typed import TypedForm
from web.pages.confirming import confirm_page, confirmed_mark
from web.pages.own_calendar import calendar_values
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.giving_out import giving_out
from web.views.paging import page_number
from web.views.plans import PlanPage, address_of_line, begun_plan, plans_page, proposed_plan
from workflows.act import Act
from workflows.people import planning
from workflows.people.giving_out import give_out, mails_of_plan
from workflows.people.planning import span_of

router = APIRouter()

LONGEST_LOGIN = 120


@router.get("/plans", name="plans")
def plans(context: CurrentContext) -> Response:
    """The plans of now and of before, the person's own tasks, the meetings, the calendar."""
    return plans_overview(context)


@router.post("/plans/calendar", name="make_calendar")
def make_calendar(context: CurrentContext, form: SentForm) -> Response:
    """A new address of the person's calendar, shown once; an earlier one opens no more."""
    with write_transaction(context.engine) as connection:
        secret = planning.new_calendar(connection, context.user.member, context.now)
    context.shown_once()
    return plans_overview(context, secret)


@router.post("/plans/calendar/end", name="end_calendar")
def end_calendar(context: CurrentContext, form: SentForm) -> Response:
    """The address of the person's calendar opens no more."""
    with write_transaction(context.engine) as connection:
        planning.end_calendar(connection, context.user.member, context.now)
    return RedirectResponse("/plans#calendar", 303)


@router.post("/tasks/{task_id}/tick", name="tick_task")
def tick(context: CurrentContext, form: SentForm, task_id: int) -> Response:
    """Ticks a task off, or takes that back."""
    institution = institution_of_plans(context)
    with write_transaction(context.engine) as connection:
        act = _act(context, connection, institution)
        planning.tick(act, institution, task_id, context.user.member, form.get("done") == "yes")
    return RedirectResponse(_return_address(form), 303)


@router.get("/plans/{span}/{day}", name="plan")
def plan(context: CurrentContext, span: str, day: date) -> Response:
    """A plan, or what it would begin with."""
    return _plan_page(context, span, day)


@router.post("/plans/{span}/{day}/begin", name="begin_plan")
def begin(context: CurrentContext, form: SentForm, span: str, day: date) -> Response:
    """Begins the plan with what is due."""
    institution = institution_of_plans(context)
    with write_transaction(context.engine) as connection:
        planning.begin_plan(_act(context, connection, institution), institution, span, day)
    return RedirectResponse(f"/plans/{span}/{day}?now=begun#now", 303)


@router.post("/plans/{span}/{day}/tasks", name="plan_task")
def add_task(context: CurrentContext, form: SentForm, span: str, day: date) -> Response:
    """A task at the end of the plan; or the form again with what is wrong."""
    typed_values = {name: str(form.get(name, "")) for name in ("title", "login", "due")}
    try:
        with write_transaction(context.engine) as connection:
            plan_row = _begun(connection, context, span, day)
            planning.add_task(
                _act(context, connection, plan_row.institution), plan_row, typed_values
            )
    except ValidationError as error:
        errors = dict.fromkeys(error.fields or ("title",), error.message)
        return _plan_page(context, span, day, typed_values, errors)
    return RedirectResponse(f"/plans/{span}/{day}?now=added#now", 303)


@router.post("/plans/{span}/{day}/give-out", name="give_out_plan")
def give_out_plan(context: CurrentContext, form: SentForm, span: str, day: date) -> Response:
    """Shows who is mailed what; once that is confirmed, every member of the office gets it."""
    with write_transaction(context.engine) as connection:
        plan_row = _begun(connection, context, span, day)
        act = _act(context, connection, plan_row.institution)
        confirmation = giving_out(plan_row, mails_of_plan(act, plan_row))
        if confirmation.mark != confirmed_mark(form):
            return confirm_page(context, form, confirmation)
        give_out(act, plan_row)
    return RedirectResponse(f"/plans/{span}/{day}?now=given_out#now", 303)


@router.post("/plans/lines/{item_id}", name="plan_line")
def change_line(context: CurrentContext, form: SentForm, item_id: int) -> Response:
    """A line is given to somebody, moved up or down, or left out."""
    act_name = str(form.get("what", ""))
    with write_transaction(context.engine) as connection:
        line, of_plan = _line(connection, context, item_id)
        act = _act(context, connection, of_plan.institution)
        viewer = context.viewer(connection)
        if act_name == "assign":
            planning.assign(act, of_plan, line, str(form.get("login", ""))[:LONGEST_LOGIN])
        elif act_name == "leave_out":
            planning.leave_out(act, of_plan, line)
        elif act_name in ("up", "down"):
            planning.move(act, of_plan, line, "up" if act_name == "up" else "down")
        changed_line = plan_rows.item(connection, item_id)
        address = address_of_line(viewer, of_plan, changed_line[0] if changed_line else line)
    return RedirectResponse(address, 303)


def institution_of_plans(context: RequestContext) -> str:
    """Whose plans the person sees: the office's own institution's, else their first one's."""
    home = context.office.settings.institution.key
    institutions = context.user.institutions
    return home if home in institutions else institutions[0]


def plan_on(
    connection: Connection,
    context: RequestContext,
    span: str,
    day: date,
    number: int | None = None,
) -> PlanPage:
    """The plan of the span that a day lies in, or what it would begin with; a page of its lines
    where one is asked for."""
    institution = institution_of_plans(context)
    name, first_day, last_day = span_of(span, day)
    viewer = context.viewer(connection)
    plan_row = plan_rows.plan_of(connection, institution, name, first_day)
    if plan_row is None:
        return proposed_plan(viewer, institution, (name, first_day, last_day))
    return begun_plan(viewer, plan_row, last_day, number)


def _act(context: RequestContext, connection: Connection, institution: str) -> Act:
    return context.act(connection, context.user.actor(institution, (PLANNER,)))


def _begun(connection: Connection, context: RequestContext, span: str, day: date) -> Plan:
    name, first_day, _ = span_of(span, day)
    plan_row = plan_rows.plan_of(connection, institution_of_plans(context), name, first_day)
    if plan_row is None:
        raise HTTPException(404)
    return plan_row


def _line(connection: Connection, context: RequestContext, item_id: int) -> tuple[PlanItem, Plan]:
    line = plan_rows.item(connection, item_id)
    if line is None or line[1].institution not in context.user.institutions:
        raise HTTPException(404)
    return line


def _return_address(form: FormData) -> str:
    """The page that the tick was on: one of ours."""
    back = str(form.get("back", ""))
    return back if back.startswith(("/plans", "/meetings")) else "/plans"


def plans_overview(
    context: RequestContext, secret: str | None = None, typed_form: TypedForm | None = None
) -> Response:
    """The page of plans, with the secret of a new calendar, or with a meeting that can't be."""
    with reading(context.engine) as connection:
        view = plans_page(context.viewer(connection), institution_of_plans(context))
        calendar = calendar_values(connection, context, secret)
    values = {"it": view, "calendar": calendar, "sent": typed_form or TypedForm()}
    return page(context, "plans.html", 422 if typed_form else 200, **values)


def _plan_page(
    context: RequestContext,
    span: str,
    day: date,
    typed_values: Mapping[str, str] | None = None,
    errors: Mapping[str, Text] | None = None,
) -> Response:
    query = context.request.query_params
    number = None if query.get("whole") == "yes" else page_number(query.get("page", ""))
    with reading(context.engine) as connection:
        view = plan_on(connection, context, span, day, number)
    values = {
        "it": view,
        "now": "" if errors else query.get("now", ""),
        "typed": {"title": "", "login": "", "due": "", **(typed_values or {})},
        "errors": {"title": None, "login": None, "due": None, **(errors or {})},
    }
    return page(context, "plan.html", 422 if errors else 200, **values)
