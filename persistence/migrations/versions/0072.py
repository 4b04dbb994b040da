"""The last numbers given are sealed no more: they follow from the numbers that cases and acts bear.

What was sealed of them before stays in the chain of seals.
"""

from __future__ import annotations

from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Takes their guards down."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for event in ("insert", "update", "delete"):
        guard = f"number_sequences_sealed_{event}"
        table = " ON number_sequences" if on_postgresql else ""
        op.execute(f"DROP TRIGGER IF EXISTS {guard}{table}")
        if on_postgresql:
            op.execute(f"DROP FUNCTION IF EXISTS {guard}()")


def downgrade() -> None:
    """Nothing: a program that wants the guards puts them up as it opens the office."""
