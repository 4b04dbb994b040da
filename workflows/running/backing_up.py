"""The whole office in one file, while it runs: its database, its files, its settings.

The database's snapshot is taken first and the files after it: files are only ever added, so that
every one which the snapshot names is there. Nothing of the office waits for it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from office.config_file import SHIPPED
from persistence import file_contents, signs_of_life
from persistence.backup_file import BackupWriter
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.files import path_of, sync_folder
from persistence.migrating import current_revision
from persistence.proof_lines import give_out
from persistence.snapshots import Extent, digests_of_files, extent, snapshot
from states.frozen import frozen
from states.validation_error import ValidationError
from workflows.running.bootstrap import App

FOLDERS: Final = ("definitions", "mail", "regulations")
"""What a data folder may hold beside the database, the files and the settings."""

LEFT_OUT: Final = ("secret.key", "secrets", "prefect/api.secret")
"""Secrets that open doors: an office that is restored makes them anew, or is given them again."""

_UNFINISHED: Final = "tmp"
"""The folder of a Maildir in which mails lie that are still being written."""


@frozen
class Backup:
    """A backup that was made: how much it holds, the line that proves what stood then, and which
    files the office had lost before. There is no line where the office could not be written."""

    path: Path
    size: int
    held: Extent
    line: str | None
    lost: tuple[str, ...]


def back_up(app: App, path: Path, now: datetime) -> Backup:
    """Writes the office into a new file, whole or not at all, readable by its owner only.

    Raises ValidationError where the file is there already, or would lie in the data folder;
    DatabaseError; OSError where it can't be written.
    """
    _refuse_place(app.office.data, path)
    line = _line(app, now)
    with _beside(path) as folder:
        draft = folder / "backup"
        held_extent, lost_files = _write(app, draft, now, line)
        draft.replace(path)
    sync_folder(path.parent)
    _note(app, path, now)
    return Backup(path, path.stat().st_size, held_extent, line, lost_files)


def _refuse_place(data: Path, path: Path) -> None:
    if path.exists():
        raise ValidationError(f"{path} is there already: a backup takes no other one's place")
    if data.resolve() in path.resolve().parents:
        raise ValidationError(f"{path} lies in the data folder, and would be lost with it")
    if not path.resolve().parent.is_dir():
        raise ValidationError(f"there is no folder {path.parent} to write the backup into")


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A folder of its owner's beside the file, gone in the end: a rename stays on one disk."""
    folder = Path(tempfile.mkdtemp(dir=path.resolve().parent, prefix=".backup-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _line(app: App, now: datetime) -> str | None:
    """Seals where every chain ends; an office that can't be written, its disk full, has none."""
    try:
        with write_transaction(app.engine) as connection:
            return str(give_out(connection, now))
    except DatabaseError:
        return None


def _note(app: App, path: Path, now: datetime) -> None:
    """Notes when the last backup was made; one that can't be noted is a backup all the same."""
    try:
        with write_transaction(app.engine) as connection:
            signs_of_life.note(connection, "backup", path.name[:80], now)
    except DatabaseError:
        return


def _write(
    app: App, draft: Path, now: datetime, line: str | None
) -> tuple[Extent, tuple[str, ...]]:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        writer = BackupWriter(file)
        held_extent, lost_files = _add_office(app, writer, draft.parent)
        writer.finish(
            {
                "made_at": now.isoformat(timespec="seconds"),
                "institution": app.office.settings.institution.key,
                "database": app.engine.dialect.name,
                "revision": current_revision(app.engine),
                "line": line,
                **held_extent.plain,
                "lost": lost_files,
                "left_out": [name for name in LEFT_OUT if (app.office.data / name).exists()],
            }
        )
        file.flush()
        os.fsync(file.fileno())
    return held_extent, lost_files


def _add_office(app: App, writer: BackupWriter, folder: Path) -> tuple[Extent, tuple[str, ...]]:
    """The snapshot, then the files that it names; those that are not as they were are told."""
    data, lost_files = app.office.data, []
    with snapshot(app.engine, folder) as (connection, paths):
        for path in paths:
            writer.add(str(path.relative_to(folder)), path)
        in_database = file_contents.held(connection)
        for digest in digests_of_files(connection):
            if digest in in_database:
                continue
            path = path_of(data, digest)
            source_path = (
                path if path.is_file() else _taken_since(app.engine, folder, digest) or path
            )
            if writer.add(str(path.relative_to(data)), source_path) != digest:
                lost_files.append(digest)
        held_extent = extent(connection)
    for path in _settings(data):
        writer.add(str(path.relative_to(data)), path)
    if app.settings_file.resolve() != SHIPPED.resolve():
        writer.add("config.yaml", app.settings_file)
    return held_extent, tuple(lost_files)


def _taken_since(engine: Engine, folder: Path, digest: str) -> Path | None:
    """A file that was taken into the database after the snapshot."""
    with reading(engine) as connection:
        content = file_contents.get(connection, digest)
    if content is None:
        return None
    draft = folder / digest
    draft.write_bytes(content)
    return draft


def _settings(data: Path) -> Iterator[Path]:
    """Whatever makes this office another one than a new one is, beside database and files."""
    yield data / "first-login.json"
    for folder in FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            if path.is_file() and path.parent.name != _UNFINISHED:
                yield path
