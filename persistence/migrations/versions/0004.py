"""Criteria may be weighed, and who sat on a commission on which day is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Exact, Id, Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Calls that stand have no weights, and the commission that they were opened with."""
    op.add_column("call_criteria", sa.Column("weight", Exact(), nullable=True))
    op.create_table(
        "commission_changes",
        sa.Column("id", Id, nullable=False),
        sa.Column("call_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("former", sa.String(length=120), nullable=False),
        sa.Column("successor", sa.String(length=120), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("acting_for", sa.String(length=40), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_commission_changes_call_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_changes")),
    )
    op.create_index(
        op.f("ix_commission_changes_call_id"), "commission_changes", ["call_id"], unique=False
    )


def downgrade() -> None:
    """Forgets weights and changes; the commissions in force stay."""
    op.drop_index(op.f("ix_commission_changes_call_id"), table_name="commission_changes")
    op.drop_table("commission_changes")
    with op.batch_alter_table("call_criteria") as table:
        table.drop_column("weight")
