"""An office made again from a backup: verified before it stands where an office is looked for."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from sqlalchemy import Connection, Engine

from office.config_file import regulations_of, settings_file
from office.settings_changes import write_settings
from office.settings_loading import load_settings
from office.wiring import open_office
from persistence import closures, signs_of_life
from persistence.backup_file import UnusableBackup, read_manifest, unpack
from persistence.connections import connect, sqlite_url
from persistence.database import write_transaction
from persistence.files import sync_folder
from persistence.integrity import audit
from persistence.migrating import bring_up_to_date, current_revision, head_revision, known_revisions
from persistence.proof_lines import ProofLine, line_discrepancies, read_line
from persistence.snapshots import FOLDER, Extent, extent, number_waiting, put_back
from states.frozen import frozen
from states.validation_error import ValidationError
from workflows.running.private_folder import make_private
from workflows.running.read_only_office import address_with_password, mark_as_kept

_AT_ONCE: Final = 1 << 20
_TOLD: Final = 20
"""So many discrepancies are told; the first say enough."""


@frozen
class Request:
    """What is asked for: from which file into which folder; of PostgreSQL, into which empty
    database, where it is not the one that the backup's settings name; a line of proof that must
    hold; and whether an office that does not verify is taken all the same."""

    path: Path
    data: Path
    database: str | None = None
    line: ProofLine | None = None
    even_unsound: bool = False


@frozen
class Restored:
    """An office that was restored: when its backup was made, how much it holds, what is not as it
    was written, how many mails and documents wait, and which secrets it must be given again."""

    made_at: datetime
    held: Extent
    discrepancies: tuple[str, ...]
    waiting: int
    left_out: tuple[str, ...]


def restore(request: Request) -> Restored:
    """Makes the office of a backup in an empty folder, whole and verified or not at all.

    Raises UnusableBackup for a file that is damaged, of another version, no backup, or does not
    verify; ValidationError for a folder that is not empty; DatabaseError; OSError.
    """
    _refuse_folder_in_use(request.data)
    manifest = read_manifest(request.path)
    _refuse_newer(request.path, str(manifest["revision"]))
    with _beginning(request.data) as draft:
        unpack(request.path, manifest["members"], lambda name, file: _put(draft / name, file))
        outcome = _verified(request, manifest, draft)
        mark_as_kept(draft)
    return outcome


def _refuse_folder_in_use(data: Path) -> None:
    if data.is_dir() and not any(data.iterdir()):
        return
    if data.exists():
        raise ValidationError(
            f"{data} is not an empty folder: an office is restored into an empty or a new one"
        )


def _refuse_newer(path: Path, revision: str) -> None:
    if revision not in known_revisions():
        raise UnusableBackup(
            f"{path} was made by a program that is newer than this one (its database stands at "
            f"version {revision}, this program knows up to {head_revision()}): restore it with "
            "the newer program"
        )


@contextmanager
def _beginning(data: Path) -> Iterator[Path]:
    """A folder within the office's; what it holds in the end is the office, on failure nothing."""
    is_new = not data.exists()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=data, prefix=".restoring-"))
    try:
        yield draft
        for path in sorted(draft.iterdir(), key=lambda path: path.name == "office.db"):
            path.rename(data / path.name)
        draft.rmdir()
        sync_folder(data)
    except BaseException:
        for path in data.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if is_new:
            data.rmdir()
        raise
    make_private(data)


def _put(path: Path, content: BinaryIO) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while part := content.read(_AT_ONCE):
            digest.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


@contextmanager
def _database(request: Request, kind: str, draft: Path) -> Iterator[Connection]:
    """The restored database in a writing transaction; PostgreSQL has nothing before its end."""
    engine = _sqlite(draft) if kind == "sqlite" else _empty_postgresql(request.database, draft)
    try:
        with write_transaction(engine) as connection:
            if kind != "sqlite":
                put_back(connection, draft / FOLDER)
                shutil.rmtree(draft / FOLDER)
            yield connection
    finally:
        engine.dispose()


def _sqlite(draft: Path) -> Engine:
    engine = connect(sqlite_url(draft))
    bring_up_to_date(engine)
    return engine


def _empty_postgresql(url: str | None, draft: Path) -> Engine:
    """The database that the settings name, or another one, which they name from now on."""
    if url:
        write_settings(draft, settings_file(draft), {("database", "url"): url})
    address = load_settings(settings_file(draft), regulations_of(draft)).database.url
    if not address:
        raise ValidationError(
            "the office was on PostgreSQL, and its settings name no database: name an empty one "
            "with --database"
        )
    engine = connect(address_with_password(address, draft))
    if current_revision(engine) is not None:
        raise ValidationError(
            "the database holds an office already: make an empty one, and name it with --database"
        )
    return engine


def _verified(request: Request, manifest: Mapping[str, Any], draft: Path) -> Restored:
    """The office of a draft; raises UnusableBackup where it is not as it was written."""
    with _database(request, manifest["database"], draft) as connection:
        discrepancies = tuple(_discrepancies(connection, request, manifest, draft))
        if discrepancies and not request.even_unsound:
            raise UnusableBackup(_unsound(request.path, discrepancies))
        made_at = datetime.fromisoformat(manifest["made_at"])
        signs_of_life.note(connection, "backup", request.path.name[:80], made_at)
        return Restored(
            made_at,
            extent(connection),
            discrepancies,
            number_waiting(connection),
            tuple(manifest["left_out"]),
        )


def _discrepancies(
    connection: Connection, request: Request, manifest: Mapping[str, Any], draft: Path
) -> Iterator[str]:
    """What is not as it was written, and what is not as it was when the backup was made."""
    office = open_office(draft)
    office.close_on(closures.in_force(connection))
    line = read_line(manifest["line"]) if manifest["line"] else None
    yield from audit(connection, draft, office.calendar, line).discrepancies
    if request.line:
        yield from (text.en for text in line_discrepancies(connection, request.line))
    held_extent = extent(connection).plain
    if manifest["revision"] == head_revision() and any(
        manifest[n] != held_extent[n] for n in held_extent
    ):
        yield "the office is not the one that the backup was made of: its chains end elsewhere"


def _unsound(path: Path, discrepancies: Sequence[str]) -> str:
    lines = "\n".join(f"✗ {discrepancy}" for discrepancy in discrepancies[:_TOLD])
    return (
        f"{path} holds an office that does not verify ({len(discrepancies)} "
        f"discrepancies):\n{lines}\nNothing was restored. Take an earlier backup; or, where "
        "there is none, take this office as it is with --even-unsound"
    )
