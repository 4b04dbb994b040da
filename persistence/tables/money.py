"""Money: the ledgers of cases, the budgets of calls, and what is owed now.

Ledgers and budgets are only added to. Amounts are whole cents.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from persistence.tables.base import Id, Instant, metadata, of_case

ledger_entries = Table(
    "ledger_entries",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("on", Date, nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("distance_km", Integer),
    Column("green_travel", Boolean, nullable=False),
    Column("fewer_opportunities", Boolean, nullable=False),
    Column("interrupted_days", Integer, nullable=False),
    Column("prolonged_to", Date),
    Column("country", String(2)),
    Column("rates", String(60)),
    Column("receipt", Text),
    Column("reference", String(120)),
    Column("reason", Text),
    Column("corrects", Integer),
    CheckConstraint(
        "kind = 'granted' OR kind = 'changed' OR kind = 'settled' OR kind = 'paid' "
        "OR kind = 'paid_back'",
        name="kind",
    ),
)
"""A row for each entry of a case's ledger (`states.money.LedgerEntry`)."""

call_budgets = Table(
    "call_budgets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=False, index=True),
    Column("cents", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("project", String(80), nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("set_at", Instant, nullable=False),
    Column("set_by", String(300), nullable=False),
    CheckConstraint("cents >= 0", name="cents"),
    CheckConstraint("first_day <= last_day", name="order"),
)
"""What a call may promise: the newest row of a call is in force, the others were before it."""

money_due = Table(
    "money_due",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("cents", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("due", Date, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("noticed_on", Date, nullable=False),
    Column("next_at", Instant, index=True),
    Index("ix_money_due_due", "due", "case_id", "kind"),
)
"""What is owed in a case now, by when, and when somebody is told of it next; a row goes once it is
settled."""
