"""Mail that came in: each message once, what it is, which mail of ours it is about, its fate."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, String, Table, Text

from persistence.tables.base import Id, Instant, Words, metadata, of_case, partial_index

incoming_mails = Table(
    "incoming_mails",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("institution", String(40), nullable=False),
    Column("case_id", Id, of_case(), index=True),
    Column("mail_key", String(200), ForeignKey("mails.key"), index=True),
    Column("kind", String(20), nullable=False),
    Column("message_id", String(310), nullable=False),
    Column("from_name", String(300), nullable=False),
    Column("from_address", String(200), nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("failure", Text),
    Column("attachments", Words, nullable=False),
    Column("file", String(64), ForeignKey("files.sha256")),
    Column("received_at", Instant, nullable=False),
    Column("due", Date),
    Column("receipt", Text),
    Column("task_id", Id, ForeignKey("tasks.id"), index=True),
    Column("next_at", Instant, index=True),
    Column("outcome", String(20)),
    Column("settled_at", Instant),
    Column("settled_by", String(300)),
    Column("answer", Text),
    CheckConstraint(
        "kind = 'reply' OR kind = 'bounce' OR kind = 'automatic' OR kind = 'objection' "
        "OR kind = 'unknown'",
        name="kind",
    ),
    CheckConstraint(
        "outcome IS NULL OR outcome = 'filed' OR outcome = 'seen' OR outcome = 'answered' "
        "OR outcome = 'set_aside'",
        name="outcome",
    ),
)
"""`key` is what a message is known by, `file` the message itself as it came, `attachments` names,
sizes and types of what came with it; `failure` what the server says of a mail that came back.
`outcome` is NULL while somebody must look at it; `due` is the last day to answer an objection with
its receipt, `next_at` when somebody is told of it next, `task_id` the task of the plans."""

partial_index(
    "ix_incoming_mails_waiting", incoming_mails.c.received_at, incoming_mails.c.outcome.is_(None)
)
partial_index(
    "ix_incoming_mails_kind",
    (incoming_mails.c.kind, incoming_mails.c.due, incoming_mails.c.id),
    incoming_mails.c.outcome.is_(None),
)
