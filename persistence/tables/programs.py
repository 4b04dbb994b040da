"""What programs of others have with the office: the keys of their requests, and what they are told.

A change of who is told puts the stamp of the office's people anew (`persistence.stamps`).
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from persistence.tables.base import Id, Instant, Words, metadata

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("token_id", Id, ForeignKey("tokens.id"), primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("status", Integer),
    Column("body", Text),
    Column("at", Instant, nullable=False),
    Index("ix_idempotency_keys_at", "at"),
)

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("title", String(120), nullable=False),
    Column("url", String(500), nullable=False),
    # The newest first; while two stand here, a message carries a signature of each.
    Column("secrets", Words, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(300), nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", String(300)),
)
