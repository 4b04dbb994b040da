"""Every row is sealed: by the entry of a history that wrote it, else in a chain of seals.

Entries made before have no digests. As the tables stand after this, the program puts up its guards
and seals every row as it stands (`persistence.guards`, `persistence.sealing`).
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

from persistence.touched import forget

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_BEGINNING = "0" * 64


def upgrade() -> None:
    """Adds the digests of entries, and makes the chain of seals, empty."""
    op.add_column("history", sa.Column("sealed", sa.Text(), nullable=True))
    op.add_column("history", sa.Column("salt", sa.String(length=32), nullable=True))
    op.create_table(
        "seals",
        sa.Column("seq", Id, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_seals")),
    )
    _sealed_rows()
    tip = op.create_table(
        "seal_tip",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_tip")),
    )
    op.bulk_insert(tip, [{"id": 1, "length": 0, "hash": _BEGINNING}])


def _sealed_rows() -> None:
    op.create_table(
        "sealed_rows",
        sa.Column("seal", Id, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("case_id", Id, nullable=True),
        sa.Column("length", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("seal", "place", name=op.f("pk_sealed_rows")),
    )
    op.create_index("ix_sealed_rows_part_key", "sealed_rows", ["part", "key"])
    op.create_index("ix_sealed_rows_case_id", "sealed_rows", ["case_id"])


def downgrade() -> None:
    """Takes the guards down, and drops the chain and the digests."""
    _take_guards_down()
    forget(op.get_bind())
    op.drop_table("seal_tip")
    op.drop_table("sealed_rows")
    op.drop_table("seals")
    op.drop_column("history", "salt")
    op.drop_column("history", "sealed")


_GUARDS = r"(_sealed_(insert|update|delete)|_no_replace|^(changes|seals|sealed_rows)_no_\w+)$"


def _take_guards_down() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        triggers = (
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal"
        )
        for name, table in connection.execute(sa.text(triggers)).all():
            if re.search(_GUARDS, name):
                op.execute(f"DROP TRIGGER {name} ON {table}")
        return
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in connection.execute(sa.text(names)).all():
        if re.search(_GUARDS, name):
            op.execute(f"DROP TRIGGER {name}")
