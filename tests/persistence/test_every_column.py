"""No table is left out of what `verify` compares, and no column of it: every column alters what is
hashed of its row, and a row that is edited or removed in any table is named.

A table that an ordinary year leaves empty has one row here, which the office itself has sealed.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Boolean, Column, Connection, Date, Integer, Table, func, select, text

from persistence.bulk import fetch_plain
from persistence.case_audit import case_discrepancies
from persistence.connections import connect
from persistence.database import reading, write_transaction
from persistence.part_titles import TITLES
from persistence.schema import metadata
from persistence.seal_audit import office_discrepancies
from persistence.sealed_parts import DERIVED, PARTS, Part
from persistence.sealing import contents_of, selected
from persistence.tables.base import Instant
from persistence.touched import forget
from tests.persistence.other_tools import without_guards
from tests.persistence.test_every_edit_is_found import at_work
from tests.workflows.office_fixtures import Work, migrated_database
from tests.workflows.office_fixtures import at_work as office_at_work


@pytest.fixture(scope="module")
def full_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    """An office at work of which no table is empty."""
    folder = tmp_path_factory.mktemp("columns")
    with migrated_database("sqlite", folder) as url:
        engine = connect(url)
        work = office_at_work(engine, folder)
        at_work(work)
        with write_transaction(engine) as connection:
            connection.execute(text("PRAGMA ignore_check_constraints = ON"))
            for table in metadata.sorted_tables:
                number = connection.execute(select(func.count()).select_from(table)).scalar_one()
                if number == 0 and table.name not in DERIVED:
                    add_row(connection, table)
        yield work
        engine.dispose()


def add_row(connection: Connection, table: Table) -> None:
    """One row with a value in every column; what it refers to is there."""
    values = {column.name: value(connection, column) for column in table.columns}
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table.name} ({names}) VALUES ({places})"), values)


def value(connection: Connection, column: Column[object]) -> object:
    """A value as SQLite keeps it."""
    if column.foreign_keys:
        (key,) = column.foreign_keys
        of_row = f'SELECT min("{key.column.name}") FROM {key.column.table.name}'
        return connection.execute(text(of_row)).scalar()
    if isinstance(column.type, Date):
        return "2026-05-04"
    is_number = isinstance(column.type, (Boolean, Integer, Instant))
    return 1 if is_number else "1"


def another(old_value: object) -> object:
    """Another value of the same kind, and one where there was none."""
    return old_value + 1 if isinstance(old_value, int) else f"{old_value or ''}7"


def discrepancies(connection: Connection) -> list[str]:
    return [*map(str, case_discrepancies(connection)), *map(str, office_discrepancies(connection))]


def named(sentences: list[str]) -> set[str]:
    """The parts that sentences tell of; of two titles of which one begins the other, the longer."""
    by_length = sorted(PARTS, key=lambda name: -len(TITLES[name].en))
    return {
        next((name for name in by_length if TITLES[name].en in sentence), sentence)
        for sentence in sentences
    }


def rows_of(part: Part) -> str:
    """The condition of the rows of a part."""
    return f" WHERE {part.only}" if part.only else ""


def test_every_column_of_every_table_alters_what_is_hashed(full_work: Work) -> None:
    without_effect = []
    with reading(full_work.engine) as connection:
        assert discrepancies(connection) == []
        for part in PARTS.values():
            row = fetch_plain(connection, selected(part), {})[0]
            ((_, content, _),) = contents_of(part, [row])
            for place, name in enumerate(part.columns):
                edited_row = (*row[:place], another(row[place]), *row[place + 1 :])
                ((_, content_of_edited, _),) = contents_of(part, [edited_row])
                if content_of_edited == content:
                    without_effect.append(f"{part.name}.{name}")
    assert without_effect == []


def edited(column: Column[object]) -> str:
    name = f'"{column.name}"'
    if isinstance(column.type, Date):
        return f"date(coalesce({name}, '2026-05-04'), '+1 day')"
    if isinstance(column.type, (Boolean, Integer, Instant)):
        return f"coalesce({name}, 0) + 1"
    return f"coalesce({name}, '') || '7'"


def last_column(part: Part) -> Column[object]:
    """A column of a part that nothing is found by."""
    keys = {*part.key, *(column.name for column in part.table.primary_key.columns), "case_id"}
    names = [name for name in part.columns if name not in keys]
    return part.table.c[names[-1] if names else part.columns[-1]]


def test_a_row_that_is_edited_in_any_table_is_named(full_work: Work) -> None:
    with full_work.engine.connect() as connection, connection.begin() as transaction:
        without_guards(connection)
        connection.execute(text("PRAGMA ignore_check_constraints = ON"))
        for part in PARTS.values():
            column = last_column(part)
            new_value = f'"{column.name}" = {edited(column)}'
            keys = ", ".join(f'"{column.name}"' for column in part.table.primary_key.columns)
            order = ", ".join(f"{key} DESC" for key in keys.split(", "))
            rows = f"FROM {part.table.name}{rows_of(part)} ORDER BY {order} LIMIT 1"
            last = f"({keys}) = (SELECT {keys} {rows})"
            statement = f"UPDATE {part.table.name} SET {new_value} WHERE {last}"
            assert connection.execute(text(statement)).rowcount > 0, part.name
        sentences = discrepancies(connection)
        transaction.rollback()
        forget(connection)
    assert PARTS.keys() - named(sentences) == set()


def test_a_row_that_is_removed_from_any_table_is_named(full_work: Work) -> None:
    stay = {"cases", "case_status"}  # a case that is gone has a test of its own
    with full_work.engine.connect() as connection, connection.begin() as transaction:
        without_guards(connection)
        for part in PARTS.values():
            if part.name not in stay:
                connection.execute(text(f"DELETE FROM {part.table.name}{rows_of(part)}"))
        sentences = discrepancies(connection)
        transaction.rollback()
        forget(connection)
    assert PARTS.keys() - named(sentences) == stay
