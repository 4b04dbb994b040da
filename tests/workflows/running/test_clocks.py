"""A clock that was put days ahead, or back, neither holds what was left nor frees what is held."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import update

from persistence import claiming, timers, workers
from persistence.action_lists import unattended
from persistence.database import write_transaction
from persistence.tables import leases
from persistence.tables import outbox as outbox_rows
from persistence.tables import workers as worker_rows
from persistence.timers import Lease
from tests.waiting import PATIENCE, until
from tests.workflows.office_fixtures import Work, at, with_settings, work
from workflows.running.scheduler import ClockGuard, look
from workflows.running.signs_of_life import patience_of
from workflows.running.watching import Watch
from workflows.running.worker import Worker

__all__ = ["work"]

NOON = at("2026-05-29 12:00")
DAYS = (4, -4)


def worker_at(work: Work, days: int = 0) -> Worker:
    """A real worker whose machine's clock is so many days ahead, and which looks every second."""

    def clock() -> datetime:
        return NOON + timedelta(days=days)

    office = with_settings(work.office, sweep_seconds=1)
    return Worker(replace(work.app, office=office), work.performer, None, clock=clock)


def left_lying(work: Work, dead: Worker) -> None:
    """The worker took the sweep's lease and every action, and was killed."""
    now = dead.clock()
    with write_transaction(work.engine) as connection:
        workers.beat(connection, dead.name)
        assert timers.take_lease(connection, Lease("sweep", dead.name, now + timedelta(minutes=9)))
        assert claiming.claim(connection, now, dead.name, 500)


@contextmanager
def running(worker: Worker) -> Iterator[None]:
    """The worker works in a thread, until told to stop."""
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield
    finally:
        worker.stopped.set()
        thread.join(PATIENCE)


@pytest.mark.parametrize("days", DAYS)
def test_what_a_worker_left_under_a_wrong_clock_is_taken_over_once_it_gives_no_sign(
    work: Work, days: int
) -> None:
    ana = work.open()
    work.do(ana, "withdraw", {})
    boris = work.open({"name": "Boris Savić", "email": "boris@students.example"})
    left_lying(work, worker_at(work, days))
    minutes = count(0, 60)
    new_worker = worker_at(work)
    new_worker.watch = Watch(lambda: float(next(minutes)))
    with running(new_worker):
        assert until(lambda: work.case(boris).state == "not_applied"), "its timers fire"
        assert until(lambda: {row.status for row in work.outbox()} == {"done"})
    assert work.rows(leases) == [], "it gave the lease back"
    assert new_worker.name not in {row.name for row in work.rows(worker_rows)}


@pytest.mark.parametrize("days", DAYS)
def test_what_nobody_works_on_is_shown_whatever_its_state(work: Work, days: int) -> None:
    work.do(work.open(), "withdraw", {})
    left_lying(work, worker_at(work, days))
    with write_transaction(work.engine) as connection:
        connection.execute(update(outbox_rows).values(next_attempt_at=NOON))
        shown_actions = unattended(connection, ["bmu"], NOON, patience_of(work.office))
        assert {action.status for action in shown_actions} == {"claimed"}
        put_off = {"status": "waiting", "claimed_until": None, "claimed_by": None}
        late = NOON + timedelta(days=days)
        connection.execute(update(outbox_rows).values(**put_off, next_attempt_at=late))
        shown_actions = unattended(connection, ["bmu"], NOON, patience_of(work.office))
        assert {action.status for action in shown_actions} == {"waiting"}
        connection.execute(update(outbox_rows).values(next_attempt_at=NOON))
        assert unattended(connection, ["bmu"], NOON, patience_of(work.office)) == []


@pytest.mark.parametrize("days", DAYS)
def test_a_worker_with_a_wrong_clock_takes_nothing_from_one_that_lives(
    work: Work, days: int
) -> None:
    work.do(work.open(), "withdraw", {})
    lives, strays = worker_at(work), worker_at(work, days)
    left_lying(work, lives)
    minutes = count(0, 59)
    strays.watch = Watch(lambda: float(next(minutes)))
    for _ in range(5):
        with write_transaction(work.engine) as connection:
            workers.beat(connection, lives.name)
        assert strays.turn() == 0
        assert look(strays.app, strays.name, strays.clock(), strays.watch) == 0
    assert {row.claimed_by for row in work.outbox()} == {lives.name}


def test_a_watch_asks_its_own_clock_alone() -> None:
    seconds = iter((0.0, 59.0, 60.0, 61.0, 119.0, 121.0))
    watch = Watch(lambda: next(seconds))
    assert watch.silent({"anna": 1}) == frozenset()
    assert watch.silent({"anna": 1}) == frozenset()
    assert watch.silent({"anna": 1}) == {"anna"}
    assert watch.silent({"anna": 2}) == frozenset(), "it lives after all"
    assert watch.silent({"anna": 2, "boris": None}) == frozenset()
    assert watch.silent({"anna": 2, "boris": None}) == {"anna"}


def test_fixed_jobs_go_on_at_once_after_the_machines_clock_was_put_back() -> None:
    has_run, shift = threading.Event(), [0.0]
    scheduler = BackgroundScheduler()
    scheduler.start()
    guard = ClockGuard(scheduler, lambda: time.time() + shift[0])
    in_four_days = datetime.now(UTC) + timedelta(days=4)
    scheduler.add_job(
        has_run.set, "interval", days=9, next_run_time=in_four_days, misfire_grace_time=None
    )
    assert not guard.check()
    assert not has_run.wait(0.05), "the scheduler sleeps until an hour of the clock"
    shift[0] = -4 * 86400.0
    assert guard.check()
    assert has_run.wait(10)
    assert not guard.check()
    scheduler.shutdown()
