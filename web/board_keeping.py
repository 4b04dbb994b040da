"""The board's numbers before anybody asks for them: counted as the pages begin, and each minute.

To count a hundred thousand cases takes as long as ten pages. A small office has no need of it, and
counts them all the same: then it is a glance at the stamp of the cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Thread
from typing import Final

from sqlalchemy import Connection

from persistence.board import count_open_cases
from persistence.database import reading
from persistence.database_errors import DatabaseError
from persistence.roster import roster
from persistence.staff import members
from persistence.stamps import staff_stamp
from states.moments import civil_date
from web.people import Person, in_roles
from web.permissions import may_open
from web.request_context import AppState
from web.views.case_sets import office_today
from web.views.viewer import Viewer

EVERY_SECONDS: Final = 60.0


class BoardKeeper:
    """Counts in the background from `begin` to `end`."""

    def __init__(self, app: AppState) -> None:
        self._app = app
        self._over = Event()
        self._thread = Thread(target=self._run, name="board", daemon=True)

    def begin(self) -> None:
        """The first count goes on beside the first pages."""
        self._thread.start()

    def end(self) -> None:
        """No count is begun any more; the one that is on its way is waited for."""
        self._over.set()
        self._thread.join()

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
