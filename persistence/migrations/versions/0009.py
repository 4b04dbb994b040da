"""A mail's words stand apart from the sheet that all mails of a list share.

A mail of before keeps its two media as they were written, on a sheet of its own.
"""

from __future__ import annotations

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MAILS = sa.table(
    "mails", *map(sa.column, ("id", "text", "html", "sheet", "pieces"))
)
SHEETS = sa.table("mail_sheets", *map(sa.column, ("digest", "text", "html")))


def upgrade() -> None:
    """Makes the sheets, and moves every mail onto its own."""
    op.create_table(
        "mail_sheets",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_mail_sheets")),
    )
    # SQLite adds a column that refers to another table only where it may be empty.
    op.execute(
        "ALTER TABLE mails ADD COLUMN sheet VARCHAR(64) "
        "CONSTRAINT fk_mails_sheet REFERENCES mail_sheets (digest)"
    )
    op.add_column("mails", sa.Column("pieces", sa.Text(), nullable=False, server_default=sa.text("''")))
    _move()
    for medium in ("text", "html"):
        op.drop_column("mails", medium)


def _move() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(MAILS.c.id, MAILS.c.text, MAILS.c.html)).all():
        digest = sha256(f"{row.text}\0{row.html}".encode()).hexdigest()
        known = sa.select(SHEETS.c.digest).where(SHEETS.c.digest == digest)
        if connection.execute(known).first() is None:
            sheet = {"digest": digest, "text": row.text, "html": row.html}
            connection.execute(SHEETS.insert(), sheet)
        own = MAILS.update().where(MAILS.c.id == row.id)
        connection.execute(own.values(sheet=digest))


def downgrade() -> None:
    """There is no way back: the words of newer mails would be lost."""
    raise NotImplementedError("mails written since can't be kept by an older program")
