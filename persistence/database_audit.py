"""Whether the database itself is whole: its pages, its references, and its guards."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from persistence.guards import missing_guards
from states.text import Text

_MOST = 20
"""So many damages of the file are told; the first says enough."""


def damage(connection: Connection) -> Iterator[Text]:
    """What is broken in the database's file; PostgreSQL keeps watch over its own."""
    if connection.dialect.name == "postgresql":
        return
    try:
        lines = connection.execute(text(f"PRAGMA integrity_check({_MOST})")).scalars().all()
    except DBAPIError as error:
        lines = [str(error.orig)]
        # SQLite can't even end a transaction in which it met a page that is none.
        if (transaction := connection.get_transaction()) is not None:
            transaction.rollback()
    damages = [line for line in lines if line != "ok"]
    for line in damages:
        yield Text(
            f"the file of the database is damaged: {line}",
            f"датотека базе је оштећена: {line}",
        )
    if damages:
        return
    for row in connection.execute(text("PRAGMA foreign_key_check")).fetchmany(_MOST):
        yield Text(
            f"a row of {row[0]} refers to one of {row[2]} that is not there",
            f"ред у {row[0]} упућује на ред у {row[2]} којег нема",
        )


def guard_discrepancies(connection: Connection) -> Iterator[Text]:
    """Guards of the database that somebody took down or changed."""
    for name in missing_guards(connection):
        yield Text(
            f"the guard `{name}` of the database is not the one that this program put up",
            f"чувар базе `{name}` није онај који је овај програм поставио",
        )
