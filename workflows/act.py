"""An act of somebody: who does it, in which office, at which instant, in which transaction."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from office.wiring import Office
from states.decision import Actor
from states.frozen import frozen
from states.moments import civil_date


@frozen
class Act:
    """What every act of a person has in common; the caller commits `connection`."""

    connection: Connection
    office: Office
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The civil date of the act in Belgrade."""
        return civil_date(self.now)

    @property
    def role(self) -> str | None:
        """The role that counts today; None where the actor deputises for nobody today."""
        return self.actor.acts_as(self.today)
