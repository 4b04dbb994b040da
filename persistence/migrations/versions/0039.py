"""Absences by person, with who covers; nobody has recorded any before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "absences",
        sa.Column("id", BIG, nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("cover_id", BIG, nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("entered_by", sa.String(length=300), nullable=True),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("cancelled_at", sa.BigInteger(), nullable=True),
        sa.Column("cancelled_by", sa.String(length=300), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absences_order")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_absences_staff_id")),
        sa.ForeignKeyConstraint(["cover_id"], ["staff.id"], name=op.f("fk_absences_cover_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    for column in ("staff_id", "last_day"):
        op.create_index(op.f(f"ix_absences_{column}"), "absences", [column], unique=False)


def downgrade() -> None:
    """Drops it."""
    op.drop_table("absences")
