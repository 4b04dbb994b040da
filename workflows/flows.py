"""Actions as Prefect runs: one flow run a batch, one task run an action.

Prefect shows what happens and decides nothing: whether a job was performed is known from the
record that its own body keeps (`Batch`), never from a state of Prefect's.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Generic

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

from states.moments import BELGRADE
from workflows.batch import Batch, J, Job
from workflows.prefect_server import api_is_ready

_LOOK_EVERY = 0.1  # seconds, as all here
_SUSPICIOUS = 2.0
# Retries live in one place, the outbox row; and a dead API must not hold the worker for minutes.
_CLIENT: dict[str, object] = {
    "flows.heartbeat_frequency": None,
    "flows.default_retries": 0,
    "tasks.default_retries": 0,
    "client.max_retries": 2,
    "api.request_timeout": 10.0,
}
FlowRun = Callable[[str], Coroutine[Any, Any, object]]
_CURRENT: ContextVar[Batch[Any]] = ContextVar("batch of the flow that runs")


@dataclass(frozen=True, slots=True)
class Drained(Generic[J]):
    """What became of a batch: each of its jobs is in exactly one of `performed` and `left`."""

    performed: tuple[J, ...]  # begun once and ended, well or badly: never to be run again from here
    left: tuple[J, ...]  # nobody began them: the caller's, to run directly or later
    trouble: str | None = None  # what Prefect had to complain of


def drain(
    jobs: Sequence[J],
    perform: Callable[[J], None],
    api_url: str,
    *,
    at: datetime | None = None,
    together: int = 4,
    patience: float = 10.0,
) -> Drained[J]:
    """Perform the jobs as task runs of one flow run; returns when every begun job has ended.

    `perform` runs in a thread, `together` of them at once, begun in the order of `jobs`; it records
    its own outcome, and what it raises only makes its task run Failed. Never raises for Prefect's
    sake: where its API is down or dies, or is silent for `patience` seconds while no job runs, the
    rest comes back in `left`. `at`: the instant in the flow run's name, by default now.

    One drain at a time in a process. Design, decision 2.
    """
    if not jobs:
        return Drained((), ())
    if not api_is_ready(api_url, patience=_SUSPICIOUS):
        return Drained((), tuple(jobs), _no_answer(api_url))
    flow_run = _flow()  # before the clock of `patience` starts: the first time takes seconds
    batch = Batch(jobs, perform, together)
    title = f"actions {(at or datetime.now(BELGRADE)).astimezone(BELGRADE):%Y-%m-%d %H:%M}"
    course = _Course(flow_run, batch, f"{title} · {len(jobs)}", api_url)
    try:
        course.start()
        trouble = _follow(course, batch, api_url, patience)
    finally:
        batch.close()
    return Drained(batch.performed(), batch.left(), trouble or course.trouble)


def _follow(course: _Course, batch: Batch[J], api_url: str, patience: float) -> str | None:
    """Wait for the flow run's end, or say why it is not worth waiting for any longer."""
    while course.is_alive():
        course.join(_LOOK_EVERY)
        idle = batch.idle_for()
        if idle > patience:
            return f"Prefect was silent for {patience:g} s"
        if idle > _SUSPICIOUS and not api_is_ready(api_url, patience=_SUSPICIOUS):
            return _no_answer(api_url)
    return None


def _no_answer(api_url: str) -> str:
    return f"Prefect's API does not answer at {api_url}"


class _Course(threading.Thread):
    """The flow run in a thread with its own event loop.

    A daemon, so that it can be abandoned: Prefect may take minutes to believe that its API is gone.
    A course that goes on after its batch is closed can begin nothing.
    """

    def __init__(self, flow_run: FlowRun, batch: Batch[J], title: str, api_url: str) -> None:
        super().__init__(name=title, daemon=True)
        self._flow_run, self._batch = flow_run, batch
        self._title, self._api_url = title, api_url
        self.trouble: str | None = None

    def run(self) -> None:
        try:
            with _reporting_to(self._api_url):
                _CURRENT.set(self._batch)
                asyncio.run(self._flow_run(self._title))
        except BaseException as wrong:  # noqa: BLE001 - the batch knows what was performed
            self.trouble = f"{type(wrong).__name__}: {wrong}"


@contextmanager
def _reporting_to(api_url: str) -> Iterator[None]:
    from prefect.events.clients import PrefectEventsClient
    from prefect.events.worker import EventsWorker
    from prefect.settings import temporary_settings

    # Task runs are reported by a thread that outlives the flow. Left alone it tries a dead API
    # seven seconds for each report, and holds up the end of the process until it is through.
    EventsWorker.set_client_override(PrefectEventsClient, api_url=api_url, reconnection_attempts=2)
    with temporary_settings(_CLIENT | {"api.url": api_url}):
        yield


@cache
def _flow() -> FlowRun:
    """The flow, made once; importing Prefect takes two seconds, so only who drains pays."""
    os.environ.setdefault("DO_NOT_TRACK", "1")
    from prefect import flow, task
    from prefect.cache_policies import NO_CACHE
    from prefect.states import Completed, Failed

    _quieten()

    @task(
        name="action",
        task_run_name="{label}",
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    async def action(label: str, place: int) -> None:
        await asyncio.wrap_future(_CURRENT.get().submit(place))

    @flow(name="actions", flow_run_name="{title}", persist_result=False, validate_parameters=False)
    async def actions(title: str) -> State:
        batch = _CURRENT.get()
        # Twice as many as there are threads: no thread waits for Prefect's bookkeeping.
        turns = asyncio.Semaphore(2 * batch.together)

        async def in_turn(place: int, job: Job) -> bool:
            async with turns:
                state: State = await action(job.label, place, return_state=True)  # type: ignore[misc]
                return bool(state.is_completed())

        ended = await asyncio.gather(*(in_turn(*each) for each in enumerate(batch.jobs)))
        # One state for all: handing back each task's own makes Prefect search them at length.
        if all(ended):
            return Completed(message=f"{len(ended)} actions performed")
        return Failed(message=f"{ended.count(False)} of {len(ended)} actions failed")

    return partial(actions, return_state=True)


def _quieten() -> None:
    """Keep Prefect's loggers to what nobody says otherwise; after its import, which sets them."""
    # A line for each run would be thousands a day, on the screen and in Prefect's database.
    for name in ("prefect.task_runs", "prefect.flow_runs", "prefect.engine"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # That the API is gone `drain` says once; these say it for each report that is lost by it.
    for name in ("prefect.events.clients", "prefect._internal.concurrency"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
