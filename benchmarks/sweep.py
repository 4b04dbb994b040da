"""The sweep beside a million open timers: finding what is due, and writing its mails."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete

from benchmarks.office import apply, office_desk, publish
from persistence import timers as timer_rows
from persistence.bulk import execute_many
from persistence.database import reading, write_transaction
from persistence.tables import timers
from workflows.running.bootstrap import App
from workflows.running.sweep import sweep

NOW = datetime(2026, 3, 25, 8, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
CASES = 1000


class Sweep(NamedTuple):
    """Milliseconds of finding 100 due timers, seconds of writing the mails of all that are due."""

    open_timers: int
    find_100_ms: float
    due: int
    write_s: float


def run(open_timers: int = 1_000_000, due: int = 10_000, rounds: int = 5) -> Sweep:
    """Milliseconds to find 100 due timers, seconds to write the mails of `due` timers."""
    with office_desk() as app:
        call_id, ids = apply(app, CASES)
        publish(app, call_id)
        _fill(app, ids, open_timers, LATER, "later")
        _fill(app, ids, 100, NOW, "hundred")
        finding = statistics.median(_timed(lambda: _find(app)) for _ in range(rounds))
        while _sweep(app):
            pass
        seconds = [_seconds_of_mails(app, ids, due, f"{turn}") for turn in range(rounds)]
        return Sweep(open_timers, finding, due, statistics.median(seconds))


def _seconds_of_mails(app: App, ids: list[int], due: int, level: str) -> float:
    """Seconds until the mails of so many due timers are in the outbox."""
    _fill(app, ids, due, NOW, level)
    began_at, timers_fired = time.perf_counter(), 0
    while batch := _sweep(app):
        timers_fired += batch
    assert timers_fired == due
    return time.perf_counter() - began_at


def _fill(app: App, ids: list[int], number: int, at: datetime, level: str) -> None:
    with write_transaction(app.engine) as connection:
        if level == "later":
            connection.execute(delete(timers))
        for start in range(0, number, 50_000):
            rows = [
                {
                    "case_id": ids[index % CASES],
                    "visit": index // CASES,
                    "due": date(2026, 3, 27),
                    "level": level,
                    "recipient": "mobility_coordinator",
                    "kind": "mail",
                    "name": "reminder",
                    "at": at,
                }
                for index in range(start, min(start + 50_000, number))
            ]
            execute_many(connection, _INSERT, rows)


_INSERT = timers.insert()


def _find(app: App) -> None:
    with reading(app.engine) as connection:
        assert len(timer_rows.due(connection, NOW, 100)) == 100


def _sweep(app: App) -> int:
    with write_transaction(app.engine) as connection:
        return sweep(connection, app.office, NOW)


def _timed(work: Callable[[], object]) -> float:
    began_at = time.perf_counter()
    work()
    return (time.perf_counter() - began_at) * 1000


if __name__ == "__main__":
    print(run())
