"""The log of changes: what was written stays as it was written, and what did not is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, delete, update
from sqlalchemy.exc import DBAPIError

from persistence import changes
from persistence.changes import Change
from persistence.database import reading, write_transaction
from persistence.guards import put_up
from persistence.integrity import audit
from persistence.tables import changes as change_rows
from tests.persistence.other_tools import take_down
from tests.workflows.office_fixtures import Work


def three_changes(work: Work) -> None:
    with write_transaction(work.engine) as connection:
        for name in ("made", "renamed", "ended"):
            change = Change("person", "vera", name, "Душан Перић", {"name": "а"}, {"name": name})
            changes.note(connection, change, work.clock())


def discrepancies(work: Work) -> tuple[str, ...]:
    with reading(work.engine) as connection:
        return audit(connection, work.office.data, work.office.calendar).discrepancies


def test_a_change_says_who_what_and_from_what_to_what_newest_first(any_work: Work) -> None:
    three_changes(any_work)
    with reading(any_work.engine) as connection:
        newest, *_ = log = changes.of(connection, "person", "vera")
        assert changes.of(connection, "person", "ana") == []
    assert [entry.change.name for entry in log] == ["ended", "renamed", "made"]
    assert newest.change.person == "Душан Перић"
    assert (newest.change.before, newest.change.after) == ({"name": "а"}, {"name": "ended"})
    assert newest.at == any_work.clock()
    assert discrepancies(any_work) == ()


def edit(connection: Connection) -> None:
    second = update(change_rows).where(change_rows.c.seq == 2)
    connection.execute(second.values(person="Somebody else"))


def cut_out(connection: Connection) -> None:
    connection.execute(delete(change_rows).where(change_rows.c.seq == 2))


def cut_the_tail(connection: Connection) -> None:
    connection.execute(delete(change_rows).where(change_rows.c.seq == 3))


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (edit, "change 2 of the log of changes (renamed) was changed"),
        (cut_out, "change 2 of the log of changes is missing"),
        (cut_the_tail, "the log of changes has 2 entries, 3 were written"),
    ],
)
def test_an_edit_a_deletion_and_a_cut_tail_are_noticed(
    any_work: Work, harm: Callable[[Connection], None], sentence: str
) -> None:
    three_changes(any_work)
    with write_transaction(any_work.engine) as connection:
        take_down(connection, "changes_no_update", "changes_no_delete")
        harm(connection)
        put_up(connection)
    assert discrepancies(any_work) == (sentence,)


def test_the_database_refuses_to_change_a_change(any_work: Work) -> None:
    three_changes(any_work)
    for harm in (edit, cut_the_tail):
        with pytest.raises(DBAPIError, match="append-only"), any_work.engine.begin() as connection:
            harm(connection)
