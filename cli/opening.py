"""The office of a command, opened once: its books to read, its desk to look or to act at.

What is done inside stands together or not at all: a command's transaction is its `with`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cli.options import place

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from workflows.running.bootstrap import App
    from workflows.running.read_only_office import ReadOnlyOffice


@contextmanager
def books(data: Path | None, config: Path | None) -> Iterator[tuple[ReadOnlyOffice, Connection]]:
    """The books of the office for whoever only looks things up: nothing that decides is loaded."""
    from persistence.database import reading
    from workflows.running.read_only_office import open_read_only

    where = place(data, config)
    opened = open_read_only(where.data, where.config)
    with _closed_after(opened.engine), reading(opened.engine) as connection:
        yield opened, connection


@contextmanager
def looking(data: Path | None, config: Path | None) -> Iterator[tuple[App, Connection]]:
    """The desk of the office, to read at."""
    from persistence.database import reading

    with app_of(data, config) as app, reading(app.engine) as connection:
        yield app, connection


@contextmanager
def acting(data: Path | None, config: Path | None) -> Iterator[tuple[App, Connection]]:
    """The desk of the office, to act at: written when the command's `with` ends in peace."""
    from persistence.database import writing

    with app_of(data, config) as app, writing(app.engine) as connection:
        yield app, connection


@contextmanager
def app_of(data: Path | None, config: Path | None) -> Iterator[App]:
    """The desk of the office that a command works on."""
    from workflows.running.bootstrap import open_app

    where = place(data, config)
    app = open_app(where.data, where.config)
    with _closed_after(app.engine):
        yield app


@contextmanager
def _closed_after(engine: Engine) -> Iterator[None]:
    """SQLite folds its log into the database when the last connection is closed."""
    try:
        yield
    finally:
        engine.dispose()
