"""The content of files that are kept in the database: written and erased with their rows."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

from sqlalchemy import Connection, delete, select

from persistence.database import insert
from persistence.tables import file_contents


def put(connection: Connection, content: bytes) -> str:
    """Keeps a content once; returns its SHA-256."""
    digest = sha256(content).hexdigest()
    row = {"sha256": digest, "content": content}
    statement = insert(connection.dialect.name, file_contents).values(row)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["sha256"]))
    return digest


def get(connection: Connection, digest: str) -> bytes | None:
    """A content by its SHA-256; None where the database has none."""
    own = select(file_contents.c.content).where(file_contents.c.sha256 == digest)
    content: bytes | None = connection.execute(own).scalar()
    return content


def take_away(connection: Connection, digests: Collection[str]) -> None:
    """Contents go, where the database has them."""
    connection.execute(delete(file_contents).where(file_contents.c.sha256.in_(digests)))


def held(connection: Connection) -> set[str]:
    """The SHA-256 of every content in the database."""
    return set(connection.execute(select(file_contents.c.sha256)).scalars())
