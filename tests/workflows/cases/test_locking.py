"""Steps of one call beside each other: only what counts places or makes a list waits for the call.

How two who take a step with the same case are told apart is in `tests/persistence/test_races.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, select, update

from persistence.connections import connect
from persistence.database import write_transaction
from persistence.database_errors import DatabaseError
from persistence.tables import call_hosts, calls
from states.decision import Actor, Advanced
from tests.workflows.office_fixtures import (
    BORIS,
    JOURNEY,
    ON_POSTGRES,
    STAY,
    Work,
    any_work,
    at,
    database,
)
from workflows.act import Act
from workflows.calls.publishing import publish_list
from workflows.cases.advance import Request, advance_case
from workflows.cases.locking import steps_alone
from workflows.cases.recording import FactRequest, Recorded, record_fact

__all__ = ["any_work", "database"]

COORDINATOR = Actor("mobility_coordinator")


@pytest.fixture
def hasty(any_work: Work) -> Iterator[Engine]:
    """Connections that wait for another's lock for a moment only."""
    engine = connect(any_work.engine.url.render_as_string(hide_password=False), busy_seconds=0.5)
    yield engine
    engine.dispose()


def accepted(work: Work, connection: Connection, case_id: int) -> bool:
    request = Request(case_id, "host_accepts", STAY)
    outcome = advance_case(connection, work.office, request, COORDINATOR, work.clock())
    return isinstance(outcome, Advanced)


@pytest.mark.parametrize("database", [ON_POSTGRES], indirect=True)
def test_steps_of_one_call_wait_for_each_other_only_where_places_are_counted(
    any_work: Work, hasty: Engine
) -> None:
    with write_transaction(any_work.engine) as connection:
        connection.execute(update(call_hosts).values(places=2))
    ana, boris = any_work.open(), any_work.open(BORIS)
    any_work.bring("nominated", ana, boris)
    with write_transaction(any_work.engine) as connection:
        assert accepted(any_work, connection, ana)
        with write_transaction(hasty) as other:
            assert accepted(any_work, other, boris)
        with pytest.raises(DatabaseError, match="busy"), write_transaction(hasty) as other:
            accepted(any_work, other, ana)
        with pytest.raises(DatabaseError, match="busy"), write_transaction(hasty) as other:
            publish_list(
                Act(other, any_work.office, COORDINATOR, any_work.clock()), any_work.call_id
            )
    assert any_work.case(ana).state == any_work.case(boris).state == "host_acceptance"
    with write_transaction(any_work.engine) as connection:
        reason = Request(ana, "withdraw", {"reason": "ill"})
        withdrawal = advance_case(
            connection, any_work.office, reason, COORDINATOR, any_work.clock()
        )
        assert isinstance(withdrawal, Advanced)
        with write_transaction(hasty) as other:
            paper = FactRequest(boris, "document", {"kind": "cv"})
            record = record_fact(other, any_work.office, paper, COORDINATOR, any_work.clock())
            assert isinstance(record, Recorded)
        with pytest.raises(DatabaseError, match="busy"), write_transaction(hasty) as other:
            advance_case(
                other, any_work.office, Request(boris, "withdraw"), COORDINATOR, any_work.clock()
            )


def test_a_step_that_locks_its_case_alone_leaves_the_places_of_its_call_as_they_were(
    any_work: Work,
) -> None:
    ana = any_work.open()
    alone = steps_alone(any_work.office.definition(any_work.case(ana).definition))
    entries, stamps, beside = len(any_work.history(ana)), stamps_of(any_work), set()
    for state in JOURNEY:
        any_work.bring(state, ana)
        steps = {entry.name for entry in any_work.history(ana)[entries:] if entry.kind == "step"}
        now = stamps_of(any_work)
        if steps and steps <= alone:
            assert now == stamps, steps
            beside |= steps
        entries, stamps = len(any_work.history(ana)), now
    assert beside == {
        "host_accepts", "sign_learning_agreement", "start_mobility", "submit_documents",
        "issue_decree",
    }  # fmt: skip
    any_work.clock.now = at("2027-03-08 10:00")
    any_work.do(ana, "lodge_appeal", {"on": "2027-03-08", "grounds": "grades"}, "candidate")
    assert "lodge_appeal" not in alone
    assert stamps_of(any_work) != stamps


def stamps_of(work: Work) -> tuple[int, int]:
    """What changes with a call and with its places."""
    stamps = select(calls.c.stamp, calls.c.places_stamp).where(calls.c.id == work.call_id)
    with work.engine.connect() as connection:
        row = connection.execute(stamps).one()
    return row.stamp, row.places_stamp
