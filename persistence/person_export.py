"""All that is held on a person, as it stands in the tables: row by row, by the case."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, Table, or_, select

from persistence import mentions, of_no_case
from persistence.mentions import Names
from persistence.tables import (
    agreement_courses,
    agreements,
    candidates,
    cases,
    metadata,
    persons,
    same_persons,
)

LEFT_OUT: Final[Mapping[str, str]] = {
    "cases": "told as the case itself",
    "listed_cases": "made by the database from the rest",
    "case_owners": "made by the database from the rest",
    "case_visits": "counted from the history",
    "escalations": "counted from the mails",
    "timers": "the office's own dates",
    "outbox": "how mails left; the mails are told",
    "sealed_rows": "digests",
    "erased_cases": "what was erased is not held",
    "followers": "about members of the office",
    "plan_items": "the office's own plans",
}
"""Tables of cases that are not told row by row, each with the reason."""

_TECHNICAL: Final = frozenset(
    {
        "case_id",
        "id",
        "previous",
        "hash",
        "sealed",
        "salt",
        "log_tip",
        "log_length",
        "html",
        "key",
        "code_hash",
        "form_key",
        "mail_key",
    }
)

Rows = list[dict[str, object]]


def persons_rows(connection: Connection, ids: Collection[int]) -> Rows:
    """The person under every address, and what was said of these being one."""
    own = _rows(connection, persons, persons.c.id.in_(ids))
    condition = or_(same_persons.c.person_id.in_(ids), same_persons.c.same_as.in_(ids))
    return [*own, *_rows(connection, same_persons, condition)]


def case_rows(connection: Connection, case_id: int) -> dict[str, Rows]:
    """By table, every row of a case; empty tables are left out."""
    rows_by_table = {"case": _rows(connection, cases, cases.c.id == case_id)}
    for table in metadata.sorted_tables:
        if "case_id" in table.columns and table.name not in LEFT_OUT:
            rows_by_table[table.name] = _rows(connection, table, table.c.case_id == case_id)
    of_case = select(agreements.c.id).where(agreements.c.case_id == case_id)
    rows_by_table[agreement_courses.name] = _rows(
        connection, agreement_courses, agreement_courses.c.agreement_id.in_(of_case)
    )
    return {name: rows for name, rows in rows_by_table.items() if rows}


def messages_of_no_case(connection: Connection, addresses: Collection[str]) -> Rows:
    """The messages of no case that came from some addresses, with how they were answered."""
    return [
        {name: _plain(value) for name, value in row.items() if value is not None}
        for row in of_no_case.written_by(connection, addresses)
    ]


def elsewhere(connection: Connection, names: Names, case_ids: Collection[int]) -> dict[str, int]:
    """By table, how many rows outside of these cases name somebody."""
    numbers_by_table: dict[str, int] = {}
    for table in mentions.searched():
        naming_rows = [
            mention
            for mention in mentions.mentions(connection, table, names)
            if _case(connection, mention) not in case_ids
        ]
        if naming_rows:
            numbers_by_table[table.name] = len(naming_rows)
    return numbers_by_table


def _case(connection: Connection, mention: mentions.Mention) -> int | None:
    table = mention.table
    if "case_id" not in table.columns:
        return None
    own = [table.c[name] == value for name, value in mention.key.items()]
    return connection.execute(select(table.c.case_id).where(*own)).scalar()


def _rows(connection: Connection, table: Table, condition: Any) -> Rows:
    statement = select(table).where(condition).order_by(*table.primary_key.columns)
    left_out = _TECHNICAL if table is not candidates else {"case_id", "person_id"}
    return [
        {
            name: _plain(value)
            for name, value in row.items()
            if value is not None and name not in left_out
        }
        for row in connection.execute(statement).mappings()
    ]


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, str) and value[:1] in "{[":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
