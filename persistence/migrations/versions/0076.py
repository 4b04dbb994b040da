"""Buddies of those who come, and introductory meetings of those who go: who was invited, who came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Id

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

TABLES: dict[str, tuple[sa.Column[object], ...]] = {
    "buddies": (
        sa.Column("buddy", sa.String(length=300), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text()),
    ),
    "introductory_meetings": (
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("held", sa.String(length=40)),
        sa.Column("invited_on", sa.Date()),
        sa.Column("came", sa.Boolean()),
        sa.Column("note", sa.Text()),
    ),
}


def upgrade() -> None:
    """A row for each record."""
    for name, columns in TABLES.items():
        op.create_table(
            name,
            sa.Column("case_id", Id, nullable=False),
            sa.Column("position", sa.Integer(), nullable=False),
            *columns,
            sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{name}_case_id")),
            sa.PrimaryKeyConstraint("case_id", "position", name=op.f(f"pk_{name}")),
        )


def downgrade() -> None:
    """What was written of them is gone."""
    for name in TABLES:
        op.drop_table(name)
