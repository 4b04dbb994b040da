"""The texts of the regulations that cases run on, word for word: what was in force can be shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from office.rulebooks import Rulebook
from persistence.tables import regulations
from states.frozen import frozen


@frozen
class KeptText:
    """A regulation's text with its digest, by which cases went from the instant it was kept."""

    key: str
    digest: str
    text: str
    kept_at: datetime


def keep(connection: Connection, rulebook: Rulebook, at: datetime) -> None:
    """Keeps a regulation's text, unless it is the one kept last; what is kept is never replaced."""
    newest = (
        select(regulations.c.digest)
        .where(regulations.c.key == rulebook.key)
        .order_by(regulations.c.id.desc())
        .limit(1)
    )
    if connection.execute(newest).scalar() == rulebook.digest:
        return
    row = {"key": rulebook.key, "digest": rulebook.digest, "text": rulebook.text, "kept_at": at}
    connection.execute(regulations.insert().values(row))


def kept_texts(connection: Connection) -> list[KeptText]:
    """Every text that was kept, oldest first."""
    rows = connection.execute(select(regulations).order_by(regulations.c.id))
    return [KeptText(row.key, row.digest, row.text, row.kept_at) for row in rows]


def newest_texts(connection: Connection) -> dict[str, KeptText]:
    """By key, the text that was kept last."""
    return {text.key: text for text in kept_texts(connection)}
