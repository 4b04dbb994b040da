"""The office's move to another database: one row in that which it left, or is being moved into."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text

from persistence.tables.base import Instant, metadata

relocation = Table(
    "relocation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("phase", String(20), nullable=False),
    Column("token", String(32), nullable=False),
    Column("address", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
"""`phase` is `gone` where the office was; `arriving` where it is not yet, then `arrived`. Both have
one `token`. `address` is that of the new database, without its password.
"""
