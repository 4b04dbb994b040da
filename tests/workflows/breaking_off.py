"""A database in which some kind of statement fails, whoever runs it: nothing around it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, text

_FUNCTION = """
CREATE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'broken off' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


@contextmanager
def breaking_off(engine: Engine, verb: str, table: str) -> Iterator[None]:
    """Meanwhile `broken off` is the answer to each such statement on a table."""
    of_database = _on_sqlite if engine.dialect.name == "sqlite" else _on_postgresql
    with of_database(engine, verb, table):
        yield


@contextmanager
def _on_sqlite(engine: Engine, verb: str, table: str) -> Iterator[None]:
    @event.listens_for(engine, "connect")
    def _breaks(raw: Any, record: Any) -> None:
        raw.execute(
            f"CREATE TEMP TRIGGER breaks AFTER {verb} ON main.{table} "
            "BEGIN SELECT RAISE(ABORT, 'broken off'); END"
        )

    engine.dispose()
    yield
    event.remove(engine, "connect", _breaks)
    engine.dispose()


@contextmanager
def _on_postgresql(engine: Engine, verb: str, table: str) -> Iterator[None]:
    trigger = f"CREATE TRIGGER breaks AFTER {verb} ON {table} FOR EACH ROW"
    with engine.begin() as connection:
        connection.execute(text(_FUNCTION))
        connection.execute(text(f"{trigger} EXECUTE FUNCTION breaks()"))
    yield
    with engine.begin() as connection:
        connection.execute(text("DROP FUNCTION breaks() CASCADE"))
