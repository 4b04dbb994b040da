"""What lists of cases are filtered, counted and sorted by: a narrow row a case, and one an owner.

The database itself keeps both with every change of a case, its candidate and its host, in the same
transaction and whoever makes it: no writer can forget (migration 0033). Nothing is decided by
them, and nothing stands here that does not stand elsewhere.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from persistence.tables.base import Id, Instant, metadata, of_case

NO_DUE_KEY: Final = date(9999, 12, 31)
"""The `due_key` of what has no due date: it comes last, and no column has to be empty."""

case_owners = Table(
    "case_owners",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True),
    Column("role", String(40), primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("ended", Boolean, nullable=False),
    Column("due_key", Date, nullable=False),
    Index("ix_case_owners_due", "institution", "role", "ended", "due_key", "case_id"),
)
"""Who is to act in a case: a row for each role that owns the awaited step."""

listed_cases = Table(
    "listed_cases",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("process", String(60), nullable=False),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=False),
    Column("state", String(40), nullable=False),
    Column("awaited", String(40), nullable=False),
    Column("owners", String(200), nullable=False),
    Column("ended", Boolean, nullable=False),
    Column("rests", Boolean, nullable=False),
    Column("due_key", Date, nullable=False),
    Column("safe_key", Date, nullable=False, server_default=text("'9999-12-31'")),
    Column("name_key", String(120), nullable=False, server_default=text("''")),
    Column("host", String(300), nullable=False, server_default=text("''")),
    Index("ix_listed_cases_call", "call_id", "state", "awaited", "ended", "due_key", "case_id"),
    *(
        Index(f"ix_listed_cases_{name}", "ended", *columns, "case_id", "institution")
        for name, columns in (
            ("due", ("due_key",)),
            ("safe", ("safe_key", "due_key")),
            ("step", ("process", "state", "awaited", "due_key")),
            ("owners", ("owners", "due_key")),
            ("name", ("name_key",)),
            ("host", ("host", "safe_key", "due_key")),
        )
    ),
)
"""Where a case stands in lists. `awaited` is empty where nothing is awaited, `host` where none is
known: the one that the list gives, else the first applied for.

An index for each order has the institution at its end: who leafs to a page reads no line before it.
"""

search_words = Table(
    "search_words",
    metadata,
    Column("word", String(120).with_variant(String(120, collation="C"), "postgresql"),
           primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("row_id", Id, primary_key=True, autoincrement=False),
    Index("ix_search_words_row", "row_id", "kind", "word"),
    sqlite_with_rowid=False,
)  # fmt: skip
"""What searches find: each word of a person's names and address, of a case's number and of an
act's, from each of its beginnings. `kind` is person, case or act, `row_id` the row's number there.

The database itself keeps them (migration 0062). `petrovic-savic` stands whole and as `savic`.
"""

saved_lists = Table(
    "saved_lists",
    metadata,
    Column("id", Id, primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("login", String(120), nullable=False),
    Column("name", String(80), nullable=False),
    Column("query", Text, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("saved_at", Instant, nullable=False),
    UniqueConstraint("login", "name"),
)
"""Lists that people keep under a name, with what their address asks for."""
