"""The lines before a page, and what is stuck, are counted in an index alone.

The institution stands at the end of each order's index: a line that is passed over is not read.
What runs has its step beside its due date, so that steps of whole calls are left out in the index.
Of many calls the newest, and of many messages the objections that wait, are read alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op

revision = "0089"
down_revision = "0088"
branch_labels = None
depends_on = None

ORDERS = {
    "due": ["ended", "due_key", "case_id"],
    "safe": ["ended", "safe_key", "due_key", "case_id"],
    "step": ["ended", "process", "state", "awaited", "due_key", "case_id"],
    "owners": ["ended", "owners", "due_key", "case_id"],
    "name": ["ended", "name_key", "case_id"],
    "host": ["ended", "host", "case_id"],
}
RUNNING = ["institution", "due_key", "case_id"]


def upgrade() -> None:
    """Makes the indexes anew, with a column more."""
    _make({name: [*columns, "institution"] for name, columns in ORDERS.items()})
    _make_running([*RUNNING, "process", "state", "awaited"])
    op.create_index("ix_calls_institution", "calls", ["institution", "for_requests", "id"])
    waits = sa.text("outcome IS NULL")
    op.create_index(
        "ix_incoming_mails_kind",
        "incoming_mails",
        ["kind", "due", "id"],
        sqlite_where=waits,
        postgresql_where=waits,
    )


def downgrade() -> None:
    """As they were."""
    op.drop_index("ix_incoming_mails_kind", table_name="incoming_mails")
    op.drop_index("ix_calls_institution", table_name="calls")
    _make(ORDERS)
    _make_running(RUNNING)


def _make(orders: Mapping[str, Sequence[str]]) -> None:
    for name, columns in orders.items():
        op.drop_index(f"ix_listed_cases_{name}", table_name="listed_cases")
        op.create_index(f"ix_listed_cases_{name}", "listed_cases", list(columns))


def _make_running(columns: Sequence[str]) -> None:
    false = "false" if op.get_bind().dialect.name == "postgresql" else "0"
    runs = sa.text(f"ended IS {false} AND rests IS {false}")
    op.drop_index("ix_listed_cases_running", table_name="listed_cases")
    op.create_index(
        "ix_listed_cases_running",
        "listed_cases",
        list(columns),
        sqlite_where=runs,
        postgresql_where=runs,
    )
