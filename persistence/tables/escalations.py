"""The escalation ledger, as the nightly comparison left it, and each of these comparisons."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text

from persistence.tables.base import Id, Instant, metadata, of_case, partial_index

escalations = Table(
    "escalations",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True),
    Column("visit", Integer, primary_key=True),
    Column("due", Date, primary_key=True),
    Column("level", String(40), primary_key=True),
    Column("recipient", String(40), primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("alarm", Boolean, nullable=False),
    Column("mail_key", String(200)),
    Column("to_name", String(300)),
    Column("left_at", Instant),
    Column("detail", Text),
    Index("ix_escalations_at", "at", "case_id"),
    Index("ix_escalations_level", "level", "at"),
    Index("ix_escalations_recipient", "recipient", "at"),
)
"""Each level of each due date for each role, and what became of it."""

is_alarm = escalations.c.alarm.is_(True)
partial_index("ix_escalations_alarm", escalations.c.at, is_alarm)

reconciliations = Table(
    "reconciliations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("alarms", Integer, nullable=False),
)
"""Each comparison of what the ladders ask for with what left: how much was compared."""
