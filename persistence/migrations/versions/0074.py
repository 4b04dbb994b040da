"""A decision on a course may say that it was passed without a grade.

The guard of the table is taken down; the program puts it up again for the columns that there are.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column: of no decision so far was that said."""
    _take_guard_down()
    op.add_column(
        "recognition_decisions",
        sa.Column("without_grade", sa.Boolean(), nullable=True),
    )


def downgrade() -> None:
    """Drops the column."""
    _take_guard_down()
    op.drop_column("recognition_decisions", "without_grade")


def _take_guard_down() -> None:
    on_table = " ON recognition_decisions" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER IF EXISTS recognition_decisions_sealed_update{on_table}")
