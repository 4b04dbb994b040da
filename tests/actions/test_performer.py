"""Actions performed: a mail leaves once, waits for its document, and people see what failed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import event, update

from actions.performer import NotReady
from notifications.mailer import NotSent, Uncertain
from notifications.mailer import Refused as MailRefused
from persistence import claiming, files, given_up_actions, worklist
from persistence.claiming import LEASE
from persistence.connections import connect
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.outbox import ClaimLost, Job
from persistence.tables import documents
from persistence.tables import outbox as table
from tests.notifications.smtp_servers import DROP, HANG, Inbox, server_that
from tests.ports import free_port
from tests.waiting import PATIENCE
from tests.workflows.office_fixtures import RECOGNITION, Work, work, work_on_sqlite
from workflows.running.bootstrap import mailer_of

__all__ = ["work", "work_on_sqlite"]

BACK_OFF = (30, 120, 600, 1800, 7200)


def by_smtp(work: Work, port: int, timeout: float = PATIENCE) -> Work:
    """The same office, whose mails leave by the server at a port of this machine."""
    settings = {"transport": "smtp", "host": "127.0.0.1", "port": port, "starttls": False}
    smtp_work = work.with_mail(**settings, timeout_seconds=timeout, back_off_seconds=BACK_OFF)
    return replace(smtp_work, mailer=mailer_of(smtp_work.office))


@contextmanager
def honest_server() -> Iterator[tuple[int, list[EmailMessage]]]:
    """A real SMTP server; gives its port, and the messages as they arrive."""
    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=free_port())
    server.start()
    messages: list[EmailMessage] = []
    inbox.received = _Reading(messages)
    try:
        yield server.port, messages
    finally:
        server.stop()


class _Reading(list[Any]):
    """Envelopes, read as messages."""

    def __init__(self, into: list[EmailMessage]) -> None:
        super().__init__()
        self._into = into

    def append(self, envelope: Any) -> None:
        message = message_from_bytes(envelope.content, policy=policy.default)
        self._into.append(message)  # type: ignore[arg-type]


def withdrawn(work: Work) -> Job:
    """A case was withdrawn; the mail to the candidate, claimed."""
    ana = work.open()
    work.do(ana, "withdraw", {"reason": "illness"})
    return next(job for job in work.jobs() if "/candidate/" in job.key)


def row_of(work: Work, job: Job) -> Any:
    (row,) = work.outbox(id=job.id)
    return row


def stuck(work: Work, number: str) -> str | None:
    """What the list of stuck cases says of a case."""
    with reading(work.engine) as connection:
        cases = worklist.stuck(connection, work.clock().date(), "bmu")
    obstacles = {case.number: case.obstacle for case in cases}
    obstacle = obstacles.get(number)
    return obstacle.en if obstacle else None


def test_mails_leave_by_a_real_server_each_once_with_their_document(work: Work) -> None:
    ana = work.open()
    work.bring("ranking", ana)
    work.drain()
    work.clock.pass_by(days=11)
    with honest_server() as (port, messages):
        office = by_smtp(work, port)
        office.do(ana, "nominate")
        office.drain()
        office.drain()
    assert sorted(message["To"].addresses[0].addr_spec for message in messages) == [
        "ana@students.example", "incoming@graz.example"
    ]  # fmt: skip
    for message in messages:
        (attachment,) = message.iter_attachments()
        assert attachment.get_filename() == f"{work.number(ana)}-nomination_letter.pdf"
        assert attachment.get_content().startswith(b"%PDF-")
    assert len({message["Message-ID"] for message in messages}) == 2
    assert {row.status for row in work.outbox()} == {"done"}


BAD_SERVERS: dict[str, tuple[dict[str, str], str]] = {
    "is not taking mail": ({"connect": "421 too busy"}, "does not take mail now: 421 too busy"),
    "hangs at the start": ({"connect": HANG}, "timed out"),
    "drops the line": ({"MAIL": DROP}, "dropped the line"),
    "hangs in the middle": ({"RCPT": HANG}, "timed out"),
    "wants it later": ({"RCPT": "451 later"}, "does not deliver to ana@students.example: 451"),
    "wants the content later": ({"content": "452 full"}, "did not take the mail: 452 full"),
}


@pytest.mark.parametrize("server", BAD_SERVERS)
def test_a_mail_that_a_server_does_not_take_waits_and_then_leaves_once(
    work: Work, server: str
) -> None:
    script, error = BAD_SERVERS[server]
    job = withdrawn(work)
    with server_that(**script) as port, pytest.raises(NotSent):
        by_smtp(work, port, timeout=1).performer.perform(job)
    row = row_of(work, job)
    assert (row.status, row.attempts) == ("waiting", 1)
    assert error in row.last_error
    assert (row.next_attempt_at - work.clock()).total_seconds() == 30
    work.clock.pass_by(seconds=29)
    assert job.id not in {other.id for other in work.jobs()}
    work.clock.pass_by(seconds=1)
    with honest_server() as (port, messages):
        (due,) = [other for other in work.jobs() if other.id == job.id]
        by_smtp(work, port).performer.perform(due)
    assert [message["To"].addresses[0].addr_spec for message in messages] == [
        "ana@students.example"
    ]
    assert row_of(work, job).status == "done"


def test_a_server_that_never_listens_makes_the_mail_dead_and_the_case_stuck(work: Work) -> None:
    ana = work.open()
    work.bring("application", ana)
    office = by_smtp(work, free_port())
    pauses = []
    for attempt in range(1, 7):
        (job,) = office.jobs()
        with pytest.raises(NotSent, match="can't be reached"):
            office.performer.perform(job)
        row = row_of(work, job)
        assert row.attempts == attempt
        pauses.append(round((row.next_attempt_at - work.clock()).total_seconds()))
        work.clock.now = row.next_attempt_at
    assert pauses[:5] == list(BACK_OFF)
    assert row.status == "dead"
    assert office.jobs() == []
    obstacle = stuck(work, work.number(ana))
    assert obstacle is not None
    assert obstacle.startswith(
        f"gave up: {work.number(ana)} · application · send application_received"
    )
    assert "can't be reached" in obstacle
    with honest_server() as (port, messages):
        with write_transaction(work.engine) as connection:
            assert given_up_actions.retry(connection, job.id, work.clock())
        by_smtp(work, port).drain()
    assert len(messages) == 1
    assert stuck(work, work.number(ana)) is None


def test_a_mailbox_that_does_not_exist_is_given_up_at_once(work: Work) -> None:
    job = withdrawn(work)
    with server_that(RCPT="550 no such mailbox") as port, pytest.raises(MailRefused):
        by_smtp(work, port).performer.perform(job)
    row = row_of(work, job)
    assert (row.status, row.attempts) == ("dead", 1)
    assert "550 no such mailbox" in row.last_error


@pytest.mark.parametrize("answer", [DROP, HANG])
def test_a_mail_whose_answer_is_lost_is_uncertain_and_not_sent_again_unasked(
    work: Work, answer: str
) -> None:
    ana = work.open()
    work.bring("application", ana)
    (job,) = work.jobs()
    with server_that(content=answer) as port, pytest.raises(Uncertain):
        by_smtp(work, port, timeout=1).performer.perform(job)
    assert row_of(work, job).status == "uncertain"
    work.clock.pass_by(days=30)
    assert work.jobs() == []
    obstacle = stuck(work, work.number(ana))
    assert obstacle is not None
    assert obstacle.startswith("uncertain: ")
    with honest_server() as (port, messages):
        with write_transaction(work.engine) as connection:
            assert given_up_actions.retry(connection, job.id, work.clock())
        by_smtp(work, port).drain()
    assert len(messages) == 1


def nominated(work: Work) -> tuple[int, Job, Job]:
    """A nomination; its document and the mail to the host, claimed."""
    ana = work.open()
    work.bring("ranking", ana)
    work.drain()
    work.clock.pass_by(days=11)
    work.do(ana, "nominate")
    with write_transaction(work.engine) as connection:
        connection.execute(update(table).where(table.c.status == "waiting").values(
            status="claimed", claimed_by="tests", claimed_until=work.clock() + LEASE))  # fmt: skip
    open_rows = work.outbox(status="claimed")
    jobs = [Job(r.id, r.key, r.label, r.action, r.case_id, r.call_id, r.attempts, r.claimed_by)
            for r in open_rows]  # fmt: skip
    document = next(job for job in jobs if job.action == "document")
    mail = next(job for job in jobs if "/host/" in job.key)
    return ana, document, mail


def test_a_mail_waits_for_the_document_that_it_carries(work: Work) -> None:
    _, document, mail = nominated(work)
    with pytest.raises(NotReady):
        work.performer.perform(mail)
    row = row_of(work, mail)
    assert (row.status, row.attempts) == ("waiting", 0)
    assert row.last_error == "waits for the document nomination_letter, which is not made yet"
    work.performer.perform(document)
    work.clock.pass_by(seconds=61)
    work.drain()
    newest = work.mailer.messages[-2:]  # type: ignore[attr-defined]
    assert [len(list(message.iter_attachments())) for message in newest] == [1, 1]
    assert row_of(work, mail).status == "done"


def test_a_document_that_can_not_be_made_keeps_nobody_from_going_on_and_is_shown(
    work: Work,
) -> None:
    ana, document, mail = nominated(work)
    folder = work.office.data / "files"
    folder.rename(folder.with_name("files-elsewhere"))
    folder.write_text("no folder")
    assert work.case(ana).state == "nominated", "the case has advanced"
    with pytest.raises(OSError, match="Not a directory"):
        work.performer.perform(document)
    assert (row_of(work, document).status, row_of(work, document).attempts) == ("waiting", 1)
    for _ in range(5):
        work.clock.pass_by(hours=3)
        for job in work.jobs():
            with pytest.raises(OSError, match="Not a directory"):
                work.performer.perform(job)
    assert row_of(work, document).status == "dead"
    obstacle = stuck(work, work.number(ana))
    assert obstacle is not None
    assert "make nomination_letter" in obstacle
    assert "Not a directory" in obstacle
    for _ in range(10):
        work.clock.pass_by(hours=3)
        for job in work.jobs():
            with pytest.raises(NotReady):
                work.performer.perform(job)
    assert row_of(work, mail).status == "waiting", "its mail waits, and is not dead"
    work.do(ana, "host_accepts", {"from": "2026-10-01", "to": "2027-02-12"})
    folder.unlink()
    with write_transaction(work.engine) as connection:
        assert given_up_actions.retry(connection, document.id, work.clock())
    work.clock.pass_by(minutes=2)
    work.drain()
    assert {row.status for row in work.outbox(case_id=ana)} == {"done"}
    assert stuck(work, work.number(ana)) is None


def test_a_late_mail_carries_the_document_of_its_own_step_and_not_a_later_one(work: Work) -> None:
    ana = work.open()
    work.bring("decree", ana)
    work.clock.pass_by(hours=1)
    work.do(ana, "lodge_appeal", {}, "candidate")
    work.do(ana, "uphold_appeal", {"reason": "Course 1"}, "rector")
    work.record(ana, "recognition", RECOGNITION, "academic_coordinator")
    work.clock.pass_by(hours=1)
    work.do(ana, "issue_decree", {"delivered_on": "2027-03-04"}, "academic_coordinator")
    work.drain()
    attachments = {
        key: next(message.iter_attachments()).get_content()
        for key, message in work.mailer._by_key.items()  # type: ignore[attr-defined]
        if "decree_issued/candidate" in key
    }
    with reading(work.engine) as connection:
        documents_made = {
            row.key.rsplit("/", 1)[0]: files.read(connection, work.office.data, row.file)
            for row in work.rows(documents, kind="decree")
        }
    assert len(documents_made) == 2
    assert len(set(documents_made.values())) == 2
    by_step = {key.split("/decree_issued")[0]: content for key, content in attachments.items()}
    assert by_step == documents_made


@dataclass
class Postman:
    """A mailer that does as SMTP does: it says when the outcome becomes unknown, and delivers."""

    delivered: list[str] = field(default_factory=list)
    afterwards: Callable[[], None] = lambda: None

    def deliver(self, message: EmailMessage, key: str, handing_over: Callable[[], None]) -> None:
        handing_over()
        self.delivered.append(key)
        self.afterwards()


def test_a_delivered_mail_is_never_sent_again_because_the_database_was_busy(
    work_on_sqlite: Work,
) -> None:
    work = work_on_sqlite
    work.engine.dispose()
    work.engine = connect(str(work.engine.url), busy_seconds=0.05)
    other = sqlite3.connect(str(work.engine.url.database), isolation_level=None)
    postman = Postman(afterwards=lambda: other.execute("BEGIN IMMEDIATE"))
    office = replace(work, mailer=postman)
    job = withdrawn(office)
    with pytest.raises(DatabaseError):
        office.performer.perform(job)
    other.close()
    assert row_of(work, job).status == "handed_over"
    work.clock.now += LEASE
    postman.afterwards = lambda: None
    office.drain()
    assert postman.delivered.count(job.key) == 1
    assert row_of(work, job).status == "uncertain", "shown to people, as the answer is not noted"


def test_a_delivered_mail_is_never_sent_again_whatever_keeps_it_from_being_noted(
    work_on_sqlite: Work,
) -> None:
    work = work_on_sqlite

    @event.listens_for(work.engine, "connect")
    def _refuses_to_note(raw: Any, record: Any) -> None:
        raw.execute(
            "CREATE TEMP TRIGGER refuses BEFORE UPDATE ON main.outbox WHEN NEW.status = 'done' "
            "BEGIN SELECT RAISE(ABORT, 'not noted'); END"
        )

    postman = Postman()
    office = replace(work, mailer=postman)
    job = withdrawn(office)
    work.engine.dispose()
    with pytest.raises(DatabaseError, match="not noted"):
        office.performer.perform(job)
    assert row_of(work, job).status == "handed_over"
    work.clock.now += LEASE
    assert job.id not in {other.id for other in work.jobs()}
    assert postman.delivered == [job.key]


def test_a_delivery_is_noted_when_the_database_was_busy_for_a_moment_only(
    work_on_sqlite: Work,
) -> None:
    work = work_on_sqlite
    work.engine.dispose()
    work.engine = connect(str(work.engine.url), busy_seconds=1)
    other = sqlite3.connect(
        str(work.engine.url.database), isolation_level=None, check_same_thread=False
    )

    def busy_for_a_moment() -> None:
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(1.2, lambda: other.execute("ROLLBACK")).start()

    office = replace(work, mailer=Postman(afterwards=busy_for_a_moment))
    job = withdrawn(office)
    office.performer.perform(job)
    assert row_of(work, job).status == "done"
    other.close()


def test_a_worker_whose_claim_another_took_over_sends_nothing(work: Work) -> None:
    postman = Postman()
    office = replace(work, mailer=postman)
    late = withdrawn(office)
    with write_transaction(work.engine) as connection:
        silent = claiming.Others([late.claimed_by])
        jobs = claiming.claim(connection, work.clock(), "another", 10, silent)
    assert late.id in {job.id for job in jobs}
    with pytest.raises(ClaimLost):
        office.performer.perform(late)
    assert postman.delivered == []
    assert row_of(work, late).claimed_by == "another"


def test_a_document_made_twice_stands_in_the_dossier_once(work: Work) -> None:
    ana, document, _ = nominated(work)
    work.performer.perform(document)
    work.performer.perform(replace(document, claimed_by="another"))
    assert len(work.rows(documents, case_id=ana, kind="nomination_letter")) == 1


def test_a_mail_to_a_role_that_nobody_holds_is_dead_and_says_so(work: Work) -> None:
    from persistence.tables import role_assignments

    statement = update(role_assignments).where(role_assignments.c.role == "academic_coordinator")
    with write_transaction(work.engine) as connection:
        connection.execute(statement.values(last_day=work.clock().date()))
    ana = work.open()
    work.bring("host_acceptance", ana)
    (dead,) = work.outbox(status="dead")
    assert dead.last_error == "nobody holds the role Academic Coordinator on 2026-04-20"
    assert work.case(ana).state == "host_acceptance"
    assert stuck(work, work.number(ana)) is not None


def test_the_name_of_a_document_is_one_that_every_file_system_takes(work: Work) -> None:
    ana = work.open()
    work.bring("ranking", ana)
    work.drain()
    (row,) = work.rows(documents, kind="ranking_list")
    assert row.file_name == "Autumn_semester_2026_27-ranking_list.pdf"
    assert Path(row.file_name).name == row.file_name
