"""What was answered to the survey in a year is found by its days."""

from __future__ import annotations

from alembic import op

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the index."""
    op.create_index("ix_survey_answers_answered_at", "survey_answers", ["answered_at"])


def downgrade() -> None:
    """Drops it."""
    op.drop_index("ix_survey_answers_answered_at", table_name="survey_answers")
