"""What a test asks of a database as a whole, whichever kind it is: all its rows, its silence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, select, text

from persistence.connections import connect
from persistence.database import reading, write_transaction
from persistence.schema import metadata
from tests.workflows.office_fixtures import postgres_server

ELSEWHERE = "UPDATE pg_database SET datallowconn = {} WHERE datname = '{}'"
LINES_CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"


def all_rows(engine: Engine) -> str:
    """Every value of every row of every table, as one text."""
    with reading(engine) as connection:
        rows = [
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
    return "\n".join(rows)


@contextmanager
def silent(engine: Engine) -> Iterator[None]:
    """A database that does not answer: a table of it is gone, or its server lets nobody in."""
    if engine.dialect.name == "sqlite":
        with write_transaction(engine) as connection:
            connection.execute(text("ALTER TABLE staff RENAME TO somewhere_else"))
        yield
        return
    name = str(engine.url.database)
    _by_the_server(ELSEWHERE.format("false", name), LINES_CUT.format(name))
    yield
    _by_the_server(ELSEWHERE.format("true", name))


def _by_the_server(*statements: str) -> None:
    server = connect(postgres_server().get_uri())
    with write_transaction(server) as connection:
        for statement in statements:
            connection.execute(text(statement))
    server.dispose()
