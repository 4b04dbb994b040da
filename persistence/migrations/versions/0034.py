"""A version of a list keeps until when it can be appealed against, and who chose it and why.

Of the list in force the day is known; those before it are counted, as until now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_OF_A_VERSION = (
    ("appeal_until", sa.Date()),
    ("chosen_by", sa.String(length=200)),
    ("chosen_as", sa.String(length=40)),
    ("chosen_for", sa.String(length=40)),
    ("choice_reason", sa.Text()),
)
_TOLD = """
update rankings set appeal_until = (
  select calls.appeal_until from calls
  where calls.id = rankings.call_id and calls.list_version = rankings.version
)
"""


def upgrade() -> None:
    """Adds the columns, and fills the day of the lists in force."""
    for name, kind in _OF_A_VERSION:
        op.add_column("rankings", sa.Column(name, kind, nullable=True))
    op.execute(_TOLD)


def downgrade() -> None:
    """Drops the columns."""
    for name, _ in _OF_A_VERSION:
        op.drop_column("rankings", name)
