"""What grants come to: the cases with money, and their sums by call, project, country and month.

Sums and lists are made from one and the same statement, narrowed alike: a number and the list
behind it cannot differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Subquery, case, func, select

from persistence.tables import (
    call_budgets,
    calls,
    candidates,
    case_handling,
    cases,
    ledger_entries,
    money_due,
    persons,
)
from rules.instalments import TO_PAY
from states.frozen import frozen
from states.money import GRANTING

By = Literal["call", "project", "country", "month"]

_KIND: Final = ledger_entries.c.kind
_CENTS: Final = ledger_entries.c.cents
GRANTED: Final = case((_KIND.in_(GRANTING), _CENTS), else_=0)
PAID: Final = case((_KIND == "paid", _CENTS), (_KIND == "paid_back", -_CENTS), else_=0)
_NEWEST_BUDGET: Final = (
    select(call_budgets.c.call_id, func.max(call_budgets.c.id).label("id"))
    .group_by(call_budgets.c.call_id)
    .subquery()
)


@frozen
class MoneyFilter:
    """Which cases are asked for: of an institution, of calls published in a year, and narrower.

    With a month (its first day) only entries of that month count.
    """

    institution: str
    year: int
    call_id: int | None = None
    project: str = ""
    country: str = ""
    month: date | None = None


class MoneySum(NamedTuple):
    """What a group of cases was granted and paid, in cents of a currency; how many they are."""

    key: str
    title: str
    currency: str
    granted: int
    paid: int
    cases: int


class CaseOfMoney(NamedTuple):
    """A case with what it was granted and paid, and what is owed to the person now."""

    number: str
    name: str
    call_id: int
    call: str
    country: str
    currency: str
    granted: int
    paid: int
    owed: int


class DebtOfCase(NamedTuple):
    """Something that is owed in a case, and until when; `assignee` is who of the staff has it."""

    number: str
    name: str
    project: str
    kind: str
    currency: str
    cents: int
    due: date
    case_id: int
    definition: str
    state: str
    visit: int
    assignee: int | None


class CallMoney(NamedTuple):
    """A call with its budget and its project; None and empty where it has none."""

    call_id: int
    process: str
    title: str
    budget: int | None
    currency: str
    project: str


def years(connection: Connection, institution: str) -> list[int]:
    """The years in which calls with a budget were published, newest first."""
    statement = (
        select(calls.c.published)
        .join(_NEWEST_BUDGET, _NEWEST_BUDGET.c.call_id == calls.c.id)
        .where(calls.c.institution == institution)
        .distinct()
    )
    return sorted({day.year for day in connection.execute(statement).scalars()}, reverse=True)


def calls_of_year(connection: Connection, institution: str, year: int) -> list[CallMoney]:
    """The calls of a year, the newest first, each with its budget."""
    rows = connection.execute(
        select(
            calls.c.id, calls.c.process, calls.c.title,
            call_budgets.c.cents, call_budgets.c.currency,
            call_budgets.c.project,
        )
        .select_from(_with_budget(calls, calls.c.id))
        .where(calls.c.institution == institution, calls.c.published.between(*_span(year)))
        .order_by(calls.c.published.desc(), calls.c.id.desc())
    )  # fmt: skip
    return [
        CallMoney(row.id, row.process, row.title, row.cents, row.currency or "", row.project or "")
        for row in rows
    ]


def sums(connection: Connection, money_filter: MoneyFilter, by: By) -> list[MoneySum]:
    """The sums of what is asked for, by call, project, country or month of the entries."""
    if by == "month":
        return _by_month(connection, money_filter)
    of_case = _of_cases(money_filter)
    key, title = {
        "call": (of_case.c.call_id, of_case.c.call),
        "project": (of_case.c.project, of_case.c.project),
        "country": (of_case.c.country, of_case.c.country),
    }[by]
    rows = connection.execute(
        select(
            key, title, of_case.c.currency, func.sum(of_case.c.granted), func.sum(of_case.c.paid),
            func.count(),
        )
        .group_by(key, title, of_case.c.currency)
        .order_by(title, key)
    )  # fmt: skip
    return [MoneySum(str(row[0]), *row[1:3], *map(int, row[3:])) for row in rows]


def count(connection: Connection, money_filter: MoneyFilter) -> int:
    """How many cases are asked for."""
    return int(
        connection.execute(select(func.count()).select_from(_of_cases(money_filter))).scalar_one()
    )


def listed(
    connection: Connection, money_filter: MoneyFilter, offset: int, most: int
) -> list[CaseOfMoney]:
    """A part of the cases asked for, by number."""
    of_case = _of_cases(money_filter)
    names = [of_case.c[name] for name in CaseOfMoney._fields]
    rows = connection.execute(select(*names).order_by(of_case.c.number).limit(most).offset(offset))
    return [CaseOfMoney(*row) for row in rows]


def debts(
    connection: Connection,
    institutions: Collection[str],
    until: date | None = None,
    most: int | None = None,
) -> list[DebtOfCase]:
    """What is owed in cases of institutions, the earliest first, at most so much of it; `until` is
    the last due day."""
    statement = (
        select(
            cases.c.number, persons.c.name, func.coalesce(call_budgets.c.project, ""),
            money_due.c.kind, money_due.c.currency, money_due.c.cents, money_due.c.due,
            cases.c.id, cases.c.definition, cases.c.state, cases.c.visit, case_handling.c.assignee,
        )
        .select_from(_with_budget(_with_person(money_due), cases.c.call_id))
        .outerjoin(case_handling, case_handling.c.case_id == cases.c.id)
        .where(cases.c.institution.in_(institutions))
        .order_by(money_due.c.due, cases.c.number, money_due.c.kind)
        .limit(most)
    )  # fmt: skip
    if until is not None:
        statement = statement.where(money_due.c.due <= until)
    return [DebtOfCase._make(row) for row in connection.execute(statement)]


def _by_month(connection: Connection, money_filter: MoneyFilter) -> list[MoneySum]:
    """Days are put into their months here: each database says a month in its own way."""
    entries = _entries(money_filter).subquery()
    rows = connection.execute(
        select(
            entries.c.on, entries.c.currency, entries.c.case_id, func.sum(entries.c.granted),
            func.sum(entries.c.paid),
        ).group_by(entries.c.on, entries.c.currency, entries.c.case_id)
    )  # fmt: skip
    granted_sums: dict[tuple[str, str], int] = defaultdict(int)
    paid_sums: dict[tuple[str, str], int] = defaultdict(int)
    of: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows:
        key = f"{row.on:%Y-%m}", row.currency
        granted_sums[key] += int(row[3])
        paid_sums[key] += int(row[4])
        of[key].add(row.case_id)
    return [
        MoneySum(
            month,
            month,
            currency,
            granted_sums[month, currency],
            paid_sums[month, currency],
            len(ids),
        )
        for (month, currency), ids in sorted(of.items())
    ]


def _entries(money_filter: MoneyFilter) -> Select[Any]:
    """The entries of the ledgers that are asked for, each with what it grants and what it pays."""
    statement = (
        select(
            ledger_entries.c.case_id, ledger_entries.c.on, ledger_entries.c.currency,
            GRANTED.label("granted"), PAID.label("paid"),
        )
        .select_from(_with_budget(_with_person(ledger_entries), cases.c.call_id))
        .join(calls, calls.c.id == cases.c.call_id)
        .where(cases.c.institution == money_filter.institution)
        .where(calls.c.published.between(*_span(money_filter.year)))
    )  # fmt: skip
    if money_filter.call_id is not None:
        statement = statement.where(calls.c.id == money_filter.call_id)
    if money_filter.project:
        statement = statement.where(call_budgets.c.project == money_filter.project)
    if money_filter.country:
        statement = statement.where(_country() == money_filter.country)
    if money_filter.month is not None:
        next_month = (money_filter.month.replace(day=28) + timedelta(days=4)).replace(day=1)
        last = next_month - timedelta(days=1)
        statement = statement.where(
            ledger_entries.c.on.between(money_filter.month.replace(day=1), last)
        )
    return statement


def _country() -> Any:
    """The country that a case's grant was counted for last."""
    granted_entries = ledger_entries.alias("granted")
    return (
        select(granted_entries.c.country)
        .where(granted_entries.c.case_id == cases.c.id, granted_entries.c.country.is_not(None))
        .order_by(granted_entries.c.position.desc())
        .limit(1)
        .correlate(cases)
        .scalar_subquery()
    )


