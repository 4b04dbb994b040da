"""What people start from Prefect's page: deployments on a work pool, and the flow that they run.

Importing this imports Prefect and takes seconds. The runs are processes of a Prefect worker, which
finds the office by its own environment: nothing of where the office is stands in Prefect.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final, cast

os.environ.setdefault("DO_NOT_TRACK", "1")  # read while Prefect is imported

import structlog
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import State
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectAlreadyExists
from prefect.flows import Flow
from prefect.schedules import Cron, Schedule
from prefect.states import Completed, Failed, Scheduled
from prefect.types.entrypoint import EntrypointType

from states.moments import BELGRADE, civil_date, instant_of
from workflows.running.bootstrap import clock, open_app
from workflows.running.by_hand import CONFIG, DATA, POOL
from workflows.running.chores import CHORES, Chore, NotSound
from workflows.running.logs import begin_logs

log = structlog.get_logger("by hand")

FLOW: Final = "office"

NIGHTS: Final = 2
"""So many nights' runs are put in ahead: after a week switched off no more are late."""


@flow(name=FLOW, flow_run_name="{what}", persist_result=False)
def office(what: str) -> State:
    """Does a chore; the state says in numbers what was done.

    Of an error Prefect is told only what kind it is: what it says may name a person.
    """
    config = os.environ.get(CONFIG)
    app = open_app(Path(os.environ[DATA]), Path(config) if config else None)
    begin_logs(app.office.settings.logs)
    try:
        return Completed(message=CHORES[what].do(app, clock))
    except NotSound as not_sound:
        log.error("what was started by hand found something wrong", chore=what.replace(" ", "-"))
        return Failed(message=str(not_sound))
    except Exception as error:  # noqa: BLE001 - Prefect would keep and show what it says
        log.error("what was started by hand failed", chore=what.replace(" ", "-"), error=error)
        return Failed(message=f"{type(error).__name__}: the office's log says where")
    finally:
        app.engine.dispose()
        put_in_nights(clock())


def deploy() -> None:
    """Makes the work pool where there is none, and a deployment of each chore on it; one that is
    there is brought up to date. Raises what Prefect raises."""
    with get_client(sync_client=True) as client, suppress(ObjectAlreadyExists):
        client.create_work_pool(WorkPoolCreate(name=POOL, type="process"))
    for name, chore in CHORES.items():
        _deployment(name, chore).apply(work_pool_name=POOL)
    put_in_nights(clock())


def put_in_nights(now: datetime) -> None:
    """The next nights' runs of what starts by itself, each once: they stand in the page before."""
    with get_client(sync_client=True) as client:
        for name, chore in CHORES.items():
            for at in _next_nights(chore, now):
                deployment = client.read_deployment_by_name(f"{FLOW}/{name}")
                client.create_flow_run_from_deployment(
                    deployment.id,
                    state=Scheduled(scheduled_time=at),
                    idempotency_key=f"{name} {at.isoformat()}",
                )


def _next_nights(chore: Chore, now: datetime) -> list[datetime]:
    if chore.nightly is None:
        return []
    days = [civil_date(now) + timedelta(days=number) for number in range(NIGHTS + 1)]
    instants = [instant_of(day, chore.nightly) for day in days]
    return [at for at in instants if at > now][:NIGHTS]


def _deployment(name: str, chore: Chore) -> RunnerDeployment:
    deployment = cast("Flow[[str], State]", office).to_deployment(
        name,
        parameters={"what": name},
        description=chore.purpose,
        schedules=[_schedule(chore.nightly)] if chore.nightly else [],
        entrypoint_type=EntrypointType.MODULE_PATH,
        concurrency_limit=1,
    )
    return cast("RunnerDeployment", deployment)


def _schedule(at: time) -> Schedule:
    """As the page tells it; the runs are put in by `put_in_nights`."""
    return Cron(f"{at.minute} {at.hour} * * *", timezone=str(BELGRADE))
