"""The floors of `advance_case`: the same reads and writes by hand, in SQLAlchemy Core and sqlite3.

Both read what an advance reads, as values of the columns' types, and write what a sample advance
wrote, each column, under the keys that the other case's own rows would have, by statements that
mind what is there already. They work on the office's own tables, so with the same indexes, triggers
and checks, and under its settings of SQLite: as many pages go to the write-ahead log, which is
waited for once. Nothing is decided, counted, rendered or hashed, and the values that they write are
laid out before the clock starts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cache, partial
from typing import Any

from sqlalchemy import BindParameter, Connection, Table, bindparam, select, update

from persistence.database import insert, reading, write_transaction
from persistence.persons import OF_PERSON
from persistence.row_makers import RowMaker, row_maker
from persistence.stamps import stamp_of
from persistence.tables import (
    application_hosts,
    applications,
    calls,
    candidates,
    cases,
    history,
    host_answers,
    mails,
    outbox,
    persons,
    placements,
    timers,
)
from persistence.touched import TOUCHED, touches_of
from states.dossier import Case
from workflows.running.bootstrap import App

CASE: BindParameter[int] = bindparam("case", 0)

PRAGMAS = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=8000",
    "cache_size=-8192", "temp_store=MEMORY",
)  # fmt: skip
"""As `persistence.connections` sets them."""

OF_CASE = (*(part.name for part in fields(Case)), "present", "history_length", "history_tip")
OF_CANDIDATE = (
    "name", "email", "writes_in", "salutation", "academic_title", "name_in_other_script",
)  # fmt: skip
READS = [
    select(
        *(
            column.label(f"{column.table.name}_{column.name}")
            for column in (
                *(cases.c[name] for name in OF_CASE),
                *(persons.c[name] for name in OF_CANDIDATE),
                *(column for column in candidates.c if column.name not in ("case_id", "person_id")),
                calls.c.stamp,
                calls.c.places_stamp,
                *applications.c,
                *placements.c,
            )
        ),
        *OF_PERSON,
        *(
            stamp_of(subject)
            for subject in ("staff", "partners", "grading_tables", "precedents", "usual_days")
        ),
    )
    .select_from(cases)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .join(calls, calls.c.id == cases.c.call_id)
    .join(applications, applications.c.case_id == cases.c.id)
    .join(placements, placements.c.case_id == cases.c.id)
    .where(cases.c.id == CASE),
    select(application_hosts)
    .where(application_hosts.c.case_id == CASE)
    .order_by(application_hosts.c.position),
]
"""What an advance from `nominated` reads: the rest is kept under the stamps."""

CHANGED = (
    "state", "visit", "entered_at", "version", "awaited", "owners", "due", "receipt", "ended",
    "present", "history_length", "history_tip", "visited", "rests_en", "rests_sr", "safe_by",
    "safe_receipt",
)  # fmt: skip
UPDATE_CASE = (
    update(cases)
    .where(cases.c.id == CASE, cases.c.version == bindparam("old"))
    .values({name: bindparam(f"new_{name}") for name in CHANGED})
)
CLOSE_TIMERS = (
    update(timers)
    .where(timers.c.case_id == CASE, timers.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"), outcome="moved")
)


Writes = Sequence[tuple[Any, list[dict[str, Any]]]]
"""Statements, each with the rows that it writes."""


@dataclass(frozen=True)
class Sample:
    """What one advance left in the database: the rows that the floors write again."""

    case: dict[str, Any]
    rows: dict[str, list[dict[str, Any]]]


def sample_of(app: App, case_id: int) -> Sample:
    """The rows of a case that was just advanced."""
    with reading(app.engine) as connection:
        case = _one(connection, select(cases).where(cases.c.id == case_id))
        newest = select(history).where(
            history.c.case_id == case_id, history.c.seq == case["history_length"]
        )
        is_open = timers.c.closed_at.is_(None) & (timers.c.case_id == case_id)
        prefix = f"{case['number']}/{case['version']}/%"
        rows = {
            "history": [_one(connection, newest)],
            "answer": [
                _one(connection, select(host_answers).where(host_answers.c.case_id == case_id))
            ],
            "timers": _all(connection, select(timers).where(is_open)),
            "mails": _all(connection, select(mails).where(mails.c.key.like(prefix))),
            "outbox": _all(connection, select(outbox).where(outbox.c.key.like(prefix))),
        }
    return Sample(case, rows)


def writes_of(app: App, sample: Sample, case_id: int) -> Writes:
    """What an advance of another case writes: the sample's rows, with that case's keys."""
    with reading(app.engine) as connection:
        number = _one(connection, select(cases.c.number).where(cases.c.id == case_id))["number"]
    rows, case_key = sample.rows, {"case_id": case_id}
    once = partial(_once, app.engine.dialect.name)
    changed_values = {f"new_{name}": sample.case[name] for name in CHANGED}

    def renumbered(table: str, *columns: str) -> list[dict[str, Any]]:
        return [
            _without(row, "id")
            | case_key
            | {name: row[name].replace(sample.case["number"], number) for name in columns}
            for row in rows[table]
        ]

    return [
        (UPDATE_CASE, [{**changed_values, "case": case_id, "old": sample.case["version"] - 1}]),
        (_HISTORY, [{**row, **case_key, "seq": 99} for row in rows["history"]]),
        (once(host_answers), [{**row, **case_key} for row in rows["answer"]]),
        (CLOSE_TIMERS, [{"case": case_id, "now": sample.case["entered_at"]}]),
        (once(timers), [{**row, "visit": 99} for row in renumbered("timers")]),
        (once(mails), renumbered("mails", "key")),
        (once(outbox), renumbered("outbox", "key", "mail_key", "label")),
    ]


_HISTORY = history.insert()


@cache
def _once(dialect: str, table: Table) -> Any:
    return insert(dialect, table).on_conflict_do_nothing()


def core(app: App, case_id: int, writes: Writes) -> None:
    """The advance by hand in SQLAlchemy Core; what the guards tell is sealed by its entry."""
    with write_transaction(app.engine) as connection:
        for statement in READS:
            connection.execute(statement, {"case": case_id}).all()
        for statement, rows in writes:
            connection.execute(statement, rows if len(rows) > 1 else rows[0])
        touches_of(connection).clear()


def plain(app: App) -> Callable[[int, Writes], None]:
    """The advance by hand in sqlite3, on a connection of its own."""
    raw = sqlite3.connect(app.office.data / "office.db", isolation_level=None)
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    # The tables' guards tell of each row: somebody has to hear it, and nothing is made of it.
    raw.create_function(TOUCHED, 4, lambda *_row: None)
    dialect = app.engine.dialect
    reads = [_sql(dialect, statement) for statement in READS]

    def run(case_id: int, writes: Writes) -> None:
        raw.execute("BEGIN IMMEDIATE")
        for sql, names, fixed_values, maker in reads:
            values = {**fixed_values, "case": case_id}
            maker.rows(raw.execute(sql, [values[name] for name in names]).fetchall())
        for statement, rows in writes:
            _run(raw, dialect, statement, rows)
        raw.execute("COMMIT")

    return run


_KEPT: dict[int, tuple[str, list[tuple[str, Any]], dict[str, Any]]] = {}


def _run(raw: sqlite3.Connection, dialect: Any, statement: Any, rows: list[dict[str, Any]]) -> None:
    if id(statement) not in _KEPT:
        compiler = statement.compile(dialect=dialect, column_keys=list(rows[0]))
        converters = [
            (name, compiler.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiler.positiontup
        ]
        _KEPT[id(statement)] = (str(compiler), converters, compiler.params)
    sql, converters, fixed_values = _KEPT[id(statement)]
    values = [
        [
            convert(value) if convert else value
            for name, convert in converters
            for value in [row.get(name, fixed_values.get(name))]
        ]
        for row in rows
    ]
    raw.executemany(sql, values)


def _sql(dialect: Any, statement: Any) -> tuple[str, list[str], dict[str, Any], RowMaker]:
    compiler = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    maker = row_maker(dialect, statement.selected_columns)
    return str(compiler), list(compiler.positiontup), dict(compiler.params), maker


def _one(connection: Connection, statement: Any) -> dict[str, Any]:
    return dict(connection.execute(statement).mappings().one())


def _all(connection: Connection, statement: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(statement).mappings()]


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
