"""A worker in small, for tests that kill its Prefect server: drains one batch a line of input.

Arguments: the API's address and a journal, to which each job appends its label when performed.
A line of input is the batch's name, its number of jobs and the seconds that each takes.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from workflows.running.batch import Batch
from workflows.running.flows import drain


@dataclass(frozen=True)
class Named:
    """A job that has nothing but its name."""

    label: str


def main(api_url: str, journal: str) -> None:
    """Answer each line with what `drain` said of its batch, and how long it took."""
    for line in sys.stdin:
        name, number, seconds = line.split()

        def perform(job: Named, seconds: float = float(seconds)) -> None:
            time.sleep(seconds)
            with Path(journal).open("a") as book:
                book.write(f"{job.label}\n")

        start = time.monotonic()
        jobs = [Named(f"{name}-{n:02}") for n in range(int(number))]
        outcome = drain(Batch(jobs, perform), api_url, patience=30)
        report = {
            "performed": [job.label for job in outcome.performed],
            "left": [job.label for job in outcome.left],
            "trouble": outcome.obstacle,
            "seconds": time.monotonic() - start,
        }
        print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
