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
    from sqlalchemy import Connection

    from workflows.books import Books
    from workflows.starting import Desk


@contextmanager
def books(data: Path | None, config: Path | None) -> Iterator[tuple[Books, Connection]]:
    """The books of the office for whoever only looks things up: nothing that decides is loaded."""
    from persistence.database import reading
    from workflows.books import open_books

    where = place(data, config)
    opened = open_books(where.data, where.config)
    with reading(opened.engine) as connection:
        yield opened, connection


@contextmanager
def looking(data: Path | None, config: Path | None) -> Iterator[tuple[Desk, Connection]]:
    """The desk of the office, to read at."""
    from persistence.database import reading

    desk = desk_of(data, config)
    with reading(desk.engine) as connection:
        yield desk, connection


@contextmanager
def acting(data: Path | None, config: Path | None) -> Iterator[tuple[Desk, Connection]]:
    """The desk of the office, to act at: written when the command's `with` ends in peace."""
    from persistence.database import writing

    desk = desk_of(data, config)
    with writing(desk.engine) as connection:
        yield desk, connection


def desk_of(data: Path | None, config: Path | None) -> Desk:
    """The desk of the office that a command works on."""
    from workflows.starting import open_desk

    where = place(data, config)
    return open_desk(where.data, where.config)
