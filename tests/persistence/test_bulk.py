"""Statements that callers keep are compiled once: who builds one anew at each call fills memory."""

from __future__ import annotations

from persistence import bulk
from persistence.database import reading, write_transaction
from persistence.definitions import running
from persistence.integrity import audit
from persistence.snapshots import digests_of_files, extent
from tests.workflows.office_fixtures import Work


def test_an_office_that_is_audited_every_night_keeps_no_more_than_after_the_first(
    any_work: Work,
) -> None:
    case_id = any_work.open()
    sizes: list[int] = []
    for _night in range(3):
        with reading(any_work.engine) as connection:
            assert audit(connection, any_work.office.data, any_work.office.calendar).is_sound
            assert extent(connection).cases == 1
            assert list(digests_of_files(connection)) == []
        with write_transaction(any_work.engine) as connection:
            assert [case.id for case in running(connection, [case_id])] == [case_id]
        sizes.append(len(bulk._PREPARED))
    assert sizes[0] == sizes[1] == sizes[2]
