"""The database brought up to date: all that is missing in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select, text

from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.waiting import waiting_for_others

MIGRATIONS = Path(__file__).parent / "migrations"

_MIGRATING = 0x1C0
"""The key of PostgreSQL's advisory lock: of programs that start together, one migrates."""


def head_revision() -> str:
    """The newest migration that this code knows, by the order of file names."""
    return max(known_revisions())


def current_revision(engine: Engine) -> str | None:
    """The migration that the database stands at; None for an empty one.

    Raises DatabaseError where the tables in it are not an office's.
    """
    with reading(engine) as connection:
        return _stands_at(connection)


def bring_up_to_date(engine: Engine, report: Callable[[int], None] | None = None) -> None:
    """Applies missing migrations, all or none; refuses a database newer than this code.

    While another program migrates it is waited for, longer than for any other transaction. `report`
    hears how many rows are sealed, where an office is sealed for the first time.
    """
    waiting_for_others(lambda: _migrate_alone(engine, report))


def _migrate_alone(engine: Engine, report: Callable[[int], None] | None) -> None:
    if current_revision(engine) == head_revision():
        return
    with write_transaction(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
        migrate(connection, report)


def migrate(connection: Connection, report: Callable[[int], None] | None = None) -> None:
    """Applies missing migrations within a writing transaction, and puts up the guards.

    It looks again, now that no other program can migrate too. Raises DatabaseError for a database
    newer than this code.
    """
    current, head = _stands_at(connection), head_revision()
    if current is not None and current not in known_revisions():
        raise DatabaseError(
            f"the database stands at version {current}, which is newer than this program "
            f"({head}): install the newer program; nothing was changed"
        )
    from persistence import guards, sealing

    migrate_to(connection, "head")
    # What stood before there were seals is sealed as it stands; guards hear of all that follows.
    guards.put_up(connection)
    sealing.seal_everything(connection, report)


def migrate_to(connection: Connection, revision: str) -> None:
    """Makes the tables as they stand at a migration, within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


@cache
def known_revisions() -> frozenset[str]:
    """The migrations that this code knows."""
    return frozenset(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _stands_at(connection: Connection) -> str | None:
    names = inspect(connection).get_table_names()
    if "alembic_version" in names:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return None if version is None else str(version)
    if names:
        raise DatabaseError(
            f"the database holds tables of another program ({names[0]}, …); nothing was changed"
        )
    return None
