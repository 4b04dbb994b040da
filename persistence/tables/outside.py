"""People outside: the links by which they see one case, and what they hand in there."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from persistence.tables.base import Id, Instant, Words, metadata, of_case, partial_index

outside_links = Table(
    "outside_links",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, of_case(), index=True),
    Column("call_id", Id, ForeignKey("calls.id")),
    Column("purpose", String(20), nullable=False),
    Column("address", String(200), nullable=False),
    Column("mail_key", String(300), nullable=False, unique=True),
    Column("hash", String(64), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("revoked_by", String(300)),
    Column("locked_at", Instant),
    Column("wrong_codes", Integer, nullable=False, default=0),
    Column("code_asked_at", Instant),
    Column("code_hash", String(64)),
    Column("code_ends_at", Instant),
    CheckConstraint("purpose = 'candidate' OR purpose = 'host'", name="purpose"),
    CheckConstraint("case_id IS NOT NULL OR call_id IS NOT NULL", name="of_something"),
)
"""One for each mail that carried one. Its secret, and that of its code, are drawn as a mail leaves;
only their hashes are kept. One to a call leads to the case of its address there, once there is
one."""

outside_drafts = Table(
    "outside_drafts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, of_case(), nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("form", String(120), nullable=False),
    Column("fields", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
    UniqueConstraint("case_id", "purpose", "form"),
)
"""What somebody outside typed and has not handed in; `fields` is JSON, as the browser sent them."""

submissions = Table(
    "submissions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, of_case(), nullable=False, index=True),
    Column("purpose", String(20), nullable=False),
    Column("address", String(200), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("name", String(60), nullable=False),
    Column("document", String(60)),
    Column("details", Words, nullable=False),
    Column("file", String(64), ForeignKey("files.sha256")),
    Column("received_at", Instant, nullable=False),
    Column("form_key", String(64), nullable=False, unique=True),
    Column("outcome", String(20)),
    Column("settled_at", Instant),
    Column("settled_by", String(300)),
    Column("reason", Text),
    Column("text_version", Integer),
    Column("text_digest", String(64)),
    CheckConstraint("kind = 'fact' OR kind = 'step'", name="kind"),
    CheckConstraint(
        "outcome IS NULL OR outcome = 'accepted' OR outcome = 'returned'", name="outcome"
    ),
)
"""A fact or a step of a case as somebody outside handed it in; `outcome` is NULL while it waits.
Of a signature, which version of the agreement was signed, and the digest of its text."""

survey_answers = Table(
    "survey_answers",
    metadata,
    Column("case_id", Id, of_case(), primary_key=True),
    Column("question", String(40), primary_key=True),
    Column("score", Integer),
    Column("words", Text),
    Column("answered_at", Instant, nullable=False, index=True),
    CheckConstraint("score IS NULL OR (score >= 1 AND score <= 5)", name="score"),
)
"""What somebody answered after the return; only the answers of five and more are told, together."""

partial_index("ix_submissions_waiting", submissions.c.received_at, submissions.c.outcome.is_(None))
