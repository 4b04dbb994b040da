"""The definitions that cases run on, word for word: once a case began on one, it is immutable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from persistence.bulk import execute_many, fetch
from persistence.call_locks import lock_calls_of
from persistence.database import insert
from persistence.one_of import OneOf
from persistence.tables import cases, definitions, superseded_definitions
from persistence.tables.base import Id
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
    """Keeps the same law in other words, for every case that runs on it and does not say so yet."""
    connection.execute(
        update(definitions).where(definitions.c.key == key).values(digest=digest, text=text)
    )
    on_others = (cases.c.definition == key) & (cases.c.definition_digest != digest)
    connection.execute(update(cases).where(on_others).values(definition_digest=digest))


class RunningCase(NamedTuple):
    """A case that runs on a definition, with the digest of the text that it is under."""

    id: int
    digest: str
    ended: bool


_RUNNING: Final = select(
    cases.c.id, cases.c.definition_digest.label("digest"), cases.c.ended
).order_by(cases.c.id)
_ON_OTHERS: Final = _RUNNING.where(
    cases.c.definition == bindparam("key"),
    cases.c.definition_digest != bindparam("digest"),
    cases.c.id > bindparam("after", 0, type_=Id),
).limit(bindparam("most", 0))
_RUNNING_OF: Final = _RUNNING.where(OneOf(cases.c.id, "ids"))
_PUT_UNDER: Final = (
    update(cases).where(OneOf(cases.c.id, "ids")).values(definition_digest=bindparam("digest"))
)


def on_other_texts(
    connection: Connection, key: str, digest: str, after: int, most: int
) -> list[RunningCase]:
    """The next cases that run on a definition under another text of it, ended ones too.

    They are locked: nobody moves them until the transaction ends.
    """
    values = {"key": key, "digest": digest, "after": after, "most": most}
    ids = [row.id for row in fetch(connection, _ON_OTHERS, values)]
    return running(connection, ids)


def running(connection: Connection, ids: Sequence[int]) -> list[RunningCase]:
    """These cases, locked, as they stand once they are."""
    lock_calls_of(connection, ids)
    rows = fetch(connection, _RUNNING_OF, {"ids": list(ids)})
    return [RunningCase(row.id, row.digest, bool(row.ended)) for row in rows]


def put_under(connection: Connection, ids: Sequence[int], digest: str) -> None:
    """From now on these cases run under another text of their definition."""
    execute_many(connection, _PUT_UNDER, [{"ids": list(ids), "digest": digest}])
