"""Cases: who they are about, where they stand, what happened, and what time will do."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from persistence.tables.base import Exact, Id, Instant, Words, metadata, of_case, partial_index

definitions = Table(
    "definitions",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
)

regulations = Table(
    "regulations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(120), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
    Index("ix_regulations_key", "key"),
)

superseded_definitions = Table(
    "superseded_definitions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("key", String(120), nullable=False),
    Column("text", Text, nullable=False),
    Column("replaced_at", Instant, nullable=False),
)

persons = Table(
    "persons",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(300), nullable=False),
    Column("email", String(200), nullable=False),
    Column("writes_in", String(10), nullable=False),
    Column("key", String(200)),
    Column("same_as", Id, index=True),
    Column("salutation", String(1)),
    Column("academic_title", String(60)),
    Column("name_in_other_script", String(300)),
    Column("folded", Text, nullable=False, server_default=text("''")),
    Column("sort_key", String(120), nullable=False, server_default=text("''")),
    UniqueConstraint("email", "name"),
    Index("ix_persons_key", "key", unique=True),
    Index("ix_persons_name", "name"),
)

same_persons = Table(
    "same_persons",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("persons.id"), nullable=False),
    Column("same_as", Id, ForeignKey("persons.id")),
    Column("reason", Text, nullable=False),
    Column("person", String(300), nullable=False),
    Column("role", String(40), nullable=False),
    Column("at", Instant, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number", String(40), nullable=False, unique=True),
    Column("institution", String(40), nullable=False),
    Column("process", String(60), nullable=False),
    Column("definition", String(120), nullable=False),
    Column("definition_digest", String(64), nullable=False),
    Column("call_id", Id, ForeignKey("calls.id"), nullable=False, index=True),
    Column("state", String(40), nullable=False),
    Column("visit", Integer, nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("awaited", String(40)),
    Column("owners", String(200), nullable=False, default=""),
    Column("due", Date, index=True),
    Column("receipt", Text),
    Column("visited", Words, nullable=False, server_default="[]"),
    Column("rests_en", Text),
    Column("rests_sr", Text),
    Column("safe_by", Date),
    Column("safe_receipt", Text),
    Column("ended", Boolean, nullable=False, default=False),
    Column("present", String(300), nullable=False, default=""),
    Column("history_length", Integer, nullable=False),
    Column("history_tip", String(64), nullable=False),
    CheckConstraint("version >= 1", name="version"),
    CheckConstraint("visit >= 1", name="visit"),
    Index("ix_cases_state", "institution", "process", "state"),
    Index("ix_cases_opened_at", "institution", "opened_at"),
)

is_open = cases.c.ended.is_(False)
partial_index("ix_cases_ended", (cases.c.institution, cases.c.entered_at), cases.c.ended.is_(True))
partial_index("ix_cases_safe_by", (cases.c.institution, cases.c.safe_by), is_open)

candidates = Table(
    "candidates",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True),
    Column("person_id", Id, ForeignKey("persons.id"), nullable=False, index=True),
    Column("level", String(20)),
    Column("year", Integer),
    Column("ects_earned", Exact, nullable=False),
    Column("months_abroad", Exact, nullable=False),
    Column("earlier_mobilities", Integer, nullable=False),
    Column("grade_average", Exact),
    Column("language", Words, nullable=False),
    Column("employed", Boolean),
    Column("staff", String(20)),
    Column("commission_name", String(120)),
    Column("home_institution", String(300)),
    Column("home_email", String(200)),
    Column("student_card", String(40)),
    Column("study_programme", String(200)),
    Column("faculty", String(40)),
    Column("birth_date", Date),
    Column("birth_place", String(300)),
    Column("sex", String(10)),
    Column("matriculated_on", Date),
    Column("field_of_study", String(4)),
)

history = Table(
    "history",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("name", String(60), nullable=False),
    Column("rule", String(20), nullable=False),
    Column("role", String(40), nullable=False),
    Column("person", String(300), nullable=False),
    Column("deputy_for", String(40)),
    Column("source", String(40)),
    Column("target", String(40)),
    Column("data", Text, nullable=False),
    # Digests of what the step wrote, as JSON; entries of before 0059 have none.
    Column("sealed", Text),
    Column("salt", String(32)),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_history_person", "person", "at"),
    Index("ix_history_at", "at"),
)

timers = Table(
    "timers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, of_case(), nullable=False),
    Column("visit", Integer, nullable=False),
    Column("due", Date, nullable=False),
    Column("level", String(40), nullable=False),
    Column("recipient", String(40), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("name", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("outcome", String(20)),
    UniqueConstraint("case_id", "visit", "due", "level", "recipient"),
    CheckConstraint("kind IN ('mail', 'step')", name="kind"),
)
open_timers = timers.c.closed_at.is_(None)
partial_index("ix_timers_open_at", timers.c.at, open_timers)
