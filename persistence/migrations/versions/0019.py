"""A case knows where it stood before, and why its awaited step rests.

`visited` holds the states that a case stood in before the present one, so that coming back is seen
without reading the history; it is filled from there. `rests_en` and `rests_sr` say why no limit
runs; no case rests before this. A definition's text that a corrected one took the place of is kept
in `superseded_definitions`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_LEFT = sa.text(
    "SELECT case_id, source FROM history WHERE kind = 'step' AND source <> target "
    "ORDER BY case_id, seq"
)
_FILLED = sa.text("UPDATE cases SET visited = :visited WHERE id = :case_id")


def upgrade() -> None:
    """Adds them, and fills in where each case stood before."""
    nothing = sa.Column("visited", sa.Text(), nullable=False, server_default="[]")
    op.add_column("cases", nothing)
    op.add_column("cases", sa.Column("rests_en", sa.Text(), nullable=True))
    op.add_column("cases", sa.Column("rests_sr", sa.Text(), nullable=True))
    op.create_table(
        "superseded_definitions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_superseded_definitions")),
    )
    connection = op.get_bind()
    rows = list(_visited(connection))
    if rows:
        connection.execute(_FILLED, rows)


def _visited(connection: sa.Connection) -> Iterator[dict[str, object]]:
    """By case, the states that its steps left, each once and in their order."""
    by_case: dict[int, dict[str, None]] = {}
    for row in connection.execute(_LEFT):
        by_case.setdefault(row.case_id, {})[row.source] = None
    for case_id, states in by_case.items():
        yield {"case_id": case_id, "visited": json.dumps(list(states))}


def downgrade() -> None:
    """Takes the table and the columns away."""
    op.drop_table("superseded_definitions")
    for name in ("visited", "rests_en", "rests_sr"):
        op.drop_column("cases", name)
