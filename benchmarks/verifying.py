"""`verify` on an office at work: how many entries of history a second it audits, on one core.

Each entry comes with all that its case keeps: rows against their seals, receipts, lists, logs.
"""

from __future__ import annotations

import statistics
import time
import tracemalloc
from typing import NamedTuple

from sqlalchemy import Connection

from benchmarks.office import apply, office_desk, publish
from benchmarks.ten_steps import walk_all
from persistence.database import reading
from persistence.integrity import audit
from workflows.running.bootstrap import App


class Verified(NamedTuple):
    """How much was audited, seconds of it, and how many megabytes Python held at most."""

    cases: int
    entries: int
    seconds: float
    megabytes: float

    @property
    def rate(self) -> float:
        """Entries of history a second."""
        return self.entries / self.seconds


def run(cases: int = 3000, rounds: int = 3) -> Verified:
    """An office with so many applications, a list, and five hundred stays; audited some times."""
    with office_desk() as app:
        call_id, ids = apply(app, cases)
        publish(app, call_id)
        walk_all(app, ids)
        with reading(app.engine) as connection:
            entries, duration = _entries_and_seconds(app, connection)
            times = [
                duration,
                *(_entries_and_seconds(app, connection)[1] for _ in range(rounds - 1)),
            ]
            return Verified(cases, entries, statistics.median(times), _peak(app, connection))


def _entries_and_seconds(app: App, connection: Connection) -> tuple[int, float]:
    began_at = time.perf_counter()
    audit_result = audit(connection, app.office.data, app.office.calendar)
    duration = time.perf_counter() - began_at
    assert audit_result.is_sound, audit_result.discrepancies
    return audit_result.entries, duration


def _peak(app: App, connection: Connection) -> float:
    tracemalloc.start()
    audit(connection, app.office.data, app.office.calendar)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


if __name__ == "__main__":
    print(run())
