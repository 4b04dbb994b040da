"""A Decree keeps the last day to contest it that was told, with how that was counted.

Of a Decree whose time runs that is the receipt of the case's due date; those before are counted by
the calendar, as until now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

_TOLD = """
update decrees set last_days_stated = (
  select '[' || cases.receipt || ']' from cases where cases.id = decrees.case_id
)
where delivered_on is not null
and id in (select max(id) from decrees group by case_id)
and case_id in (
  select id from cases
  where awaited in ('lodge_appeal', 'lodge_complaint') and receipt is not null
)
"""


def upgrade() -> None:
    """Adds the column, and fills it where the time runs."""
    op.add_column("decrees", sa.Column("last_days_stated", sa.Text(), nullable=True))
    op.execute(_TOLD)


def downgrade() -> None:
    """Drops the column."""
    op.drop_column("decrees", "last_days_stated")
