"""How the office shares its work: who has a case, until when it is put aside, what was said of it.

None of this is law: it moves no case and no due date. `case_handling` says how a case stands among
the colleagues, `handling_log` how that came, in a chain of its own as the history is.
"""

from __future__ import annotations

from sqlalchemy import (
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
    UniqueConstraint,
)

from persistence.tables.base import Id, Instant, metadata, of_case, partial_index

case_handling = Table(
    "case_handling",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True, autoincrement=False),
    Column("assignee", Id, ForeignKey("staff.id"), index=True),
    Column("assigned_at", Instant),
    Column("held_until", Date),
    Column("held_since", Date),
    Column("held_reason", Text),
    Column("held_by", Id, ForeignKey("staff.id")),
    Column("held_visit", Integer),
    Column("held_step", String(40)),
    Column("stops_time", Boolean, nullable=False, default=False),
    Column("back_on", Date),
    Column("log_length", Integer, nullable=False, default=0),
    Column("log_tip", String(64), nullable=False),
)
is_put_aside = case_handling.c.held_until.is_not(None)
partial_index("ix_case_handling_held_until", case_handling.c.held_until, is_put_aside)

handling_log = Table(
    "handling_log",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("login", String(120), nullable=False),
    Column("person", String(300), nullable=False),
    Column("role", String(40), nullable=False),
    Column("deputy_for", String(40)),
    Column("data", Text, nullable=False),
    Column("form_key", String(64)),
    # The digest of `data`, and its salt; entries of before 0065 have none.
    Column("sealed", String(32)),
    Column("salt", String(32)),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("form_key"),
)

followers = Table(
    "followers",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True, autoincrement=False),
    Column("staff_id", Id, ForeignKey("staff.id"), primary_key=True, autoincrement=False),
    Column("by_mail", Boolean, nullable=False),
    Column("since", Instant, nullable=False),
    Column("history_seen", Integer, nullable=False),
    Column("log_seen", Integer, nullable=False),
    Index("ix_followers_staff_id", "staff_id"),
)
"""Who follows a case, and up to which entry of its history and of its log they have been mailed."""

batches = Table(
    "batches",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("login", String(120), nullable=False),
    Column("act", String(20), nullable=False),
    Column("data", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("begun_at", Instant),
    Index("ix_batches_login_made_at", "login", "made_at"),
)
"""One act for many cases: asked first, then done, and what became of each is kept."""

batch_items = Table(
    "batch_items",
    metadata,
    Column("batch_id", Id, ForeignKey("batches.id"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("case_id", Id, of_case(), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("outcome", String(20)),
    Column("result", Text),
    CheckConstraint(
        "outcome IS NULL OR outcome IN ('taken', 'refused', 'changed')", name="outcome"
    ),
)
