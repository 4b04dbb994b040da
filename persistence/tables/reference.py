"""Data of the office that everybody refers to: contacts at partners, days that it is closed, and
the courses of the home programmes."""

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
    UniqueConstraint,
)

from persistence.tables.base import Exact, Id, Instant, metadata

partner_contacts = Table(
    "partner_contacts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("partner_id", Id, ForeignKey("partners.id"), nullable=False, index=True),
    Column("name", String(300), nullable=False),
    Column("email", String(200), nullable=False),
    Column("duty", String(200)),
)

closures = Table(
    "closures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("reason_en", String(200), nullable=False),
    Column("reason_sr", String(200), nullable=False),
    Column("entered_by", String(300), nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("withdrawn_by", String(300)),
    Column("withdrawn_at", Instant),
    CheckConstraint("first_day <= last_day", name="order"),
)
"""Closures that were entered on the page; those of `config.yaml` stand beside them."""

programme_courses = Table(
    "programme_courses",
    metadata,
    Column("id", Id, primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("programme", String(200), nullable=False),
    Column("key", String(300), nullable=False),
    Column("code", String(60)),
    Column("title", String(300), nullable=False),
    Column("english", String(300)),
    Column("ects", Exact),
    Column("hours", Exact),
    Column("semester", Integer),
    Column("in_use", Boolean, nullable=False),
    Column("folded", String(1000), nullable=False),
    UniqueConstraint("institution", "programme", "key"),
)
"""The courses of the home programmes; `key` is the code, or the title where there is none, as it is
compared."""
