"""Journeys of staff: their orders have a table, and a ledger holds their settlement."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Exact, Id

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None

_BEFORE = ("granted", "changed", "paid", "paid_back")
_NOW = ("granted", "changed", "settled", "paid", "paid_back")


def upgrade() -> None:
    """Makes the table, and lets the ledger hold settlements."""
    op.create_table(
        "travel_orders",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("ordered_by", sa.String(300), nullable=False),
        sa.Column("destination", sa.String(300), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("advance", Exact(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_travel_orders_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_travel_orders")),
    )
    _allow(_NOW)


def downgrade() -> None:
    """Drops it; a settlement was a change of the grant before."""
    op.execute("UPDATE ledger_entries SET kind = 'changed' WHERE kind = 'settled'")
    _allow(_BEFORE)
    op.drop_table("travel_orders")


def _allow(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("ledger_entries") as batch:
        batch.drop_constraint(op.f("ck_ledger_entries_kind"), type_="check")
        condition = " OR ".join(f"kind = '{kind}'" for kind in kinds)
        batch.create_check_constraint(op.f("ck_ledger_entries_kind"), sa.text(condition))
