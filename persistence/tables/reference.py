"""Data of the office that everybody refers to: contacts at partners, and days that it is closed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, String, Table

from persistence.tables.base import Id, Instant, metadata

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
