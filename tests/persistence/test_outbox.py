"""The outbox: each action is one worker's, is tried again, and is given up in plain sight."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from notifications.mail import WrittenMail
from persistence import claiming, given_up_actions, outbox
from persistence.claiming import LEASE, Others
from persistence.database import reading, write_transaction
from persistence.given_up_actions import GivenUpAction
from persistence.integrity import audit
from persistence.mails import OutgoingMail
from persistence.outbox import ClaimLost, Job, Retries
from persistence.saving import DocumentRow, enqueue
from persistence.tables import mails
from states.frozen import replace
from tests.workflows.office_fixtures import ON_POSTGRES, Work

MOST = 4
RETRIES = Retries(MOST, back_off=(30, 120))


def mail(key: str) -> OutgoingMail:
    return OutgoingMail(key, f"{key} · send", "briefing", "head_of_ico", "Head", "head@bmu.example",
                   "en", WrittenMail("Subject", None, "Text", "<p>Text</p>"))  # fmt: skip


@pytest.fixture
def full(any_work: Work) -> Work:
    """An office with ten mails and two documents in its outbox."""
    papers = [DocumentRow(f"paper/{n}", f"paper/{n} · make", "decree", "{}") for n in range(2)]
    with write_transaction(any_work.engine) as connection:
        letters = [mail(f"mail/{n}") for n in range(10)]
        enqueue(connection, [(None, any_work.call_id, letters, papers)], any_work.clock())
    return any_work


def test_many_mails_go_in_few_statements_each_key_once_as_it_was_there_first(
    any_work: Work,
) -> None:
    ana = any_work.open()
    many = [mail(f"mail/{n}") for n in range(130)]
    other = WrittenMail("Another", None, "", "")
    with write_transaction(any_work.engine) as connection:
        enqueue(connection, [(ana, None, [many[3]], ())], any_work.clock())
        statements = _traced(connection)
        duplicates = [replace(many[place], written=other) for place in (3, 70)]
        enqueue(
            connection, [(ana, None, [duplicates[0], *many, duplicates[1]], ())], any_work.clock()
        )
    rows = [row for row in any_work.rows(mails, case_id=ana) if row.key.startswith("mail/")]
    assert sorted(row.key for row in rows) == sorted(message.key for message in many)
    assert {row.subject for row in rows} == {"Subject"}
    mail_keys = [action.mail_key for action in any_work.outbox(action="mail", case_id=ana)]
    assert sorted(mail_keys) == sorted(message.key for message in many)
    with reading(any_work.engine) as connection:
        assert audit(connection, any_work.office.data, any_work.office.calendar).discrepancies == ()
    if statements:
        # A statement is told again for each trigger that it fires.
        inserts = {sql for sql in statements if sql.startswith("INSERT INTO mails")}
        assert len(inserts) == 2 + 132 % 50


def _traced(connection: Connection) -> list[str]:
    """The statements that SQLite runs from now on; PostgreSQL tells none."""
    statements: list[str] = []
    raw = connection.connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection):
        raw.set_trace_callback(statements.append)
    return statements


def claim(work: Work, worker: str, most: int = 100, silent: Sequence[str] = ()) -> list[Job]:
    with write_transaction(work.engine) as connection:
        return claiming.claim(connection, work.clock(), worker, most, Others(silent))


def statuses(work: Work) -> set[str]:
    return {row.status for row in work.outbox(action="mail")}


def one_mail(work: Work, worker: str = "anna") -> Job:
    """The first mail, claimed; the documents are out of the way."""
    while (jobs := claim(work, worker, 1))[0].action == "document":
        settle(work, "done", jobs[0])
    return jobs[0]


def settle(work: Work, how: str, job: Job, *more: Any) -> None:
    """Notes an outcome of an action, now."""
    now = work.clock()
    with write_transaction(work.engine) as connection:
        if how == "done":
            outbox.done(connection, job, now)
        elif how == "failed":
            outbox.failed(connection, job, "the line dropped", now, RETRIES)
        elif how == "gave up":
            outbox.gave_up(connection, job, *more, "no such mailbox", now)
        else:
            outbox.handing_over(connection, job)


def row_of(work: Work, job: Job) -> Any:
    (row,) = work.outbox(id=job.id)
    return row


def test_settled_actions_are_never_looked_at(full: Work) -> None:
    """Years of them lie in the outbox: a claim goes by the index of the open ones alone."""
    if full.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads a table of this size whole, with or without an index")
    statements: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, sql: str, values: Any, *more: Any) -> None:
        statements.append((sql, values))

    event.listen(full.engine, "before_cursor_execute", note)
    claim(full, "anna")
    event.remove(full.engine, "before_cursor_execute", note)
    with reading(full.engine) as connection:
        plans = [
            row.detail
            for sql, values in statements
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]
    outbox_plans = {plan for plan in plans if "outbox" in plan}
    assert "SCAN outbox USING INDEX ix_outbox_open" in outbox_plans
    assert "SCAN outbox" not in outbox_plans


def test_a_key_is_in_the_outbox_once(full: Work) -> None:
    with write_transaction(full.engine) as connection:
        enqueue(connection, [(None, full.call_id, [mail("mail/1")], ())], full.clock())
    assert len(full.outbox(key="mail/1")) == 1


def test_documents_are_claimed_before_the_mails_that_carry_them(full: Work) -> None:
    first = claim(full, "anna")
    assert [job.key for job in first] == ["paper/0", "paper/1"]
    for job in first:
        settle(full, "done", job)
    assert [job.action for job in claim(full, "anna")] == ["mail"] * 10


def test_what_two_workers_claim_is_disjoint(full: Work) -> None:
    claim(full, "documents")
    anna, boris = claim(full, "anna", 6), claim(full, "boris", 6)
    assert (len(anna), len(boris)) == (6, 4)
    assert not {job.id for job in anna} & {job.id for job in boris}
    assert claim(full, "vera") == []


@pytest.mark.parametrize("database", [ON_POSTGRES], indirect=True)
def test_two_workers_who_claim_at_the_same_moment_do_not_wait_for_each_other(full: Work) -> None:
    claim(full, "documents")
    with write_transaction(full.engine) as first, write_transaction(full.engine) as second:
        anna = claiming.claim(first, full.clock(), "anna", 6)
        boris = claiming.claim(second, full.clock(), "boris", 6)
    assert (len(anna), len(boris)) == (6, 4)
    assert not {job.id for job in anna} & {job.id for job in boris}


def test_the_claim_of_a_worker_that_gives_no_sign_of_life_is_free_again(full: Work) -> None:
    anna = {job.id for job in claim(full, "anna")}
    full.clock.pass_by(days=4)
    assert not anna & {job.id for job in claim(full, "boris")}, "no hour frees it"
    full.clock.pass_by(days=-8)
    assert anna == {job.id for job in claim(full, "vera", silent=["anna"])}


def test_what_waits_for_a_day_further_than_any_pause_was_put_off_by_a_wrong_clock(
    full: Work,
) -> None:
    full.clock.pass_by(days=-4)
    with write_transaction(full.engine) as connection:
        soon = Others(longest_pause=timedelta(hours=2))
        assert claiming.claim(connection, full.clock(), "anna", 5, soon)
        assert claiming.claim(connection, full.clock(), "boris", 5) == []


def test_a_sign_of_life_keeps_a_claim(full: Work) -> None:
    job = one_mail(full)
    for _ in range(5):
        full.clock.pass_by(seconds=50)
        with write_transaction(full.engine) as connection:
            claiming.renew(connection, "anna", full.clock())
    assert job.id not in {other.id for other in claim(full, "boris")}
    assert row_of(full, job).claimed_until == full.clock() + LEASE


def test_what_a_worker_gives_back_is_free_at_once(full: Work) -> None:
    anna = claim(full, "anna")
    with write_transaction(full.engine) as connection:
        claiming.release(connection, "anna")
    assert claim(full, "boris")[: len(anna)] == [
        Job(j.id, j.key, j.label, j.action, j.case_id, j.call_id, j.attempts, "boris") for j in anna
    ]


def test_who_lost_the_claim_may_neither_hand_over_nor_settle(full: Work) -> None:
    late = one_mail(full, "anna")
    (own_job,) = [job for job in claim(full, "boris", silent=["anna"]) if job.id == late.id]
    with pytest.raises(ClaimLost):
        settle(full, "handing over", late)
    for how, details in (("failed", ()), ("gave up", ("dead",)), ("done", ())):
        settle(full, how, late, *details)
        assert (row_of(full, late).status, row_of(full, late).claimed_by) == ("claimed", "boris")
    settle(full, "done", own_job)
    settle(full, "failed", late)
    assert row_of(full, late).status == "done"


def test_a_mail_is_handed_over_once(full: Work) -> None:
    job = one_mail(full)
    settle(full, "handing over", job)
    with pytest.raises(ClaimLost):
        settle(full, "handing over", job)


def test_what_failed_waits_longer_each_time_and_is_dead_after_the_last(full: Work) -> None:
    job = one_mail(full)
    waits = []
    for attempt in range(1, MOST):
        settle(full, "failed", job)
        row = row_of(full, job)
        assert (row.status, row.attempts, row.last_error) == (
            "waiting",
            attempt,
            "the line dropped",
        )
        waits.append((row.next_attempt_at - full.clock()).total_seconds())
        full.clock.now = row.next_attempt_at - timedelta(seconds=1)
        assert job.id not in {other.id for other in claim(full, "early")}
        full.clock.pass_by(seconds=61)
        job = next(other for other in claim(full, "anna") if other.id == job.id)
    assert waits == [30, 120, 120]
    settle(full, "failed", job)
    assert (row_of(full, job).status, row_of(full, job).attempts) == ("dead", MOST)
    full.clock.pass_by(days=365)
    assert job.id not in {other.id for other in claim(full, "anna")}


def test_waiting_for_another_action_is_not_an_attempt(full: Work) -> None:
    job = one_mail(full)
    for _ in range(2 * MOST):
        with write_transaction(full.engine) as connection:
            outbox.postponed(connection, job, "waits for the document", full.clock(), 30)
        full.clock.pass_by(seconds=61)
        job = next(other for other in claim(full, "anna") if other.id == job.id)
    row = row_of(full, job)
    assert (row.attempts, row.last_error) == (0, "waits for the document")


def test_a_mail_whose_worker_died_while_handing_it_over_is_not_sent_again(full: Work) -> None:
    job = one_mail(full)
    settle(full, "handing over", job)
    assert job.id not in {other.id for other in claim(full, "boris", silent=["anna"])}
    row = row_of(full, job)
    assert row.status == "uncertain"
    assert "it may or may not have arrived" in row.last_error
    assert [action.id for action in given_up(full)] == [job.id]


def test_who_learns_the_answer_late_still_notes_it(full: Work) -> None:
    job = one_mail(full)
    settle(full, "handing over", job)
    claim(full, "boris", silent=["anna"])
    settle(full, "done", job)
    assert (row_of(full, job).status, row_of(full, job).last_error) == ("done", None)
    assert given_up(full) == []


@pytest.mark.parametrize("status", ["dead", "uncertain"])
def test_a_retry_by_hand_begins_anew_and_the_former_worker_has_no_say(
    full: Work, status: str
) -> None:
    job = one_mail(full)
    settle(full, "gave up", job, status)
    assert row_of(full, job).attempts == 1
    assert [action.status for action in given_up(full)] == [status]
    assert retry(full, job)
    settle(full, "failed", job)
    row = row_of(full, job)
    assert (row.status, row.attempts, row.last_error) == ("waiting", 0, None)
    assert job.id in {other.id for other in claim(full, "boris")}
    assert not retry(full, job), "only what was given up is tried again by hand"


def test_what_is_done_is_never_claimed_again(full: Work) -> None:
    while jobs := claim(full, "anna"):
        for job in jobs:
            settle(full, "done", job)
    full.clock.pass_by(days=365)
    assert claim(full, "boris") == []
    assert statuses(full) == {"done"}


def test_what_another_institution_gave_up_is_not_shown(full: Work) -> None:
    settle(full, "gave up", one_mail(full), "dead")
    plan = mail("plan/1")
    with write_transaction(full.engine) as connection:
        enqueue(connection, [(None, None, [plan], ())], full.clock())
    (of_no_case,) = [job for job in claim(full, "boris") if job.key == "plan/1"]
    with write_transaction(full.engine) as connection:
        outbox.gave_up(connection, of_no_case, "dead", "no such mailbox", full.clock())
        of_office = [row.label for row in given_up_actions.given_up(connection, ["bmu", "bee"])]
        of_others = [row.label for row in given_up_actions.given_up(connection, ["bee"])]
    assert of_office == ["mail/0 · send", "plan/1 · send"]
    assert of_others == ["plan/1 · send"], "a mail of no case is the whole office's"


def given_up(work: Work) -> list[GivenUpAction]:
    with write_transaction(work.engine) as connection:
        return given_up_actions.given_up(connection, ["bmu"])


def retry(work: Work, job: Job) -> bool:
    with write_transaction(work.engine) as connection:
        return given_up_actions.retry(connection, job.id, work.clock())


def test_a_long_title_of_a_call_fits_into_the_label(any_work: Work) -> None:
    title = "ж" * 300
    row = DocumentRow("call-1/list-1/ranking_list", f"{title} · make ranking_list", "ranking_list",
                      "{}")  # fmt: skip
    with write_transaction(any_work.engine) as connection:
        enqueue(connection, [(None, any_work.call_id, (), [row])], any_work.clock())
    assert any_work.outbox(document="ranking_list")[0].label.startswith(title)
