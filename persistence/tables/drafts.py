"""Drafts: what somebody has typed into a form of a case and has not sent, or sent in vain."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from persistence.tables.base import Id, Instant, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False),
    Column("case_id", Id, ForeignKey("cases.id"), nullable=False, index=True),
    Column("form", String(120), nullable=False),
    Column("version", Integer, nullable=False),
    Column("fields", Text, nullable=False),
    Column("kept_at", Instant, nullable=False, index=True),
    UniqueConstraint("staff_id", "case_id", "form"),
)
"""One for each person and form of a case; `fields` is JSON, as the browser sent them."""
