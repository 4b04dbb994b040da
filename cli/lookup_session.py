"""The office of a command that only looks things up: nothing that decides is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from cli.options import place
from persistence.database import reading
from workflows.running.read_only_office import open_read_only


@contextmanager
def lookup_session(data: Path | None, config: Path | None) -> Iterator[tuple[str, Connection]]:
    """The key of the institution whose office it is, and a connection to read by."""
    where = place(data, config)
    office = open_read_only(where.data, where.config)
    with disposed(office.engine), reading(office.engine) as connection:
        yield office.institution, connection


@contextmanager
def disposed(engine: Engine) -> Iterator[None]:
    """SQLite folds its log into the database when the last connection is closed."""
    try:
        yield
    finally:
        engine.dispose()
