"""The office's grading tables on both databases: each host gets its own, and those that hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from persistence import grading_tables
from persistence.database import reading, write_transaction
from persistence.tables import grading_table_withdrawals
from persistence.withdrawals import Withdrawal, withdraw
from states.decision import Actor
from states.recognition import GradeShare, GradingTable
from tests.workflows.office_fixtures import Work

GRADES = (GradeShare("30L", Decimal("12.5")), GradeShare("18", Decimal(0), passing=False))


def keep(work: Work, kept_by: str, institution: str | None) -> int:
    table = GradingTable(0, institution, "0613", date(2020, 10, 1), None, GRADES)
    with write_transaction(work.engine) as connection:
        return grading_tables.add(
            connection, kept_by, table, Actor("head_of_ico", "V. Ilić"), work.clock()
        )


def test_hosts_get_their_own_tables_and_ours_and_none_that_was_withdrawn(any_work: Work) -> None:
    home, pisa = keep(any_work, "bmu", None), keep(any_work, "bmu", "Università  di PISA")
    graz, duplicate = (
        keep(any_work, "bmu", "Universität Graz"),
        keep(any_work, "bmu", "Universität Graz"),
    )
    keep(any_work, "bee", "Universität Graz")
    why = Withdrawal(any_work.clock(), "V. Ilić", "head_of_ico", "entered twice")
    with write_transaction(any_work.engine) as connection:
        withdraw(connection, grading_table_withdrawals, duplicate, why)
    hosts = [("bmu", "Università di Pisa"), ("bmu", "universität graz"), ("bee", "Lund")]
    with reading(any_work.engine) as connection:
        tables = {key: grading_tables.of_host(connection, *key) for key in hosts}
        register = {table.table.id: table for table in grading_tables.register(connection, "bmu")}
    ids = {host: [table.id for table in tables["bmu", host]] for _, host in hosts[:2]}
    assert ids == {"Università di Pisa": [home, pisa], "universität graz": [home, graz]}
    assert tables["bee", "Lund"] == ()
    assert {table.grades for host_tables in tables.values() for table in host_tables} == {GRADES}
    assert [table.withdrawn for table in register.values()] == [None, None, None, why]
