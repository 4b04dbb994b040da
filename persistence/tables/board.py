"""What the board of those who supervise is made of, beside the cases themselves."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, Text, and_

from persistence.tables.base import Instant, metadata, partial_index
from persistence.tables.cases import cases
from persistence.tables.lists import listed_cases

signs_of_life = Table(
    "signs_of_life",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", String(80), nullable=False),
    Column("at", Instant, nullable=False),
    Column("obstacle", Text),
)
"""When each part of a running office last did its work: one row a part. `obstacle` is what keeps a
part from its work, as JSON in both languages, where the row tells of that."""

# What the numbers of open cases are read from; a condition stands here as its queries have it.
_RUNS = and_(listed_cases.c.ended.is_(False), listed_cases.c.rests.is_(False))
partial_index(
    "ix_listed_cases_running",
    tuple(
        listed_cases.c[name]
        for name in ("institution", "due_key", "case_id", "process", "state", "awaited")
    ),
    _RUNS,
)
partial_index(
    "ix_listed_cases_awaited",
    tuple(
        listed_cases.c[name] for name in ("institution", "awaited", "due_key", "call_id", "case_id")
    ),
    _RUNS,
)
partial_index(
    "ix_cases_open_since",
    (cases.c.institution, cases.c.process, cases.c.state, cases.c.entered_at),
    cases.c.ended.is_(False),
)
Index("ix_cases_versions", cases.c.institution, cases.c.version)
