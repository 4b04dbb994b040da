"""The office's files taken from its folder into its database, or back, while it runs.

A file is found wherever it is, so that nobody waits. Each is written in the one place before it
goes in the other: where this is stopped, the same command goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import Final, Literal

from office.settings_changes import NotOurs, write_settings
from persistence import changes, files
from persistence.changes import Change
from persistence.database import reading, write_transaction
from persistence.snapshots import digests_of_files
from states.frozen import frozen
from workflows.portions import BREATH
from workflows.registers.office_settings import CONFIG
from workflows.running.bootstrap import App

Place = Literal["folder", "database"]
TOGETHER: Final = 20
"""Files after which others come to write."""
SETTING: Final = ("files", "kept_in")


@frozen
class Carried:
    """How many files were carried, and which were found in neither place; the settings that name
    the new place, None where somebody must write it there."""

    number: int
    lost: tuple[str, ...]
    settings: Path | None


def carry_files(
    app: App, place: Place, now: datetime, report: Callable[[int], None] = lambda number: None
) -> Carried:
    """New files go to the new place from now on, and all others are carried there, one by one."""
    settings = _point_to(app, place, now)
    with reading(app.engine) as connection:
        digests = list(digests_of_files(connection))
    number, lost_files = 0, []
    for place_in_line, digest in enumerate(digests):
        if place_in_line % TOGETHER == 0:
            sleep(BREATH)
        try:
            number += _carry(app, digest, place)
        except FileNotFoundError:
            lost_files.append(digest)
        report(number)
    return Carried(number, tuple(lost_files), settings)


def _point_to(app: App, place: Place, now: datetime) -> Path | None:
    was = app.office.settings.files.kept_in
    if was == place:
        return app.settings_file
    try:
        settings_path = write_settings(app.office.data, app.settings_file, {SETTING: place})
    except (NotOurs, OSError):
        return None
    before, after = {"files": was}, {"files": place}
    change = Change("settings", CONFIG, "files_carried", changes.SYSTEM, before, after)
    with write_transaction(app.engine) as connection:
        changes.note(connection, change, now)
    return settings_path


def _carry(app: App, digest: str, place: Place) -> bool:
    """Takes a file to its place; False where it was there alone already."""
    data = app.office.data
    with write_transaction(app.engine) as connection:
        if not files.is_entered(connection, digest):  # erased meanwhile
            return False
        if place == "folder":
            return files.into_folder(connection, data, digest)
        files.into_database(connection, data, digest)
    # Only now: what is in the database is there whatever happens.
    with write_transaction(app.engine) as connection:
        return files.out_of_folder(connection, data, digest)
