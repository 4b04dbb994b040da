"""What is kept of finished work, so that nobody has to read all histories for a number."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, String, Table, UniqueConstraint

from persistence.tables.base import Id, Instant, metadata, of_case

case_visits = Table(
    "case_visits",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True),
    Column("visit", Integer, primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("process", String(60), nullable=False),
    Column("state", String(40), nullable=False),
    Column("role", String(40), nullable=False),
    Column("host", String(300), nullable=False),
    Column("term", String(10), nullable=False),
    Column("entered_on", Date, nullable=False),
    Column("left_on", Date),
    Column("due", Date),
    Column("days", Integer),
    Column("late", Integer),
    Index(
        "ix_case_visits_state",
        "institution",
        "process",
        "state",
        "late",
        "case_id",
    ),
)
"""Each stay of a case in a state: who ended it (`role`, empty while it lasts), in which term, after
how many civil `days`, and how many of them after the due date (`late`, 0 where it was in time)."""

step_statistics = Table(
    "step_statistics",
    metadata,
    Column("id", Id, primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("subject", String(10), nullable=False),
    Column("key", String(300), nullable=False),
    Column("process", String(60), nullable=False),
    Column("state", String(40), nullable=False),
    Column("number", Integer, nullable=False),
    Column("median", Integer, nullable=False),
    Column("ninetieth", Integer, nullable=False),
    Column("allowed", Integer),
    Column("late", Integer, nullable=False),
    Column("counted_at", Instant, nullable=False),
    UniqueConstraint("institution", "subject", "key", "process", "state"),
)
"""How long a step took, in civil days, by a subject: the step itself, who took it, host or term.

`allowed` is the median of the days that the limit gave; `late` how many came after the due date.
"""

host_recognition = Table(
    "host_recognition",
    metadata,
    Column("id", Id, primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("host", String(300), nullable=False),
    Column("cases", Integer, nullable=False),
    Column("passed", Integer, nullable=False),
    Column("recognised", Integer, nullable=False),
    Column("counted_at", Instant, nullable=False),
    UniqueConstraint("institution", "host"),
)
"""The ECTS that were passed at a host and those that a Decree recognised, both in hundredths."""
