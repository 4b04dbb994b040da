"""Mail that comes in has a table, and a mail that came back is told as such.

SQLite makes the outbox anew for its new status; the guards of its table are put up by the program.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_BEFORE = ("waiting", "claimed", "handed_over", "done", "dead", "uncertain")
_GIVEN_UP = ("dead", "uncertain")


def upgrade() -> None:
    """Makes the table, and lets the outbox hold what came back."""
    op.create_table(
        "incoming_mails",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("institution", sa.String(40), nullable=False),
        sa.Column("case_id", _ID),
        sa.Column("mail_key", sa.String(200)),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("message_id", sa.String(310), nullable=False),
        sa.Column("from_name", sa.String(300), nullable=False),
        sa.Column("from_address", sa.String(200), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("failure", sa.Text()),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("file", sa.String(64)),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("next_at", sa.BigInteger()),
        sa.Column("outcome", sa.String(20)),
        sa.Column("settled_at", sa.BigInteger()),
        sa.Column("settled_by", sa.String(300)),
        sa.Column("answer", sa.Text()),
        sa.CheckConstraint(
            "kind = 'reply' OR kind = 'bounce' OR kind = 'automatic' OR kind = 'objection' "
            "OR kind = 'unknown'",
            name=op.f("ck_incoming_mails_kind"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome = 'filed' OR outcome = 'seen' OR outcome = 'answered' "
            "OR outcome = 'set_aside'",
            name=op.f("ck_incoming_mails_outcome"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_incoming_mails_case_id")),
        sa.ForeignKeyConstraint(["mail_key"], ["mails.key"], name=op.f("fk_incoming_mails_mail_key")),
        sa.ForeignKeyConstraint(["file"], ["files.sha256"], name=op.f("fk_incoming_mails_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_mails")),
        sa.UniqueConstraint("key", name=op.f("uq_incoming_mails_key")),
    )
    for column in ("case_id", "mail_key", "next_at"):
        op.create_index(op.f(f"ix_incoming_mails_{column}"), "incoming_mails", [column])
    waits = sa.text("outcome IS NULL")
    op.create_index(
        "ix_incoming_mails_waiting", "incoming_mails", ["received_at"],
        sqlite_where=waits, postgresql_where=waits,
    )
    _allow((*_BEFORE, "bounced"), (*_GIVEN_UP, "bounced"))


def downgrade() -> None:
    """Drops it; what came back was sent, as far as anybody knew before."""
    op.execute(
        "UPDATE outbox SET status = 'uncertain' WHERE status = 'bounced'"
    )
    _allow(_BEFORE, _GIVEN_UP)
    op.drop_table("incoming_mails")


def _allow(statuses: tuple[str, ...], given_up: tuple[str, ...]) -> None:
    """Says anew which statuses there are, and which of them are for people to see."""
    op.drop_index("ix_outbox_given_up", "outbox")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_constraint(op.f("ck_outbox_status"), type_="check")
        batch.create_check_constraint(op.f("ck_outbox_status"), sa.text(_one_of(statuses)))
    condition = sa.text(_one_of(given_up))
    op.create_index(
        "ix_outbox_given_up", "outbox", ["case_id"],
        sqlite_where=condition, postgresql_where=condition,
    )


def _one_of(statuses: tuple[str, ...]) -> str:
    return " OR ".join(f"status = '{status}'" for status in statuses)
