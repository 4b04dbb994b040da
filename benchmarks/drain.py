"""How many actions a second go through Prefect, counted where it matters: by Prefect's own API.

Beside it, in the same rounds, the floor: as many bare tasks in a flow written by hand.
Run as `python -m benchmarks.drain`.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from office.settings import Prefect
from states.frozen import frozen
from workflows.running.batch import Batch
from workflows.running.flows import drain
from workflows.running.prefect_server import PASSWORD, PrefectServer, password_of

ROUNDS = 3
BATCHES = 2
ACTIONS = Prefect().batch  # in a batch: as many as a worker takes
TARGET = 60.0  # actions a second
NAME = "actions drained through Prefect, counted by its API"


@frozen
class EmptyAction:
    """An action that does nothing, named as real ones are."""

    label: str


class Drained(NamedTuple):
    """Actions a second in each round, through our drain and as bare tasks.

    `cpu_ms` are milliseconds of the worker's processor an action, in each round.
    """

    actions: str
    drained: list[float]
    floor: list[float]
    cpu_ms: list[float]

    @property
    def rate(self) -> float:
        """Actions a second through our drain, the median."""
        return statistics.median(self.drained)

    @property
    def floor_rate(self) -> float:
        """Bare tasks a second, the median."""
        return statistics.median(self.floor)


def run(rounds: int = ROUNDS, batches: int = BATCHES, actions: int = ACTIONS) -> Drained:
    """Measures on a fresh server."""
    with tempfile.TemporaryDirectory() as home:
        server = PrefectServer(Path(home))
        server.start()
        try:
            server.wait_ready()
            os.environ[PASSWORD] = password_of(server.home)
            return _measure(server.api_url, rounds, batches, actions)
        finally:
            server.stop()


def _measure(api_url: str, rounds: int, batches: int, actions: int) -> Drained:
    engine, bare = _through_drain(api_url, actions), _bare_tasks(api_url, actions)
    engine(), bare()  # imports, the server's first statements: not what is measured
    _settle(api_url)
    drained_rates, floor, spent_ms = [], [], []
    for _ in range(rounds):
        before = time.process_time()
        drained_rates.append(_rate(api_url, engine, batches, actions))
        spent_ms.append((time.process_time() - before) / (batches * actions) * 1000)
        floor.append(_rate(api_url, bare, batches, actions))
    return Drained(f"{batches} batches of {actions}", drained_rates, floor, spent_ms)


def _rate(api_url: str, batch: Callable[[], None], batches: int, actions: int) -> float:
    """From the first call until the API counts every task run of all the batches as completed."""
    expected_number = _completed(api_url) + batches * actions
    began_at = time.perf_counter()
    for _ in range(batches):
        batch()
    while _completed(api_url) < expected_number:
        time.sleep(0.2)  # each count is work for the server, too
    return batches * actions / (time.perf_counter() - began_at)


def _through_drain(api_url: str, actions: int) -> Callable[[], None]:
    jobs = [EmptyAction(f"BMU-2026-{number:04} · decree · nothing") for number in range(actions)]

    def batch() -> None:
        drained_batch = drain(Batch(jobs, lambda job: None), api_url)
        if drained_batch.left or drained_batch.obstacle:
            raise RuntimeError(f"{len(drained_batch.left)} jobs left: {drained_batch.obstacle}")

    return batch


def _bare_tasks(api_url: str, actions: int) -> Callable[[], None]:
    from prefect import flow, task
    from prefect.settings import temporary_settings

    @task
    async def nothing() -> None: ...

    @flow
    async def floor() -> None:
        await asyncio.gather(*(nothing() for _ in range(actions)))

    def batch() -> None:
        # The same as drain's flow has: the heartbeat alone would cost a second a batch.
        client_settings = {"api.url": api_url, "api.auth_string": os.environ[PASSWORD]}
        with temporary_settings({**client_settings, "flows.heartbeat_frequency": None}):
            asyncio.run(floor())

    return batch


def _completed(api_url: str) -> int:
    body = json.dumps({"task_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}).encode()
    name_and_password = base64.b64encode(os.environ[PASSWORD].encode()).decode()
    headers = {"content-type": "application/json", "authorization": f"Basic {name_and_password}"}
    request = urllib.request.Request(f"{api_url}/task_runs/count", body, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return int(json.load(answer))


def _settle(api_url: str) -> None:
    """Wait until the count stands still for two seconds."""
    before = -1
    while (count := _completed(api_url)) != before:
        before = count
        time.sleep(2)


def main() -> None:
    """Print what was measured as a table."""
    measurement = run()
    print(f"{NAME}: {measurement.actions}, {len(measurement.drained)} rounds")
    for name, rates in (("drained", measurement.drained), ("floor", measurement.floor)):
        rounds = "  ".join(f"{rate:6.1f}" for rate in rates)
        print(f"  {name:8} median {statistics.median(rates):6.1f} actions/s   rounds {rounds}")
    # What neighbours on the machine cannot spoil, and how many of them there were.
    cpu, load = statistics.median(measurement.cpu_ms), os.getloadavg()[0]
    print(f"  worker {cpu:.1f} ms CPU an action; load average of the machine {load:.1f}")
    print(f"  target {TARGET:g}: {'holds' if measurement.rate >= TARGET else 'MISSED'}")


if __name__ == "__main__":
    main()
