"""Accounts: tokens that open a door once or for a purpose, sessions, failed logins; and the log of
changes of everything that is the office's and not a case's.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from persistence.tables.base import Id, Instant, Words, metadata

tokens = Table(
    "tokens",
    metadata,
    Column("id", Id, primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False, index=True),
    Column("purpose", String(20), nullable=False),
    Column("hash", String(64)),
    Column("title", String(200)),
    Column("roles", Words),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(300)),
    Column("ends_at", Instant),
    Column("last_used_at", Instant),
    Column("revoked_at", Instant),
    Column("revoked_by", String(300)),
    CheckConstraint(
        "purpose = 'invitation' OR purpose = 'reset' OR purpose = 'calendar' OR purpose = 'api'",
        name="purpose",
    ),
)
"""Only the hash of a secret is kept; it is NULL until the mail that carries the secret leaves."""

sessions = Table(
    "sessions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False, index=True),
    Column("began_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("place", String(200), nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", String(300)),
)

login_failures = Table(
    "login_failures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("login", String(120), nullable=False, index=True),
    Column("at", Instant, nullable=False),
)
"""Wrong passwords by login, whether anybody has that login or not; gone with the next right one."""

changes = Table(
    "changes",
    metadata,
    Column("seq", Id, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("subject", String(40), nullable=False),
    Column("key", String(200), nullable=False),
    Column("name", String(60), nullable=False),
    Column("person", String(300), nullable=False),
    Column("before", Words),
    Column("after", Words),
    # The digest of both, and its salt; entries of before 0065 have none.
    Column("sealed", String(32)),
    Column("salt", String(32)),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_changes_subject_key", "subject", "key"),
)
"""Who changed what of the office's own data, when, from what to what: append-only, chained."""

change_tip = Table(
    "change_tip",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("length", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
"""One row: how long the log of changes is and its last hash, so that a cut tail is noticed."""
