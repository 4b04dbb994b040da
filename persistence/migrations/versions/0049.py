"""Indexes as lists of more than one institution are read by; safe days by institution."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

OF_LEDGER = {
    "ix_escalations_at": ["at", "case_id"],
    "ix_escalations_level": ["level", "at"],
    "ix_escalations_recipient": ["recipient", "at"],
}


def upgrade() -> None:
    """Makes them anew."""
    for name, columns in OF_LEDGER.items():
        op.drop_index(name, table_name="escalations")
        op.create_index(name, "escalations", columns)
    _safe_by(["institution", "safe_by"])


def _safe_by(columns: list[str]) -> None:
    where = sa.text("ended IS false" if _on_postgresql() else "ended IS 0")
    op.drop_index("ix_cases_safe_by", table_name="cases")
    op.create_index(
        "ix_cases_safe_by", "cases", columns, sqlite_where=where, postgresql_where=where
    )


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    """Makes those of before."""
    for name, columns in OF_LEDGER.items():
        op.drop_index(name, table_name="escalations")
        op.create_index(name, "escalations", ["institution", *columns])
    _safe_by(["safe_by"])
