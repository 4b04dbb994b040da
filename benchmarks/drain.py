"""How many actions a second go through Prefect, counted where it matters: by Prefect's own API.

Beside it, in the same rounds, the floor: as many bare tasks in a flow written by hand.
Run as `python -m benchmarks.drain`.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from office.settings import Prefect
from states.frozen import frozen
from workflows.running.batch import Batch
from workflows.running.flows import drain
from workflows.running.prefect_server import PrefectServer

ROUNDS = 3
BATCHES = 2
ACTIONS = Prefect().batch  # in a batch: as many as a worker takes
TARGET = 60.0  # actions a second


@frozen
class EmptyAction:
    """An action that does nothing, named as real ones are."""

    label: str


def run(rounds: int = ROUNDS, batches: int = BATCHES, actions: int = ACTIONS) -> dict[str, Any]:
    """Measure on a fresh server; rates are actions a second, medians of `rounds`."""
    with tempfile.TemporaryDirectory() as home:
        server = PrefectServer(Path(home))
        server.start()
        try:
            server.wait_ready()
            return _measure(server.api_url, rounds, batches, actions)
        finally:
            server.stop()


def _measure(api_url: str, rounds: int, batches: int, actions: int) -> dict[str, Any]:
    ours, bare = _through_drain(api_url, actions), _bare_tasks(api_url, actions)
    ours(), bare()  # imports, the server's first statements: not what is measured
    _settle(api_url)
    drained, floor, spent = [], [], []
    for _ in range(rounds):
        before = time.process_time()
        drained.append(_rate(api_url, ours, batches, actions))
        spent.append((time.process_time() - before) / (batches * actions))
        floor.append(_rate(api_url, bare, batches, actions))
    return {
        "name": "actions drained through Prefect, counted by its API",
        "unit": "actions/s",
        "actions": f"{batches} batches of {actions}",
        "rounds": rounds,
        "drained": round(statistics.median(drained), 1),
        "floor": round(statistics.median(floor), 1),
        "drained_rounds": [round(rate, 1) for rate in drained],
        "floor_rounds": [round(rate, 1) for rate in floor],
        # What neighbours on the machine cannot spoil, and how many of them there were.
        "worker_cpu_ms_an_action": round(statistics.median(spent) * 1000, 1),
        "load_average": round(os.getloadavg()[0], 1),
        "target": TARGET,
        "holds": statistics.median(drained) >= TARGET,
    }


def _rate(api_url: str, batch: Callable[[], None], batches: int, actions: int) -> float:
    """From the first call until the API counts every task run of all the batches as completed."""
    expected = _completed(api_url) + batches * actions
    began = time.perf_counter()
    for _ in range(batches):
        batch()
    while _completed(api_url) < expected:
        time.sleep(0.2)  # each count is work for the server, too
    return batches * actions / (time.perf_counter() - began)


def _through_drain(api_url: str, actions: int) -> Callable[[], None]:
    jobs = [EmptyAction(f"BMU-2026-{number:04} · decree · nothing") for number in range(actions)]

    def batch() -> None:
        drained = drain(Batch(jobs, lambda job: None), api_url)
        if drained.left or drained.obstacle:
            raise RuntimeError(f"{len(drained.left)} jobs left: {drained.obstacle}")

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
        with temporary_settings({"api.url": api_url, "flows.heartbeat_frequency": None}):
            asyncio.run(floor())

    return batch


def _completed(api_url: str) -> int:
    body = json.dumps({"task_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}).encode()
    request = urllib.request.Request(
        f"{api_url}/task_runs/count", body, {"content-type": "application/json"}
    )
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
    result = run()
    print(f"{result['name']}: {result['actions']}, {result['rounds']} rounds")
    for which in ("drained", "floor"):
        rounds = "  ".join(f"{rate:6.1f}" for rate in result[f"{which}_rounds"])
        print(f"  {which:8} median {result[which]:6.1f} {result['unit']}   rounds {rounds}")
    cpu, load = result["worker_cpu_ms_an_action"], result["load_average"]
    print(f"  worker {cpu} ms CPU an action; load average of the machine {load}")
    print(f"  target {result['target']:g}: {'holds' if result['holds'] else 'MISSED'}")


if __name__ == "__main__":
    main()
