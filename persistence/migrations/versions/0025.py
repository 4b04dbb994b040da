"""Which version of an agreement is in force, and what agreements and their courses say besides.

`concluded_on` is the day on which a version came into force; it is filled in from the history:
each step that concluded or changed an agreement brought the version into force that was newest
then. A step of another name than the office's own definitions give it is not found there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_OF_AGREEMENT = ("insurance_agreed_otherwise", "further_documents", "concluded_on")
_CONCLUDED = sa.text(
    "SELECT case_id, at FROM history WHERE kind = 'step' "
    "AND (name LIKE 'sign\\_%' ESCAPE '\\' OR name = 'change_agreement') ORDER BY case_id, seq"
)
_VERSIONS = sa.text(
    "SELECT id, case_id, recorded_at FROM agreements WHERE version > 0 ORDER BY case_id, version"
)
_FILLED = sa.text("UPDATE agreements SET concluded_on = :day WHERE id = :version").bindparams(
    sa.bindparam("day", type_=sa.Date())
)
_BELGRADE = ZoneInfo("Europe/Belgrade")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    """Adds the columns, and fills in when each version was concluded."""
    op.add_column("agreements", sa.Column("insurance_agreed_otherwise", sa.Boolean()))
    op.add_column("agreements", sa.Column("further_documents", sa.Text()))
    op.add_column("agreements", sa.Column("concluded_on", sa.Date()))
    op.add_column("agreement_courses", sa.Column("semester", sa.Integer()))
    connection = op.get_bind()
    rows = list(_concluded(connection))
    if rows:
        connection.execute(_FILLED, rows)


def _concluded(connection: sa.Connection) -> Iterator[dict[str, object]]:
    """The versions that were newest when a step concluded or changed the agreement."""
    versions: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in connection.execute(_VERSIONS):
        versions[row.case_id].append((row.recorded_at, row.id))
    for step in connection.execute(_CONCLUDED):
        until_then = [version for at, version in versions[step.case_id] if at <= step.at]
        if until_then:
            yield {"version": until_then[-1], "day": _civil_date(step.at)}


def _civil_date(microseconds: int) -> date:
    return (_EPOCH + timedelta(microseconds=microseconds)).astimezone(_BELGRADE).date()


def downgrade() -> None:
    """Takes the columns away."""
    op.drop_column("agreement_courses", "semester")
    for name in _OF_AGREEMENT:
        op.drop_column("agreements", name)
