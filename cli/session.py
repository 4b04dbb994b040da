"""The office of a command, opened once with all that decides: to read in, or to write.

What is done inside stands together or not at all: a command's transaction is its `with`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from cli.command_log import logged
from cli.lookup_session import disposed
from cli.options import place
from office.wiring import Office
from persistence.database import reading, write_transaction
from workflows.running.bootstrap import App, open_app


@contextmanager
def read_session(data: Path | None, config: Path | None) -> Iterator[tuple[Office, Connection]]:
    """The office, and a connection to read by."""
    with office_session(data, config) as app, reading(app.engine) as connection:
        yield app.office, connection


@contextmanager
def write_session(data: Path | None, config: Path | None) -> Iterator[tuple[Office, Connection]]:
    """The office, and a connection: what it wrote is saved when the `with` ends in peace."""
    with office_session(data, config) as app, write_transaction(app.engine) as connection:
        yield app.office, connection


@contextmanager
def office_session(data: Path | None, config: Path | None) -> Iterator[App]:
    """The office with its database, for a command of several transactions."""
    where = place(data, config)
    app = open_app(where.data, where.config)
    with disposed(app.engine), logged(app.office.settings.logs):
        yield app
