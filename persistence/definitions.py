"""The definitions that cases run on, word for word: once a case began on one, it is immutable."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from persistence.database import insert
from persistence.tables import cases, definitions, superseded_definitions
from states.definition import ProcessDefinition


def keep(connection: Connection, definition: ProcessDefinition, at: datetime) -> None:
    """Keeps a definition's text when its first case begins; what is kept is never replaced."""
    row = {
        "key": definition.key,
        "digest": definition.digest,
        "text": definition.text,
        "kept_at": at,
    }
    statement = insert(connection.dialect.name, definitions).values(row)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["key"]))


def kept(connection: Connection) -> dict[str, tuple[str, str]]:
    """By key, the digest and the text of every definition that a case runs on."""
    rows = connection.execute(select(definitions).order_by(definitions.c.key))
    return {row.key: (row.digest, row.text) for row in rows}


def supersede(connection: Connection, key: str, digest: str, text: str, at: datetime) -> None:
    """Puts a corrected text in the place of the kept one, which stays among the superseded."""
    former = connection.execute(select(definitions).where(definitions.c.key == key)).one()
    row = {"digest": former.digest, "key": key, "text": former.text, "replaced_at": at}
    statement = insert(connection.dialect.name, superseded_definitions).values(row)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["digest"]))
    restate(connection, key, digest, text)


def restate(connection: Connection, key: str, digest: str, text: str) -> None:
    """Keeps the same law in other words, for every case that runs on it."""
    connection.execute(
        update(definitions).where(definitions.c.key == key).values(digest=digest, text=text)
    )
    connection.execute(
        update(cases).where(cases.c.definition == key).values(definition_digest=digest)
    )
