"""What grants come to: the cases with money, and their sums by call, project, country and month.

Sums and lists are made from the same entries, narrowed alike: a number and the list behind it
cannot differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    ScalarSelect,
    Select,
    Subquery,
    Table,
    case,
    extract,
    func,
    select,
)

from persistence.counting import counted
from persistence.tables import (
    call_budgets,
    calls,
    candidates,
    case_handling,
    cases,
    ledger_entries,
    listed_cases,
    money_due,
    persons,
)
from rules.instalments import TO_PAY
from states.frozen import frozen
from states.money import GRANTING

Key = tuple[str, str]
"""By what cases are summed up: a key, and the title that a page shows."""

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


class MoneySums(NamedTuple):
    """The sums of what is asked for, by what the cases have in common; by month, when the entries
    were made."""

    calls: Sequence[MoneySum]
    projects: Sequence[MoneySum]
    countries: Sequence[MoneySum]
    months: Sequence[MoneySum]


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


def sums(
    connection: Connection, money_filter: MoneyFilter, year_calls: Sequence[CallMoney]
) -> MoneySums:
    """The sums of what is asked for; `year_calls` are those of its year."""
    of_case = _of_cases(money_filter, year_calls).c
    keys = of_case.call_id, of_case.country, of_case.currency
    numbers = func.sum(of_case.granted), func.sum(of_case.paid), func.count()
    groups = [
        _Group(*row[:3], *map(int, row[3:]))
        for row in connection.execute(select(*keys, *numbers).group_by(*keys))
    ]
    titles = {call.call_id: call.title for call in year_calls}
    projects = {call.call_id: call.project for call in year_calls}
    return MoneySums(
        _together(groups, lambda group: (str(group.call_id), titles[group.call_id])),
        _together(groups, lambda group: (projects[group.call_id], projects[group.call_id])),
        _together(groups, lambda group: (group.country or "", group.country or "")),
        _by_month(connection, money_filter, year_calls),
    )


class _Group(NamedTuple):
    """Cases that have all in common by which they are summed up."""

    call_id: int
    country: str | None
    currency: str
    granted: int
    paid: int
    cases: int


def _together(groups: Iterable[_Group], key: Callable[[_Group], Key]) -> list[MoneySum]:
    """The sums of groups that have one key and one currency, by title."""
    amounts: Counter[tuple[Key, str, str]] = Counter()
    for group in groups:
        for name in ("granted", "paid", "cases"):
            amounts[key(group), group.currency, name] += getattr(group, name)
    under = sorted({(of[1], of, currency) for of, currency, _ in amounts})
    return [
        MoneySum(*of, currency, *(amounts[of, currency, name] for name in MoneySum._fields[3:]))
        for _, of, currency in under
    ]


def count(connection: Connection, money_filter: MoneyFilter) -> int:
    """How many cases are asked for, as far as lists are counted."""
    year_calls = calls_of_year(connection, money_filter.institution, money_filter.year)
    return int(connection.execute(select(counted(_ids(money_filter, year_calls)))).scalar_one())


def listed(
    connection: Connection, money_filter: MoneyFilter, offset: int = 0, most: int | None = None
) -> list[CaseOfMoney]:
    """The cases asked for, in the order of opening: all of them, or a part; one with entries in two
    currencies has a line for each."""
    year_calls = calls_of_year(connection, money_filter.institution, money_filter.year)
    of_page = _ids(money_filter, year_calls).limit(most).offset(offset).subquery()
    of_cases = _of_cases(money_filter, year_calls, select(of_page.c.case_id))
    owed_cents = (
        select(func.coalesce(func.sum(money_due.c.cents), 0))
        .where(money_due.c.case_id == of_cases.c.case_id, money_due.c.kind.in_(TO_PAY))
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            cases.c.number, persons.c.name, cases.c.call_id, calls.c.title,
            of_cases.c.country, of_cases.c.currency, of_cases.c.granted, of_cases.c.paid,
            owed_cents,
        )
        .select_from(_with_person(of_cases.join(cases, cases.c.id == of_cases.c.case_id)))
        .join(calls, calls.c.id == cases.c.call_id)
        .order_by(cases.c.id, of_cases.c.currency)
    )  # fmt: skip
    return [CaseOfMoney(*row[:6], *map(int, row[6:])) for row in rows]


def debts(
    connection: Connection,
    institutions: Collection[str],
    until: date | None = None,
    most: int | None = None,
    offset: int = 0,
) -> list[DebtOfCase]:
    """What is owed in cases of institutions, the earliest first, at most so much of it and after so
    much; `until` is the last due day. An index has that order: no more is read than is told."""
    statement = (
        select(
            cases.c.number, persons.c.name, func.coalesce(call_budgets.c.project, ""),
            money_due.c.kind, money_due.c.currency, money_due.c.cents, money_due.c.due,
            cases.c.id, cases.c.definition, cases.c.state, cases.c.visit, case_handling.c.assignee,
        )
        .select_from(
            _with_budget(
                _with_person(money_due.join(cases, cases.c.id == money_due.c.case_id + 0)),
                cases.c.call_id,
            )
        )
        .outerjoin(case_handling, case_handling.c.case_id == cases.c.id)
        .where(cases.c.institution.in_(institutions))
        .order_by(money_due.c.due, money_due.c.case_id, money_due.c.kind)
        .limit(most)
        .offset(offset)
    )  # fmt: skip
    if until is not None:
        statement = statement.where(money_due.c.due <= until)
    return [DebtOfCase._make(row) for row in connection.execute(statement)]


def count_debts(connection: Connection, institutions: Collection[str]) -> int:
    """How much is owed in cases of institutions, as far as lists are counted."""
    of_cases = money_due.join(listed_cases, _looked_up(money_due))
    lines = select(money_due.c.case_id).select_from(of_cases)
    in_sight = lines.where(listed_cases.c.institution.in_(institutions))
    return int(connection.execute(select(counted(in_sight))).scalar_one())


def _by_month(
    connection: Connection, money_filter: MoneyFilter, year_calls: Sequence[CallMoney]
) -> list[MoneySum]:
    entries = _entries(money_filter, year_calls).subquery().c
    month = extract("year", entries.on), extract("month", entries.on)
    rows = connection.execute(
        select(
            *month, entries.currency, func.sum(entries.granted), func.sum(entries.paid),
            func.count(entries.case_id.distinct()),
        )
        .group_by(*month, entries.currency)
        .order_by(*month, entries.currency)
    )  # fmt: skip
    names = ((f"{int(row[0])}-{int(row[1]):02}", row) for row in rows)
    return [MoneySum(name, name, row[2], *map(int, row[3:])) for name, row in names]


def _entries(money_filter: MoneyFilter, year_calls: Sequence[CallMoney]) -> Select[Any]:
    """The entries of the ledgers that are asked for, each with what it grants and what it pays."""
    of_calls = [
        call.call_id
        for call in year_calls
        if money_filter.call_id in (None, call.call_id)
        and money_filter.project in ("", call.project)
    ]
    statement = (
        select(
            ledger_entries.c.case_id, listed_cases.c.call_id, ledger_entries.c.on,
            ledger_entries.c.currency, GRANTED.label("granted"), PAID.label("paid"),
        )
        .join(listed_cases, _looked_up(ledger_entries))
        .where(listed_cases.c.call_id.in_(of_calls))
    )  # fmt: skip
    if money_filter.country:
        statement = statement.where(_country(ledger_entries.c.case_id) == money_filter.country)
    if money_filter.month is not None:
        next_month = (money_filter.month.replace(day=28) + timedelta(days=4)).replace(day=1)
        last = next_month - timedelta(days=1)
        statement = statement.where(
            ledger_entries.c.on.between(money_filter.month.replace(day=1), last)
        )
    return statement


def _ids(money_filter: MoneyFilter, year_calls: Sequence[CallMoney]) -> Select[int]:
    """The ids of the cases that are asked for, in their order."""
    case_id = _entries(money_filter, year_calls).selected_columns.case_id
    ids = _entries(money_filter, year_calls).with_only_columns(case_id)
    return ids.group_by(case_id).order_by(case_id)


def _of_cases(
    money_filter: MoneyFilter,
    year_calls: Sequence[CallMoney],
    ids: Select[int] | None = None,
) -> Subquery:
    """A row for each case and currency that has entries which are asked for; only of the cases of
    some `ids`, where these are given."""
    entries = _entries(money_filter, year_calls)
    if ids is not None:
        entries = entries.where(ledger_entries.c.case_id.in_(ids))
    columns = entries.subquery().c
    case_sums = (
        select(
            columns.case_id, columns.currency, func.max(columns.call_id).label("call_id"),
            func.sum(columns.granted).label("granted"), func.sum(columns.paid).label("paid"),
        )
        .group_by(columns.case_id, columns.currency)
        .subquery()
    )  # fmt: skip
    return select(case_sums, _country(case_sums.c.case_id).label("country")).subquery()


def _country(case_id: ColumnElement[int]) -> ScalarSelect[Any]:
    """The country that a case's grant was counted for last."""
    granted_entries = ledger_entries.alias("granted")
    return (
        select(granted_entries.c.country)
        .where(granted_entries.c.case_id == case_id, granted_entries.c.country.is_not(None))
        .order_by(granted_entries.c.position.desc())
        .limit(1)
        .correlate_except(granted_entries)
        .scalar_subquery()
    )


def _looked_up(entries: Table) -> ColumnElement[bool]:
    """The case of an entry in lists: written so that no index leads from all cases to the few that
    have any, whose institution is looked up there."""
    return listed_cases.c.case_id == entries.c.case_id + 0


def _with_person(of_cases: FromClause) -> FromClause:
    """Cases with their persons."""
    return of_cases.join(candidates, candidates.c.case_id == cases.c.id).join(
        persons, persons.c.id == candidates.c.person_id
    )


def _with_budget(rows: FromClause, call_id: ColumnElement[int]) -> FromClause:
    """Rows with the budget in force of their call, where it has one."""
    return rows.outerjoin(_NEWEST_BUDGET, _NEWEST_BUDGET.c.call_id == call_id).outerjoin(
        call_budgets, call_budgets.c.id == _NEWEST_BUDGET.c.id
    )


def _span(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
