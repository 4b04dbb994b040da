"""Every write asks for the person under its lock: who just misses a condition writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from persistence import accounts, batches, handling_log, tokens
from persistence.batches import Batch, Chosen
from persistence.database import reading, write_transaction
from persistence.tokens import NewToken
from states.decision import Refused
from states.explained import Explained
from states.frozen import replace
from tests.workflows.who_may.ground import (
    Acting,
    Ground,
    deputy_from,
    prepared,
    written_rows,
)
from tests.workflows.who_may.table import BY_NOBODY, BY_PEOPLE, IN_TRANSACTIONS_OF_THEIR_OWN
from tests.workflows.writing_functions import writing_functions
from workflows.cases.batch_acts import BatchWorker, perform
from workflows.people.own_account import ChosenPassword, change_own, choose_by_link
from workflows.people.passwords import fits, hasher


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with prepared(tmp_path_factory.mktemp("who-may") / "data") as office:
        yield office


def test_every_function_that_writes_says_whom_it_asks_for() -> None:
    names = {*BY_PEOPLE, *BY_NOBODY, *IN_TRANSACTIONS_OF_THEIR_OWN}
    assert set(writing_functions()) == names


@pytest.mark.parametrize("name", BY_PEOPLE)
def test_whoever_just_misses_a_condition_is_refused_with_a_reason_and_writes_nothing(
    ground: Ground, name: str
) -> None:
    attempt = BY_PEOPLE[name]
    for miss in attempt.misses.values():
        with ground.tried() as connection:
            writer = ground.acting(connection, attempt.who, attempt.role)
            attempt.before(writer)
            miss(connection, attempt.who, ground.today)
            assert_refused(writer, name)


@pytest.mark.parametrize("name", [n for n, attempt in BY_PEOPLE.items() if attempt.by_deputy])
def test_a_deputy_acts_within_the_absence_and_not_the_day_after(ground: Ground, name: str) -> None:
    attempt, today = BY_PEOPLE[name], ground.today
    yesterday = today - timedelta(days=1)
    with ground.tried() as connection:
        writer = ground.deputising(connection, attempt.role)
        attempt.before(ground.acting(connection, attempt.who, attempt.role))
        deputy_from(connection, attempt.role, yesterday, yesterday)
        assert_refused(writer, name)
        deputy_from(connection, attempt.role, today, today)
        assert_taken(writer, name)


@pytest.mark.parametrize("name", BY_PEOPLE)
def test_who_misses_nothing_is_let_through(ground: Ground, name: str) -> None:
    attempt = BY_PEOPLE[name]
    with ground.tried() as connection:
        writer = ground.acting(connection, attempt.who, attempt.role)
        attempt.before(writer)
        assert_taken(writer, name)


def test_what_has_transactions_of_its_own_asks_in_the_one_that_writes(ground: Ground) -> None:
    """The account is closed while a batch, a new password and a mailed link wait for the lock."""
    work, now = ground.work, ground.work.clock()
    with write_transaction(work.engine) as connection:
        writer = ground.acting(connection, "student_service", "student_service")
        member, batch, link = writer.member, a_batch(writer), a_link(writer)
        accounts.set_password(connection, member.id, hasher().hash("an old password"))
        accounts.set_active(connection, member.id, False)
        items = batches.items_of(connection, batch.id)
    worker = BatchWorker(work.engine, work.office, member, lambda *_: writer.actor, now)
    new = ChosenPassword("a quite new password", "a quite new password")
    perform(worker, batch, items)
    assert choose_by_link(work.engine, work.office, link, new, now) is None
    with pytest.raises(Explained):
        change_own(work.engine, work.office, (member, 1), "an old password", new, now)
    with reading(work.engine) as connection:
        account = accounts.account_of(connection, member.login)
        assert [item.outcome for item in batches.items_of(connection, batch.id)] == ["refused"]
        assert handling_log.read(connection, ground["case"]) == []
    assert account is not None
    assert fits("an old password", account.password)


def a_batch(writer: Acting) -> Batch:
    """A batch that has begun: the case is given to whoever asked."""
    login, now = writer.member.login, writer.act.now
    data = {"assignee": login, "expected": {}}
    batch = Batch(0, "a batch", login, "assign", data, now)
    version = writer.locked(writer.ground["case"]).case.version
    choices = [Chosen(writer.ground["case"], version, None)]
    return replace(batch, id=batches.prepare(writer.connection, batch, choices, now))


def a_link(writer: Acting) -> str:
    """The secret of a link for a new password."""
    until = writer.act.now + timedelta(hours=1)
    return tokens.make(
        writer.connection, NewToken(writer.member.id, "reset", until), writer.act.now
    )


def assert_refused(writer: Acting, name: str) -> None:
    row_count = written_rows(writer.connection)
    try:
        outcome = BY_PEOPLE[name].do(writer)
    except Explained as refusal:
        outcome = refusal.sentence("en") == "" or refusal.sentence("sr") == ""
    assert outcome is False or (isinstance(outcome, Refused) and outcome.reasons), outcome
    assert written_rows(writer.connection) == row_count


def assert_taken(writer: Acting, name: str) -> None:
    row_count = written_rows(writer.connection)
    outcome = BY_PEOPLE[name].do(writer)
    assert not isinstance(outcome, Refused), outcome
    if name not in WRITE_NOTHING_HERE:
        assert written_rows(writer.connection) > row_count


WRITE_NOTHING_HERE = {"cases.migration.migrate_case"}
"""The case stays on its version: there is no second one; the answer is a plan."""
