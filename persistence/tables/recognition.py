"""What the office keeps for recognition beside the cases: grading tables and precedents.

Both are append-only: what no longer holds has a row that says who withdrew it, when and why.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from persistence.tables.base import Exact, Id, Instant, Words, metadata, of_case

grading_tables = Table(
    "grading_tables",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kept_by", String(40), nullable=False, index=True),
    Column("institution", String(300)),
    Column("field", String(4)),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date),
    Column("source", Text),
    Column("added_at", Instant, nullable=False),
    Column("person", String(300), nullable=False),
    Column("role", String(40), nullable=False),
    CheckConstraint("last_day IS NULL OR first_day <= last_day", name="order"),
)
"""`kept_by` is the institution whose office keeps it; without `institution` it is its own."""

grading_table_rows = Table(
    "grading_table_rows",
    metadata,
    Column("table_id", Id, ForeignKey("grading_tables.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("grade", String(40), nullable=False),
    Column("percent", Exact, nullable=False),
    Column("passing", Boolean, nullable=False),
)

grading_table_withdrawals = Table(
    "grading_table_withdrawals",
    metadata,
    Column("table_id", Id, ForeignKey("grading_tables.id"), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("person", String(300), nullable=False),
    Column("role", String(40), nullable=False),
    Column("reason", Text, nullable=False),
)

precedents = Table(
    "precedents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, of_case(), nullable=False, index=True),
    Column("decree_id", Id, ForeignKey("decrees.id"), nullable=False),
    Column("host", String(300), nullable=False),
    Column("host_key", String(300), nullable=False, index=True),
    Column("course", String(300), nullable=False),
    Column("home_title", String(300), nullable=False),
    Column("home_ects", Exact),
    Column("home_hours", Exact),
    Column("together_with", Words, nullable=False),
    Column("recognised_on", Date, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    UniqueConstraint("decree_id", "course", "home_title"),
)
"""`host_key` is the host's name as names are compared."""

precedent_withdrawals = Table(
    "precedent_withdrawals",
    metadata,
    Column("precedent_id", Id, ForeignKey("precedents.id"), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("person", String(300), nullable=False),
    Column("role", String(40), nullable=False),
    Column("reason", Text),
    Column("decree_id", Id, ForeignKey("decrees.id")),
    CheckConstraint("reason IS NOT NULL OR decree_id IS NOT NULL", name="reasoned"),
)
"""Withdrawn by people with a reason, or because another Decree of its case took its place."""
