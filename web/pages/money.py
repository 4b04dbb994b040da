"""Money: what calls promise and pay, the cases behind each sum, and the budgets of calls."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from persistence import budgets, money_totals
from persistence.call_overview import CallLine
from persistence.database import reading, write_transaction
from persistence.money_totals import MoneyFilter
from states.decision import Refused
from states.money import GRANT
from states.validation_error import ValidationError
from web.forms.numbers import plain_number
from web.forms.typed import TypedForm, typed_fields
from web.pages.access import call_of
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.cited_reasons import CitedReason, cited_reasons
from web.views.money import budget_view, case_lines, debt_lines, money_page, month_of
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort, page_number
from workflows.calls.budgets import ROLES, set_budget

router = APIRouter()

FIELDS: Final = ("amount", "currency", "project", "from", "to")
NARROWER: Final = ("institution", "year", "call", "project", "country", "month")


@router.get("/money", name="money")
def money(context: CurrentContext) -> Response:
    """The sums of an institution's calls of a year, and what is owed now."""
    with reading(context.engine) as connection:
        filters = money_filter(connection, context)
        years = money_totals.years(connection, filters.institution)
        granting = _granting(context, filters.institution)
        view = money_page(connection, filters, granting, context.now)
        own = [filters.institution]
        number = money_totals.count_debts(connection, own)
        paging = Paging(page_number(context.request.query_params.get("page", "")), number)
        debts = money_totals.debts(connection, own, most=PAGE_SIZE, offset=paging.offset)
    address = ListAddress(
        "/money", (("institution", filters.institution), ("year", str(filters.year)))
    )
    institutions = {key: context.office.regulations[key].name for key in context.user.institutions}
    values = {
        "asked": filters, "years": years, "institutions": institutions, "it": view,
        "debts": debt_lines(debts), "listing": Listing(address, Sort("due"), paging),
    }  # fmt: skip
    return page(context, "money.html", 200, **values)


@router.get("/money/cases", name="money_cases")
def cases(context: CurrentContext) -> Response:
    """The cases behind a sum."""
    with reading(context.engine) as connection:
        filters = money_filter(connection, context)
        count = money_totals.count(connection, filters)
        paging = Paging(page_number(context.request.query_params.get("page", "")), count)
        listed_cases = money_totals.listed(connection, filters, paging.offset, PAGE_SIZE)
    query = context.request.query_params
    address = ListAddress("/money/cases", tuple((name, query.get(name, "")) for name in NARROWER))
    listing = Listing(address, Sort("number"), paging)
    values = {"asked": filters, "lines": case_lines(listed_cases), "listing": listing}
    return page(context, "money_cases.html", 200, **values)


@router.get("/calls/{call_id}/budget", name="call_budget")
def budget(context: CurrentContext, call_id: int) -> Response:
    """The budget of a call, those before it, and a form for another."""
    with reading(context.engine) as connection:
        return _budget_page(connection, context, call_of(connection, context, call_id))


@router.post("/calls/{call_id}/budget", name="set_budget")
def set_call_budget(context: CurrentContext, form: SentForm, call_id: int) -> Response:
    """Sets the budget of a call, or shows why not, with what was typed."""
    typed_form = TypedForm("budget", typed_fields(form, *FIELDS))
    data = {name: value for name, value in typed_form.values.items() if value}
    if "amount" in data:
        data["amount"] = plain_number(data["amount"])
    reasons: tuple[CitedReason, ...] = ()
    try:
        with write_transaction(context.engine) as connection:
            line = call_of(connection, context, call_id)
            actor = context.user.actor(line.institution, ROLES)
            outcome = set_budget(context.act(connection, actor), call_id, data)
    except ValidationError as error:
        typed_form = typed_form.refused(error, FIELDS)
    else:
        if not isinstance(outcome, Refused):
            return RedirectResponse(f"/calls/{call_id}/budget?saved=1", 303)
        reasons = cited_reasons(context.office, line.institution, outcome.reasons)
    with reading(context.engine) as connection:
        line = call_of(connection, context, call_id)
        return _budget_page(connection, context, line, typed_form, reasons)


def _granting(context: RequestContext, institution: str) -> set[str]:
    """The processes of an institution in which grants are recorded."""
    definitions = context.office.processes(institution, context.today)
    return {definition.process for definition in definitions if GRANT in definition.facts}


def money_filter(connection: Connection, context: RequestContext) -> MoneyFilter:
    """What the address asks for; what is written wrongly asks for everything of the newest year."""
    query, own = context.request.query_params, tuple(context.user.institutions)
    institution = query.get("institution", "")
    institution = institution if institution in own else own[0]
    year, call = query.get("year", ""), query.get("call", "")
    is_year = year.isascii() and year.isdecimal() and len(year) == 4 and year > "1900"
    newest = next(iter(money_totals.years(connection, institution)), context.today.year)
    return MoneyFilter(
        institution=institution,
        year=int(year) if is_year else newest,
        call_id=int(call) if call.isascii() and call.isdecimal() and len(call) < 10 else None,
        project=query.get("project", "")[:80],
        country=query.get("country", "")[:2],
        month=month_of(query.get("month", "")),
    )


def _budget_page(
    connection: Connection,
    context: RequestContext,
    line: CallLine,
    typed_form: TypedForm | None = None,
    reasons: tuple[CitedReason, ...] = (),
) -> Response:
    view = budget_view(
        budgets.entries_of(connection, line.id), budgets.promised_in(connection, line.id)
    )
    status = 422 if typed_form and typed_form.errors else 409 if reasons else 200
    values = {"line": line, "it": view, "typed": typed_form or TypedForm(), "refused": reasons}
    is_saved = context.request.query_params.get("saved") == "1"
    return page(context, "call_budget.html", status, **values, saved=is_saved)
