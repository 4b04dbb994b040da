"""The office's staff, their roles and absences on which days, and who stands in for whom."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, String, Table

from persistence.tables.base import Id, Instant, metadata

staff = Table(
    "staff",
    metadata,
    Column("id", Id, primary_key=True),
    Column("login", String(120), nullable=False, unique=True),
    Column("name", String(300), nullable=False),
    Column("email", String(200), nullable=False),
    Column("writes_in", String(10), nullable=False),
    Column("password", String(300)),
    Column("active", Boolean, nullable=False, default=True),
    Column("salutation", String(1)),
    Column("academic_title", String(60)),
    Column("name_in_other_script", String(300)),
)

role_assignments = Table(
    "role_assignments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False, index=True),
    Column("institution", String(40), nullable=False),
    Column("role", String(40), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date),
    Column("appointed_as", String(40)),
    Column("appointed_by", String(300)),
    Column("entered_by", String(300)),
    Column("ended_by", String(300)),
)

deputies = Table(
    "deputies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("who", String(40), nullable=False),
    Column("deputy_for", String(40), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("entered_by", String(300)),
    Column("ended_by", String(300)),
    CheckConstraint("first_day <= last_day", name="order"),
)

absences = Table(
    "absences",
    metadata,
    Column("id", Id, primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False, index=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False, index=True),
    Column("cover_id", Id, ForeignKey("staff.id")),
    Column("note", String(200)),
    Column("entered_by", String(300)),
    Column("entered_at", Instant, nullable=False),
    Column("cancelled_at", Instant),
    Column("cancelled_by", String(300)),
    CheckConstraint("first_day <= last_day", name="order"),
)
