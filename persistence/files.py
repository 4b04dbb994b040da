"""Files by the SHA-256 of their content, in the data folder; entered in the database."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, func, select

from persistence.database import insert, undone_by
from persistence.tables import files


def keep_within(connection: Connection, data: Path, content: bytes) -> str:
    """As `keep`; the file goes again where the transaction fails that brought it.

    Nobody else takes the same content for kept meanwhile: SQLite has one writer, PostgreSQL a lock.
    """
    digest = hashlib.sha256(content).hexdigest()
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(digest))))
    path = path_of(data, digest)
    if not path.exists():
        undone_by(connection, lambda: _remove(path))
    return keep(data, content)


def remove_unregistered(connection: Connection, data: Path, digest: str) -> None:
    """Takes a file away that is entered no more, as an erasure leaves it."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(digest))))
    if connection.execute(select(files.c.sha256).where(files.c.sha256 == digest)).first() is None:
        path = path_of(data, digest)
        _remove(path)
        _remove(data / "incoming" / digest)
        if path.parent.is_dir():
            sync_folder(path.parent)


def _remove(path: Path) -> None:
    """Takes a file away; one that never came into being is gone as well."""
    with suppress(OSError):
        path.unlink()


def keep(data: Path, content: bytes) -> str:
    """Stores a file's content once, safely on the disk; returns its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(data, digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)
        for folder in (path.parent, path.parent.parent):
            sync_folder(folder)
    return digest


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: written and synced beside, under a name of its own, then renamed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """A rename is durable only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def path_of(data: Path, digest: str) -> Path:
    """Where a stored file lies."""
    return data / "files" / digest[:2] / digest


def read(data: Path, digest: str) -> bytes:
    """A stored file's content."""
    return path_of(data, digest).read_bytes()


def register(connection: Connection, digest: str, size: int, content_type: str) -> None:
    """Enters a stored file; the same content again is the same file."""
    row = {"sha256": digest, "size": size, "content_type": content_type}
    statement = insert(connection.dialect.name, files).values(row)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["sha256"]))
