"""A decision whose certification was refused keeps the day: it has no effect.

The guard of the table is taken down; the program puts it up again for the columns that there are.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column: of no decision so far was it refused."""
    _take_guard_down()
    op.add_column("decrees", sa.Column("certification_refused_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Drops the column."""
    _take_guard_down()
    op.drop_column("decrees", "certification_refused_on")


def _take_guard_down() -> None:
    on_table = " ON decrees" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER IF EXISTS decrees_sealed_update{on_table}")
