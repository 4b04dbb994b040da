"""Imports: rows of a spreadsheet as they were read, kept until they are entered or forgotten."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from persistence.tables.base import Id, Instant, Words, metadata

imports = Table(
    "imports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("login", String(120), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("place", String(40), nullable=False),
    Column("source", String(300), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("has_header", Boolean, nullable=False),
    Column("left_out", Words, nullable=False),
    Column("read_at", Instant, nullable=False),
    Column("judged_at", Instant, nullable=False),
    Column("begun_at", Instant),
    Index("ix_imports_login_kind_place", "login", "kind", "place"),
)
"""What somebody read from a file or pasted; `digest` is of what was sent, `begun_at` null while
nothing of it is entered."""

import_rows = Table(
    "import_rows",
    metadata,
    Column("import_id", Id, ForeignKey("imports.id"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("line", Integer, nullable=False),
    Column("entry", Integer, nullable=False),
    Column("texts", Words, nullable=False),
    Column("status", String(10), nullable=False),
    Column("notes", Words, nullable=False),
    Column("ticked", Boolean, nullable=False),
    Column("outcome", String(10)),
    CheckConstraint("status IN ('sound', 'wrong', 'there')", name="status"),
    CheckConstraint(
        "outcome IS NULL OR outcome IN ('entered', 'refused', 'there')", name="outcome"
    ),
)
"""Its rows; `entry` is the place of the first row of those that are entered together."""
