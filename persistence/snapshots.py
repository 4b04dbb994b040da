"""The database of an office as it stands at one instant, while others write: taken and put back.

SQLite copies itself. PostgreSQL's tables are read one after another by one transaction that sees
one instant (REPEATABLE READ), in its own COPY format: no program of another version is needed.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Engine, func, inspect, select, text

from persistence.bulk import stream_plain
from persistence.connections import DATABASE, connect, sqlite_url
from persistence.database import reading
from persistence.filling import emptied
from persistence.migrating import migrate, migrate_to
from persistence.tables import cases, change_tip, files, history, metadata, outbox, seal_tip
from states.frozen import frozen

if TYPE_CHECKING:
    from psycopg import Connection as PostgresqlConnection

FOLDER: Final = "postgresql"
"""Where the tables of a PostgreSQL database lie in a backup: a file a table, and their layout."""

_LAYOUT: Final = "layout.json"
_AT_ONCE: Final = 1 << 20
_VERSION: Final = "alembic_version"


@frozen
class Extent:
    """How much an office held at an instant, and where its chains ended."""

    cases: int
    entries: int
    files: int
    chain_tips: str

    @property
    def plain(self) -> dict[str, object]:
        """Plain values, as a manifest has them."""
        names = ("cases", "entries", "files", "chain_tips")
        return {name: getattr(self, name) for name in names}


@contextmanager
def snapshot(engine: Engine, folder: Path) -> Iterator[tuple[Connection, list[Path]]]:
    """A connection to the database as it stands now, and the files that hold it, in a folder."""
    if engine.dialect.name == "sqlite":
        copy_engine = connect(sqlite_url(folder))
        _copy_sqlite(engine, folder / DATABASE)
        try:
            with reading(copy_engine) as connection:
                yield connection, [folder / DATABASE]
        finally:
            copy_engine.dispose()
        return
    with reading(engine.execution_options(isolation_level="REPEATABLE READ")) as connection:
        yield connection, _export(connection, folder / FOLDER)


def _copy_sqlite(engine: Engine, copy: Path) -> None:
    """In one go: page by page SQLite would begin anew with each transaction of others."""
    with engine.connect() as connection, closing(sqlite3.connect(copy)) as target:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.backup(target, pages=-1)


_TIPS: Final = select(cases.c.number, cases.c.history_length, cases.c.history_tip).order_by(
    cases.c.number
)
_DIGESTS: Final = select(files.c.sha256).order_by(files.c.sha256)


def extent(connection: Connection) -> Extent:
    """What an office holds; `chain_tips` is a digest of where every chain ends."""
    tips = hashlib.sha256()
    for row in stream_plain(connection, _TIPS, {}):
        tips.update(json.dumps(list(row)).encode())
    for tip in (seal_tip, change_tip):
        last = connection.execute(select(tip.c.length, tip.c.hash)).one_or_none()
        tips.update(json.dumps(list(last) if last else None).encode())
    return Extent(
        _count(connection, cases),
        _count(connection, history),
        _count(connection, files),
        tips.hexdigest(),
    )


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def digests_of_files(connection: Connection) -> Iterator[str]:
    """The SHA-256 of every file that the database names."""
    for (digest,) in stream_plain(connection, _DIGESTS, {}):
        yield digest


def number_waiting(connection: Connection) -> int:
    """How many mails and documents wait in the outbox, or were being worked on."""
    statement = select(func.count()).where(outbox.c.status.in_(("waiting", "claimed")))
    return int(connection.execute(statement).scalar_one())


def _export(connection: Connection, folder: Path) -> list[Path]:
    """Writes every table in COPY's text format, and the layout by which they are read again."""
    folder.mkdir()
    tables = {name: _columns(connection, name) for name in _tables(connection)}
    layout = {
        "revision": connection.execute(text(f"SELECT version_num FROM {_VERSION}")).scalar_one(),
        "tables": tables,
        "sequences": _sequences(connection),
    }
    (folder / _LAYOUT).write_text(json.dumps(layout, indent=1), encoding="utf-8")
    for name, columns in tables.items():
        statement = f'COPY "{name}" ({_quoted(columns)}) TO STDOUT'
        with (
            (folder / name).open("wb") as file,
            _raw(connection).cursor() as cursor,
            cursor.copy(statement.encode()) as rows,
        ):
            for content in rows:
                file.write(content)
    return sorted(folder.iterdir())


def _tables(connection: Connection) -> list[str]:
    """In an order in which each comes after those that it refers to."""
    names = set(inspect(connection).get_table_names()) - {_VERSION}
    ordered_names = [table.name for table in metadata.sorted_tables if table.name in names]
    return [*ordered_names, *sorted(names - set(ordered_names))]


def _columns(connection: Connection, table: str) -> list[str]:
    return [column["name"] for column in inspect(connection).get_columns(table)]


_SEQUENCES: Final = """
SELECT sequencename, last_value FROM pg_sequences
WHERE schemaname = current_schema() AND last_value IS NOT NULL
"""


def _sequences(connection: Connection) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(text(_SEQUENCES))}


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _raw(connection: Connection) -> PostgresqlConnection[Any]:
    raw: PostgresqlConnection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    return raw


def put_back(connection: Connection, folder: Path) -> None:
    """Fills an empty PostgreSQL database with what was exported, and brings it up to date.

    The tables are made as they stood then; what guards them rests while they are filled.
    """
    layout = json.loads((folder / _LAYOUT).read_text(encoding="utf-8"))
    tables: Mapping[str, Sequence[str]] = layout["tables"]
    migrate_to(connection, layout["revision"])
    with emptied(connection, list(tables)):
        for name, columns in tables.items():
            statement = f'COPY "{name}" ({_quoted(columns)}) FROM STDIN'
            with (
                (folder / name).open("rb") as file,
                _raw(connection).cursor() as cursor,
                cursor.copy(statement.encode()) as rows,
            ):
                while content := file.read(_AT_ONCE):
                    rows.write(content)
    for name, last in layout["sequences"].items():
        connection.execute(select(func.setval(name, last)))
    migrate(connection)
