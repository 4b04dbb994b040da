"""The board's numbers before anybody asks for them: counted as the pages begin, and each minute.

To count a hundred thousand cases takes as long as ten pages. A small office has no need of it, and
counts them all the same: then it is a glance at the stamp of the cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from sqlalchemy import Connection

from persistence.board import count_open_cases
from persistence.database import reading
from persistence.database_errors import DatabaseError
from persistence.roster import roster
from persistence.staff import members
from persistence.stamps import staff_stamp
from states.moments import civil_date
from web.background import BackgroundWork
from web.people import Person, in_roles
from web.permissions import may_open
from web.request_context import AppState
from web.views.case_sets import office_today
from web.views.viewer import Viewer

EVERY_SECONDS: Final = 60.0


class BoardKeeper(BackgroundWork):
    """Counts for the board, again and again."""

    name = "board"

    def __init__(self, app: AppState) -> None:
        super().__init__()
        self._app = app

    def _run(self) -> None:
        while not self._over.is_set():
            # A page that finds no numbers counts them itself, and says what is wrong.
            with suppress(DatabaseError):
                count_for_everybody(self._app)
            self._over.wait(EVERY_SECONDS)


def count_for_everybody(app: AppState) -> int:
    """Counts for everybody who may open the board today, each office once; returns how many."""
    now, office = app.clock(), app.app.office
    with reading(app.app.engine) as connection:
        viewers = (Viewer(connection, office, person, now) for person in _readers(app, connection))
        offices = {office_today(viewer, viewer.person.people) for viewer in viewers}
        for today in offices:
            count_open_cases(connection, today, now)
    return len(offices)


def _readers(app: AppState, connection: Connection) -> Iterator[Person]:
    today = civil_date(app.clock())
    people = roster(connection, staff_stamp(connection))
    for member in members(connection):
        person = in_roles(people, member, today)
        if person is not None and may_open(person.roles, "board"):
            yield person
