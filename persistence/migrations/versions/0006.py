"""Our own transcripts: requests in no call, and what annexes 7 and 8 ask for beside (BMU-12a, 13)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Exact, Id

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WRITTEN = ("company_type", "address", "country", "provider", "function", "student_address")


def upgrade() -> None:
    """Adds the table and the columns; no call that is there stands for requests."""
    op.add_column(
        "calls", sa.Column("standing", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("transcripts", sa.Column("programme_semesters", sa.Integer()))
    op.add_column("transcripts", sa.Column("remarks", sa.Text()))
    op.add_column("transcript_courses", sa.Column("english", sa.String(length=300)))
    op.add_column("transcript_courses", sa.Column("duration", sa.String(length=2)))
    op.create_table(
        "traineeships",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("company", sa.String(length=300), nullable=False),
        *(sa.Column(name, sa.String(length=300)) for name in WRITTEN),
        sa.Column("tasks", sa.Text()),
        sa.Column("skills", sa.Text()),
        sa.Column("hours_per_day", Exact()),
        sa.Column("days_per_week", sa.Integer()),
        sa.Column("hours", Exact()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_traineeships_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_traineeships")),
    )


def downgrade() -> None:
    """Forgets what transcripts of our own say beside courses and grades."""
    op.drop_table("traineeships")
    for table, column in (
        ("transcript_courses", "duration"),
        ("transcript_courses", "english"),
        ("transcripts", "remarks"),
        ("transcripts", "programme_semesters"),
        ("calls", "standing"),
    ):
        op.drop_column(table, column)
