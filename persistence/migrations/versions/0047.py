"""Statistics of finished work: each stay in a state, how long steps took, what was recognised.

Empty: a worker fills them from the histories in its first minutes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "case_visits",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("process", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("host", sa.String(length=300), nullable=False),
        sa.Column("term", sa.String(length=10), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("late", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_visits_case_id")),
        sa.PrimaryKeyConstraint("case_id", "visit", name=op.f("pk_case_visits")),
    )
    op.create_index(
        "ix_case_visits_state", "case_visits", ["institution", "process", "state", "late", "case_id"]
    )
    op.create_table(
        "step_statistics",
        sa.Column("id", ID, nullable=False),
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("process", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("median", sa.Integer(), nullable=False),
        sa.Column("ninetieth", sa.Integer(), nullable=False),
        sa.Column("allowed", sa.Integer(), nullable=True),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_statistics")),
        sa.UniqueConstraint(
            "institution", "subject", "key", "process", "state",
            name=op.f("uq_step_statistics_institution_subject_key_process_state"),
        ),
    )
    op.create_table(
        "host_recognition",
        sa.Column("id", ID, nullable=False),
        sa.Column("institution", sa.String(length=40), nullable=False),
        sa.Column("host", sa.String(length=300), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("recognised", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_recognition")),
        sa.UniqueConstraint("institution", "host", name=op.f("uq_host_recognition_institution_host")),
    )


def downgrade() -> None:
    """Drops them; nothing is lost that histories do not tell."""
    for table in ("host_recognition", "step_statistics", "case_visits"):
        op.drop_table(table)
