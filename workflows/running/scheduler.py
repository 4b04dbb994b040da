"""The clock of a running office: APScheduler's few fixed jobs, which look at our own tables.

No case and no letter is a job here: a one-shot job that falls due while nobody runs would be lost.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor as JobThreads
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from sqlalchemy import Connection

from persistence import claiming, signs_of_life, timers, workers
from persistence.database import write_transaction
from persistence.database_errors import DatabaseError
from persistence.timers import Lease
from states.strict_yaml import InvalidFile
from workflows.portions import BREATH
from workflows.running.bootstrap import App
from workflows.running.colleague_news import write_colleague_news
from workflows.running.digests import write_digests
from workflows.running.mail_in import keep_taking_in
from workflows.running.money_reminders import write_money_reminders
from workflows.running.objection_reminders import write_objection_reminders
from workflows.running.reconciling import reconcile
from workflows.running.recounting import keep_calendar
from workflows.running.retaining import keep_periods
from workflows.running.statistics import EVERY_MINUTES, count_statistics
from workflows.running.stay_mails import ask_about_stays
from workflows.running.sweep import sweep
from workflows.running.usual_days import count_usual_days
from workflows.running.watching import Watch

log = structlog.get_logger("clockwork")

HEARTBEAT = 15
"""Seconds between two signs of life of a worker; its claims hold four times as long."""

A_NEW_DAY = 600
"""Seconds between two looks whether another day has begun: usual days are counted then, and what
left is compared with what the ladders ask for."""


COUNTING: Final = "counting"
"""Who runs what reads all cases: one job at a time."""

BUSY_AT_MOST: Final = 0.5
"""Seconds of sweeping after which others get a turn at the database: the sign of life, say."""

UNUSABLE: Final = "a file of the rules can't be used, and nothing falls due until it can"

MOST_DRIFT: Final = 5.0
"""Seconds by which the machine's clock may run apart from the monotonic one, unnoticed."""


def look(app: App, holder: str, now: datetime, watch: Watch | None = None) -> int:
    """Fires what has fallen due; who has the lease writes the plans and what colleagues are told.

    On PostgreSQL every worker fires what no other has in hand, and the one with the lease then
    waits for what was held by anybody. What was closed or opened again meanwhile counts from here
    on, and due dates are counted anew. One transaction for each batch, so that stopping in the
    middle loses and repeats nothing. Returns how many timers fired and plans were written.
    """
    keep_calendar(app.office, app.engine, now)
    length = timedelta(seconds=3 * app.office.settings.sweep_seconds)
    lease, total = Lease("sweep", holder, now + length), _fire_unlocked(app, holder, now)
    last_breath = time.monotonic()
    while True:
        with write_transaction(app.engine) as connection:
            silent = watch.silent(workers.holders(connection)) if watch else ()
            if not timers.take_lease(connection, lease, silent):
                return total
            timers_fired = sweep(connection, app.office, now)
            signs_of_life.note(connection, "sweep", holder, now)
            if not timers_fired:
                total += write_colleague_news(connection, app.office, now)
                total += write_money_reminders(connection, app.office, now)
                total += write_objection_reminders(connection, app.office, now)
                return total + write_digests(connection, app.office, now)
        total += timers_fired
        if time.monotonic() - last_breath > BUSY_AT_MOST:
            time.sleep(BREATH)
            last_breath = time.monotonic()


def _fire_unlocked(app: App, holder: str, now: datetime) -> int:
    """Fires what has fallen due in calls that nobody has locked; all of a call is one worker's
    then, so that its timers fire in their order."""
    total = 0
    while app.engine.dialect.name == "postgresql":
        with write_transaction(app.engine) as connection:
            timers_fired = sweep(connection, app.office, now, is_shared=True)
        if not timers_fired:
            break
        # Apart from the batch: nobody waits for another's sign.
        with write_transaction(app.engine) as connection:
            signs_of_life.note(connection, "sweep", holder, now)
        total += timers_fired
    return total


