"""The flow and its task as Prefect knows them; importing this imports Prefect and takes seconds.

Only `workflows.running.flows` imports it, and only when it drains.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

os.environ.setdefault("DO_NOT_TRACK", "1")  # read while Prefect is imported

from prefect import flow, tags, task
from prefect.artifacts import acreate_link_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.events.clients import PrefectEventsClient
from prefect.events.worker import EventsWorker
from prefect.settings import temporary_settings
from prefect.states import Cancelled, Completed, Failed

from workflows.running.batch import Batch, Closed, J, Job
from workflows.running.prefect_server import PASSWORD
from workflows.running.shown_runs import Shown

_KEY = "failed-action"
"""Under which Prefect's page lists the links of failed actions."""

_WITHOUT_PREFECT = "left to the worker, which goes on without Prefect"

# Retries live in one place, the outbox row; and a dead API must not hold the worker for minutes.
_CLIENT: dict[str, object] = {
    "flows.heartbeat_frequency": None,
    "flows.default_retries": 0,
    "tasks.default_retries": 0,
    "client.max_retries": 2,
    "api.request_timeout": 10.0,
}
_CURRENT: ContextVar[Batch[Any]] = ContextVar("batch of the flow that runs")
_SHOWN: ContextVar[Sequence[Shown]] = ContextVar("what is shown of the jobs of the batch")

# A line for each run would be thousands a day, on the screen and in Prefect's database.
for _name in ("prefect.task_runs", "prefect.flow_runs", "prefect.engine"):
    logging.getLogger(_name).setLevel(logging.WARNING)
# That the API is gone `drain` says once; these say it for each report that is lost by it.
for _name in ("prefect.events.clients", "prefect._internal.concurrency"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class NotDone(Exception):
    """An action failed: what kind of error it was, and nothing of what that said."""


def run_actions(batch: Batch[J], title: str, api_url: str, shown_jobs: Sequence[Shown]) -> None:
    """Run a batch as one flow run; blocks until Prefect has closed it. Raises what Prefect raises.

    A process reports to one API at a time. `shown`: what is shown of each job, in their order.
    """
    # Task runs are reported by a thread that outlives the flow. Left alone it tries a dead API
    # seven seconds for each report, and holds up the end of the process until it is through.
    EventsWorker.set_client_override(PrefectEventsClient, api_url=api_url, reconnection_attempts=2)
    client_settings = {"api.url": api_url, "api.auth_string": os.environ.get(PASSWORD)}
    with temporary_settings(_CLIENT | client_settings):
        _CURRENT.set(batch)
        _SHOWN.set(shown_jobs)
        asyncio.run(actions(title, return_state=True))  # type: ignore[arg-type]


@task(name="action", task_run_name="{label}", cache_policy=NO_CACHE, persist_result=False)
async def action(label: str, place: int) -> State | None:
    """One action of the batch, performed in a thread of the batch's own; Cancelled where the batch
    was closed before it began.

    One that fails links to its page in the office, where its reason stands: Prefect keeps and
    logs what a task raises, and a mail server's words may name a person.
    """
    try:
        outcome = _CURRENT.get().submit(place)
    except Closed:
        return Cancelled(message=_WITHOUT_PREFECT)
    await asyncio.wait([asyncio.wrap_future(outcome)])
    if outcome.cancelled():
        return Cancelled(message=_WITHOUT_PREFECT)
    if (failure := outcome.exception()) is None:
        return None
    if page := _SHOWN.get()[place].page:
        with suppress(Exception):  # a link less; the action's own failure is what counts
            await acreate_link_artifact(page, label, _KEY, "The action in the office")
    raise NotDone(type(failure).__name__)


@flow(name="actions", flow_run_name="{title}", persist_result=False, validate_parameters=False)
async def actions(title: str) -> State:
    """All actions of the batch; Failed where one of them failed, but only after all have had a go.
    Cancelled where the batch was closed meanwhile: what was left is done by the worker directly.

    One state for all is returned: given each task's own, Prefect searches them at length.
    """
    batch = _CURRENT.get()
    # Twice as many as there are threads: no thread waits for Prefect's bookkeeping.
    turns = asyncio.Semaphore(2 * batch.together)
    outcomes = await asyncio.gather(
        *(_in_turn(turns, job, place) for place, job in enumerate(batch.jobs))
    )
    if number_left := outcomes.count(None):
        return Cancelled(message=f"{number_left} of {len(outcomes)} actions {_WITHOUT_PREFECT}")
    if failures := outcomes.count(False):
        return Failed(message=f"{failures} of {len(outcomes)} actions failed")
    return Completed(message=f"{len(outcomes)} actions performed")


async def _in_turn(turns: asyncio.Semaphore, job: Job, place: int) -> bool | None:
    """Whether an action was done; None where the batch was closed before it began."""
    async with turns:
        if _CURRENT.get().is_closed:
            return None
        with tags(*_SHOWN.get()[place].tags):
            state: State = await action(job.label, place, return_state=True)  # type: ignore[misc]
        return None if state.is_cancelled() else state.is_completed()
