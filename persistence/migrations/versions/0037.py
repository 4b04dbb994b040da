"""Lists kept under a name; names, what a person did and what a call's cases await by an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table and the indexes."""
    op.create_table(
        "saved_lists",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_lists")),
        sa.UniqueConstraint("login", "name", name=op.f("uq_saved_lists_login_name")),
    )
    op.create_index("ix_persons_folded", "persons", ["folded"])
    op.create_index("ix_history_person", "history", ["person", "at"])
    op.drop_index(op.f("ix_listed_cases_call_id"), table_name="listed_cases")
    columns = ["call_id", "state", "awaited", "ended", "due_key", "case_id"]
    op.create_index("ix_listed_cases_call", "listed_cases", columns)


def downgrade() -> None:
    """Takes them away."""
    op.drop_index("ix_listed_cases_call", table_name="listed_cases")
    op.create_index(op.f("ix_listed_cases_call_id"), "listed_cases", ["call_id"])
    op.drop_index("ix_history_person", table_name="history")
    op.drop_index("ix_persons_folded", table_name="persons")
    op.drop_table("saved_lists")
