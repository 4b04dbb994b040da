"""The audit of an office: what was written stays as it was written, and what did not is named."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, update

from persistence.database import reading, write_transaction
from persistence.integrity import Audit, audit
from persistence.tables import cases, files
from tests.workflows.office_fixtures import Work

LOST = "c" * 64


def audited(work: Work) -> Audit:
    with reading(work.engine) as connection:
        return audit(connection, work.office.data, work.office.calendar)


def test_an_office_that_nobody_edited_is_sound_and_says_how_much_was_audited(
    any_work: Work,
) -> None:
    any_work.open()
    assert audited(any_work) == Audit(cases=1, entries=1, files=0, found=())
    assert audited(any_work).is_sound


def test_a_due_date_without_its_receipt_and_a_lost_file_are_both_named(any_work: Work) -> None:
    number = any_work.number(any_work.open())
    with write_transaction(any_work.engine) as connection:
        connection.execute(update(cases).values(receipt=None))
        row = {"sha256": LOST, "size": 3, "content_type": "application/pdf"}
        connection.execute(insert(files).values(row))
    assert audited(any_work).discrepancies == (
        f"{number}: is due on 2026-03-16, and there is no receipt for it",
        f"the file {LOST} is lost",
    )


@pytest.mark.parametrize("length", [0, 5])
def test_a_history_that_is_not_as_long_as_was_written_is_named_first(
    work: Work, length: int
) -> None:
    number = work.number(work.open())
    with write_transaction(work.engine) as connection:
        connection.execute(update(cases).values(history_length=length, receipt=None))
    first, *_, last = audited(work).discrepancies
    assert first == f"{number}: the history has 1 entries, {length} were written"
    assert last.endswith("there is no receipt for it")
