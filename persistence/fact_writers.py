"""How a fact's rows stand in its table: one over the earlier one, or as many as it has lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, Table, delete

from persistence.bulk import execute_many
from persistence.database import upsert
from persistence.fact_rows import to_row
from persistence.fact_tables import SEVERAL
from persistence.one_of import OneOf
from persistence.received import Received
from persistence.tables import (
    application_hosts,
    home_courses,
    host_answers,
    pauses,
    recognition_decisions,
    transcript_courses,
    transcript_grades,
)
from persistence.touched import lay_out
from states.fact_declaration import Payload

Writer = Callable[[Connection, Sequence[Received]], None]
"""Writes values of one form, of many cases at once."""

EMPTYING: Final = {
    table: delete(table).where(OneOf(table.c.case_id, "ids"))
    for table in (
        application_hosts,
        transcript_courses,
        transcript_grades,
        recognition_decisions,
        home_courses,
        pauses,
        host_answers,
        *SEVERAL,
    )
}
ADDING: Final = {table: table.insert() for table in EMPTYING}
"""By table: how the rows of cases leave it, and how one comes into it."""


def written_over(table: Table, content: Callable[[Received], Payload]) -> Writer:
    """One row, over the earlier one."""

    def writer(connection: Connection, received_facts: Sequence[Received]) -> None:
        rows = [{"case_id": fact.case_id, **to_row(content(fact))} for fact in received_facts]
        upsert(connection, table, rows)
        if len(table.primary_key.columns) == 1:
            of_cases = {fact.case_id: [row] for fact, row in zip(received_facts, rows, strict=True)}
            lay_out(connection, table, of_cases)

    return writer


def replace_positions(
    connection: Connection, table: Table, rows: Mapping[int, Sequence[Mapping[str, object]]]
) -> None:
    """Numbered rows of cases, in place of those that stood there."""
    execute_many(connection, EMPTYING[table], [{"ids": list(rows)}])
    numbered_rows = [
        {"case_id": case_id, "position": position, **row}
        for case_id, lines in rows.items()
        for position, row in enumerate(lines)
    ]
    execute_many(connection, ADDING[table], numbered_rows)


def numbered(table: Table, lines: str) -> Writer:
    """A row for each of a form's lines, in place of those that stood there."""

    def writer(connection: Connection, received_facts: Sequence[Received]) -> None:
        rows = {
            fact.case_id: list(map(to_row, getattr(fact.value, lines))) for fact in received_facts
        }
        replace_positions(connection, table, rows)

    return writer


def as_many(table: Table, field: str) -> Writer:
    """A row for each record that the dossier holds, in place of those that stood there."""

    def writer(connection: Connection, received_facts: Sequence[Received]) -> None:
        rows = {
            fact.case_id: list(map(to_row, getattr(fact.dossier, field))) for fact in received_facts
        }
        replace_positions(connection, table, rows)

    return writer
