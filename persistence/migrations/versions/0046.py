"""The escalation ledger: what the nightly comparison of the ladders with the mails left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, empty: the worker compares as it starts."""
    op.create_table(
        "escalations",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=40), nullable=False),
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("alarm", sa.Boolean(), nullable=False),
        sa.Column("mail_key", sa.String(length=200), nullable=True),
        sa.Column("to_name", sa.String(length=300), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_escalations_case_id_cases")
        ),
        sa.PrimaryKeyConstraint(
            "case_id", "visit", "due", "level", "recipient", name=op.f("pk_escalations")
        ),
    )
    op.create_index("ix_escalations_at", "escalations", ["institution", "at", "case_id"])
    op.create_index("ix_escalations_level", "escalations", ["institution", "level", "at"])
    op.create_index("ix_escalations_recipient", "escalations", ["institution", "recipient", "at"])
    where = sa.text("alarm IS true" if _on_postgresql() else "alarm IS 1")
    op.create_index(
        "ix_escalations_alarm", "escalations", ["at"], sqlite_where=where, postgresql_where=where
    )
    op.create_table(
        "reconciliations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("alarms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliations")),
    )


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    """Drops them."""
    op.drop_table("reconciliations")
    op.drop_table("escalations")
