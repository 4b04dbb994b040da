"""Calls, partners, commissions, scores and the lists that come of them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from persistence.tables.base import Exact, Id, Instant, metadata, of_case


def _of_call() -> Column[int]:
    return Column("call_id", Id, ForeignKey("calls.id"), primary_key=True)


partners = Table(
    "partners",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(300), nullable=False, unique=True),
    Column("email", String(200), nullable=False),
    Column("country", String(2), nullable=False),
    Column("numbers_courses", Boolean, nullable=False, default=True),
    Column("erasmus_code", String(20)),
    Column("address", String(300)),
    Column("contact", String(300)),
    Column("language", String(20)),
    Column("merged_into", Id, index=True),
)
"""A row for each name: one that stands twice says which row it is merged into, and keeps its name
where calls and cases have it.
"""

calls = Table(
    "calls",
    metadata,
    Column("id", Id, primary_key=True),
    Column("institution", String(40), nullable=False),
    Column("process", String(60), nullable=False),
    Column("title", String(300), nullable=False),
    Column("published", Date, nullable=False),
    Column("closes", Date, nullable=False),
    Column("appeal_days", Integer),
    Column("minimum_points", Exact, nullable=False),
    Column("extra_support", Text),
    Column("list_version", Integer, nullable=False, default=0),
    Column("for_requests", Boolean, nullable=False, server_default=false()),
    Column("list_published_on", Date),
    Column("appeal_until", Date),
    Column("opened_at", Instant),
    Column("opened_by", String(300)),
    Column("opened_as", String(40)),
    Column("opened_for", String(40)),
    Column("stamp", BigInteger),
    Column("places_stamp", BigInteger),
    UniqueConstraint("institution", "process", "title"),
    Index("ix_calls_institution", "institution", "for_requests", "id"),
)

call_required = Table(
    "call_required",
    metadata,
    _of_call(),
    Column("position", Integer, primary_key=True),
    Column("kind", String(60), nullable=False),
)

call_criteria = Table(
    "call_criteria",
    metadata,
    _of_call(),
    Column("position", Integer, primary_key=True),
    Column("criterion", String(60), nullable=False),
    Column("maximum", Exact, nullable=False),
    Column("weight", Exact),
)

call_hosts = Table(
    "call_hosts",
    metadata,
    _of_call(),
    Column("position", Integer, primary_key=True),
    Column("partner_id", Id, ForeignKey("partners.id"), nullable=False),
    Column("places", Integer, nullable=False),
    UniqueConstraint("call_id", "partner_id"),
)

commission_members = Table(
    "commission_members",
    metadata,
    _of_call(),
    Column("position", Integer, primary_key=True),
    Column("name", String(120), nullable=False),
    UniqueConstraint("call_id", "name"),
)

commission_changes = Table(
    "commission_changes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("former", String(120), nullable=False),
    Column("successor", String(120), nullable=False),
    Column("from_day", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("person", String(300), nullable=False),
    Column("role", String(40), nullable=False),
    Column("deputy_for", String(40)),
    Column("recorded_at", Instant, nullable=False),
)

scores = Table(
    "scores",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True),
    Column("member", String(120), primary_key=True),
    Column("criterion", String(60), primary_key=True),
    Column("points", Exact, nullable=False),
    sqlite_with_rowid=False,
)
"""On SQLite the rows stand in their key itself: a list reads all those of its call."""

interviews = Table(
    "interviews",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True),
    Column("on", Date, nullable=False),
)

rankings = Table(
    "rankings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("appeal_until", Date),
    Column("chosen_by", String(200)),
    Column("chosen_as", String(40)),
    Column("chosen_for", String(40)),
    Column("choice_reason", Text),
    UniqueConstraint("call_id", "version"),
)

ranking_entries = Table(
    "ranking_entries",
    metadata,
    Column("ranking_id", Id, ForeignKey("rankings.id"), primary_key=True),
    Column("case_id", Id, of_case(), primary_key=True, index=True),
    Column("rank", Integer, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("points", Exact),
    Column("host", String(300)),
    Column("explanation", Text, nullable=False),
    Column("kept", Boolean, nullable=False, default=False, server_default=false()),
)
