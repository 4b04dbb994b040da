"""The cases of a host stand in its index as they do in a list: the latest safe day first.

Whoever looks for a frequent name at a host is shown a page of that host's cases, walked in their
order, and no other case is asked for the name.
"""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op

revision = "0090"
down_revision = "0089"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the index anew, with the two days before the case."""
    _make(["safe_key", "due_key"])


def downgrade() -> None:
    """As it was."""
    _make([])


def _make(days: Sequence[str]) -> None:
    op.drop_index("ix_listed_cases_host", table_name="listed_cases")
    columns = ["ended", "host", *days, "case_id", "institution"]
    op.create_index("ix_listed_cases_host", "listed_cases", columns)
