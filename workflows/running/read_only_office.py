"""The books of a data folder: whose they are and its database, for whoever only looks things up.

Nothing that decides is loaded here, so that a list is on the screen at once.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Engine

from office.config_file import (
    digest_of,
    institution_noted,
    note_down,
    regulations_of,
    settings_file,
)
from persistence.connections import DATABASE, connect, office_url
from persistence.database_errors import DatabaseError
from persistence.migrating import bring_up_to_date, current_revision
from persistence.relocation import refuse_relocated
from workflows.running.private_folder import make_private

if TYPE_CHECKING:
    from office.settings import Settings


@dataclass(frozen=True)
class ReadOnlyOffice:
    """The institution whose office it is, and its database, brought up to date."""

    institution: str
    engine: Engine


def open_read_only(data: Path, config: Path | None = None, make: bool = False) -> ReadOnlyOffice:
    """Opens the books of a data folder and brings its database up to date.

    `make` makes the folder. Raises DatabaseError where there is no office yet, or the folder or
    the database can't be used; InvalidFile for a wrong config.yaml.
    """
    institution = institution_noted(data, digest_of(config or settings_file(data)))
    if institution:
        return ReadOnlyOffice(institution, open_database(data, None, make))
    settings, engine = open_in_full(data, config, make)
    return ReadOnlyOffice(settings.institution.key, engine)


def open_in_full(data: Path, config: Path | None, make: bool) -> tuple[Settings, Engine]:
    """The settings, all of them judged, and the database; the next look-up finds a note of it.

    Raises as `open_read_only` does.
    """
    # Imported here: with them comes what judges a config.yaml.
    from office.settings_loading import load_settings

    path = config or settings_file(data)
    digest = digest_of(path)
    settings = load_settings(path, regulations_of(data))
    engine = open_database(data, settings.database.url, make)
    if settings.database.url is None:
        note_down(data, digest, settings.institution.key)
    return settings, engine


def open_database(data: Path, url: str | None, make: bool = False) -> Engine:
    """The database of an office, brought up to date; `make` makes the data folder.

    Raises DatabaseError where there is no office yet, or no more, or the folder or the database
    can't be used.
    """
    if make:
        _make_folder(data)
    elif not data.is_dir() or (url is None and not (data / "office.db").is_file()):
        raise DatabaseError(f"there is no office in {data}: `mobility init` makes one")
    if not url:
        _refuse_without_log(data)
    engine = connect(address_with_password(url, data) if url else office_url(data))
    _refuse_emptied(data, engine)
    refuse_relocated(engine, data)
    bring_up_to_date(engine, _tell_sealed)
    mark_as_kept(data)
    make_private(data)
    return engine


TOLD_EACH: Final = 200_000
"""Rows; about five seconds."""


def _tell_sealed(rows: int) -> None:
    """Beside what a command answers, which may be read by a program."""
    if rows and rows % TOLD_EACH == 0:
        print(f"The office is brought up to date: {rows:,} rows sealed so far", file=sys.stderr)


def _refuse_without_log(data: Path) -> None:
    """SQLite removes the index of its log before the log itself: the index alone was copied."""
    log, index = (data / f"{DATABASE}{ending}" for ending in ("-wal", "-shm"))
    if index.exists() and not log.exists():
        raise DatabaseError(
            f"{data} is a copy that lacks its log ({log.name}): what was written last is not in "
            "it. Copy it again with the log, or restore a file that `mobility backup` made"
        )


KEPT = "office.kept"
"""The file that says that there is an office in this folder's database."""


def _refuse_emptied(data: Path, engine: Engine) -> None:
    """An empty database where there was an office is a loss, and no office that begins."""
    if (data / KEPT).exists() and current_revision(engine) is None:
        raise DatabaseError(
            f"the database of the office in {data} is empty, and there was an office in it: "
            "nothing was made in its place. Restore the last backup (docs/run.md); where the "
            f"office is to begin anew, remove {data / KEPT} first"
        )


def mark_as_kept(data: Path) -> None:
    """Notes that there is an office: an empty database in its place is refused from now on."""
    if not (data / KEPT).exists():
        with suppress(OSError):
            (data / KEPT).write_text("An office is kept here: its database is not to be empty.\n")


def address_with_password(url: str, data: Path) -> str:
    """The address of a database server with the password that the office has for it."""
    # Imported here: an office on SQLite needs neither.
    from office.database_address import UnknownDatabase, database_address
    from office.passwords import password_for

    password = password_for(data, "database")
    try:
        address = database_address(url)
    except UnknownDatabase:
        return url
    return address.set(password=password).render_as_string(False) if password else url


def _make_folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"the folder {data} can't be made: {error.strerror}") from None


def clock() -> datetime:
    """The instant now, in UTC: the one clock of a running office."""
    return datetime.now(UTC)
