"""Every list as XLSX and CSV, with the filters that its page has."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.exceptions import HTTPException
from starlette.responses import Response

from persistence import budgets, call_overview, given_up_actions, mail_list, money_totals
from persistence.database import reading
from web.exports import Export, Kind, download
from web.pages.access import call_of
from web.pages.acts import act_filter, streamed_acts
from web.pages.chosen_cases import streamed_cases
from web.pages.money import money_filter
from web.request_context import CurrentContext, RequestContext
from web.views.case_sets import case_set, office_today
from web.views.exported_lists import (
    exported_acts,
    exported_applications,
    exported_calls,
    exported_cases,
    exported_given_up,
    exported_mails,
    exported_people,
    exported_stuck,
    read_at_once,
)
from web.views.failed_mails import lines_of
from web.views.money import exported_budget, exported_money, exported_payments
from web.views.stuck import dead_actions, stuck_cases

router = APIRouter(prefix="/exports")

FileKind = Annotated[Kind, Path()]


@router.get("/work.{kind}", name="export_work")
def work(context: CurrentContext, kind: FileKind) -> Response:
    """The list of cases as its address filters it: all of it, not a page."""
    cases = streamed_cases(context, context.request.query_params)
    return _sent(context, kind, exported_cases(context.office, cases))


@router.get("/stuck.{kind}", name="export_stuck")
def stuck(context: CurrentContext, kind: FileKind) -> Response:
    """The cases that are stuck for the reason of the page, all of them, with why each is."""
    why = case_set(context.request.query_params).why
    with reading(context.engine) as connection:
        viewer, people = context.viewer(connection), context.user.people
        cases = stuck_cases(viewer, why, office_today(viewer, people), people)
    return _sent(context, kind, exported_stuck(cases))


@router.get("/given-up.{kind}", name="export_given_up")
def given_up(context: CurrentContext, kind: FileKind) -> Response:
    """Mails and documents that were given up, with the words of who refused them."""
    with reading(context.engine) as connection:
        given_up_ones = given_up_actions.given_up(connection, context.user.institutions)
        actions = dead_actions(context.office, given_up_ones)
    return _sent(context, kind, exported_given_up(actions))


@router.get("/mails.{kind}", name="export_mails")
def mails(context: CurrentContext, kind: FileKind) -> Response:
    """The mails that failed, or with `show=waiting` those that wait."""
    waits = context.request.query_params.get("show") == "waiting"
    mail_tab: mail_list.Shown = "waiting" if waits else "failed"
    institutions = context.user.institutions
    with reading(context.engine) as connection:
        count = mail_list.count(connection, mail_tab, institutions)
        lines = lines_of(
            context.office, mail_list.listed(connection, mail_tab, institutions, 0, count)
        )
    return _sent(context, kind, exported_mails(lines))


@router.get("/acts.{kind}", name="export_acts")
def acts(context: CurrentContext, kind: FileKind) -> Response:
    """The acts that the filter of the page leaves, all of them."""
    institution = act_filter(context).institution
    export = exported_acts(context.office, institution, streamed_acts(context))
    return _sent(context, kind, export)


@router.get("/money.{kind}", name="export_money")
def money(context: CurrentContext, kind: FileKind) -> Response:
    """The cases behind a sum of grants, all of them."""
    with reading(context.engine) as connection:
        filters = money_filter(connection, context)
        cases = money_totals.listed(connection, filters)
    return _sent(context, kind, exported_money(cases))


@router.get("/payments.{kind}", name="export_payments")
def payments(context: CurrentContext, kind: FileKind) -> Response:
    """The instalments that are due, the earliest first."""
    with reading(context.engine) as connection:
        institution = money_filter(connection, context).institution
        debts = money_totals.debts(connection, [institution])
    return _sent(context, kind, exported_payments(debts))


@router.get("/calls/{call_id}/budget.{kind}", name="export_budget")
def budget(context: CurrentContext, call_id: int, kind: FileKind) -> Response:
    """The budgets of a call."""
    with reading(context.engine) as connection:
        line = call_of(connection, context, call_id)
        export = exported_budget(budgets.entries_of(connection, line.id))
    return _sent(context, kind, export)


@router.get("/calls.{kind}", name="export_calls")
def calls(context: CurrentContext, kind: FileKind) -> Response:
    """The calls of the person's institutions."""
    with reading(context.engine) as connection:
        lines = call_overview.call_lines(connection, context.user.institutions)
        export = read_at_once(exported_calls(context.viewer(connection), lines))
    return _sent(context, kind, export)


@router.get("/calls/{call_id}.{kind}", name="export_call")
def call(context: CurrentContext, call_id: int, kind: FileKind) -> Response:
    """Who applied in a call."""
    with reading(context.engine) as connection:
        line = call_of(connection, context, call_id)
        export = read_at_once(exported_applications(context.viewer(connection), line))
    return _sent(context, kind, export)


@router.get("/people/{institution}.{kind}", name="export_people")
def people(context: CurrentContext, institution: str, kind: FileKind) -> Response:
    """Who holds which role at an institution of the person's."""
    if institution not in context.user.institutions:
        raise HTTPException(404)
    with reading(context.engine) as connection:
        export = read_at_once(exported_people(context.viewer(connection), institution))
    return _sent(context, kind, export)


def _sent(context: RequestContext, kind: Kind, export: Export) -> Response:
    return download(export, kind, context.language, context.today)
