"""The chain of seals: which rows stand, beside the histories, in which every row of a case stands.

A seal covers rows that were written without an entry of a case's history: people, calls, registers,
what time wrote, every opened case, and where each history ended when a line of proof was given out.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from persistence.tables.base import Id, Instant, metadata

seals = Table(
    "seals",
    metadata,
    Column("seq", Id, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("at", Instant),
    Column("rows", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""`digest` is that of the rows which a seal covers; append-only, chained."""

sealed_rows = Table(
    "sealed_rows",
    metadata,
    Column("seal", Id, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("part", String(40), nullable=False),
    Column("key", String(300), nullable=False),
    Column("case_id", Id),
    Column("length", Integer),
    Column("digest", String(64)),
    Column("salt", String(32)),
    Index("ix_sealed_rows_part_key", "part", "key"),
    Index("ix_sealed_rows_case_id", "case_id"),
)
"""`length` is how long the case's history was then; without a `digest` the row is gone. The salt is
in no hash: where it is erased, nobody can guess at what stood there, and the chain holds.
"""

seal_tip = Table(
    "seal_tip",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("length", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
"""One row: how long the chain of seals is, and its last hash."""
