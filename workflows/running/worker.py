"""The worker: drains the outbox, through Prefect where it answers, directly where it does not."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy import Connection

from actions.performer import NotReady, Performer
from persistence import action_lists, claiming, timers, workers
from persistence.action_lists import Place
from persistence.claiming import Others
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.outbox import Job
from states.strict_yaml import InvalidFile
from states.validation_error import ValidationError
from workflows.running.batch import Batch
from workflows.running.bootstrap import App, clock, mailer_of, with_settings_anew
from workflows.running.prefect_server import ApiAnswer, ask_api
from workflows.running.process_start import stay_small
from workflows.running.scheduler import ClockGuard, start_clock
from workflows.running.shown_runs import Shown, shown_by
from workflows.running.signs_of_life import patience_of
from workflows.running.watching import Watch

log = structlog.get_logger("worker")

PAUSE = 0.5
"""Seconds between two looks into an empty outbox."""


def own_name() -> str:
    """A name that no worker has had before: in a container the next one gets the same process id,
    and must not take the claims of one that was killed for its own."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"[-80:]


@dataclass
class Worker:
    """One worker: `api_url` is Prefect's, None to run every action directly."""

    app: App
    performer: Performer
    api_url: str | None
    name: str = field(default_factory=own_name)
    clock: Callable[[], datetime] = clock
    watch: Watch = field(default_factory=Watch)
    stopped: threading.Event = field(default_factory=threading.Event)
    _silent_since: float | None = None
    _last_answer: ApiAnswer | None = None

    def run(self) -> None:
        """Works until told to stop, or until the settings are written anew; then gives back its
        lease and what it had claimed and not begun."""
        scheduler = start_clock(self.app, self.name, self.clock, self.watch)
        guard, stamp = ClockGuard(scheduler), self.app.settings_stamp()
        try:
            while not self.stopped.is_set() and self.app.settings_stamp() == stamp:
                guard.check()
                if not self.turn():
                    self.stopped.wait(PAUSE)
        finally:
            scheduler.shutdown(wait=True)
            self.leave()

    def leave(self) -> None:
        """Gives back what it holds: others go on with it at once."""
        with suppress(DatabaseError), write_transaction(self.app.engine) as connection:
            claiming.release(connection, self.name)
            timers.give_back_leases(connection, self.name)
            workers.leave(connection, self.name)

    def turn(self) -> int:
        """Claims one batch and performs it; returns how many actions it was."""
        through_prefect = self._prefect_answers()
        if not through_prefect and not self._may_run_directly():
            return 0
        try:
            with write_transaction(self.app.engine) as connection:
                jobs = self._claim(connection)
        except DatabaseError as error:
            log.warning("the outbox could not be read", error=error)
            return 0
        if jobs:
            self._perform(jobs, through_prefect)
        return len(jobs)

    def _claim(self, connection: Connection) -> list[Job]:
        longest = patience_of(self.app.office).longest_pause
        other_workers = Others(self.watch.silent(workers.holders(connection)), longest)
        batch = self.app.office.settings.prefect.batch
        return claiming.claim(connection, self.clock(), self.name, batch, other_workers)

    def _perform(self, jobs: Sequence[Job], through_prefect: bool) -> None:
        jobs_left: Sequence[Job] = jobs
        if through_prefect and self.api_url:
            from workflows.running.flows import drain

            batch = Batch(jobs, self._perform_logged, row_of=lambda job: job.case_id)
            show = self._shown(jobs)
            patience = self.app.office.settings.prefect.silent_in_batch_seconds
            drained_batch = drain(
                batch, self.api_url, at=self.clock(), patience=patience, show=show
            )
            jobs_left = drained_batch.left
            if drained_batch.obstacle:
                log.warning("Prefect could not run all actions", left=len(jobs_left))
        for job in jobs_left:
            if self.stopped.is_set():
                return
            self._directly(job)

    def _shown(self, jobs: Sequence[Job]) -> Callable[[Job], Shown]:
        places: dict[int, Place] = {}
        with suppress(DatabaseError), reading(self.app.engine) as connection:
            places = action_lists.places(connection, [job.id for job in jobs])
        return shown_by(places, self.app.office.settings.base_url)

    def _directly(self, job: Job) -> None:
        with suppress(Exception):  # the outbox has noted it, and when to try again
            self._perform_logged(job)

    def _perform_logged(self, job: Job) -> None:
        """Performs an action, and writes into the log how it went."""
        began_at, case = time.perf_counter(), job.label.split(" · ")[0] if job.case_id else None
        line = {"kind": job.action, "action": job.id, "case": case}
        try:
            self.performer.perform(job)
        except Exception as error:
            ms, outcome = _milliseconds(began_at), "failed"
            if isinstance(error, NotReady):
                outcome = "waits"
            log.warning("an action was not done", **line, outcome=outcome, ms=ms, error=error)
            raise
        log.info("an action was done", **line, outcome="done", ms=_milliseconds(began_at))

    def _prefect_answers(self) -> bool:
        if self.api_url is None:
            return False
        answer = ask_api(self.api_url)
        if answer is not self._last_answer and answer is ApiAnswer.REFUSED:
            log.error("Prefect refuses our password: actions run without it", api=self.api_url)
        self._last_answer = answer
        if answer is ApiAnswer.READY:
            self._silent_since = None
            return True
        if self._silent_since is None:
            self._silent_since = time.monotonic()
        return False

    def _may_run_directly(self) -> bool:
        is_refused = self._last_answer is ApiAnswer.REFUSED
        if self.api_url is None or self._silent_since is None or is_refused:
            return True
        patience = self.app.office.settings.prefect.run_directly_after_seconds
        return time.monotonic() - self._silent_since >= patience


def _milliseconds(began_at: float) -> float:
    return round((time.perf_counter() - began_at) * 1000, 1)


def performer_of(app: App, clock: Callable[[], datetime] = clock) -> Performer:
    """Performs actions by the office's own settings."""
    return Performer(app.office, app.engine, mailer_of(app.office), clock)


def run_worker(app: App, api_url: str | None) -> None:
    """Runs a worker in this process until Ctrl-C or SIGTERM; new settings make it a new one."""
    stay_small()
    stop_event = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop_event.set())
    while not stop_event.is_set():
        Worker(app, performer_of(app), api_url, stopped=stop_event).run()
        if not stop_event.is_set():
            app = _with_new_settings(app)


def _with_new_settings(app: App) -> App:
    """Goes on with the settings as they were, where those that are written now can't be used."""
    try:
        return with_settings_anew(app)
    except (InvalidFile, ValidationError, DatabaseError) as error:
        log.warning("the new settings are not taken: `mobility check` says why", error=error)
        return app
