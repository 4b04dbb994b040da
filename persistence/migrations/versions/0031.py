"""How letters address candidates and staff, and a person's name in the other script.

Nobody has recorded any of these yet: letters greet without a name until somebody does.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_ADDRESS = (("salutation", sa.String(length=1)), ("academic_title", sa.String(length=60)))
_OF_A_PERSON = (*_ADDRESS, ("name_in_other_script", sa.String(length=300)))


def upgrade() -> None:
    """Adds the columns, empty."""
    for name, kind in _OF_A_PERSON:
        op.add_column("persons", sa.Column(name, kind, nullable=True))
    for name, kind in _ADDRESS:
        op.add_column("staff", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Drops the columns."""
    for name, _ in _ADDRESS:
        op.drop_column("staff", name)
    for name, _ in _OF_A_PERSON:
        op.drop_column("persons", name)
