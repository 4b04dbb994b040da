"""Databases as an office uses them: all engines of a process speak one dialect, and compile once.

SQLAlchemy compiles a statement anew for each engine. A process that opens one office after another
(rehearsals, searches, tests) would spend more on that than on what it asks the databases for.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from persistence.turns import TURN

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import CompiledCacheType
    from sqlalchemy.pool import PoolProxiedConnection

_DIALECT: Final = "office"
"""The name of an office's own dialect, of each kind of database."""

_STATEMENTS: Final = 2_000
"""So many are kept compiled: an office has some hundred, and lists some more by their filters."""

_COMPILED: Final[CompiledCacheType] = LRUCache(_STATEMENTS)


class OfficeDialect(SQLiteDialect_pysqlite):
    """SQLite's, equal to every other: what was compiled for one engine is good for the next.

    A writing transaction begins IMMEDIATE, when it is its turn. Not by a listener: an engine with
    one asks for listeners at each stage of a transaction, which took as long as all of it.
    """

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Begins a transaction, of the kind that its connection was taken for."""
        info = dbapi_connection.info
        if "writing" not in info:
            dbapi_connection.cursor().execute("BEGIN")
            return
        with info.get(TURN) or NOBODY_ELSE:
            dbapi_connection.cursor().execute("BEGIN IMMEDIATE")


NOBODY_ELSE: Final = nullcontext()
"""In the place of a turn, where a database has none."""

registry.register(f"sqlite.{_DIALECT}", __name__, OfficeDialect.__name__)
# By its name: only who has a PostgreSQL loads it.
registry.register(f"postgresql.{_DIALECT}", "persistence.postgresql_dialect", "PostgresqlDialect")


def engine_of(address: URL, **options: Any) -> Engine:
    """An engine for a database, with options as of `create_engine`; no connection is made yet."""
    own = address.set(drivername=f"{address.get_backend_name()}+{_DIALECT}")
    return create_engine(own, execution_options={"compiled_cache": _COMPILED}, **options)
