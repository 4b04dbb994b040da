"""Each Decree knows its own delivery and who issued it; a decision may be certified.

A delivery of a Decree stood beside the case and held for whatever Decree it bore; it now stands
with the Decree that had been issued by that day. Who issued each is read from the history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_ISSUED_BY = ("issued_by", "issued_as", "issued_for")
_DECREES = sa.table(
    "decrees",
    sa.column("id", sa.BigInteger),
    sa.column("case_id", sa.BigInteger),
    sa.column("issued_on", sa.Date),
    sa.column("delivered_on", sa.Date),
    *[sa.column(name, sa.String) for name in _ISSUED_BY],
)
_DELIVERIES = sa.table(
    "deliveries",
    sa.column("case_id", sa.BigInteger),
    sa.column("document", sa.String),
    sa.column("on", sa.Date),
)
_ISSUING = sa.text(
    "SELECT case_id, role, person, deputy_for FROM history "
    "WHERE kind = 'step' AND name = 'issue_decree' ORDER BY case_id, seq"
)


def upgrade() -> None:
    """Adds them, and fills them in from what was recorded."""
    for name, length in zip(_ISSUED_BY, (300, 40, 40), strict=True):
        op.add_column("decrees", sa.Column(name, sa.String(length=length), nullable=True))
    op.create_table(
        "certifications",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_certifications_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_certifications")),
    )
    connection = op.get_bind()
    _fill_in(connection, list(_issued(connection)))
    _move_deliveries(connection)


def _issued(connection: sa.Connection) -> Iterator[dict[str, object]]:
    """For each Decree who issued it: a case's Decrees and its steps stand in one order."""
    steps: dict[int, list[sa.Row[tuple[object, ...]]]] = defaultdict(list)
    for step in connection.execute(_ISSUING):
        steps[step.case_id].append(step)
    ids: dict[int, list[int]] = defaultdict(list)
    for row in connection.execute(sa.select(_DECREES.c.id, _DECREES.c.case_id).order_by("id")):
        ids[row.case_id].append(row.id)
    for case_id, of_case in ids.items():
        for decree_id, step in zip_longest(of_case, steps[case_id]):
            if decree_id is not None and step is not None:
                yield {
                    "decree": decree_id,
                    "by": step.person or None,
                    "as_": step.role,
                    "for_": step.deputy_for,
                }


def _fill_in(connection: sa.Connection, rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    filled = (
        sa.update(_DECREES)
        .where(_DECREES.c.id == sa.bindparam("decree"))
        .values(
            issued_by=sa.bindparam("by"),
            issued_as=sa.bindparam("as_"),
            issued_for=sa.bindparam("for_"),
        )
    )
    connection.execute(filled, rows)


def _move_deliveries(connection: sa.Connection) -> None:
    """A delivery before every Decree of the case stays where it is: it is nobody's."""
    recorded = sa.select(_DELIVERIES).where(_DELIVERIES.c.document == "decree")
    for row in connection.execute(recorded).all():
        standing = connection.execute(
            sa.select(_DECREES.c.id)
            .where(_DECREES.c.case_id == row.case_id, _DECREES.c.issued_on <= row.on)
            .order_by(_DECREES.c.id.desc())
            .limit(1)
        ).scalar()
        if standing is None:
            continue
        connection.execute(
            sa.update(_DECREES).where(_DECREES.c.id == standing).values(delivered_on=row.on)
        )
        connection.execute(
            sa.delete(_DELIVERIES).where(
                _DELIVERIES.c.case_id == row.case_id, _DELIVERIES.c.document == "decree"
            )
        )


def downgrade() -> None:
    """Takes the table and the columns away; each Decree keeps the day of its delivery."""
    op.drop_table("certifications")
    for name in reversed(_ISSUED_BY):
        op.drop_column("decrees", name)
