"""What calls promise and pay: sums by call, project, country and month, each with its list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from sqlalchemy import Connection

from persistence import money_totals
from persistence.budgets import BudgetEntry
from persistence.money_shown import shown_sums
from persistence.money_totals import CallMoney, CaseOfMoney, DebtOfCase, MoneyFilter, MoneySum
from rules.grants import money_text
from rules.instalments import OWED, TO_PAY
from rules.owed_steps import owed_kind
from states.frozen import frozen
from states.localization import country_title
from states.money import CENTS, Budget
from states.text import Text
from web.exports import Export, Row
from web.views.exported_lists import columns

CASES: Final = "/money/cases"


@frozen
class SumLine:
    """A sum with the address of the cases behind it; `budget` and `free` of a call that has one."""

    title: str | Text
    address: str
    granted: Text
    paid: Text
    cases: int
    call_id: int | None = None
    budget: Text | None = None
    free: Text | None = None


@frozen
class CaseLine:
    """A case with its money in words."""

    case: CaseOfMoney
    granted: Text
    paid: Text
    owed: Text


@frozen
class DebtLine:
    """A debt in words."""

    debt: DebtOfCase
    title: Text
    amount: Text


@frozen
class MoneyPage:
    """All sums of an institution's year, as they were at an instant."""

    calls: Sequence[SumLine]
    projects: Sequence[SumLine]
    countries: Sequence[SumLine]
    months: Sequence[SumLine]
    counted_at: datetime


def money_page(
    connection: Connection, money_filter: MoneyFilter, granting: Collection[str], now: datetime
) -> MoneyPage:
    """The sums of what is asked for; of months those of its entries. Calls are those of processes
    that grant something (`granting`)."""
    institution, year = money_filter.institution, money_filter.year
    year_calls = money_totals.calls_of_year(connection, institution, year)
    sums, counted_at = shown_sums(connection, money_filter, year_calls, now)
    granting_calls = [call for call in year_calls if call.process in granting]
    return MoneyPage(
        list(_calls(money_filter, granting_calls, sums.calls)),
        [_line(money_filter, "project", money_sum) for money_sum in sums.projects],
        [_line(money_filter, "country", money_sum) for money_sum in sums.countries],
        [_line(money_filter, "month", money_sum) for money_sum in sums.months],
        counted_at,
    )


def debt_lines(debts: Iterable[DebtOfCase]) -> list[DebtLine]:
    """Debts in words."""
    return [
        DebtLine(debt, _owed(debt.kind), money_text(debt.cents, debt.currency)) for debt in debts
    ]


def case_lines(cases: Iterable[CaseOfMoney]) -> list[CaseLine]:
    """Cases with their money in words."""
    return [
        CaseLine(
            case,
            money_text(case.granted, case.currency),
            money_text(case.paid, case.currency),
            money_text(case.owed, case.currency),
        )
        for case in cases
    ]


def exported_payments(debts: Iterable[DebtOfCase]) -> Export:
    """What is to be paid to people now, advances among it, the earliest first."""
    names = ("number", "candidate", "instalment", "amount", "currency", "due", "project")
    rows = (
        (debt.number, debt.name, _owed(debt.kind), _amount(debt.cents), debt.currency, debt.due,
         debt.project)
        for debt in debts
        if debt.kind in TO_PAY
    )  # fmt: skip
    return Export("payments", Text("Payments due", "Исплате које доспевају"), columns(*names), rows)


def exported_budget(entries: Iterable[BudgetEntry]) -> Export:
    """The budgets of a call, the one in force first."""
    names = ("amount", "currency", "project", "first_day", "last_day", "set_by", "set_at")
    rows = (
        (_amount(entry.budget.cents), entry.budget.currency, entry.budget.project,
         entry.budget.first_day, entry.budget.last_day, entry.set_by, entry.set_at)
        for entry in entries
    )  # fmt: skip
    return Export("budget", Text("Budget", "Буџет"), columns(*names), rows)


def exported_money(cases: Iterable[CaseOfMoney]) -> Export:
    """The cases behind a sum, each with its money."""
    names = ("number", "candidate", "call", "country", "granted", "paid", "owed", "currency")
    return Export("money", Text("Grants", "Финансијска подршка"), columns(*names), map(_row, cases))


def _row(case: CaseOfMoney) -> Row:
    amounts = (_amount(cents) for cents in (case.granted, case.paid, case.owed))
    return (case.number, case.name, case.call, case.country, *amounts, case.currency)


def _amount(cents: int) -> Decimal:
    return Decimal(cents) / CENTS


def _owed(kind: str) -> Text:
    return OWED[owed_kind(kind)]


def _calls(
    money_filter: MoneyFilter, granting_calls: Sequence[CallMoney], sums: Sequence[MoneySum]
) -> Iterator[SumLine]:
    """Every call of the year that may grant, those too that have promised nothing yet."""
    by_call = {money_sum.key: money_sum for money_sum in sums}
    for call in granting_calls:
        call_sum = by_call.get(str(call.call_id))
        currency = call.currency or (call_sum.currency if call_sum else "")
        granted_cents, paid_cents = (call_sum.granted, call_sum.paid) if call_sum else (0, 0)
        budget = None if call.budget is None else money_text(call.budget, currency)
        yield SumLine(
            call.title,
            _address(money_filter, call=str(call.call_id)),
            money_text(granted_cents, currency),
            money_text(paid_cents, currency),
            call_sum.cases if call_sum else 0,
            call.call_id,
            budget,
            None if call.budget is None else money_text(call.budget - granted_cents, currency),
        )


def _line(money_filter: MoneyFilter, by: str, money_sum: MoneySum) -> SumLine:
    return SumLine(
        country_title(money_sum.title) if by == "country" else money_sum.title,
        _address(money_filter, **{by: money_sum.key}),
        money_text(money_sum.granted, money_sum.currency),
        money_text(money_sum.paid, money_sum.currency),
        money_sum.cases,
    )


def _address(money_filter: MoneyFilter, **narrower: str) -> str:
    query = {"institution": money_filter.institution, "year": str(money_filter.year), **narrower}
    return f"{CASES}?{urlencode(query)}"


def month_of(month_text: str) -> date | None:
    """The first day of a month such as 2026-06; None for anything else."""
    try:
        return date.fromisoformat(f"{month_text}-01")
    except ValueError:
        return None


@frozen
class BudgetLine:
    """A budget of a call as it was set; the first one is in force."""

    amount: Text
    budget: Budget
    set_by: str
    set_at: datetime


@frozen
class BudgetView:
    """The budgets of a call, and what it has promised out of the one in force."""

    lines: Sequence[BudgetLine]
    promised: Text | None
    free: Text | None


def budget_view(entries: Sequence[BudgetEntry], promised_cents: int) -> BudgetView:
    """The budgets of a call in words; `promised` in cents."""
    lines = [
        BudgetLine(money_text(entry.budget.cents, entry.budget.currency), *entry)
        for entry in entries
    ]
    if not entries:
        return BudgetView((), None, None)
    budget = entries[0].budget
    free = money_text(budget.cents - promised_cents, budget.currency)
    return BudgetView(lines, money_text(promised_cents, budget.currency), free)
