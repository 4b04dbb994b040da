"""What is owed is read in the order of its days, and the agreements with a partner are found by its
name: no page reads all cases for the few that it shows.
"""

from __future__ import annotations

from alembic import op

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the indexes."""
    op.create_index("ix_money_due_due", "money_due", ["due", "case_id", "kind"])
    op.create_index("ix_persons_name", "persons", ["name"])


def downgrade() -> None:
    """Drops them."""
    op.drop_index("ix_persons_name", table_name="persons")
    op.drop_index("ix_money_due_due", table_name="money_due")
