"""For whom a page is put together, at which instant, and where its contents are read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from office.wiring import Office
from states.moments import civil_date
from web.people import Person


@dataclass(frozen=True)
class Viewer:
    """A person looking at the office, through one connection."""

    connection: Connection
    office: Office
    person: Person
    now: datetime

    @property
    def today(self) -> date:
        """The civil date in Belgrade."""
        return civil_date(self.now)
