"""What an office of ten thousand cases and one of many more cost, side by side.

    python -m benchmarks.many_cases --cases 10000 --overdue 5000 --data SMALL
    python -m benchmarks.growth --small SMALL --large DIR [--write]

The processor's time of a page at the server, of a step and of a timer that is fired; steps and
timers are taken back, so that the offices stay as they are. Medians.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

from sqlalchemy import Connection, func, select
from starlette.testclient import TestClient

from benchmarks.pages import logged_in
from benchmarks.results import write_section
from persistence.database import reading, write_transaction
from persistence.tables import cases, history
from states.decision import Actor, Advanced
from web.app import make_app
from workflows.cases.advance import Request, advance_case
from workflows.running.bootstrap import App, open_at_once
from workflows.running.read_only_office import clock
from workflows.running.sweep import sweep

HEADING: Final = "How it grows"
WANTED: Final = 1.5
PAGES: Final = {
    "work list": "/work",
    "work list, all cases, page 30": "/work?tab=all&page=30",
    "stuck list": "/stuck",
    "search by a name of 5 % of the persons": "/work?tab=all&q=Djordjevic",
    "search by name and host": "/work?tab=all&q=petrovic+graz",
    "search by the beginning of a number": "/work?tab=all&q=2026-100",
}
TIMES: Final = 15
TIMERS: Final = 100
COORDINATOR: Final = Actor("mobility_coordinator", "Jelena Marković", login="jelena")
STAY: Final = {"from": "2026-10-01", "to": "2027-02-12"}


class _TakenBack(Exception):
    """What was measured is not kept."""


def measure(app: App) -> Iterator[tuple[str, float]]:
    """Each measure by its name, in milliseconds."""
    list(_steps(app))  # their pages of the file are read, as those of the pages below
    yield "a step (`host_accepts`)", median(_steps(app))
    yield "a timer fired by the sweep", median(_timers(app))
    client = logged_in(TestClient(make_app(app, clock)), "jelena")
    for name, path in PAGES.items():
        for _ in range(2):
            client.get(path)
        yield name, median(_timed(partial(client.get, path)) for _ in range(TIMES))


def size_of(app: App) -> tuple[int, int]:
    """How many cases an office has, and how many entries of history."""
    with reading(app.engine) as connection:
        numbers = [select(func.count()).select_from(table) for table in (cases, history)]
        first, second = (connection.execute(number).scalar_one() for number in numbers)
        return first, second


def _steps(app: App) -> Iterator[float]:
    with reading(app.engine) as connection:
        statement = select(cases.c.id).where(cases.c.state == "nominated", cases.c.ended.is_(False))
        ids = connection.execute(statement.order_by(cases.c.id.desc()).limit(TIMES)).scalars().all()

    for case_id in ids:

        def step(connection: Connection, case_id: int = case_id) -> None:
            request = Request(case_id, "host_accepts", STAY)
            outcome = advance_case(connection, app.office, request, COORDINATOR, clock())
            assert isinstance(outcome, Advanced), outcome

        yield _taken_back(app, step)


def _timers(app: App) -> Iterator[float]:
    """So many timers in one transaction, however the sweep parts them. It fires mails in a row at
    once: one alone costs seven times as much as each of a hundred.
    """
    timers_fired: list[int] = []

    def swept(connection: Connection) -> None:
        number = 0
        while number < TIMERS:
            batch_size = sweep(connection, app.office, clock(), TIMERS - number)
            if not batch_size:
                break
            number += batch_size
        timers_fired.append(number)

    for _ in range(5):
        duration = _taken_back(app, swept)
        yield duration / max(1, timers_fired[-1])


def _taken_back(app: App, work: Callable[[Connection], object]) -> float:
    began_at = process_time()
    try:
        with write_transaction(app.engine) as connection:
            work(connection)
            raise _TakenBack
    except _TakenBack:
        return (process_time() - began_at) * 1000


def _timed(work: Callable[[], object]) -> float:
    began_at = process_time()
    work()
    return (process_time() - began_at) * 1000


def _lines(small: App, large: App) -> Iterator[str]:
    names = [
        f"{number:,} cases, {entries:,} entries" for number, entries in map(size_of, (small, large))
    ]
    yield f"| ms of the processor | {names[0]} | {names[1]} | times (at most {WANTED} wanted) |\n"
    yield "| --- | --- | --- | --- |\n"
    for (name, few), (_, many) in zip(measure(small), measure(large), strict=True):
        line = f"| {name} | {few:.2f} | {many:.2f} | {many / few:.2f} |\n"
        print(line, end="", flush=True)
        yield line


def main() -> None:
    """Prints each measure beside the other office's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--small", type=Path, required=True)
    parser.add_argument("--large", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="write the table into results.md")
    order = parser.parse_args()
    small, large = open_at_once(order.small), open_at_once(order.large)
    table = "".join(_lines(small, large))
    if order.write:
        write_section(HEADING, table)


if __name__ == "__main__":
    main()
