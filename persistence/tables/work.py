"""The office's outgoing work: mails as they were written, and the outbox of actions.

The life of an outbox row: waiting → claimed → done; where it fails, waiting again with a later
`next_attempt_at`, or dead after the last attempt; `handed_over` while SMTP's answer is awaited,
and uncertain where that answer was lost. A mail that was done and came back is bounced. Dead,
uncertain and bounced rows are for people to see.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from persistence.tables.base import Id, Instant, metadata, of_case, partial_index

OPEN: Final = ("waiting", "claimed", "handed_over")
"""The statuses of an action that has not come to its end."""
NOT_ARRIVED: Final = ("dead", "uncertain", "bounced")
"""The statuses of what nobody tries again by itself: given up, of unknown fate, or come back."""


def _one_of(*words: str) -> str:
    """Not `IN (…)`: SQLite makes a table of more than two words anew for each row written."""
    return " OR ".join(f"status = '{word}'" for word in words)


mails = Table(
    "mails",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("case_id", Id, of_case(), index=True),
    Column("call_id", Id, ForeignKey("calls.id")),
    Column("mail", String(60), nullable=False),
    Column("recipient", String(40), nullable=False),
    Column("to_name", String(300), nullable=False),
    Column("to_address", String(200), nullable=False),
    Column("language", String(10), nullable=False),
    Column("subject", Text, nullable=False),
    # What a mail says, as JSON (`MailWords`). Mails of before 0020 have their two forms instead.
    Column("words", Text),
    Column("text", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("attaches", String(200), nullable=False, default=""),
    Column("written_at", Instant, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("action", String(20), nullable=False),
    Column("label", String(400), nullable=False),
    Column("case_id", Id, of_case(), index=True),
    Column("call_id", Id, ForeignKey("calls.id")),
    Column("mail_key", String(200), ForeignKey("mails.key")),
    Column("document", String(60)),
    Column("content", Text),
    Column("webhook_id", Id, ForeignKey("webhooks.id"), index=True),
    Column("status", String(20), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_attempt_at", Instant, nullable=False),
    Column("claimed_until", Instant),
    Column("claimed_by", String(80)),
    Column("last_error", Text),
    Column("created_at", Instant, nullable=False),
    Column("done_at", Instant),
    CheckConstraint(_one_of(*OPEN, "done", *NOT_ARRIVED), name="status"),
    CheckConstraint("action IN ('mail', 'document', 'webhook')", name="action"),
)
partial_index("ix_outbox_open", outbox.c.next_attempt_at, text(_one_of(*OPEN)))

GIVEN_UP: Final = _one_of(*NOT_ARRIVED)
"""The condition of what nobody tries again by itself, in the very words of its index."""

partial_index("ix_outbox_given_up", outbox.c.case_id, text(GIVEN_UP))

partial_index("ix_outbox_of_no_case", outbox.c.mail_key, text("case_id IS NULL"))

IN_ORDER: Final = outbox.c.id + 0
"""The order of ids for lists of the few that an index above holds: written so that nobody walks the
whole outbox for it."""

leases = Table(
    "leases",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", String(80), nullable=False),
    Column("until", Instant, nullable=False),
)

workers = Table(
    "workers",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("beat", Integer, nullable=False),
)
"""The workers that live, each with a number that grows while it does."""

recounts = Table(
    "recounts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("calendar", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("cases", Integer, nullable=False),
)
"""Each calendar that the open cases were counted by, the one in force last."""

usual_days = Table(
    "usual_days",
    metadata,
    Column("institution", String(40), primary_key=True),
    Column("process", String(60), primary_key=True),
    Column("state", String(40), primary_key=True),
    Column("step", String(40), primary_key=True),
    Column("days", Integer, nullable=False),
    Column("working_days", Integer, nullable=False),
    Column("cases", Integer, nullable=False),
)
"""How long each step usually took: medians, from entering its state to the step."""

usual_days_counts = Table(
    "usual_days_counts",
    metadata,
    Column("counted_on", Date, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("cases", Integer, nullable=False),
)
"""The civil dates on which they were counted, and how many cases have another safe day since."""

act_register = Table(
    "act_register",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number", String(60), nullable=False, unique=True),
    Column("institution", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("kind", String(60), nullable=False),
    Column("entered_on", Date, nullable=False),
    Column("case_id", Id, of_case(), index=True),
    Column("call_id", Id, ForeignKey("calls.id")),
    UniqueConstraint("institution", "year", "serial"),
)

number_sequences = Table(
    "number_sequences",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("last", Integer, nullable=False),
)

stamps = Table(
    "stamps",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("stamp", BigInteger, nullable=False),
)
"""A number for each subject that the database itself draws anew with every change of it."""
