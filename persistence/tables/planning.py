"""What the office sets itself to do: plans of a day, a week or a month, tasks, meetings.

None of it is law: it moves no case and no due date.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from persistence.tables.base import Id, Instant, metadata, of_case

meetings = Table(
    "meetings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("day", Date, nullable=False),
    Column("minutes", Text, nullable=False, default=""),
    Column("version", Integer, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", String(300), nullable=False),
    UniqueConstraint("institution", "day"),
)

tasks = Table(
    "tasks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("title", String(300), nullable=False),
    Column("staff_id", Id, ForeignKey("staff.id"), index=True),
    Column("due", Date),
    Column("meeting_id", Id, ForeignKey("meetings.id"), index=True),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(300), nullable=False),
    Column("done_at", Instant),
    Column("done_by", String(300)),
)

plans = Table(
    "plans",
    metadata,
    Column("id", Id, primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("span", String(10), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("begun_by", String(300), nullable=False),
    Column("given_out", Integer, nullable=False, default=0),
    Column("given_out_at", Instant),
    Column("given_out_by", String(300)),
    CheckConstraint("span IN ('day', 'week', 'month')", name="span"),
    UniqueConstraint("institution", "span", "first_day"),
)

plan_items = Table(
    "plan_items",
    metadata,
    Column("id", Id, primary_key=True),
    Column("plan_id", Id, ForeignKey("plans.id"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    # Of a step of a case: the visit and the step that it awaited as it was planned.
    Column("case_id", Id, of_case(), index=True),
    Column("visit", Integer),
    Column("step", String(40)),
    Column("task_id", Id, ForeignKey("tasks.id"), index=True),
    Column("staff_id", Id, ForeignKey("staff.id")),
    Column("left_out", Boolean, nullable=False, default=False),
    CheckConstraint("(case_id IS NULL) <> (task_id IS NULL)", name="about"),
)
