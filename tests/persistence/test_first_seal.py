"""An office that worked before there were seals is sealed as it stands: whole, once, and told."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import Connection, func, select, update

from persistence.database import reading, write_transaction
from persistence.history import hash_of, read
from persistence.integrity import audit
from persistence.migrating import bring_up_to_date, current_revision
from persistence.tables import cases, history, sealed_rows, seals
from tests.persistence.other_tools import take_down
from tests.persistence.test_migrations import scripts_for
from tests.workflows.office_fixtures import ANA, BORIS, Work

BEFORE = "0058"


def chain_as_before(connection: Connection, case_id: int) -> None:
    """A history as it was chained then: over what was handed in, and over no digests."""
    previous = "0" * 64
    for entry in read(connection, case_id):
        before = {**entry, "sealed": None, "salt": None, "previous": previous}
        before["hash"] = previous = hash_of(before)
        of_entry = (history.c.case_id == case_id) & (history.c.seq == entry["seq"])
        connection.execute(update(history).where(of_entry).values(**before))
    connection.execute(update(cases).where(cases.c.id == case_id).values(history_tip=previous))


@pytest.fixture
def old_work(any_work: Work) -> Work:
    """An office at work, as the program before the seals left it."""
    ana, _ = any_work.open(ANA), any_work.open(BORIS)
    any_work.bring("mobility", ana)
    with write_transaction(any_work.engine) as connection:
        take_down(connection, "history_no_update")
        for case_id in connection.execute(select(cases.c.id)).scalars().all():
            chain_as_before(connection, case_id)
        command.downgrade(scripts_for(connection), BEFORE)
    assert current_revision(any_work.engine) == BEFORE
    return any_work


def test_it_is_sealed_whole_and_once_and_verifies(old_work: Work) -> None:
    counts: list[int] = []
    for _ in range(2):
        bring_up_to_date(old_work.engine, counts.append)
    with reading(old_work.engine) as connection:
        (seal,) = connection.execute(select(seals)).all()
        assert (seal.kind, seal.rows) == ("upgrade", counts[-1])
        assert seal.at == connection.execute(select(func.max(history.c.at))).scalar()
        keys = connection.execute(select(sealed_rows.c.part, sealed_rows.c.key)).all()
        assert len(keys) == len(set(keys)) == counts[-1] > 90
        audit_result = audit(connection, old_work.office.data, old_work.office.calendar)
        assert audit_result.is_sound, audit_result.discrepancies


def test_what_is_stopped_in_the_middle_begins_again_and_seals_nothing_twice(old_work: Work) -> None:
    def stop(rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(old_work.engine, stop)
    assert current_revision(old_work.engine) == BEFORE
    test_it_is_sealed_whole_and_once_and_verifies(old_work)
