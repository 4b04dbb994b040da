"""On SQLite the commission's points stand in their key itself.

Each was looked for twice, in the key and then in the table: half the time of reading all points of
a call, which a list is made of.
"""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table anew without row ids; PostgreSQL has none."""
    _make_anew(with_rowid=False)


def downgrade() -> None:
    """Gives the rows their ids again."""
    _make_anew(with_rowid=True)


def _make_anew(with_rowid: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        kept = {"sqlite_with_rowid": with_rowid}
        with op.batch_alter_table("scores", recreate="always", table_kwargs=kept):
            pass