def start_clock(
    app: App, holder: str, clock: Callable[[], datetime], watch: Watch
) -> BaseScheduler:
    """Starts the fixed jobs in the background; the caller shuts the scheduler down."""
    # One after the other: each reads much, and all at once would need the memory of all.
    counting = {"default": JobThreads(4), COUNTING: JobThreads(1)}
    scheduler = BackgroundScheduler(
        executors=counting,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    seconds = app.office.settings.sweep_seconds
    # The scheduler goes by the machine's own clock, whatever clock the jobs are told.
    at_once = datetime.now(UTC)
    scheduler.add_job(
        lambda: _patiently(lambda: look(app, holder, clock(), watch)),
        "interval",
        seconds=seconds,
        id="sweep",
        next_run_time=at_once,
        replace_existing=True,
    )
    daily: dict[str, Callable[[], object]] = {
        "usual_days": lambda: count_usual_days(app.office, app.engine, clock()),
        "ledger": lambda: reconcile(app.office, app.engine, clock()),
        "stays": lambda: ask_about_stays(app.office, app.engine, clock()),
        "retention": lambda: keep_periods(app, holder, clock()),
    }
    for minutes, (name, job) in enumerate(daily.items()):
        scheduler.add_job(
            partial(_patiently, job),
            "interval",
            seconds=A_NEW_DAY,
            id=name,
            executor=COUNTING,
            next_run_time=at_once + timedelta(minutes=minutes),
            replace_existing=True,
        )
    scheduler.add_job(
        lambda: _patiently(lambda: _stay_alive(app, holder, clock())),
        "interval",
        seconds=HEARTBEAT,
        id="heartbeat",
        next_run_time=at_once,
        replace_existing=True,
    )
    if app.office.settings.mail_in.take_from != "nowhere":
        scheduler.add_job(
            lambda: _patiently(lambda: keep_taking_in(app, holder, clock())),
            "interval",
            seconds=app.office.settings.mail_in.look_seconds,
            id="mail_in",
            next_run_time=at_once,
            replace_existing=True,
        )
    scheduler.add_job(
        lambda: _patiently(lambda: count_statistics(app.engine, clock())),
        "interval",
        minutes=EVERY_MINUTES,
        id="statistics",
        executor=COUNTING,
        next_run_time=at_once + timedelta(seconds=HEARTBEAT),
        replace_existing=True,
    )
    scheduler.start()
    return scheduler


class ClockGuard:
    """Has the fixed jobs run at once where the machine's clock was moved under them.

    The scheduler sleeps until an hour of that clock; put back by days, it would sleep for days.
    """

    def __init__(
        self,
        scheduler: BaseScheduler,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._scheduler, self._wall, self._monotonic = scheduler, wall, monotonic
        self._apart = wall() - monotonic()

    def check(self) -> bool:
        """Looks at both clocks; whether one was moved since the last look."""
        apart = self._wall() - self._monotonic()
        drift, self._apart = apart - self._apart, apart
        if abs(drift) < MOST_DRIFT:
            return False
        log.warning("the machine's clock was moved", seconds=round(drift))
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=datetime.fromtimestamp(self._wall(), UTC))
        return True


@contextmanager
def staying_alive(app: App, holder: str, clock: Callable[[], datetime]) -> Iterator[None]:
    """What is claimed meanwhile stays the holder's, who works without the fixed jobs."""
    over = threading.Event()

    def beat() -> None:
        with write_transaction(app.engine) as connection:
            _beat(connection, holder, clock())

    def go_on() -> None:
        while not over.wait(HEARTBEAT):
            _patiently(beat)

    beat()
    with ThreadPoolExecutor(1, thread_name_prefix="heartbeat") as threads:
        threads.submit(go_on)
        try:
            yield
        finally:
            over.set()


def _stay_alive(app: App, holder: str, now: datetime) -> None:
    with write_transaction(app.engine) as connection:
        _beat(connection, holder, now)
        signs_of_life.note(connection, "worker", holder, now)


def _beat(connection: Connection, holder: str, now: datetime) -> None:
    workers.beat(connection, holder)
    claiming.renew(connection, holder, now)


def _patiently(job: Callable[[], object]) -> None:
    """A busy database, or a file of the rules that can't be used, is tried again at the next turn
    of the clock; nothing was changed."""
    try:
        job()
    except DatabaseError as trouble:
        log.warning("the clock missed a turn", error=trouble)
    except InvalidFile as trouble:
        file, line = trouble.problems[0].file, trouble.problems[0].line
        log.warning(f"{UNUSABLE}: `mobility check` says why", file=file, at_line=line)
