"""The address of an office's database: of a kind that the office can use, with its driver."""

from __future__ import annotations

from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_DRIVERS: Final = {"postgresql": "postgresql+psycopg", "sqlite": "sqlite"}


class UnknownDatabase(ValueError):
    """The address names neither SQLite nor PostgreSQL; the message says what to write instead."""


def database_address(url: str) -> URL:
    """The URL with the driver that is installed; it is never shown, as somebody may have written a
    password into it.

    Raises UnknownDatabase where it names neither SQLite nor PostgreSQL.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        address = URL.create("unknown")
    driver = _DRIVERS.get(address.get_backend_name())
    if driver is None:
        raise UnknownDatabase(
            "`database.url` in config.yaml is not the address of a database that the office can "
            "use: write postgresql+psycopg://user@host/database, or leave it empty"
        )
    return address.set(drivername=driver)