def _of_cases(money_filter: MoneyFilter) -> Subquery:
    """A row for each case that has entries which are asked for."""
    entries = _entries(money_filter).subquery()
    case_sums = (
        select(
            entries.c.case_id, entries.c.currency, func.sum(entries.c.granted).label("granted"),
            func.sum(entries.c.paid).label("paid"),
        )
        .group_by(entries.c.case_id, entries.c.currency)
        .subquery()
    )  # fmt: skip
    owed_cents = (
        select(func.coalesce(func.sum(money_due.c.cents), 0))
        .where(
            money_due.c.case_id == case_sums.c.case_id,
            money_due.c.kind.in_(TO_PAY),
        )
        .scalar_subquery()
    )
    return (
        select(
            cases.c.number, persons.c.name, cases.c.call_id, calls.c.title.label("call"),
            func.coalesce(call_budgets.c.project, "").label("project"),
            _country().label("country"), case_sums.c.currency, case_sums.c.granted,
            case_sums.c.paid,
            owed_cents.label("owed"),
        )
        .select_from(_with_budget(_with_person(case_sums), cases.c.call_id))
        .join(calls, calls.c.id == cases.c.call_id)
        .subquery()
    )  # fmt: skip


def _with_person(of_cases: FromClause) -> FromClause:
    """Rows of cases with their cases and persons."""
    return (
        of_cases.join(cases, cases.c.id == of_cases.c.case_id)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
    )


def _with_budget(rows: FromClause, call_id: ColumnElement[int]) -> FromClause:
    """Rows with the budget in force of their call, where it has one."""
    return rows.outerjoin(_NEWEST_BUDGET, _NEWEST_BUDGET.c.call_id == call_id).outerjoin(
        call_budgets, call_budgets.c.id == _NEWEST_BUDGET.c.id
    )


def _span(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
