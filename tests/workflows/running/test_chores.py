"""What people start by hand does its work once, and says in numbers what it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from persistence.database import write_transaction
from persistence.tables import cases, mails, outbox, workers
from tests.persistence.other_tools import without_guards
from tests.workflows.office_fixtures import Work, any_work, at, database, work
from workflows.running.chores import CHORES, NotSound

__all__ = ["any_work", "database", "work"]


def start(work: Work, name: str) -> str:
    return CHORES[name].do(work.app, work.clock)


def statuses(work: Work, **columns: str) -> set[str]:
    return {row.status for row in work.outbox(**columns)}


def test_draining_sends_what_waits_for_its_next_attempt_too_and_holds_nothing_afterwards(
    any_work: Work,
) -> None:
    any_work.bring("application", any_work.open())
    with write_transaction(any_work.engine) as connection:
        later = {"next_attempt_at": any_work.clock() + timedelta(hours=5), "attempts": 2}
        connection.execute(update(outbox).where(outbox.c.action == "mail").values(later))
    sentence = f"{len(any_work.outbox())} mails and documents were tried"
    assert start(any_work, "drain now") == sentence
    assert statuses(any_work) == {"done"}
    assert any_work.rows(workers) == []
    assert start(any_work, "drain now") == "0 mails and documents were tried"


def test_what_another_worker_has_in_hand_is_left_to_it(work: Work) -> None:
    work.bring("application", work.open())
    jobs = work.jobs()
    assert start(work, "drain now") == "0 mails and documents were tried"
    assert {row.claimed_by for row in work.outbox()} == {"tests"}
    assert len(jobs) == len(work.outbox())


def test_deadlines_that_have_come_are_acted_on_once(any_work: Work) -> None:
    ana = any_work.open()
    any_work.clock.now = at("2026-03-30 09:00")
    assert start(any_work, "sweep now") == "3 deadlines were acted on"
    assert any_work.case(ana).state == "not_applied"
    assert start(any_work, "sweep now") == "0 deadlines were acted on"


def test_the_briefing_leaves_before_its_hour_and_once_a_day(work: Work) -> None:
    work.clock.now = at("2026-03-17 06:00")
    assert start(work, "briefing now") == "6 briefings and plans were written"
    assert len(work.rows(mails, mail="briefing")) == 4
    assert statuses(work) == {"done"}
    work.clock.now = at("2026-03-17 08:00")
    none = "nobody gets a briefing today, or today's was written already"
    assert start(work, "briefing now") == none
    work.clock.now = at("2026-03-21 08:00")  # a Saturday
    assert start(work, "briefing now") == none


def test_documents_that_were_given_up_are_made_and_those_that_cannot_be_are_told(
    any_work: Work,
) -> None:
    any_work.bring("ranking", any_work.open())
    (paper,) = any_work.outbox(action="document")
    with write_transaction(any_work.engine) as connection:
        own = update(outbox).where(outbox.c.id == paper.id)
        connection.execute(own.values(status="dead", last_error="no room", attempts=6))
    assert start(any_work, "remake documents") == "1 documents were made"
    assert statuses(any_work, action="document") == {"done"}
    folder = any_work.office.data / "files"
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    with write_transaction(any_work.engine) as connection:
        given_up_again = own.values(status="dead", last_error="no room", done_at=None)
        connection.execute(given_up_again)
    with pytest.raises(NotSound, match="1 documents were tried again; 1 could not be made"):
        start(any_work, "remake documents")


def test_a_change_by_other_tools_is_told_in_numbers(work: Work) -> None:
    ana = work.open()
    assert start(work, "verify tonight").startswith("1 cases, 1 entries, 0 files: nothing")
    with write_transaction(work.engine) as connection:
        without_guards(connection)
        of_case = update(cases).where(cases.c.id == ana).values(owners="rector")
        connection.execute(of_case)
    with pytest.raises(NotSound, match=r"\d discrepancies: `mobility verify` says where"):
        start(work, "verify tonight")
