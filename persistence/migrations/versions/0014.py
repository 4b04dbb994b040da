"""A mail is kept whole, as text and as HTML, each in its own row.

What many mails shared stood on sheets, with places for the pieces that each mail said for itself.
Every mail is set here once more, as it was read, and keeps what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from html import escape
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from persistence.tables.base import Id

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MAILS = sa.table("mails", *map(sa.column, ("id", "sheet", "pieces", "text", "html")))
SHEETS = sa.table("mail_sheets", *map(sa.column, ("digest", "text", "html")))
AT_ONCE = 500

SLOT, NAMED, ENDED = "\x1a", "\x1d", "\x1c"
STRONG, END, LABELLED, FACT = "\x01", "\x02", "\x1f", "\x1e"
PARAGRAPH = '<p style="margin:0 0 14px 0;line-height:1.55">'
LABEL = (
    '<td valign="top" width="34%" style="padding:6px 12px 6px 0;border-bottom:1px solid #e3e7ee;'
    'color:#526078">'
)
VALUE = '<td valign="top" style="padding:6px 0;border-bottom:1px solid #e3e7ee;color:#1b2430">'


def upgrade() -> None:
    """Sets every mail in its row, and drops the sheets."""
    for form in ("text", "html"):
        op.add_column("mails", sa.Column(form, sa.Text(), nullable=True))
    for rows in _in_parts(MAILS.join(SHEETS, SHEETS.c.digest == MAILS.c.sheet), SHEETS):
        _update([{"row": row.id, **_set(row.pieces, row.text, row.html)} for row in rows])
    with _mails_anew() as mails:
        for form in ("text", "html"):
            mails.alter_column(form, existing_type=sa.Text(), nullable=False)
        mails.drop_column("sheet")
        mails.drop_column("pieces")
    op.drop_table("mail_sheets")


def downgrade() -> None:
    """Lays every mail on a sheet of its own, which has no places."""
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
    empty = sa.Column("pieces", sa.Text(), nullable=False, server_default=sa.text("''"))
    op.add_column("mails", empty)
    for rows in _in_parts(MAILS, MAILS):
        _lay(rows)
    for form in ("text", "html"):
        op.drop_column("mails", form)


@contextmanager
def _mails_anew() -> Iterator[BatchOperations]:
    """SQLite changes a table by making it anew, which no row of another may refer to meanwhile."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if on_sqlite:
        op.create_table(
            "mail_keys", sa.Column("id", Id, primary_key=True), sa.Column("mail_key", sa.String(200))
        )
        op.execute(
            "INSERT INTO mail_keys SELECT id, mail_key FROM outbox WHERE mail_key IS NOT NULL"
        )
        op.execute("UPDATE outbox SET mail_key = NULL")
    with op.batch_alter_table("mails") as mails:
        yield mails
    if on_sqlite:
        op.execute(
            "UPDATE outbox SET mail_key ="
            " (SELECT mail_key FROM mail_keys WHERE mail_keys.id = outbox.id)"
        )
        op.drop_table("mail_keys")


def _in_parts(tables: sa.FromClause, bodies: sa.TableClause) -> Iterator[Sequence[Any]]:
    """All mails, some at a time, with the text and the HTML of `bodies`."""
    last = 0
    columns = (MAILS.c.id, MAILS.c.pieces, bodies.c.text, bodies.c.html)
    wanted = sa.select(*columns).select_from(tables).order_by(MAILS.c.id).limit(AT_ONCE)
    while rows := op.get_bind().execute(wanted.where(MAILS.c.id > last)).all():
        yield rows
        last = rows[-1].id


def _update(rows: list[dict[str, object]]) -> None:
    whole = MAILS.update().where(MAILS.c.id == sa.bindparam("row"))
    op.get_bind().execute(
        whole.values(text=sa.bindparam("text_set"), html=sa.bindparam("html_set")), rows
    )


def _lay(rows: Sequence[Any]) -> None:
    connection = op.get_bind()
    for row in rows:
        digest = sha256(f"{row.text}\0{row.html}".encode()).hexdigest()
        same = sa.select(SHEETS.c.digest).where(SHEETS.c.digest == digest)
        if connection.execute(same).first() is None:
            sheet = {"digest": digest, "text": row.text, "html": row.html}
            connection.execute(SHEETS.insert(), sheet)
        own = MAILS.update().where(MAILS.c.id == row.id)
        connection.execute(own.values(sheet=digest, pieces=""))


def _set(marked: str, text: str, html: str) -> dict[str, str]:
    """The mail as it was read until now: its pieces in their places on the sheet."""
    pieces = dict(piece.split(NAMED, 1) for piece in marked.split(ENDED) if piece)
    return {"text_set": _filled(text, pieces, TEXT), "html_set": _filled(html, pieces, HTML)}


def _filled(sheet: str, pieces: Mapping[str, str], form: Mapping[str, Callable[[str], str]]) -> str:
    parts = sheet.split(SLOT)
    parts[1::2] = [form[name](pieces[name]) for name in parts[1::2]]
    return "".join(parts)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part and not part.isspace()]


def _facts(text: str) -> list[list[str]]:
    return [fact.strip().split(LABELLED) for fact in text.split(FACT) if LABELLED in fact]


def _plain(text: str) -> str:
    return text.replace(STRONG, "").replace(END, "")


def _plain_facts(text: str) -> str:
    lines = "\n".join([f"{label}: {value}" for label, value in _facts(_plain(text))]).split("\n")
    return "\n".join([f"  {line}" for line in lines if line])


def _plain_paragraphs(text: str) -> str:
    return "\n\n".join(_paragraphs(_plain(text)))


def _html(text: str) -> str:
    return escape(text).replace(STRONG, "<strong>").replace(END, "</strong>")


def _html_facts(text: str) -> str:
    facts = _facts(_html(text))
    return "".join([f"<tr>{LABEL}{label}</td>{VALUE}{value}</td></tr>" for label, value in facts])


def _html_paragraphs(text: str) -> str:
    return "".join([f"{PARAGRAPH}{part}</p>\n" for part in _paragraphs(_html(text))])


def _form(
    words: Callable[[str], str], paragraphs: Callable[[str], str], facts: Callable[[str], str]
) -> Mapping[str, Callable[[str], str]]:
    return {
        **dict.fromkeys(("number", "glance", "greeting", "button", "url"), words),
        **dict.fromkeys(("happened", "means", "next"), paragraphs),
        **dict.fromkeys(("facts", "event", "attached"), facts),
    }


TEXT = _form(_plain, _plain_paragraphs, _plain_facts)
HTML = _form(_html, _html_paragraphs, _html_facts)
