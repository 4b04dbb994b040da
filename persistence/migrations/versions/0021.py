"""An appeal names the act that it is against; a list marks who keeps a place, and may have no points.

`act` is the version of the list, or the number of the Decree; of appeals of before, the version in
force as they were lodged, and the newest Decree on the day of receipt. `decided_under` is the version of the list that was in
force as an appeal against it was decided. On a list that somebody chooses without points,
`points` is empty.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

WITH_POINTS = ("ranking_entries", "placements")

_LISTS = sa.text(
    "SELECT id, case_id FROM appeals WHERE against = 'list' ORDER BY case_id, id"
)
_PUBLISHED = sa.text(
    "SELECT cases.id AS case_id, rankings.version, rankings.published_at FROM rankings"
    " JOIN cases ON cases.call_id = rankings.call_id ORDER BY rankings.version"
)
_STEPS = sa.text(
    "SELECT case_id, name, at FROM history WHERE kind = 'step' AND name IN"
    " ('lodge_ranking_appeal', 'uphold_ranking_appeal', 'dismiss_ranking_appeal')"
    " ORDER BY case_id, seq"
)
_DECREES = sa.text(
    'SELECT appeals.id, appeals."on" AS received, decrees.number, decrees.issued_on FROM appeals'
    " JOIN decrees ON decrees.case_id = appeals.case_id"
    " WHERE appeals.against = 'decree' ORDER BY appeals.id, decrees.id"
).columns(received=sa.Date(), issued_on=sa.Date())
_FILL = sa.text("UPDATE appeals SET act = :act, decided_under = :decided_under WHERE id = :appeal")


def upgrade() -> None:
    """Adds the columns, and fills in what each appeal is against."""
    op.add_column("appeals", sa.Column("act", sa.String(length=60), nullable=True))
    op.add_column("appeals", sa.Column("decided_under", sa.String(length=60), nullable=True))
    kept: sa.Column[bool] = sa.Column("kept", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("ranking_entries", kept)
    for table in WITH_POINTS:
        _may_be_empty(table)
    connection = op.get_bind()
    rows = [*_against_lists(connection), *_against_decrees(connection)]
    if rows:
        connection.execute(_FILL, rows)


def _may_be_empty(table: str) -> None:
    """On SQLite the column is made anew: a table made anew would lose its triggers."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(table, "points", nullable=True)
        return
    op.execute(f"ALTER TABLE {table} ADD COLUMN points_or_none VARCHAR(40)")
    op.execute(f"UPDATE {table} SET points_or_none = points")
    op.execute(f"ALTER TABLE {table} DROP COLUMN points")
    op.execute(f"ALTER TABLE {table} RENAME COLUMN points_or_none TO points")


def _against_lists(connection: sa.Connection) -> Iterator[dict[str, object]]:
    """The version in force at the lodging, and the one in force at the decision."""
    published: dict[int, list[tuple[int, str]]] = {}
    for row in connection.execute(_PUBLISHED):
        published.setdefault(row.case_id, []).append((row.published_at, str(row.version)))
    lodged, decided = _instants(connection)
    places: dict[int, int] = {}
    for row in connection.execute(_LISTS):
        place = places[row.case_id] = places.get(row.case_id, -1) + 1
        versions = published.get(row.case_id, [])
        yield {
            "appeal": row.id,
            "act": _in_force(versions, lodged.get(row.case_id, [])[place:]),
            "decided_under": _in_force(versions, decided.get(row.case_id, [])[place:]),
        }


def _in_force(versions: list[tuple[int, str]], instants: list[int]) -> str | None:
    """The newest version at the first of the instants; None where there is none."""
    if not instants:
        return None
    return next((version for at, version in reversed(versions) if at <= instants[0]), None)


def _instants(connection: sa.Connection) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """By case, when its appeals against a list were lodged, and when they were decided."""
    lodged: dict[int, list[int]] = {}
    decided: dict[int, list[int]] = {}
    for row in connection.execute(_STEPS):
        by_case = lodged if row.name == "lodge_ranking_appeal" else decided
        by_case.setdefault(row.case_id, []).append(row.at)
    return lodged, decided


def _against_decrees(connection: sa.Connection) -> Iterator[dict[str, object]]:
    acts: dict[int, dict[str, object]] = {}
    for row in connection.execute(_DECREES):
        filled = acts.setdefault(row.id, {"appeal": row.id, "act": None, "decided_under": None})
        if row.issued_on <= row.received or filled["act"] is None:
            filled["act"] = row.number
    yield from acts.values()


def downgrade() -> None:
    """Takes them away; where there were no points there are nought."""
    for table in WITH_POINTS:
        op.execute(f"UPDATE {table} SET points = '0' WHERE points IS NULL")
        if op.get_bind().dialect.name == "postgresql":
            op.alter_column(table, "points", nullable=False)
    op.drop_column("ranking_entries", "kept")
    op.drop_column("appeals", "act")
    op.drop_column("appeals", "decided_under")
