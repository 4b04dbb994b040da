"""The answers to the survey after a return."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Id

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None

_SCALE = "score IS NULL OR (score >= 1 AND score <= 5)"


def upgrade() -> None:
    """A row for each question that somebody answered."""
    op.create_table(
        "survey_answers",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("score", sa.Integer()),
        sa.Column("words", sa.Text()),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(_SCALE, name=op.f("ck_survey_answers_score")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_survey_answers_case_id")),
        sa.PrimaryKeyConstraint("case_id", "question", name=op.f("pk_survey_answers")),
    )


def downgrade() -> None:
    """The answers are gone."""
    op.drop_table("survey_answers")
