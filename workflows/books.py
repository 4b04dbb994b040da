"""The books of a data folder: its settings and its database, for whoever only looks things up.

Nothing that decides is loaded here, so that a list is on the screen at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from persistence.database import DatabaseTrouble, bring_up_to_date, connect, sqlite_url
from workflows.settings import Settings, load_settings, settings_file


@dataclass(frozen=True)
class Books:
    """An office's settings and its database, brought up to date."""

    settings: Settings
    engine: Engine


def open_books(data: Path, config: Path | None = None, make: bool = False) -> Books:
    """Opens the books of a data folder and brings its database up to date.

    `make` makes the folder. Raises DatabaseTrouble where there is no office yet, or the folder or
    the database can't be used; FlawedFile for a wrong config.yaml.
    """
    settings = load_settings(config or settings_file(data))
    url = settings.database.url
    if make:
        _make_folder(data)
    elif not data.is_dir() or (url is None and not (data / "office.db").is_file()):
        raise DatabaseTrouble(f"there is no office in {data}: `mobility init` makes one")
    engine = connect(url or sqlite_url(data))
    bring_up_to_date(engine)
    return Books(settings, engine)


def _make_folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseTrouble(f"the folder {data} can't be made: {error.strerror}") from None


def clock() -> datetime:
    """The instant now, in UTC: the one clock of a running office."""
    return datetime.now(UTC)
