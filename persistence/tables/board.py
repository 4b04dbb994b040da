"""What the board of those who supervise is made of, beside the cases themselves."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from persistence.tables.base import Instant, metadata

signs_of_life = Table(
    "signs_of_life",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", String(80), nullable=False),
    Column("at", Instant, nullable=False),
)
"""When each part of a running office last did its work: one row a part."""
