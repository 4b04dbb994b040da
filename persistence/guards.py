"""The database's own guards: it tells which rows are written, and refuses to replace a chain's.

No writer can forget: a guard hears of every row that a statement inserts, changes or removes, and
`persistence.sealing` seals it before the transaction ends. On SQLite the guard calls a function
that only this program has, so that another tool's edit is refused; on PostgreSQL it sends a notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

from sqlalchemy import Connection, Table, text

from persistence.sealed_parts import PARTS, Part
from persistence.tables import (
    changes,
    grading_table_rows,
    grading_table_withdrawals,
    grading_tables,
    handling_log,
    history,
    precedent_withdrawals,
    precedents,
    sealed_rows,
    seals,
)
from persistence.touched import TOUCHED

APPEND_ONLY: Final[tuple[Table, ...]] = (
    history,
    handling_log,
    changes,
    seals,
    sealed_rows,
    precedents,
    precedent_withdrawals,
    grading_tables,
    grading_table_rows,
    grading_table_withdrawals,
)
"""Tables of which no row is ever changed, removed or replaced."""


class Guard(NamedTuple):
    """A trigger by its name and its table, with the statements that put it up."""

    name: str
    table: str
    statements: tuple[str, ...]


def put_up(connection: Connection) -> None:
    """Puts up the guards that are missing; one that stands otherwise is taken down before."""
    missing_names = set(missing_guards(connection))
    for guard in _guards(connection.dialect.name):
        if guard.name in missing_names:
            on_table = "" if connection.dialect.name == "sqlite" else f" ON {guard.table}"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {guard.name}{on_table}"))
            for statement in guard.statements:
                connection.execute(text(statement.replace(":", "\\:")))


def missing_guards(connection: Connection) -> list[str]:
    """The names of guards that the database does not have, or has otherwise."""
    dialect = connection.dialect.name
    alike = _alike_on_postgresql if dialect == "postgresql" else tuple
    statement = text(_STANDING_ON_POSTGRESQL if dialect == "postgresql" else _STANDING)
    statements_by_name = {row[0]: alike(row[1:]) for row in connection.execute(statement)}
    return [
        guard.name
        for guard in _guards(dialect)
        if statements_by_name.get(guard.name) != alike(guard.statements[::-1])
    ]


_STANDING: Final = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_STANDING_ON_POSTGRESQL: Final = """
    SELECT tgname, pg_get_triggerdef(pg_trigger.oid), prosrc
    FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE tgenabled <> 'D' AND NOT tgisinternal
"""
_WRITTEN_OTHERWISE: Final = re.compile(r'\bpublic\.|::[a-z]+|[\s"()]')
"""What PostgreSQL adds to the text of a trigger, or leaves out."""


def _alike_on_postgresql(trigger_and_function: Sequence[str]) -> tuple[str, str]:
    """A trigger and what its function does, as the database tells them and as they were put up."""
    trigger, function = trigger_and_function
    body = function.partition("$$")[2].rpartition("$$")[0] or function
    return _WRITTEN_OTHERWISE.sub("", trigger).lower(), body.strip()


@contextmanager
def lifted(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """Rows of append-only tables can be changed inside, by an erasure: nobody else writes there.

    Where the transaction fails, everything is as it was.
    """
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in tables)
        connection.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))
        for state in ("DISABLE", "ENABLE"):
            for table in tables:
                guard = f"{table.name}_no_update"
                connection.execute(text(f"ALTER TABLE {table.name} {state} TRIGGER {guard}"))
            if state == "DISABLE":
                yield
        return
    guards = [f"{table.name}_no_update" for table in tables]
    statement = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
    sql_by_name = {name: connection.execute(statement, {"name": name}).scalar() for name in guards}
    # One that somebody took down is no reason to keep anybody's data: `verify` tells of it.
    standing_sql = {name: sql for name, sql in sql_by_name.items() if sql is not None}
    for name in standing_sql:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for sql in standing_sql.values():
        connection.execute(text(str(sql).replace(":", "\\:")))


def _guards(dialect: str) -> Iterator[Guard]:
    for part in PARTS.values():
        for event in ("INSERT", "UPDATE", "DELETE"):
            yield _of_part(dialect, part, event)
    for table in APPEND_ONLY:
        if dialect == "sqlite":
            yield _against_replacing(table)
    for table in (changes, seals, sealed_rows):
        yield from _append_only(dialect, table)


def _of_part(dialect: str, part: Part, event: str) -> Guard:
    name = f"{part.name}_sealed_{event.lower()}"
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event]
    condition = {"INSERT": part.inserted, "UPDATE": part.updated, "DELETE": ""}[event]
    columns = ", ".join(f'"{column}"' for column in dict.fromkeys((*part.columns, *part.key)))
    when = f"WHEN ({condition}) " if condition else ""
    of = f"UPDATE OF {columns}" if event == "UPDATE" else event
    calls = [_values(part, row) for row in rows]
    if dialect == "sqlite":
        body = " ".join(f"SELECT {TOUCHED}({values});" for values in calls)
        return Guard(
            name,
            part.table.name,
            (f"CREATE TRIGGER {name} AFTER {of} ON {part.table.name} {when}BEGIN {body} END",),
        )
    raise_statements = " ".join(
        f"RAISE NOTICE '{TOUCHED} %', json_build_array({values});" for values in calls
    )
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {raise_statements} "
        "RETURN NULL; END $$ LANGUAGE plpgsql"
    )
    trigger = (
        f"CREATE TRIGGER {name} AFTER {of} ON {part.table.name} FOR EACH ROW {when}"
        f"EXECUTE FUNCTION {name}()"
    )
    return Guard(name, part.table.name, (function, trigger))


def _values(part: Part, row: str) -> str:
    """What a guard tells of a row: its part, by what it is read again, its key, and its case."""
    key = " || '/' || ".join(f'{row}."{column}"' for column in part.key)
    case = "NULL"
    if part.case is not None:
        case = part.case.format(row=row) if "{row}" in part.case else f"{row}.{part.case}"
    return f"'{part.name}', {row}.\"{part.group}\", {key}, {case}"


def _against_replacing(table: Table) -> Guard:
    """INSERT OR REPLACE removes a row without telling what guards against removing."""
    name = f"{table.name}_no_replace"
    same_key = " AND ".join(f"{c.name} = NEW.{c.name}" for c in table.primary_key.columns)
    statement = (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table.name} "
        f"WHEN EXISTS (SELECT 1 FROM {table.name} WHERE {same_key}) "
        f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
    )
    return Guard(name, table.name, (statement,))


def _append_only(dialect: str, table: Table) -> Iterator[Guard]:
    events = {"UPDATE": "ROW", "DELETE": "ROW", "TRUNCATE": "STATEMENT"}
    refusal = f"{table.name}_is_append_only"
    for event, every in events.items():
        name = f"{table.name}_no_{event.lower()}"
        if dialect == "postgresql":
            yield Guard(
                name,
                table.name,
                (
                    f"CREATE OR REPLACE FUNCTION {refusal}() RETURNS trigger AS $$ BEGIN RAISE "
                    f"EXCEPTION '{table.name} is append-only'; END $$ LANGUAGE plpgsql",
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table.name} "
                    f"FOR EACH {every} EXECUTE FUNCTION {refusal}()",
                ),
            )
        elif event != "TRUNCATE":
            yield Guard(
                name,
                table.name,
                (
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table.name} "
                    f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END",
                ),
            )
