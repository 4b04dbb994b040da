"""A place remembers what decided between equal points, where that was corrected since.

What was corrected before gave no other place.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Exact

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

_OF_A_PLACE = (
    ("listed_mobilities", sa.Integer()),
    ("listed_average", Exact()),
    ("listed_received_on", sa.Date()),
)


def upgrade() -> None:
    """Adds the columns, empty."""
    for name, kind in _OF_A_PLACE:
        op.add_column("placements", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Drops the columns."""
    for name, _ in _OF_A_PLACE:
        op.drop_column("placements", name)
