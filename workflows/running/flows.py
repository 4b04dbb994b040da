"""Actions as Prefect runs: one flow run a batch, one task run an action.

Prefect shows what happens and decides nothing: whether a job was performed is known from the
record that its own body keeps (`Batch`), never from a state of Prefect's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Generic

from states.frozen import frozen
from states.moments import BELGRADE
from workflows.running.batch import Batch, J
from workflows.running.prefect_server import ApiAnswer, api_is_ready, ask_api
from workflows.running.shown_runs import Shown

_LOOK_EVERY = 0.1  # seconds, as all here
_SUSPICIOUS = 0.2
"""The share of the patience after which a silent Prefect is asked whether it is still there."""


@frozen
class Drained(Generic[J]):
    """What became of a batch: each of its jobs is in exactly one of `performed` and `left`."""

    performed: tuple[J, ...]  # begun once and ended, well or badly: never to be run again from here
    left: tuple[J, ...]  # nobody began them: the caller's, to run directly or later
    obstacle: str | None = None  # what Prefect had to complain of


def drain(
    batch: Batch[J],
    api_url: str,
    *,
    at: datetime | None = None,
    patience: float = 10.0,
    show: Callable[[J], Shown] = lambda job: Shown(),
) -> Drained[J]:
    """Perform a batch as task runs of one flow run; returns when every begun job has ended.

    The jobs are begun in their order; each records its own outcome, and what it raises only makes
    its task run Failed. Never raises for Prefect's sake: where its API is down or dies, or is
    silent for `patience` seconds while no job runs, the rest comes back in `left`. `at`: the
    instant in the flow run's name, by default now. `shown`: the tags of each job's task run, and
    the page that one links to which failed.

    One drain at a time in a process. Design, decision 2.
    """
    if not batch.jobs:
        return Drained((), ())
    answer = ask_api(api_url, patience * _SUSPICIOUS)
    if answer is ApiAnswer.REFUSED:
        return Drained((), batch.jobs, f"Prefect's API refuses our password at {api_url}")
    if answer is ApiAnswer.SILENT:
        return Drained((), batch.jobs, _no_answer(api_url))
    # Not before it is needed, and not when the clock of `patience` runs: it takes seconds.
    from workflows.running.prefect_flow import run_actions

    title = f"actions {(at or datetime.now(BELGRADE)).astimezone(BELGRADE):%Y-%m-%d %H:%M}"
    batch_title = f"{title} · {len(batch.jobs)}"
    shown_jobs = [show(job) for job in batch.jobs]
    course = _Course(partial(run_actions, batch, batch_title, api_url, shown_jobs))
    try:
        course.start()
        failure = _follow(course, batch, api_url, patience)
    finally:
        batch.close()
    return Drained(batch.performed(), batch.left(), failure or course.obstacle)


def _follow(course: _Course, batch: Batch[J], api_url: str, patience: float) -> str | None:
    """Wait for the flow run's end, or say why it is not worth waiting for any longer."""
    suspicious = patience * _SUSPICIOUS
    while course.is_alive():
        course.join(_LOOK_EVERY)
        idle = batch.idle_for()
        if idle > patience:
            return f"Prefect was silent for {patience:g} s"
        if idle > suspicious and not api_is_ready(api_url, suspicious):
            return _no_answer(api_url)
    return None


def _no_answer(api_url: str) -> str:
    return f"Prefect's API does not answer at {api_url}"


class _Course(threading.Thread):
    """The flow run in a thread with its own event loop.

    A daemon, so that it can be abandoned: Prefect may take minutes to believe that its API is gone.
    A course that goes on after its batch is closed can begin nothing.
    """

    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__(name="actions", daemon=True)
        self._run = run
        self.obstacle: str | None = None

    def run(self) -> None:
        """What the thread does; whatever is raised becomes `obstacle`."""
        try:
            self._run()
        except BaseException as wrong:  # noqa: BLE001 - the batch knows what was performed
            self.obstacle = f"{type(wrong).__name__}: {wrong}"
