"""The courses of the home programmes have a register of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "programme_courses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("institution", sa.String(40), nullable=False),
        sa.Column("programme", sa.String(200), nullable=False),
        sa.Column("key", sa.String(300), nullable=False),
        sa.Column("code", sa.String(60)),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("english", sa.String(300)),
        sa.Column("ects", sa.String(40)),
        sa.Column("hours", sa.String(40)),
        sa.Column("semester", sa.Integer()),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("folded", sa.String(1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_courses")),
        sa.UniqueConstraint(
            "institution", "programme", "key",
            name=op.f("uq_programme_courses_institution_programme_key"),
        ),
    )  # fmt: skip


def downgrade() -> None:
    """Drops it."""
    op.drop_table("programme_courses")
