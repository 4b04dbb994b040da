"""Any number of workers on one PostgreSQL: each action once, those of a case in their order."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from email.message import EmailMessage

import pytest

from notifications.mail import WrittenMail
from persistence import claiming, outbox, workers
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from persistence.mails import OutgoingMail
from persistence.saving import DocumentRow, enqueue
from persistence.tables import mails, timers
from tests.workflows.office_fixtures import (
    ANA,
    CALL,
    ON_POSTGRES,
    Work,
    any_work,
    at,
    database,
    with_settings,
)
from workflows.calls.new_call import open_call, read_call
from workflows.cases.new_case import open_case, read_candidate
from workflows.running.scheduler import look
from workflows.running.watching import Watch
from workflows.running.worker import Worker

__all__ = ["any_work", "database"]

WORKERS = 3
CASES = 8
STEPS = 6
on_postgres = pytest.mark.parametrize("database", [ON_POSTGRES], indirect=True)


@dataclass
class SlowMailer:
    """Takes a moment for each mail, as a server does; notes what begins and ends, in order."""

    said: list[tuple[str, str]] = field(default_factory=list)

    def deliver(self, message: EmailMessage, key: str, handing_over: Callable[[], None]) -> None:
        handing_over()
        self.said.append(("begins", key))
        time.sleep(0.002)
        self.said.append(("ends", key))


def with_waiting_mails(work: Work) -> list[int]:
    """Cases, each with mails of several steps, written by turns as an office writes them."""
    people = [{**ANA, "email": f"s{n}@students.example"} for n in range(CASES)]
    cases = [work.open(person) for person in people]
    work.drain()
    for step in range(STEPS):
        for case in cases:
            mail = OutgoingMail(f"{case}/{step}", f"{case} · send {step}", "briefing", "candidate",
                                "Ana", "ana@x.example", "en",
                                WrittenMail("Subject", None, "Text", "<p>Text</p>"))  # fmt: skip
            with write_transaction(work.engine) as connection:
                enqueue(connection, [(case, None, [mail], ())], work.clock())
    return cases


def worker_of(work: Work, batch: int = 5) -> Worker:
    prefect = replace(work.office.settings.prefect, batch=batch)
    office = with_settings(work.office, prefect=prefect)
    return Worker(replace(work.app, office=office), work.performer, None, clock=work.clock)


def who_has_seen(work: Work, dead: Worker) -> Watch:
    """A watch for which a lease's length has passed since the dead worker's last beat."""
    now = [0.0]
    watch = Watch(lambda: now[0])
    with reading(work.engine) as connection:
        beats = workers.holders(connection)
    assert dead.name in beats
    watch.silent(beats)
    now[0] = claiming.LEASE.total_seconds()
    return watch


def until_all_is_done(work: Work, worker: Worker) -> None:
    """Turns until nothing waits: what is in others' hands now may be free for it a moment later."""
    while any(row.status in ("waiting", "claimed", "handed_over") for row in work.outbox()):
        worker.turn()


@on_postgres
def test_three_workers_send_each_mail_once_and_a_cases_mails_in_the_order_of_its_steps(
    any_work: Work,
) -> None:
    mailer = SlowMailer()
    office = replace(any_work, mailer=mailer)
    cases = with_waiting_mails(office)
    mailer.said.clear()
    dead = worker_of(office)
    with write_transaction(office.engine) as connection:
        workers.beat(connection, dead.name)
        jobs = claiming.claim(connection, office.clock(), dead.name, 5)
        outbox.handing_over(connection, jobs[0])
    assert len(jobs) == 5, "it was killed with five in hand, one of which was on its way"
    crew = [worker_of(office) for _ in range(WORKERS)]
    for worker in crew:
        worker.watch = who_has_seen(office, dead)
    with ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(lambda worker: until_all_is_done(office, worker), crew))
    statuses = Counter(row.status for row in office.outbox())
    uncertain = jobs[0].key
    assert statuses["uncertain"] == 1
    assert {row.claimed_by for row in office.outbox() if row.key in _keys(cases)} >= {
        worker.name for worker in crew
    }, "all three had their share"
    of_case = defaultdict(list)
    for moment, key in mailer.said:
        of_case[key.split("/")[0]].append((moment, key))
    for case in cases:
        assert of_case[str(case)] == [
            (moment, f"{case}/{step}")
            for step in range(STEPS)
            for moment in ("begins", "ends")
            if f"{case}/{step}" != uncertain
        ]


def _keys(cases: list[int]) -> set[str]:
    return {f"{case}/{step}" for case in cases for step in range(STEPS)}


@on_postgres
def test_what_a_case_has_in_another_workers_hands_keeps_the_rest_of_it_back(any_work: Work) -> None:
    cases = with_waiting_mails(any_work)
    paper = DocumentRow("paper", "paper · make", "decree", "{}")

    def claim(name: str, most: int) -> list[tuple[int, str]]:
        with write_transaction(any_work.engine) as connection:
            jobs = claiming.claim(connection, any_work.clock(), name, most)
        return [(job.case_id or 0, job.key) for job in jobs]

    assert claim("anna", 2) == [(case, f"{case}/0") for case in cases[:2]]
    with write_transaction(any_work.engine) as connection:
        enqueue(connection, [(cases[0], None, (), [paper])], any_work.clock())
    assert {case for case, _ in claim("boris", 500)} == set(cases[2:])
    assert claim("vera", 500) == [], "not even the paper: its case is in anna's hands"
    with write_transaction(any_work.engine) as connection:
        for row in any_work.outbox(claimed_by="anna"):
            job = outbox.Job(row.id, row.key, row.label, "mail", row.case_id, None, 0, "anna")
            if row.case_id == cases[0]:
                outbox.done(connection, job, any_work.clock())
            else:
                retries = outbox.Retries(4, (60,))
                outbox.failed(connection, job, "greylisted", any_work.clock(), retries)
    assert claim("vera", 500) == [(cases[0], "paper")], "papers before mails, of one case too"
    assert claim("anna", 500) == [(cases[1], f"{cases[1]}/{n}") for n in range(1, STEPS)], (
        "what waits for its next attempt keeps nothing back"
    )


@on_postgres
def test_three_workers_fire_each_timer_once_and_one_of_them_writes_the_plans(
    any_work: Work,
) -> None:
    with write_transaction(any_work.engine) as connection:
        act = any_work.act(connection)
        for number in range(6):
            terms = {**CALL, "title": f"Call {number}"}
            call = open_call(act, "bmu", "outgoing-studies", read_call(terms))
            for place in range(4):
                person = {**ANA, "email": f"s{number}.{place}@students.example"}
                open_case(act, call, read_candidate(person))
    any_work.clock.now = at("2026-03-20 09:00")
    gate = threading.Barrier(WORKERS)

    def sweeps(name: str) -> int:
        gate.wait(30)
        return look(any_work.app, name, any_work.clock())

    with ThreadPoolExecutor(WORKERS) as threads:
        counts = list(threads.map(sweeps, [f"worker {n}" for n in range(WORKERS)]))
    fired_timers = [row for row in any_work.rows(timers) if row.outcome in ("sent", "taken")]
    plans = {"briefing", "weekly_plan", "monthly_plan", "daily_digest"}
    plan_mails = [row for row in any_work.rows(mails) if row.mail in plans]
    assert sum(counts) == len(fired_timers) + len(plan_mails)
    assert not any_work.rows(timers, closed_at=None)
    assert {row.state for row in map(any_work.case, range(1, 25))} == {"not_applied"}
    with reading(any_work.engine) as connection:
        assert audit(connection, any_work.office.data, any_work.office.calendar).discrepancies == ()
