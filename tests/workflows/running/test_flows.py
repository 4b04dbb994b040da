"""Actions drained through a real Prefect: shown by name, performed once, none lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ports import free_port
from tests.waiting import PATIENCE, until
from workflows.running.batch import Batch
from workflows.running.flows import drain
from workflows.running.prefect_server import (
    PASSWORD,
    PrefectServer,
    client_environment,
    password_of,
)
from workflows.running.shown_runs import Shown

HERE = Path(__file__).parent
Ask = Callable[[str, str, dict[str, Any]], Any]


@dataclass(frozen=True)
class Action:
    """As the outbox hands it over: with a name for people."""

    label: str


def states_by_name(ask: Ask, api_url: str, flow_run: str, number: int) -> dict[str, str]:
    """The task runs of a flow run as Prefect has them, once it has recorded a number of ends."""
    body = {"flow_runs": {"name": {"any_": [flow_run]}}}
    runs: dict[str, str] = {}

    def all_have_ended() -> bool:
        rows = ask(api_url, "task_runs/filter", body)
        runs.clear()  # a run may have had another name a moment ago
        runs.update((run["name"], run["state_type"]) for run in rows)
        return sum(state in ("COMPLETED", "FAILED") for state in runs.values()) >= number

    until(all_have_ended)
    return runs


def test_knowing_the_flows_does_not_import_prefect() -> None:
    program = (
        "import sys, workflows.running.flows, workflows.running.prefect_server\n"
        "print('prefect' in sys.modules)"
    )
    process = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert process.stdout.strip() == b"False"


@pytest.mark.prefect
def test_each_action_shows_up_by_name_and_tags_and_one_that_fails_links_to_its_page_here(
    prefect_server: PrefectServer, ask_prefect: Ask
) -> None:
    jobs = [Action(f"BMU-2026-{number:04} · decree · send-decree") for number in range(1, 6)]
    performed_jobs: list[Action] = []

    def perform(job: Action) -> None:
        if job is jobs[1]:
            raise ConnectionRefusedError("the mail server does not listen")
        performed_jobs.append(job)

    def shown(job: Action) -> Shown:
        number = job.label.split(" · ")[0]
        return Shown((number, "issue_decree", "bmu"), f"https://ico.example/cases/{number}/mails")

    at = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    api_url = prefect_server.api_url
    outcome = drain(Batch(jobs, perform), api_url, at=at, patience=PATIENCE, show=shown)

    assert outcome.performed == tuple(jobs)
    assert (outcome.left, outcome.obstacle) == ((), None)
    assert sorted(performed_jobs, key=jobs.index) == [jobs[0], *jobs[2:]]
    name = "actions 2026-03-04 10:30 · 5"  # half past ten in Belgrade
    assert states_by_name(ask_prefect, prefect_server.api_url, name, 5) == {
        job.label: "FAILED" if job is jobs[1] else "COMPLETED" for job in jobs
    }
    (flow_run,) = ask_prefect(
        prefect_server.api_url, "flow_runs/filter", {"flow_runs": {"name": {"any_": [name]}}}
    )
    assert flow_run["state"]["type"] == "FAILED"
    assert flow_run["state"]["message"] == "1 of 5 actions failed"
    of_case = {"task_runs": {"tags": {"all_": ["BMU-2026-0002", "issue_decree", "bmu"]}}}
    (task_run,) = ask_prefect(api_url, "task_runs/filter", of_case)
    assert (task_run["name"], task_run["state_type"]) == (jobs[1].label, "FAILED")
    (link,) = ask_prefect(api_url, "artifacts/filter", {})
    assert link["task_run_id"] == task_run["id"]
    assert "(https://ico.example/cases/BMU-2026-0002/mails)" in link["data"]


@pytest.mark.prefect
def test_what_a_closed_batch_leaves_to_the_worker_is_not_shown_as_failed(
    prefect_server: PrefectServer, ask_prefect: Ask
) -> None:
    jobs = [Action(f"given up on {number}") for number in range(6)]
    performed_jobs: list[Action] = []

    def perform(job: Action) -> None:
        closing.start()
        assert until(lambda: batch.is_closed)
        performed_jobs.append(job)

    batch = Batch(jobs, perform, together=1)
    closing = threading.Thread(target=batch.close)
    at = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    outcome = drain(batch, prefect_server.api_url, at=at, patience=PATIENCE)
    assert outcome.performed == tuple(performed_jobs) == (jobs[0],)
    assert outcome.left == tuple(jobs[1:])
    of_batch = {"flow_runs": {"name": {"any_": ["actions 2026-03-05 10:30 · 6"]}}}
    (flow_run,) = ask_prefect(prefect_server.api_url, "flow_runs/filter", of_batch)
    assert flow_run["state"]["type"] == "CANCELLED"
    assert flow_run["state"]["message"].startswith("5 of 6 actions left to the worker")
    runs = states_by_name(ask_prefect, prefect_server.api_url, flow_run["name"], 1)
    assert runs.pop(jobs[0].label) == "COMPLETED"
    assert set(runs.values()) <= {"CANCELLED"}


@pytest.mark.prefect
def test_a_slow_letter_delays_its_neighbours_no_more_than_the_bound_allows(
    prefect_server: PrefectServer,
) -> None:
    current, most, lock = 0, 0, threading.Lock()
    three = threading.Barrier(3)

    def perform(job: Action) -> None:
        nonlocal current, most
        with lock:
            current += 1
            most = max(most, current)
        three.wait(PATIENCE)
        time.sleep(0.1)  # time for a fourth, were it let in
        with lock:
            current -= 1

    jobs = [Action(f"slow letter {number}") for number in range(9)]
    batch = Batch(jobs, perform, together=3)
    assert drain(batch, prefect_server.api_url, patience=PATIENCE).left == ()
    assert most == 3


@pytest.mark.prefect
def test_an_action_longer_than_the_patience_with_prefect_is_waited_for(
    prefect_server: PrefectServer,
) -> None:
    labels: list[str] = []

    def perform(job: Action) -> None:
        time.sleep(21)
        labels.append(job.label)

    outcome = drain(Batch([Action("a long one")], perform), prefect_server.api_url, patience=20)
    assert (len(outcome.performed), labels) == (1, ["a long one"])


def test_an_empty_batch_asks_prefect_for_nothing() -> None:
    outcome = drain(Batch[Action]([], lambda job: None), "http://127.0.0.1:9/api")
    assert (outcome.performed, outcome.left, outcome.obstacle) == ((), (), None)


def test_while_prefect_is_down_nothing_is_performed_and_everything_comes_back_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    jobs = [Action("one"), Action("two")]
    start = time.monotonic()
    batch = Batch(jobs, lambda job: pytest.fail("performed"))
    outcome = drain(batch, f"http://127.0.0.1:{port}/api")
    assert time.monotonic() - start < PATIENCE / 4
    assert (outcome.performed, outcome.left) == ((), tuple(jobs))
    assert outcome.obstacle and "does not answer" in outcome.obstacle


@pytest.fixture
def mortal_server(prefect_home: Path, tmp_path: Path) -> Iterator[PrefectServer]:
    """A Prefect server of its own for a test that kills it."""
    server = PrefectServer(tmp_path / "home", free_port())
    shutil.copytree(prefect_home, server.home)
    server.start()
    try:
        server.wait_ready()
        yield server
    finally:
        server.stop()


@pytest.fixture
def worker(mortal_server: PrefectServer, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A worker of its own: Prefect's reporting thread serves one API a process."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / "drain_as_told.py"), mortal_server.api_url, "journal"],
        cwd=tmp_path,
        env={
            **os.environ,
            **client_environment(tmp_path / "client", mortal_server.api_url),
            PASSWORD: password_of(mortal_server.home),
            "PYTHONPATH": str(HERE.parents[2]),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=(tmp_path / "worker.log").open("w"),
        text=True,
    )
    yield process
    process.kill()
    process.wait()


def tell(worker: subprocess.Popen[str], order: str) -> None:
    assert worker.stdin
    worker.stdin.write(f"{order}\n")
    worker.stdin.flush()


def hear(worker: subprocess.Popen[str]) -> dict[str, Any]:
    assert worker.stdout
    return dict(json.loads(worker.stdout.readline()))


def journal(folder: Path) -> list[str]:
    book = folder / "journal"
    return book.read_text().split() if book.exists() else []


def kill_once(server: PrefectServer, condition: Callable[[], bool]) -> None:
    assert until(condition)
    assert server.pid
    os.kill(server.pid, signal.SIGKILL)
    assert until(lambda: server.pid is None)


@pytest.mark.prefect
def test_a_prefect_killed_in_the_middle_of_a_batch_repeats_nothing_and_loses_nothing(
    mortal_server: PrefectServer,
    worker: subprocess.Popen[str],
    tmp_path: Path,
    ask_prefect: Ask,
) -> None:
    tell(worker, "first 40 0.2")
    kill_once(mortal_server, lambda: len(journal(tmp_path)) >= 8)
    report = hear(worker)

    every = [f"first-{number:02}" for number in range(40)]
    labels = journal(tmp_path)
    assert len(labels) >= 8
    assert len(labels) == len(set(labels)), "a job was performed twice"
    assert sorted(report["performed"] + report["left"]) == every
    assert set(report["performed"]) == set(labels)
    assert report["seconds"] < PATIENCE, "a dead server held the worker"

    # What is left is the worker's to run directly; and when Prefect is back, it is used again.
    tell(worker, "meanwhile 3 0")
    assert hear(worker)["left"] == [f"meanwhile-{number:02}" for number in range(3)]
    mortal_server.start()
    mortal_server.wait_ready()
    tell(worker, "second 5 0")
    assert len(hear(worker)["performed"]) == 5
    body = {"task_runs": {"name": {"like_": "second-"}, "state": {"type": {"any_": ["COMPLETED"]}}}}
    assert until(lambda: ask_prefect(mortal_server.api_url, "task_runs/count", body) == 5), (
        "the task runs after the restart were not recorded"
    )

    # It dies again, for good: reports that nobody takes may not keep the worker from leaving.
    tell(worker, "last 30 0.1")
    kill_once(mortal_server, lambda: "last-03" in journal(tmp_path))
    assert len(hear(worker)["performed"]) > 3
    assert worker.stdin
    worker.stdin.close()
    assert worker.wait(PATIENCE) == 0
