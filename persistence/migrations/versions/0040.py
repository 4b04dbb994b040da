"""A place remembers for which hosts it was given, where the application was corrected since.

Nobody has corrected an application before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_OF_A_PLACE = (("listed_for", sa.Text()), ("corrected_on", sa.Date()))


def upgrade() -> None:
    """Adds the columns, empty."""
    for name, kind in _OF_A_PLACE:
        op.add_column("placements", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Drops the columns."""
    for name, _ in _OF_A_PLACE:
        op.drop_column("placements", name)
