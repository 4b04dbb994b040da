"""A batch keeps its own record: each job at most once, and none forgotten."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import CancelledError, wait
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.running.batch import Batch, Closed


@dataclass(frozen=True)
class Named:
    label: str


JOBS = [Named(f"job {number}") for number in range(6)]


@given(places=st.lists(st.integers(0, len(JOBS) - 1)), closed_after=st.integers(0, 12))
def test_however_often_jobs_are_asked_for_each_is_performed_once_or_left(
    places: list[int], closed_after: int
) -> None:
    tally: Counter[Named] = Counter()
    batch = Batch(JOBS, lambda job: tally.update([job]), together=2)
    wait([batch.submit(place) for place in places[:closed_after]])
    batch.close()
    for place in places[closed_after:]:
        with pytest.raises(Closed):
            batch.submit(place)
    assert set(tally) == {JOBS[place] for place in places[:closed_after]}
    assert set(tally.values()) <= {1}
    assert set(batch.performed()) == set(tally)
    assert sorted([*batch.performed(), *batch.left()], key=JOBS.index) == JOBS


def test_closing_waits_for_the_job_that_runs_and_lets_the_queued_one_go() -> None:
    has_begun, go_on = threading.Event(), threading.Event()
    labels: list[str] = []

    def perform(job: Named) -> None:
        has_begun.set()
        go_on.wait(10)
        labels.append(job.label)

    batch = Batch(JOBS, perform, together=1)
    _, second = batch.submit(0), batch.submit(1)
    assert has_begun.wait(10)
    assert batch.idle_for() == 0
    closing = threading.Thread(target=batch.close)
    closing.start()
    with pytest.raises((CancelledError, Closed)):
        second.result(10)
    assert closing.is_alive(), "close() must wait for what has begun"
    go_on.set()
    closing.join(10)
    assert labels == ["job 0"]
    assert batch.left() == tuple(JOBS[1:])


def test_what_a_job_raises_is_carried_to_who_asked_and_the_job_counts_as_performed() -> None:
    def perform(job: Named) -> None:
        raise ValueError(job.label)

    batch = Batch(JOBS, perform, together=1)
    with pytest.raises(ValueError, match="job 3"):
        batch.submit(3).result(10)
    batch.close()
    assert batch.performed() == (JOBS[3],)


def test_jobs_of_a_row_are_performed_one_after_the_other_in_whatever_order_they_are_asked_for() -> (
    None
):
    performed_jobs: list[Named] = []
    third_runs, neighbours_ran = threading.Event(), threading.Event()

    def perform(job: Named) -> None:
        if job is JOBS[2]:
            third_runs.set()
            assert neighbours_ran.wait(10), "another row must not wait"
            raise ValueError(job.label)
        performed_jobs.append(job)
        if job is JOBS[1]:
            neighbours_ran.set()

    batch = Batch(JOBS, perform, together=2, row_of=lambda job: JOBS.index(job) % 2)
    last = batch.submit(4)
    assert third_runs.wait(10)
    futures = [batch.submit(place) for place in (5, 3, 1)]
    wait([last, *futures])
    with pytest.raises(ValueError, match="job 2"):
        batch.submit(2).result(10)
    batch.close()
    assert batch.left() == ()
    assert [job for job in performed_jobs if job in JOBS[1::2]] == JOBS[1::2]
    assert [job for job in performed_jobs if job in JOBS[::2]] == [JOBS[0], JOBS[4]], "it goes on"
