"""What one engine of a process compiled, the next for the same kind of database need not."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.engine.default import DefaultDialect, DefaultExecutionContext
from sqlalchemy.engine.interfaces import CacheStats

from persistence.connections import DATABASE, connect, sqlite_url
from persistence.database import reading
from persistence.schema import empty_database
from persistence.tables import cases
from tests.workflows.office_fixtures import postgres_database

HIT, MISS = DefaultDialect.CACHE_HIT, DefaultDialect.CACHE_MISS


def opened(folder: Path) -> Engine:
    folder.mkdir()
    (folder / DATABASE).write_bytes(empty_database())
    return connect(sqlite_url(folder))


def compiled(engine: Engine, label: str) -> CacheStats:
    """Whether a statement, like no other by its label, had been compiled when it was asked."""
    with reading(engine) as connection:
        context = connection.execute(select(cases.c.number.label(label))).context
    assert isinstance(context, DefaultExecutionContext)
    return context.cache_hit


def test_an_office_opened_after_another_compiles_no_statement_again(tmp_path: Path) -> None:
    first, second = opened(tmp_path / "a"), opened(tmp_path / "b")
    assert [compiled(engine, "once") for engine in (first, second)] == [MISS, HIT]
    first.dispose()
    assert compiled(opened(tmp_path / "c"), "once") == HIT
    assert compiled(second, "another") == MISS


@pytest.mark.postgres
def test_so_it_is_on_postgresql_and_neither_takes_what_was_compiled_for_the_other(
    tmp_path: Path,
) -> None:
    with postgres_database() as url, postgres_database() as other:
        engines = connect(url), connect(other), opened(tmp_path / "sqlite")
        assert [compiled(engine, "thrice") for engine in engines] == [MISS, HIT, MISS]
        for engine in engines:
            engine.dispose()
