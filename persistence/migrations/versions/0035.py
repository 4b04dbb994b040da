"""How the office shares its work: assignees, holds, comments, followers, and acts for many cases.

No case was handled so before: the tables begin empty. The log is append-only, as the history is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Id, Instant

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

TABLES = ("batch_items", "batches", "followers", "handling_log", "case_handling")


def upgrade() -> None:
    """Makes the tables, and lets the database refuse to change the log."""
    _case_handling()
    _handling_log()
    _followers()
    _batches()
    _make_append_only()


def downgrade() -> None:
    """Drops them."""
    for table in TABLES:
        op.drop_table(table)


def _case_handling() -> None:
    op.create_table(
        "case_handling",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("assignee", Id),
        sa.Column("assigned_at", Instant()),
        sa.Column("held_until", sa.Date()),
        sa.Column("held_since", sa.Date()),
        sa.Column("held_reason", sa.Text()),
        sa.Column("held_by", Id),
        sa.Column("held_visit", sa.Integer()),
        sa.Column("held_step", sa.String(length=40)),
        sa.Column("stops_time", sa.Boolean(), nullable=False),
        sa.Column("back_on", sa.Date()),
        sa.Column("log_length", sa.Integer(), nullable=False),
        sa.Column("log_tip", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_handling_case_id"),
        sa.ForeignKeyConstraint(["assignee"], ["staff.id"], name="fk_case_handling_assignee"),
        sa.ForeignKeyConstraint(["held_by"], ["staff.id"], name="fk_case_handling_held_by"),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_handling"),
    )
    op.create_index("ix_case_handling_assignee", "case_handling", ["assignee"])
    put_aside = sa.text("held_until IS NOT NULL")
    op.create_index(
        "ix_case_handling_held_until",
        "case_handling",
        ["held_until"],
        sqlite_where=put_aside,
        postgresql_where=put_aside,
    )


def _handling_log() -> None:
    op.create_table(
        "handling_log",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("login", sa.String(length=120), nullable=False),
        sa.Column("person", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("deputy_for", sa.String(length=40)),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("form_key", sa.String(length=64)),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_handling_log_case_id"),
        sa.PrimaryKeyConstraint("case_id", "seq", name="pk_handling_log"),
        sa.UniqueConstraint("form_key", name="uq_handling_log_form_key"),
    )


def _followers() -> None:
    op.create_table(
        "followers",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("staff_id", Id, nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("history_seen", sa.Integer(), nullable=False),
        sa.Column("log_seen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_followers_case_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_followers_staff_id"),
        sa.PrimaryKeyConstraint("case_id", "staff_id", name="pk_followers"),
    )
    op.create_index("ix_followers_staff_id", "followers", ["staff_id"])


def _batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("login", sa.String(length=120), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("begun_at", Instant()),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
        sa.UniqueConstraint("key", name="uq_batches_key"),
    )
    op.create_index("ix_batches_login_made_at", "batches", ["login", "made_at"])
    op.create_table(
        "batch_items",
        sa.Column("batch_id", Id, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20)),
        sa.Column("result", sa.Text()),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('taken', 'refused', 'changed')",
            name=op.f("ck_batch_items_outcome"),
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_batch_items_batch_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_batch_items_case_id"),
        sa.PrimaryKeyConstraint("batch_id", "place", name="pk_batch_items"),
    )


def _make_append_only() -> None:
    """On PostgreSQL by the function that guards the registers (0005)."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for action in ("UPDATE", "DELETE"):
        head = f"CREATE TRIGGER handling_log_no_{action.lower()} BEFORE {action} ON handling_log "
        body = "BEGIN SELECT RAISE(ABORT, 'the log of handling is append-only'); END"
        if is_postgresql:
            body = "FOR EACH ROW EXECUTE FUNCTION register_is_append_only()"
        op.execute(head + body)
    if is_postgresql:
        op.execute(
            "CREATE TRIGGER handling_log_no_truncate BEFORE TRUNCATE ON handling_log "
            "FOR EACH STATEMENT EXECUTE FUNCTION register_is_append_only()"
        )
