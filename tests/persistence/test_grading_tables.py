"""The office's grading tables on both databases: each host gets its own, and those that hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from persistence import grading_tables
from persistence.database import reading, writing
from persistence.tables import grading_table_withdrawals
from persistence.withdrawals import Withdrawal, withdraw
from states.decision import Actor
from states.recognition import GradeShare, GradingTable
from tests.workflows.office_fixtures import Work

GRADES = (GradeShare("30L", Decimal("12.5")), GradeShare("18", Decimal(0), passing=False))


def keep(work: Work, kept_by: str, institution: str | None) -> int:
    table = GradingTable(0, institution, "0613", date(2020, 10, 1), None, GRADES)
    with writing(work.engine) as connection:
        return grading_tables.add(
            connection, kept_by, table, Actor("head_of_ico", "V. Ilić"), work.clock()
        )


def test_hosts_get_their_own_tables_and_ours_and_none_that_was_withdrawn(both: Work) -> None:
    ours, pisa = keep(both, "bmu", None), keep(both, "bmu", "Università  di PISA")
    graz, gone = keep(both, "bmu", "Universität Graz"), keep(both, "bmu", "Universität Graz")
    keep(both, "bee", "Universität Graz")
    why = Withdrawal(both.clock(), "V. Ilić", "head_of_ico", "entered twice")
    with writing(both.engine) as connection:
        withdraw(connection, grading_table_withdrawals, gone, why)
    asked = [("bmu", "Università di Pisa"), ("bmu", "universität graz"), ("bee", "Lund")]
    with reading(both.engine) as connection:
        found = {key: grading_tables.of_host(connection, *key) for key in asked}
        kept = {one.table.id: one for one in grading_tables.register(connection, "bmu")}
    held = {host: [one.id for one in found["bmu", host]] for _, host in asked[:2]}
    assert held == {"Università di Pisa": [ours, pisa], "universität graz": [ours, graz]}
    assert found["bee", "Lund"] == ()
    assert {one.grades for several in found.values() for one in several} == {GRADES}
    assert [one.withdrawn for one in kept.values()] == [None, None, None, why]
