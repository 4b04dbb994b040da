"""A place remembers since when nothing speaks against it any more, having been corrected back.

What was corrected back before has no such day: the limits of those cases stay as they were told.
The guard of the table is taken down; the program puts it up again for the columns that there are.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column, empty."""
    _take_guard_down()
    op.add_column("placements", sa.Column("put_right_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Drops the column."""
    _take_guard_down()
    op.drop_column("placements", "put_right_on")


def _take_guard_down() -> None:
    on_table = " ON placements" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER IF EXISTS placements_sealed_update{on_table}")
