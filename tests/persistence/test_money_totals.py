"""Sums of grants and the cases behind them, on SQLite and on PostgreSQL: whole cents in both."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import insert

from persistence import money_due, money_totals, project_mobilities
from persistence.database import reading, write_transaction
from persistence.fact_rows import to_row
from persistence.fact_tables import FACT_TABLES
from persistence.money_due import MoneyDue
from persistence.money_totals import MoneyFilter, MoneySum
from persistence.tables import ledger_entries
from states.money import LedgerEntry
from tests.workflows.office_fixtures import ANA, Work, any_work, database

__all__ = ["any_work", "database"]

YEAR: Final = 2026
JUNE, JULY = date(2026, 6, 30), date(2026, 7, 1)
BORIS: Final = {**ANA, "name": "Boris Lazić", "email": "boris@students.example"}


def keep(work: Work, case_id: int, *entries: LedgerEntry) -> None:
    """A case's ledger; one first instalment of 1.00 EUR is owed."""
    debt = MoneyDue(case_id, "first_instalment", 100, "EUR", JULY, "{}", JUNE, None)
    with write_transaction(work.engine) as connection:
        for position, entry in enumerate(entries):
            row = {"case_id": case_id, "position": position, **to_row(entry)}
            connection.execute(ledger_entries.insert(), row)
        money_due.keep(connection, case_id, [debt])


def two_with_grants(work: Work) -> tuple[str, str]:
    """Ana was granted 500.00 and paid 300.00 in two months, Boris 100.50 of another country."""
    ana, boris = work.open(), work.open(BORIS)
    keep(
        work, ana, LedgerEntry("granted", JUNE, 50_000, "EUR", country="AT"),
        LedgerEntry("paid", JUNE, 20_000, "EUR"), LedgerEntry("paid", JULY, 10_000, "EUR"),
    )  # fmt: skip
    keep(work, boris, LedgerEntry("granted", JULY, 10_050, "EUR", country="FR"))
    return work.number(ana), work.number(boris)


def test_sums_are_of_the_cases_behind_them_by_call_country_and_month(any_work: Work) -> None:
    ana, boris = two_with_grants(any_work)
    with reading(any_work.engine) as connection:
        asked_all = MoneyFilter("bmu", YEAR)
        year_calls = money_totals.calls_of_year(connection, "bmu", YEAR)
        sums = money_totals.sums(connection, asked_all, year_calls)
        of_france = MoneyFilter("bmu", YEAR, country="FR")
        behind = {
            name: money_totals.listed(connection, wish)
            for name, wish in {
                "all": asked_all, "FR": of_france, "June": MoneyFilter("bmu", YEAR, month=JUNE),
                "BEE": MoneyFilter("bee", YEAR), "before": MoneyFilter("bmu", YEAR - 1),
            }.items()
        }  # fmt: skip
        second = money_totals.listed(connection, asked_all, offset=1, most=1)
        number = money_totals.count(connection, asked_all)
    assert [tuple(line)[2:] for line in sums.calls] == [("EUR", 60_050, 30_000, 2)]
    assert sums.countries == [
        MoneySum("AT", "AT", "EUR", 50_000, 30_000, 1),
        MoneySum("FR", "FR", "EUR", 10_050, 0, 1),
    ]
    assert sums.months == [
        MoneySum("2026-06", "2026-06", "EUR", 50_000, 20_000, 1),
        MoneySum("2026-07", "2026-07", "EUR", 10_050, 10_000, 2),
    ]
    cents = {name: [(of.number, of.granted, of.paid, of.owed) for of in lines]
             for name, lines in behind.items()}  # fmt: skip
    assert cents == {
        "all": [(ana, 50_000, 30_000, 100), (boris, 10_050, 0, 100)],
        "FR": [(boris, 10_050, 0, 100)], "June": [(ana, 50_000, 20_000, 100)],
        "BEE": [], "before": [],
    }  # fmt: skip
    assert all(type(amount) is int for line in cents["all"] for amount in line[1:])
    assert [line.number for line in second] == [boris] and number == 2


def test_what_is_owed_is_told_in_the_order_of_its_days_and_in_pages(any_work: Work) -> None:
    ana, boris = two_with_grants(any_work)
    with reading(any_work.engine) as connection:
        debts = money_totals.debts(connection, ["bmu"])
        second = money_totals.debts(connection, ["bmu"], most=1, offset=1)
        numbers = [money_totals.count_debts(connection, [place]) for place in ("bmu", "bee")]
        until = money_totals.debts(connection, ["bmu"], until=JUNE)
    assert [debt.number for debt in debts] == [ana, boris]
    assert [debt.number for debt in second] == [boris]
    assert (numbers, until) == ([2, 0], [])


def test_what_a_projects_mobilities_were_granted_and_paid_is_whole_cents(any_work: Work) -> None:
    two_with_grants(any_work)
    project = FACT_TABLES["of_project"]
    with write_transaction(any_work.engine) as connection:
        rows = [{"case_id": case_id, "project": "BMU-2026-0009"} for case_id in (1, 2)]
        connection.execute(insert(project), rows)
        mobilities = project_mobilities.mobilities_of(connection, "BMU-2026-0009")
    amounts = [(of.granted, of.paid) for of in mobilities]
    assert amounts == [(50_000, 30_000), (10_050, 0)]
    assert {type(amount) for of_mobility in amounts for amount in of_mobility} == {int}
