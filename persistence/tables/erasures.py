"""Erasures: who had what erased of which cases, when and why; never whose it was."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from persistence.tables.base import Id, Instant, Words, metadata, of_case

erasures = Table(
    "erasures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("person", String(300), nullable=False),
    Column("role", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("leftovers", Words, nullable=False),
    Column("finished_at", Instant),
)
"""`leftovers` names the files and messages whose bytes are still to go: `file/…`, `mail/…`. While
`finished_at` is empty, freed pages of the database may hold what was erased.
"""

erased_cases = Table(
    "erased_cases",
    metadata,
    Column("erasure_id", Id, ForeignKey("erasures.id"), primary_key=True, autoincrement=False),
    Column("case_id", Id, of_case(), primary_key=True, autoincrement=False),
    Column("kinds", Words, nullable=False),
    Index("ix_erased_cases_case_id", "case_id"),
)
"""What of a case was erased, by the kinds of data that the settings have periods for."""
