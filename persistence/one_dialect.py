"""SQLite as an office uses it: all engines of a process speak one dialect, and compile once.

SQLAlchemy compiles a statement anew for each engine. A process that opens one office after another
(rehearsals, searches, tests) would spend more on that than on what it asks the databases for.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from persistence.turns import TURN

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import CompiledCacheType
    from sqlalchemy.pool import PoolProxiedConnection

_NAME: Final = "sqlite.office"

_STATEMENTS: Final = 2_000
"""So many are kept compiled: an office has some hundred, and lists some more by their filters."""

_COMPILED: Final[CompiledCacheType] = LRUCache(_STATEMENTS)


class OfficeDialect(SQLiteDialect_pysqlite):
    """Equal to every other of its kind: what was compiled for one engine is good for the next.

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

registry.register(_NAME, __name__, OfficeDialect.__name__)


def engine_of(address: URL) -> Engine:
    """An engine for a file of SQLite; no connection is made yet.

    The connection used last is used next: in turns, each would fill a cache of pages of its own.
    """
    own = address.set(drivername=_NAME.replace(".", "+"))
    compiled = {"compiled_cache": _COMPILED}
    if own.database in (None, "", ":memory:"):
        return create_engine(own, execution_options=compiled)
    return create_engine(own, execution_options=compiled, pool_use_lifo=True)
