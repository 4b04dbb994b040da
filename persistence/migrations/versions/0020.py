"""A mail is kept by its words: they are set as text and as HTML when it leaves or is opened.

Mails of before keep the two forms that they were written in; no row changes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MAILS = sa.table(
    "mails",
    sa.column("id", sa.Integer),
    sa.column("subject", sa.Text),
    sa.column("words", sa.Text),
    sa.column("text", sa.Text),
    sa.column("html", sa.Text),
)
AT_A_TIME = 500


def upgrade() -> None:
    """Adds the words, which no mail of before has."""
    op.add_column("mails", sa.Column("words", sa.Text(), nullable=True))


def downgrade() -> None:
    """Sets each mail in its two forms, as it reads today, and drops its words.

    The layouts are asked for here alone: to go forward, no program needs to know them.
    """
    from notifications.mail import WrittenMail
    from notifications.rendering import render

    connection = op.get_bind()
    with_words = sa.select(MAILS).where(MAILS.c.words.is_not(None)).limit(AT_A_TIME)
    set_whole = (
        sa.update(MAILS)
        .where(MAILS.c.id == sa.bindparam("row"))
        .values(words=None, text=sa.bindparam("plain"), html=sa.bindparam("marked"))
    )
    while rows := connection.execute(with_words).all():
        for row in rows:
            mail = render(WrittenMail(row.subject, row.words))
            values = {"row": row.id, "plain": mail.text, "marked": mail.html}
            connection.execute(set_whole, values)
    op.drop_column("mails", "words")
