"""The clock of a running office: APScheduler's few fixed jobs, which look at our own tables.

No case and no letter is a job here: a one-shot job that falls due while nobody runs would be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler

from persistence import outbox, signs_of_life, timers
from persistence.database import DatabaseError, write_transaction
from workflows.running.bootstrap import App
from workflows.running.colleague_news import write_colleague_news
from workflows.running.digests import write_digests
from workflows.running.reconciling import reconcile
from workflows.running.recounting import keep_calendar
from workflows.running.statistics import EVERY_MINUTES, count_statistics
from workflows.running.sweep import sweep
from workflows.running.usual_days import count_usual_days

log = structlog.get_logger("clockwork")

HEARTBEAT = 15
"""Seconds between two signs of life of a worker; its claims hold four times as long."""

A_NEW_DAY = 600
"""Seconds between two looks whether another day has begun: usual days are counted then, and what
left is compared with what the ladders ask for."""


def look(app: App, holder: str, now: datetime) -> int:
    """Fires what has fallen due and writes the plans, unless another worker holds the lease.

    What was closed or opened again meanwhile counts from here on, and due dates are counted anew.
    One transaction for each batch, so that stopping in the middle loses and repeats nothing.
    Returns how many timers fired and plans were written.
    """
    keep_calendar(app.office, app.engine, now)
    length = timedelta(seconds=3 * app.office.settings.sweep_seconds)
    done = 0
    while True:
        with write_transaction(app.engine) as connection:
            if not timers.take_lease(connection, "sweep", holder, now, length):
                return done
            fired = sweep(connection, app.office, now)
            signs_of_life.note(connection, "sweep", holder, now)
            if not fired:
                done += write_colleague_news(connection, app.office, now)
                return done + write_digests(connection, app.office, now)
        done += fired


def start_clock(app: App, holder: str, clock: Callable[[], datetime]) -> BaseScheduler:
    """Starts the fixed jobs in the background; the caller shuts the scheduler down."""
    scheduler = BackgroundScheduler(
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    seconds = app.office.settings.sweep_seconds
    scheduler.add_job(
        lambda: _patiently(lambda: look(app, holder, clock())),
        "interval",
        seconds=seconds,
        id="sweep",
        next_run_time=clock(),
        replace_existing=True,
    )
    scheduler.add_job(
        lambda: _patiently(lambda: count_usual_days(app.office, app.engine, clock())),
        "interval",
        seconds=A_NEW_DAY,
        id="usual_days",
        next_run_time=clock(),
        replace_existing=True,
    )
    scheduler.add_job(
        lambda: _patiently(lambda: reconcile(app.office, app.engine, clock())),
        "interval",
        seconds=A_NEW_DAY,
        id="ledger",
        next_run_time=clock() + timedelta(minutes=1),
        replace_existing=True,
    )
    scheduler.add_job(
        lambda: _patiently(lambda: _stay_alive(app, holder, clock())),
        "interval",
        seconds=HEARTBEAT,
        id="heartbeat",
        next_run_time=clock(),
        replace_existing=True,
    )
    scheduler.add_job(
        lambda: _patiently(lambda: count_statistics(app.engine, clock())),
        "interval",
        minutes=EVERY_MINUTES,
        id="statistics",
        next_run_time=clock() + timedelta(seconds=HEARTBEAT),
        replace_existing=True,
    )
    scheduler.start()
    return scheduler


def _stay_alive(app: App, holder: str, now: datetime) -> None:
    with write_transaction(app.engine) as connection:
        outbox.renew(connection, holder, now)
        signs_of_life.note(connection, "worker", holder, now)


def _patiently(job: Callable[[], object]) -> None:
    """A busy database is tried again at the next turn of the clock; nothing was changed."""
    try:
        job()
    except DatabaseError as trouble:
        log.warning("the clock missed a turn", reason=str(trouble))
