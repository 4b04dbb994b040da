"""A step writes what it changes of a case's row: lists and indexes follow no more than that."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import update

from persistence.database import write_transaction
from persistence.tables import case_owners, cases, listed_cases
from tests.workflows.office_fixtures import Work

CV = {"kind": "cv"}
MARK = date(2030, 1, 1)
HOLIDAY = {"from": "2026-03-17", "to": "2026-03-19", "reason": "The office is closed"}


def row_of(work: Work, table: Any, **where: int) -> Any:
    (row,) = work.rows(table, **where)
    return row


def test_a_fact_after_which_a_case_stands_as_before_leaves_its_rows_in_lists_alone(
    any_work: Work,
) -> None:
    ana = any_work.open()
    before = row_of(any_work, cases, id=ana)
    with write_transaction(any_work.engine) as connection:
        connection.execute(update(listed_cases).values(safe_key=MARK))
    any_work.record(ana, "document", CV)
    after = row_of(any_work, cases, id=ana)
    assert row_of(any_work, listed_cases, case_id=ana).safe_key == MARK
    assert (after.version, after.history_length) == (before.version + 1, before.history_length + 1)
    assert (after.present, after.due) == ("documents", before.due)


def test_a_fact_that_moves_a_due_date_moves_it_in_lists_too(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("application", ana)
    before = row_of(any_work, cases, id=ana).due
    any_work.record(ana, "pause", HOLIDAY)
    due = row_of(any_work, cases, id=ana).due
    assert due > before
    assert row_of(any_work, listed_cases, case_id=ana).due_key == due
    assert {row.due_key for row in any_work.rows(case_owners, case_id=ana)} == {due}


def test_the_next_fact_puts_right_what_another_tool_has_changed(any_work: Work) -> None:
    ana = any_work.open()
    before = row_of(any_work, cases, id=ana)
    with write_transaction(any_work.engine) as connection:
        wrong = {"owners": "rector", "due": MARK, "safe_by": MARK}
        connection.execute(update(cases).values(wrong))
    any_work.record(ana, "document", CV)
    after = row_of(any_work, cases, id=ana)
    assert (after.owners, after.due, after.safe_by) == (before.owners, before.due, before.safe_by)
    assert row_of(any_work, listed_cases, case_id=ana).due_key == before.due
