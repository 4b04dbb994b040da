"""An application knows the day on which it came in; a document, whether anybody said who signed it.

`received_on` of the applications so far is the day in Belgrade on which each was written down. That
nobody had signed a document could not be said before: an empty list meant that nobody said who did.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BELGRADE = ZoneInfo("Europe/Belgrade")
_SUBMITTED = sa.text("SELECT case_id, submitted_at FROM applications")
_RECEIVED = sa.text("UPDATE applications SET received_on = :day WHERE case_id = :case_id").bindparams(
    sa.bindparam("day", type_=sa.Date)
)


def upgrade() -> None:
    """Adds the day and fills it in; nobody is recorded as having signed nothing."""
    op.add_column("applications", sa.Column("received_on", sa.Date(), nullable=True))
    connection = op.get_bind()
    rows = list(_received(connection))
    if rows:
        connection.execute(_RECEIVED, rows)
    with op.batch_alter_table("applications") as table:
        table.alter_column("received_on", existing_type=sa.Date(), nullable=False)
    with op.batch_alter_table("documents") as table:
        table.alter_column("signed_by", existing_type=sa.Text(), nullable=True)
    op.execute("UPDATE documents SET signed_by = NULL WHERE signed_by = '[]'")


def _received(connection: sa.Connection) -> Iterator[dict[str, object]]:
    for case_id, microseconds in connection.execute(_SUBMITTED).all():
        submitted = _EPOCH + timedelta(microseconds=microseconds)
        yield {"case_id": case_id, "day": submitted.astimezone(_BELGRADE).date()}


def downgrade() -> None:
    """Takes the day away; who signed is an empty list again where nobody said."""
    op.execute("UPDATE documents SET signed_by = '[]' WHERE signed_by IS NULL")
    with op.batch_alter_table("documents") as table:
        table.alter_column("signed_by", existing_type=sa.Text(), nullable=False)
    op.drop_column("applications", "received_on")
