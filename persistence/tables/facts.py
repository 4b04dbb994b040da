"""The dossier's facts. The newest of each kind counts; every earlier one is in the history.

Those of one row a case with plain fields are made from their forms (`persistence.fact_tables`).
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
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from persistence.tables.base import Exact, Id, Instant, Words, metadata, of_case


def _case_key() -> Column[int]:
    return Column("case_id", Id, of_case(), primary_key=True)


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True)


applications = Table(
    "applications",
    metadata,
    _case_key(),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("programme", String(20), nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("semesters", Integer, nullable=False),
    Column("teaching_hours", Exact),
    Column("activity", Text),
    Column("received_on", Date, nullable=False),
    Column("submitted_at", Instant, nullable=False),
)

application_hosts = Table(
    "application_hosts",
    metadata,
    _case_key(),
    _position(),
    Column("host", String(300), nullable=False),
)

placements = Table(
    "placements",
    metadata,
    _case_key(),
    Column("outcome", String(20), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("points", Exact),
    Column("host", String(300), index=True),
    Column("list_version", Integer, nullable=False),
    Column("listed_for", Words),
    Column("corrected_on", Date),
    Column("put_right_on", Date),
    Column("listed_mobilities", Integer),
    Column("listed_average", Exact),
    Column("listed_received_on", Date),
)

host_answers = Table(
    "host_answers",
    metadata,
    _case_key(),
    Column("accepted", Boolean, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("reason", Text),
)

files = Table(
    "files",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content_type", String(100), nullable=False),
)

file_contents = Table(
    "file_contents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, of_case(), index=True),
    Column("call_id", Id, ForeignKey("calls.id"), index=True),
    Column("kind", String(60), nullable=False),
    Column("language", String(20)),
    Column("delivered_on", Date),
    Column("certified", Boolean),
    Column("signed_by", Words),
    Column("file", String(64), ForeignKey("files.sha256")),
    Column("file_name", String(300)),
    Column("produced", Boolean, nullable=False, default=False),
    Column("key", String(200), unique=True),
    Column("recorded_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    CheckConstraint("case_id IS NOT NULL OR call_id IS NOT NULL", name="belongs"),
)

agreements = Table(
    "agreements",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, of_case(), nullable=False),
    Column("version", Integer, nullable=False),
    Column("language", String(20)),
    Column("semesters", Integer),
    Column("purpose", String(20)),
    Column("outcomes", Text),
    Column("programme", Text),
    Column("tasks", Text),
    Column("evaluation", Text),
    Column("teaching_hours", Exact),
    Column("activity", Text),
    Column("insurance_agreed_otherwise", Boolean),
    Column("further_documents", Words),
    Column("recorded_at", Instant, nullable=False),
    Column("concluded_on", Date),
    UniqueConstraint("case_id", "version"),
)

agreement_courses = Table(
    "agreement_courses",
    metadata,
    Column("agreement_id", Id, ForeignKey("agreements.id"), primary_key=True),
    _position(),
    Column("title", String(300)),
    Column("code", String(60)),
    Column("ects", Exact),
    Column("home_title", String(300)),
    Column("home_ects", Exact),
    Column("home_hours", Exact),
    Column("semester", Integer),
)

signatures = Table(
    "signatures",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, of_case(), nullable=False),
    Column("agreement_version", Integer, nullable=False),
    Column("document", String(40), nullable=False),
    Column("party", String(40), nullable=False),
    Column("on", Date, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Index("ix_signatures_case_version", "case_id", "agreement_version"),
)

transcripts = Table(
    "transcripts",
    metadata,
    _case_key(),
    Column("language", String(20)),
    Column("holds_grading_system", Boolean),
    Column("field", String(4)),
    Column("programme_semesters", Integer),
    Column("remarks", Text),
)

transcript_courses = Table(
    "transcript_courses",
    metadata,
    _case_key(),
    _position(),
    Column("code", String(60)),
    Column("title", String(300), nullable=False),
    Column("ects", Exact, nullable=False),
    Column("hours", Exact),
    Column("grade", String(40), nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("english", String(300)),
    Column("duration", String(2)),
)

transcript_grades = Table(
    "transcript_grades",
    metadata,
    _case_key(),
    _position(),
    Column("grade", String(40), nullable=False),
    Column("percent", Exact, nullable=False),
    Column("passing", Boolean, nullable=False),
)

recognition_decisions = Table(
    "recognition_decisions",
    metadata,
    _case_key(),
    _position(),
    Column("host", String(300), nullable=False),
    Column("home_title", String(300)),
    Column("home_ects", Exact),
    Column("home_hours", Exact),
    Column("supplement", Boolean, nullable=False),
    Column("elective", Boolean, nullable=False, server_default=false()),
    Column("without_grade", Boolean),  # empty where it was not said, as in rows of before
)

home_courses = Table(
    "home_courses",
    metadata,
    _case_key(),
    _position(),
    Column("title", String(300), nullable=False),
    Column("ects", Exact),
    Column("hours", Exact),
)

periods = Table(
    "periods",
    metadata,
    _case_key(),
    Column("kind", String(40), primary_key=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    CheckConstraint("first_day <= last_day", name="order"),
)

pauses = Table(
    "pauses",
    metadata,
    _case_key(),
    Column("first_day", Date, primary_key=True),
    Column("last_day", Date, nullable=False),
    Column("reason", Text),
    CheckConstraint("first_day <= last_day", name="order"),
)

deliveries = Table(
    "deliveries",
    metadata,
    _case_key(),
    Column("document", String(60), primary_key=True),
    Column("on", Date, nullable=False),
)

appeals = Table(
    "appeals",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, of_case(), nullable=False, index=True),
    Column("against", String(10), nullable=False),
    Column("on", Date, nullable=False),
    Column("grounds", Text),
    Column("decided_on", Date),
    Column("upheld", Boolean),
    Column("reason", Text),
    Column("act", String(60)),
    Column("decided_under", String(60)),
)

decrees = Table(
    "decrees",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, of_case(), nullable=False, index=True),
    Column("number", String(60), nullable=False, unique=True),
    Column("issued_on", Date, nullable=False),
    Column("method", String(40), nullable=False),
    Column("delivered_on", Date),
    Column("remedy", String(20)),
    Column("issued_by", String(300)),
    Column("issued_as", String(40)),
    Column("issued_for", String(40)),
    Column("last_days_stated", Text),
    Column("certification_refused_on", Date),
    Column("content", Text, nullable=False),
)
