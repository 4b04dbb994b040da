"""Files by the SHA-256 of their content, entered in the database.

The content lies in the data folder, or by the settings in the database: new files go where the
settings say, and each is found wherever it is.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, func, select

from persistence import file_contents
from persistence.database import insert, reading, undone_by
from persistence.tables import files

if TYPE_CHECKING:
    from office.wiring import Office


def enter(connection: Connection, office: Office, content: bytes, content_type: str) -> str:
    """Keeps a file where the office's settings say, and enters it; returns its SHA-256.

    Kept first: a row never names what is not there. Where the transaction fails, the file goes too.
    The same content again is the same file. Raises OSError where the disk does not take it.
    """
    if office.settings.files.kept_in == "database":
        digest = file_contents.put(connection, content)
    else:
        digest = keep_within(connection, office.data, content)
    row = {"sha256": digest, "size": len(content), "content_type": content_type}
    statement = insert(connection.dialect.name, files).values(row)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["sha256"]))
    return digest


def ahead(office: Office, content: bytes) -> None:
    """Writes a file that is to be entered, before anybody waits for the transaction that does."""
    if office.settings.files.kept_in == "folder":
        keep(office.data, content)


def keep_within(connection: Connection, data: Path, content: bytes) -> str:
    """As `keep`; the file goes again where the transaction fails that brought it.

    Nobody else takes the same content for kept meanwhile: SQLite has one writer, PostgreSQL a lock.
    """
    digest = hashlib.sha256(content).hexdigest()
    _lock(connection, digest)
    path = path_of(data, digest)
    if not path.exists():
        undone_by(connection, lambda: _remove(path))
    return keep(data, content)


def remove_unregistered(connection: Connection, data: Path, digest: str) -> None:
    """Takes a file away that is entered no more, as an erasure leaves it."""
    _lock(connection, digest)
    if not is_entered(connection, digest):
        _remove_durably(path_of(data, digest))
        _remove(data / "incoming" / digest)


def is_entered(connection: Connection, digest: str) -> bool:
    """Whether the database names a file."""
    own = select(files.c.sha256).where(files.c.sha256 == digest)
    return connection.execute(own).first() is not None


def into_database(connection: Connection, data: Path, digest: str) -> None:
    """Writes a file of the folder into the database. Raises FileNotFoundError where it is lost."""
    _lock(connection, digest)
    file_contents.put(connection, read(connection, data, digest))


def out_of_folder(connection: Connection, data: Path, digest: str) -> bool:
    """Takes a file out of the folder that the database keeps; whether it was in it."""
    _lock(connection, digest)
    path = path_of(data, digest)
    if not path.is_file() or file_contents.get(connection, digest) is None:
        return False
    _remove_durably(path)
    return True


def into_folder(connection: Connection, data: Path, digest: str) -> bool:
    """Takes a file out of the database into the folder; whether it was in it. Raises
    FileNotFoundError where it is lost."""
    _lock(connection, digest)
    was_kept = file_contents.get(connection, digest) is not None
    keep_within(connection, data, read(connection, data, digest))
    file_contents.take_away(connection, [digest])
    return was_kept


def _lock(connection: Connection, digest: str) -> None:
    """Nobody else brings or takes the file meanwhile; SQLite has one writer."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(digest))))


def _remove(path: Path) -> None:
    """Takes a file away; one that never came into being is gone as well."""
    with suppress(OSError):
        path.unlink()


def _remove_durably(path: Path) -> None:
    _remove(path)
    if path.parent.is_dir():
        sync_folder(path.parent)


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


def read(connection: Connection, data: Path, digest: str) -> bytes:
    """A stored file's content, wherever it is kept. Raises FileNotFoundError where it is lost."""
    path = path_of(data, digest)
    # Asked again last of all: it may have been taken into the folder in this very moment.
    for look in (_in_folder, lambda _: file_contents.get(connection, digest), _in_folder):
        if (content := look(path)) is not None:
            return content
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))


def content_of(engine: Engine, data: Path, digest: str) -> bytes:
    """As `read`, by a connection of its own."""
    with reading(engine) as connection:
        return read(connection, data, digest)


def _in_folder(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
